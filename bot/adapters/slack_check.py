"""Will this workspace do? Tokens, scopes and channels, each with its remedy. Posts nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from bot.adapters.interface import AdapterError, Check, RefusedError
from bot.adapters.slack_errors import INVITE
from bot.adapters.slack_manifest import SCOPES
from bot.adapters.slack_web import Answer, SlackWeb

if TYPE_CHECKING:
    from pydantic import SecretStr


async def examine(web: SlackWeb, app_token: SecretStr | None, channels: tuple[str, ...]) -> AsyncIterator[Check]:
    """Yield what Slack says of the bot token, its scopes, the app token and every channel."""
    try:
        said = await web.write("auth.test")
    except AdapterError as error:
        yield _failed(error)
        if isinstance(error, RefusedError):
            yield await _check_app_token(web, app_token)
        return
    yield Check(sound=True, what=f"SLACK_BOT_TOKEN is @{said.text('user')} in {said.text('team')}")
    yield _check_scopes(said)
    yield await _check_app_token(web, app_token)
    for channel in channels:
        yield await _check_channel(web, channel)


def _check_scopes(said: Answer) -> Check:
    told = next((value for name, value in said.headers.items() if name.lower() == "x-oauth-scopes"), None)
    if told is None:
        return Check(sound=True, what="Slack does not say which scopes the token has")
    held = {scope.strip() for scope in told.split(",")}
    missing = [scope for scope in SCOPES if scope not in held]
    if not missing:
        return Check(sound=True, what=f"scopes: {', '.join(SCOPES)}")
    return Check(
        sound=False,
        what="; ".join(f"the scope {scope} is missing ({SCOPES[scope]})" for scope in missing),
        remedy="add it under OAuth & Permissions, or paste what onrecord slack-manifest prints, and reinstall the app",
    )


async def _check_app_token(web: SlackWeb, app_token: SecretStr | None) -> Check:
    if app_token is None:
        return Check(sound=True, what="SLACK_APP_TOKEN is not set: no commands over Socket Mode")
    try:
        await web.ticket(app_token.get_secret_value())
    except AdapterError as error:
        return _failed(error)
    return Check(sound=True, what="SLACK_APP_TOKEN opens a socket: commands can come")


async def _check_channel(web: SlackWeb, channel: str) -> Check:
    try:
        said = (await web.read("conversations.info", where=channel, channel=channel)).data.get("channel") or {}
    except AdapterError as error:
        return _failed(error)
    name = f"#{said['name']} ({channel})" if said.get("name") else channel
    if said.get("is_archived"):
        return Check(
            sound=False, what=f"{name} is archived", remedy="unarchive it, or name another channel in channels.yaml"
        )
    if said.get("is_member") is False:
        return Check(sound=False, what=f"the app is not in {name}", remedy=INVITE)
    return Check(sound=True, what=f"the app is in {name}")


def _failed(error: AdapterError) -> Check:
    what, _, remedy = str(error).partition("; ")
    return Check(sound=False, what=what, remedy=remedy or "try again")
