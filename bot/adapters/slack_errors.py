"""What does it mean when Slack does not do what was asked? One of the four families, with a remedy.

What decides is not how bad it is but what is known of the post: Slack answers most refusals before it stores anything,
while a 5xx, a broken line and some of its own error codes leave open whether it did.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.adapters.interface import AdapterError, BusyError, RefusedError, UnclearError, UnreachableError
from bot.settings.credentials import redact


class NotServedError(RefusedError):
    """Whatever answered does not know this method by this verb of HTTP."""


INVITE = "invite the app there: /invite @On Record"
REINSTALL = "reinstall the app (Install App), and put its token into the environment"

_GONE = {
    "channel_not_found": f"check its id in channels.yaml; a private channel is found once the app is in it: {INVITE}",
    "not_in_channel": INVITE,
    "is_archived": "unarchive it, or name another channel in channels.yaml",
    "team_access_not_granted": "let an owner of the organisation add the app to that workspace",
}
"""The channel itself is dead to us."""

_REFUSED = {
    "account_inactive": REINSTALL,
    "cant_update_message": "only posts of this app can be edited",
    "edit_window_closed": "this workspace limits how long a post can be edited; an owner can change that",
    "ekm_access_denied": "an administrator of the organisation has suspended posting to that channel",
    "message_limit_exceeded": "the workspace has used up its plan; see its administrator",
    "message_not_found": "somebody deleted it",
    "not_allowed_token_type": "SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-; are they exchanged?",
    "org_login_required": "the workspace is being moved to an organisation; try again when that is done",
    "restricted_action": "a rule of the workspace keeps apps from posting there; see its administrator",
    "restricted_action_read_only_channel": "only some people may post there; see the channel's permissions",
    "restricted_action_thread_only_channel": "that channel takes replies only",
    "restricted_action_thread_locked": "that thread is locked",
    "team_not_found": "check that the token is one of this workspace",
    "thread_not_found": "somebody deleted the post above the thread",
    "token_expired": REINSTALL,
    "token_revoked": REINSTALL,
    "two_factor_setup_required": "the account that installed the app must set up two-factor authentication",
    "unknown_method": "check SLACK_API_URL",
}
"""Slack's own words for a refusal, and what to do. Others are passed on as they are."""

_OURS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text"})
"""Refusals of a post as we wrote it: nothing an editor can mend."""
_TOKEN = frozenset({"invalid_auth", "not_authed"})
_BUSY = frozenset({"ratelimited", "rate_limited"})
_UNCLEAR = frozenset({"fatal_error", "internal_error", "service_unavailable"})
"""Slack's own failures: "some aspect of the operation may have succeeded"."""

_NOT_SERVED = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})

_NOT_TOLD = 30.0
"""Seconds to wait where Slack does not say."""


def understand(error: Exception, method: str, *, where: str = "", shown: str = "SLACK_BOT_TOKEN") -> AdapterError:
    """Return what `error`, of the SDK or below it, says about a call of `method`.

    `where` is the channel, if it was about one; `shown` names the token that was. The SDK's error holds the whole
    request with the token in its headers, so it must not become the cause of what is returned.
    """
    what = f"{method} in {where}" if where else method
    match error:
        case SlackApiError():
            return _answered(error.response, what, shown)
        case aiohttp.ClientConnectorError() | aiohttp.ConnectionTimeoutError() | aiohttp.ClientHttpProxyError():
            return UnreachableError(
                f"Slack was not reached ({redact(str(error))}); see whether this machine reaches it, and SLACK_API_URL"
            )
        case aiohttp.InvalidURL():
            return RefusedError("SLACK_API_URL is no address; leave it out, or write https://slack.com/api/")
        case _:
            return UnclearError(
                f"the line to Slack broke during {what} ({type(error).__name__}); whether it was done is not known"
            )


def _answered(response: Any, what: str, shown: str) -> AdapterError:
    """Slack, or something before it, answered; the SDK hands over either its own response or aiohttp's."""
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0) or 0)
    found = getattr(response, "data", None)
    data: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
    code = str(data.get("error") or "")
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in _BUSY:
        wait = seconds(getattr(response, "headers", None) or {})
        return BusyError(f"Slack asks to wait {wait:g} s before {what}", retry_after=wait)
    if code == "request_timeout" or status == HTTPStatus.REQUEST_TIMEOUT:
        return UnreachableError(f"Slack did not receive all of {what}; it may be tried again")
    if code in _UNCLEAR or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return UnclearError(f"Slack failed during {what} ({code or status}); whether it was done is not known")
    if code:
        return _refused(code, data, what, shown)
    if status == HTTPStatus.OK:
        return UnclearError(f"Slack's answer to {what} cannot be read; whether it was done is not known")
    family = NotServedError if status in _NOT_SERVED else RefusedError
    return family(f"{what} was answered with HTTP status {status}; check SLACK_API_URL, and any proxy")


def _refused(code: str, data: Mapping[str, Any], what: str, shown: str) -> RefusedError:
    said = f"Slack refuses {what}: {code}"
    if code in _GONE:
        return RefusedError(f"{said}; {_GONE[code]}", gone=True)
    if code == "missing_scope":
        needed = str(data.get("needed") or "one that is not named")
        return RefusedError(
            f"{said}, it needs {needed}; add it (OAuth & Permissions, or onrecord slack-manifest) and reinstall the app"
        )
    if code in _TOKEN:
        page = "Basic Information, App-Level Tokens" if shown == "SLACK_APP_TOKEN" else "OAuth & Permissions"
        return RefusedError(f"{said}; copy {shown} again from the app's page, {page}")
    if code in _OURS:
        told = data.get("errors") or []
        details = "".join(f"; {detail}" for detail in told) if isinstance(told, list) else ""
        return RefusedError(f"{said}{details}; this is a fault of On Record, please report it")
    return RefusedError(f"{said}; {_REFUSED.get(code, 'see the method in the documentation of Slack')}")


def seconds(headers: Mapping[str, str]) -> float:
    """Return what `Retry-After` says, in seconds; some seconds where it says nothing."""
    told = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(0.0, float(told))
    except ValueError:
        return _NOT_TOLD
