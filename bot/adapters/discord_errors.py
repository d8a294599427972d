"""What does a failure say about the post? Discord's exceptions, and those of the line, become our four families."""

from __future__ import annotations

import asyncio

import aiohttp
import discord

from bot.adapters.interface import AdapterError, BusyError, RefusedError, UnclearError, UnreachableError

RENEW = (
    "make a new one in the Developer Portal (your application, Bot, Reset Token) and put it into the environment"
    " as DISCORD_TOKEN"
)
"""What to do about the token."""

UNKNOWN_MESSAGE = 10008
INVALID_INTERACTION_TOKEN = 50027
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
ALREADY_ACKNOWLEDGED = 40060
MISSING_PERMISSIONS = 50013
MALFORMED = 50035
THREAD_EXISTS = 160004
"""Discord's error codes: discord-api-docs, topics/opcodes-and-status-codes."""

_GONE = {
    10003: "there is no such channel: it was deleted, or the id in channels.yaml is wrong",
    10004: "there is no such server",
    50001: "we cannot see the channel: invite the bot to the server again and give it View Channel there",
}
_REFUSED = {
    UNKNOWN_MESSAGE: "the post was deleted",
    20016: "the channel is in slow mode: give the bot Manage Messages, or take slow mode away",
    40333: "Discord's firewall turned the request away",
    50007: "this person takes no direct messages from the server",
    50008: "this kind of channel takes no posts: put the id of a text or announcement channel into channels.yaml",
    MISSING_PERMISSIONS: (
        "a permission is missing in the channel; `onrecord doctor` says which: Send Messages, Embed Links,"
        " Send Messages in Threads or Create Public Threads"
    ),
    50024: "this cannot be done in this kind of channel",
    50083: "the thread is archived and locked",
    160005: "the thread is locked",
}
_CLOSED = {
    4004: f"it does not accept the token; {RENEW}",
    4013: "the intents are not valid; please report this",
    4014: "an intent is not allowed; please report this",
}
"""Close codes of the gateway after which no new attempt helps."""
_WAIT = 60.0
"""Seconds to wait when Discord asks us to wait and does not say how long."""
_SHOWN = 300
"""Characters of Discord's own explanation that are passed on."""


def translated(error: Exception, *, posting: bool = True) -> AdapterError:  # noqa: PLR0911 - one line for each failure
    """Return what `error` means for the post that was under way.

    With `posting` false nothing was being posted, so a broken line leaves nothing unclear.
    """
    match error:
        case AdapterError():
            return error
        case discord.LoginFailure():
            return RefusedError(f"Discord does not accept the token; {RENEW}")
        case discord.RateLimited():
            return BusyError("Discord asks us to wait", retry_after=error.retry_after)
        case discord.HTTPException():
            return _answered(error, posting=posting)
        case discord.ConnectionClosed(code=code):
            return _hung_up(code)
        case discord.PrivilegedIntentsRequired():
            return _hung_up(4014)
        case aiohttp.ConnectionTimeoutError():
            return UnreachableError("Discord cannot be reached: connecting took too long")
        case aiohttp.ClientConnectorError():
            return UnreachableError(f"Discord cannot be reached: {error.os_error.strerror or 'no connection'}")
        case asyncio.TimeoutError():
            return _broken("Discord did not answer in time", posting=posting)
        case _:
            # Whatever else the library raises may come after the post went out; its type says enough, and its words
            # might hold an address with a token in it.
            return _broken(f"the line to Discord broke ({type(error).__name__})", posting=posting)


def _broken(what: str, *, posting: bool) -> AdapterError:
    return UnclearError(what) if posting else UnreachableError(what)


def _hung_up(code: int) -> AdapterError:
    if code in _CLOSED:
        return RefusedError(f"Discord closed the line: {_CLOSED[code]}")
    return UnreachableError(f"Discord closed the line ({code})")


def _answered(error: discord.HTTPException, *, posting: bool) -> AdapterError:
    words = " ".join(error.text.split())[:_SHOWN]
    if error.status >= 500:  # noqa: PLR2004 - HTTP's server errors
        return _broken(f"Discord failed ({error.status})", posting=posting)
    if error.code in _GONE:
        return RefusedError(f"Discord refused: {_GONE[error.code]}", gone=True)
    if error.code in _REFUSED:
        return RefusedError(f"Discord refused: {_REFUSED[error.code]}")
    if error.status == 429:  # noqa: PLR2004 - HTTP's Too Many Requests
        return BusyError("Discord asks us to wait", retry_after=_retry_after(error))
    if error.status == 401 and error.code != INVALID_INTERACTION_TOKEN:  # noqa: PLR2004 - HTTP's Unauthorized
        return RefusedError(f"Discord does not accept the token; {RENEW}")
    return RefusedError(f"Discord refused ({error.status}, code {error.code}): {words or 'no reason given'}")


def _retry_after(error: discord.HTTPException) -> float:
    try:
        return float(error.response.headers["Retry-After"])
    except (KeyError, ValueError):
        return _WAIT
