"""What do the methods of Slack's Web API do? Those that a bot of our kind calls, each with the scope that it needs."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from servers.slack_rules import TEXT, loaded, refuse
from servers.slack_workspace import BOT, BOT_USER, TEAM, Conversation, Json, Workspace

SCOPES = (
    "chat:write", "commands", "channels:history", "groups:history", "metadata.message:read", "channels:read",
    "groups:read", "users:read",
)  # fmt: skip
"""What the bot token is granted unless a test takes some away."""

Method = Callable[[Workspace, Json], Json]


def auth_test(workspace: Workspace, said: Json) -> Json:
    """Say whose token it is."""
    del workspace, said
    return {
        "url": "https://newsroom.slack.com/",
        "team": "Newsroom",
        "user": "onrecord",
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": False,
    }


def post_message(workspace: Workspace, said: Json) -> Json:
    """Post into a channel or a thread; a text that is too long is cut, with a warning."""
    channel = workspace.conversation(_needed(said, "channel"), write=True)
    message = workspace.post(channel, _message(said))
    cut = len(str(said.get("text") or "")) > TEXT
    warning = {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}} if cut else {}
    return {"channel": channel.id, "ts": message["ts"], "message": message, **warning}


def update(workspace: Workspace, said: Json) -> Json:
    """Change a message of the app's."""
    channel = workspace.conversation(_needed(said, "channel"), write=True)
    message = _own(channel, _needed(said, "ts"), "cant_update_message")
    if len(str(said.get("text") or "")) > TEXT:
        refuse("msg_too_long")
    workspace.change(message, _message(said))
    return {"channel": channel.id, "ts": message["ts"], "text": message["text"], "message": message}


def delete(workspace: Workspace, said: Json) -> Json:
    """Delete a message of the app's."""
    channel = workspace.conversation(_needed(said, "channel"), write=True)
    message = _own(channel, _needed(said, "ts"), "cant_delete_message")
    workspace.remove(message)
    return {"channel": channel.id, "ts": message["ts"]}


def post_ephemeral(workspace: Workspace, said: Json) -> Json:
    """Show a message to one member of a channel."""
    channel = workspace.conversation(_needed(said, "channel"), write=True)
    user = _needed(said, "user")
    if user not in workspace.people:
        refuse("user_not_in_channel")
    return {"message_ts": workspace.whisper(channel.id, user, _message(said))["ts"]}


def history(workspace: Workspace, said: Json) -> Json:
    """Return what stands in a channel, newest first; threads are elsewhere."""
    channel = workspace.conversation(_needed(said, "channel"))
    return _page(list(reversed([*channel.roots()])), said, 100)


def replies(workspace: Workspace, said: Json) -> Json:
    """Return a thread: the post above it, then the others, oldest first."""
    channel = workspace.conversation(_needed(said, "channel"))
    root = _needed(said, "ts")
    found = [message for message in channel.messages if root in {message["ts"], message.get("thread_ts")}]
    if not found:
        refuse("thread_not_found")
    return _page(found, said, 1000)


def info(workspace: Workspace, said: Json) -> Json:
    """Describe a channel; the app need not be in a public one."""
    found = workspace.channels.get(_needed(said, "channel"))
    if found is None or (found.private and not found.member):
        refuse("channel_not_found")
    return {
        "channel": {
            "id": found.id,
            "name": found.name,
            "is_channel": not found.private,
            "is_private": found.private,
            "is_archived": found.archived,
            "is_member": found.member,
        }
    }


def users_info(workspace: Workspace, said: Json) -> Json:
    """Describe somebody."""
    person = workspace.people.get(_needed(said, "user"))
    if person is None:
        refuse("user_not_found")
    return {
        "user": {
            "id": person.id,
            "team_id": TEAM,
            "name": person.name,
            "is_admin": person.is_admin,
            "is_owner": False,
            "is_bot": False,
        }
    }


METHODS: dict[str, tuple[Method, tuple[str, ...]]] = {
    "auth.test": (auth_test, ()),
    "chat.postMessage": (post_message, ("chat:write",)),
    "chat.update": (update, ("chat:write",)),
    "chat.delete": (delete, ("chat:write",)),
    "chat.postEphemeral": (post_ephemeral, ("chat:write",)),
    "conversations.history": (history, ("channels:history", "groups:history")),
    "conversations.replies": (replies, ("channels:history", "groups:history")),
    "conversations.info": (info, ("channels:read", "groups:read")),
    "users.info": (users_info, ("users:read",)),
}
"""Each method, and its scope: where there are two, for public and for private channels."""

POSTS = frozenset({"chat.postMessage", "chat.update", "chat.delete", "chat.postEphemeral"})
"""Methods that want POST; the others take GET too."""


def scope_of(method: str, workspace: Workspace, said: Json) -> str | None:
    """Return the scope that a call needs."""
    scopes = METHODS[method][1]
    if len(scopes) < 2:
        return scopes[0] if scopes else None
    channel = workspace.channels.get(str(said.get("channel")))
    return scopes[channel is not None and channel.private]


def _needed(said: Json, name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        refuse("invalid_arguments", response_metadata={"messages": [f"[ERROR] missing {name}"]})
    return value


def _message(said: Json) -> Json:
    return {**said, "blocks": loaded(said.get("blocks")), "metadata": loaded(said.get("metadata"))}


def _own(channel: Conversation, ts: str, otherwise: str) -> Json:
    message = channel.get(ts)
    if message is None:
        refuse("message_not_found")
    if message["bot_id"] != BOT:
        refuse(otherwise)
    return message


def _page(messages: list[Json], said: Json, usual: int) -> Json:
    oldest, inclusive = float(said.get("oldest") or 0), _is_true(said.get("inclusive"))
    latest = float(said.get("latest") or "inf")
    kept = [
        message
        for message in messages
        if oldest < float(message["ts"]) < latest or (inclusive and float(message["ts"]) in {oldest, latest})
    ]
    start = _opened(said["cursor"]) if said.get("cursor") else 0
    limit = min(int(said.get("limit") or usual), 999)
    page = kept[start : start + limit]
    more = start + limit < len(kept)
    if not _is_true(said.get("include_all_metadata")):
        page = [{name: value for name, value in message.items() if name != "metadata"} for message in page]
    cursor = base64.b64encode(f"next:{start + limit}".encode()).decode() if more else ""
    return {"messages": page, "has_more": more, "response_metadata": {"next_cursor": cursor}}


def _opened(cursor: str) -> int:
    try:
        return int(base64.b64decode(cursor).removeprefix(b"next:"))
    except ValueError:
        refuse("invalid_cursor")


def _is_true(value: Any) -> bool:
    return str(value).lower() in {"1", "true"}
