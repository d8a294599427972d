"""How do we call Slack's Web API? Once, with what goes wrong understood, and with no token in any log."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.interface import AdapterError, BusyError, RefusedError, UnclearError
from bot.adapters.slack_errors import NotServedError, seconds, understand
from bot.settings.credentials import redact

API_URL = "https://slack.com/api/"

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_TICKET = re.compile(r"(?<=[?&]ticket=)[^&\s'\"]+")
_RESPONSE_URL = re.compile(r"(?<=hooks\.slack\.com/)(?:commands|actions)/[\w/-]+")
_TRUE_AND_IDLE = ("token` will be unused", "SLACK_BOT_TOKEN env variable) will be", "Bolt has enabled the file")
"""Bolt looks for tokens in the environment by itself and says that it does not use them. It gets none of us."""


class Discretion(logging.Filter):
    """Keeps tokens, tickets and response URLs out of what the SDK and Bolt log.

    Their debug output holds whole requests, so it is not let through at all; their tracebacks name the sockets' URLs,
    which are tickets, so only the sentence stays.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Blot out what is secret; drop what misleads."""
        said = record.getMessage()
        if record.levelno <= logging.DEBUG or any(phrase in said for phrase in _TRUE_AND_IDLE):
            return False
        record.msg = _RESPONSE_URL.sub("…", _TICKET.sub("…", redact(said)))
        record.args = None
        record.exc_info = record.exc_text = None
        return True


def wire_log() -> logging.Logger:
    """Return the logger that the SDK and Bolt write to; Bolt copies its level and filter to loggers of its own."""
    log = logging.getLogger("bot.adapters.slack.wire")
    log.setLevel(logging.WARNING)
    if not log.filters:
        log.addFilter(Discretion())
    return log


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What Slack said."""

    data: Mapping[str, Any]
    headers: Mapping[str, str]

    def text(self, key: str) -> str:
        """Return one of its fields as text; "" where it is missing."""
        return str(self.data.get(key) or "")


def proxy_for(url: str) -> str | None:
    """Return the proxy on the way to `url`: the environment's, but not for this machine nor what NO_PROXY names.

    The SDK takes HTTPS_PROXY for every address and knows no exception.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host in _THIS_MACHINE or proxy_bypass(host):
        return None
    scheme = {"ws": "http", "wss": "https"}.get(parts.scheme, parts.scheme)
    return getproxies().get(scheme)


class SlackWeb:
    """Slack's Web API with our bot token. A call is made once: every retry is somebody else's decision.

    The SDK's client by default posts again when the line breaks, and so twice when Slack had the first one already.
    """

    def __init__(self, *, bot_token: str, api_url: str = API_URL, timeout: float = 30.0) -> None:
        self._timeout = cast("int", timeout)  # the SDK hands it to aiohttp, which takes parts of a second
        self._client = AsyncWebClient(
            token=bot_token, base_url=api_url, timeout=self._timeout, retry_handlers=[], logger=wire_log()
        )
        self._client.proxy = proxy_for(api_url)

    async def read(self, method: str, *, where: str = "", **arguments: str | int | bool) -> Answer:
        """Call a method that changes nothing."""
        try:
            return await self._call(method, where, {"http_verb": "GET", "params": arguments})
        except NotServedError:
            # Slack takes either verb; not every proxy and stand-in does.
            form = {name: str(value).lower() if isinstance(value, bool) else value for name, value in arguments.items()}
            return await self._call(method, where, {"data": form})

    async def write(self, method: str, *, where: str = "", **arguments: Any) -> Answer:
        """Call a method that posts or changes something."""
        return await self._call(method, where, {"json": arguments})

    async def ticket(self, app_token: str) -> str:
        """Return the URL of a socket; it opens one connection."""
        token = {"params": {"token": app_token}}
        answer = await self._call("apps.connections.open", "", token, shown="SLACK_APP_TOKEN")
        return answer.text("url")

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        """Answer a command or a press by its own URL; raise `AdapterError` like every call."""
        hook = AsyncWebhookClient(url, timeout=self._timeout, retry_handlers=[], logger=wire_log())
        hook.proxy = proxy_for(url)
        failure: AdapterError
        try:
            answer = await hook.send_dict(dict(body))
        except Exception as error:  # noqa: BLE001 - aiohttp's errors, and what the SDK makes of an unreadable answer
            failure = understand(error, "an answer")
        else:
            if answer.status_code == HTTPStatus.OK and '"ok":false' not in answer.body.replace(" ", ""):
                return
            failure = _unanswered(answer.status_code, answer.body, answer.headers)
        raise failure

    async def _call(self, method: str, where: str, how: dict[str, Any], *, shown: str = "SLACK_BOT_TOKEN") -> Answer:
        failure: AdapterError
        try:
            response = await self._client.api_call(method, **how)
        except Exception as error:  # noqa: BLE001 - aiohttp's errors, and what the SDK makes of an unreadable answer
            failure = understand(error, method, where=where, shown=shown)
        else:
            data = response.data
            return Answer(data=data if isinstance(data, dict) else {}, headers=response.headers)
        # Raised out here, the new error has no context: the SDK's holds the request with the token in its headers.
        raise failure


def address(environ: Mapping[str, str]) -> str:
    """Return the base address of the Web API: `SLACK_API_URL`, in full http://127.0.0.1:8055/api/, or Slack's own.

    The last slash may be missing, and so may the path where it is /api/.
    """
    given = environ.get("SLACK_API_URL", "").strip()
    if not given:
        return API_URL
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        message = "SLACK_API_URL is no address; leave it out, or write it in full, like https://slack.com/api/"
        raise RefusedError(message)
    return f"{given.rstrip('/')}/" if parts.path.strip("/") else f"{parts.scheme}://{parts.netloc}/api/"


def _unanswered(status: int, body: str, headers: Mapping[str, str]) -> AdapterError:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return BusyError("Slack asks to wait before an answer", retry_after=seconds(headers))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return UnclearError(f"Slack failed during an answer ({status}); whether it was shown is not known")
    return RefusedError(f"Slack refuses an answer: {redact(body)[:200] or status}")
