"""The server's REST interface: the routes that we use, as discord-api-docs has them, and no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from servers.discord_rules import (
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    SUPPRESS_NOTIFICATIONS,
    ApiError,
    Json,
    check_commands,
    check_message,
    check_offered,
    check_thread_name,
    pings,
)
from servers.discord_world import (
    CREATE_THREADS,
    DIRECT,
    EMBED_LINKS,
    READ_HISTORY,
    SEND,
    SEND_IN_THREADS,
    THREAD,
    Channel,
    Interaction,
    World,
    describe_channel,
    describe_guild,
    describe_member,
    describe_roles,
)

_THREE_SECONDS, _QUARTER_HOUR, _FEW_MINUTES = timedelta(seconds=3), timedelta(minutes=15), timedelta(minutes=3)
_TYPING = 4
"""The kind of an interaction in which somebody is typing."""
_ANSWER, _DEFERRED_ANSWER, _DEFERRED_UPDATE, _UPDATE = 4, 5, 6, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request, as a route sees it."""

    world: World
    payload: Any
    query: Mapping[str, str]


Route = Callable[..., Any]
"""Takes the call and what stands in the path; returns what is answered, None for 204."""
ROUTES: list[tuple[str, re.Pattern[str], Route]] = []


def route(method: str, path: str) -> Callable[[Route], Route]:
    """Register what answers `method` at `path`, whose `{names}` become arguments."""

    def register(function: Route) -> Route:
        ROUTES.append((method, re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)), function))
        return function

    return register


def find_route(method: str, path: str) -> tuple[Route, dict[str, str]]:
    """Return what answers, and the arguments from the path."""
    for known, pattern, function in ROUTES:
        if known == method and (match := pattern.fullmatch(path)):
            return function, match.groupdict()
    raise ApiError(404, 0, "404: Not Found")


# ---- who we are, and where


@route("GET", "/users/@me")
def me(call: Call) -> Json:
    return call.world.bot


@route("GET", "/oauth2/applications/@me")
def application(call: Call) -> Json:
    owner = {"id": call.world.owner, "username": "editor", "discriminator": "0", "avatar": None}
    return {
        "id": call.world.application,
        "name": "On Record",
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": False,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "owner": owner,
        "team": None,
        "interactions_endpoint_url": None,
    }


@route("GET", "/guilds/{guild}")
def get_guild(call: Call, guild: str) -> Json:
    _member_of(call.world, guild)
    return describe_guild(call.world)


@route("GET", "/guilds/{guild}/roles")
def get_roles(call: Call, guild: str) -> list[Json]:
    _member_of(call.world, guild)
    return describe_roles(call.world)


@route("GET", "/guilds/{guild}/members/{user}")
def get_member(call: Call, guild: str, user: str) -> Json:
    _member_of(call.world, guild)
    if user != call.world.bot["id"]:
        raise ApiError(404, 10007, "Unknown Member")
    return describe_member(call.world)


def _member_of(world: World, guild: str) -> None:
    if guild != world.guild or world.removed:
        raise ApiError(404, 10004, "Unknown Guild")


@route("GET", "/channels/{channel}")
def get_channel(call: Call, channel: str) -> Json:
    return describe_channel(call.world, call.world.seen(channel))


# ---- posts


@route("POST", "/channels/{channel}/messages")
def create_message(call: Call, channel: str) -> Json:
    place = call.world.seen(channel)
    if place.type not in {0, 5, DIRECT, THREAD}:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    call.world.need(place, SEND_IN_THREADS if place.type == THREAD else SEND)
    if call.payload.get("embeds"):
        call.world.need(place, EMBED_LINKS)
    check_message(call.payload, flags=SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS)
    nonce = call.payload.get("nonce")
    if nonce is not None and call.payload.get("enforce_nonce"):
        given, message = call.world.nonces.get((channel, str(nonce)), (None, ""))
        if given is not None and call.world.now() < given + _FEW_MINUTES:
            if message not in call.world.messages:
                raise ApiError(404, 10008, "Unknown Message")
            return {**call.world.messages[message], "nonce": nonce}
    made = call.world.store(channel, call.payload)
    if nonce is not None:
        call.world.nonces[channel, str(nonce)] = (call.world.now(), made["id"])
    return {**made, "nonce": nonce}


@route("GET", "/channels/{channel}/messages")
def history(call: Call, channel: str) -> list[Json]:
    place = call.world.seen(channel)
    if not call.world.may(place) & READ_HISTORY:
        return []  # no error: this is how the real one answers
    limit = int(call.query.get("limit", 50))
    if not 1 <= limit <= 100:
        raise ApiError(400, 50035, "Invalid Form Body")
    there = [m for m in call.world.messages.values() if m["channel_id"] == channel and not m["flags"] & EPHEMERAL]
    if "after" in call.query:
        found = [message for message in there if int(message["id"]) > int(call.query["after"])][:limit]
    else:
        before = int(call.query.get("before", 1 << 63))
        found = [message for message in there if int(message["id"]) < before][-limit:]
    return found[::-1]


@route("GET", "/channels/{channel}/messages/{message}")
def get_message(call: Call, channel: str, message: str) -> Json:
    call.world.need(call.world.seen(channel), READ_HISTORY)
    return call.world.message(channel, message)


@route("PATCH", "/channels/{channel}/messages/{message}")
def edit_message(call: Call, channel: str, message: str) -> Json:
    call.world.seen(channel)
    found = call.world.message(channel, message)
    check_message({**found_payload(found), **call.payload}, flags=SUPPRESS_EMBEDS)
    return call.world.change(found, call.payload)


def found_payload(message: Json) -> Json:
    """What stands in a message, as somebody would send it."""
    return {name: message[name] for name in ("content", "embeds", "components")}


@route("POST", "/channels/{channel}/messages/{message}/threads")
def start_thread(call: Call, channel: str, message: str) -> Json:
    place = call.world.seen(channel)
    call.world.need(place, CREATE_THREADS)
    call.world.message(channel, message)
    if message in call.world.channels:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    check_thread_name(call.payload.get("name", ""))
    made = Channel(id=message, name=call.payload["name"], type=THREAD, parent=channel)
    call.world.channels[message] = made
    return describe_channel(call.world, made)


@route("POST", "/users/@me/channels")
def open_direct(call: Call) -> Json:
    person = str(call.payload["recipient_id"])
    for channel in call.world.channels.values():
        if channel.person == person:
            return describe_channel(call.world, channel)
    made = Channel(id=call.world.snowflake(), name="", type=DIRECT, person=person)
    call.world.channels[made.id] = made
    return describe_channel(call.world, made)


# ---- commands


@route("GET", "/applications/{application_id}/commands")
def get_commands(call: Call, application_id: str) -> list[Json]:
    _ours(call.world, application_id)
    return call.world.commands


@route("PUT", "/applications/{application_id}/commands")
def put_commands(call: Call, application_id: str) -> list[Json]:
    _ours(call.world, application_id)
    check_commands(call.payload)
    standing = {command["name"]: command["id"] for command in call.world.commands}
    call.world.commands = [
        {
            "id": standing.get(command["name"]) or call.world.snowflake(),
            "application_id": call.world.application,
            "version": call.world.snowflake(),
            "nsfw": False,
            "name_localizations": None,
            "description_localizations": None,
            "dm_permission": True,
            **command,
        }
        for command in call.payload
    ]
    return call.world.commands


def _ours(world: World, application_id: str) -> None:
    if application_id != world.application:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")


@route("POST", "/interactions/{interaction}/{token}/callback")
def acknowledge(call: Call, interaction: str, token: str) -> None:
    known = call.world.interactions.get(interaction)
    if known is None or known.token != token or call.world.now() > known.given + _THREE_SECONDS:
        raise ApiError(404, 10062, "Unknown interaction")
    if known.acknowledged is not None:
        raise ApiError(400, 40060, "Interaction has already been acknowledged.")
    data = call.payload.get("data") or {}
    kind = call.payload["type"]
    typing = known.kind == _TYPING
    if (known.source is None) is (kind in {_DEFERRED_UPDATE, _UPDATE}) or kind not in ({8} if typing else {4, 5, 6, 7}):
        raise ApiError(400, 50035, "Invalid Form Body")
    if typing:
        check_offered(data)
        known.offered = tuple(choice["value"] for choice in data["choices"])
    known.acknowledged = kind
    known.delay = (call.world.now() - known.given).total_seconds()
    known.ephemeral = bool(data.get("flags", 0) & EPHEMERAL)
    if kind == _DEFERRED_ANSWER:
        known.original = call.world.store(known.channel, {}, flags=LOADING | (data.get("flags", 0) & EPHEMERAL))["id"]
    elif typing:
        return
    elif kind == _ANSWER:
        check_message(data, flags=EPHEMERAL | SUPPRESS_EMBEDS)
        known.original = call.world.store(known.channel, data)["id"]
    else:
        known.original = known.source
        if kind == _UPDATE and known.source:
            call.world.change(call.world.messages[known.source], data)


@route("PATCH", "/webhooks/{application_id}/{token}/messages/@original")
def edit_original(call: Call, application_id: str, token: str) -> Json:
    known = _answerable(call.world, application_id, token)
    if known.original not in call.world.messages:
        raise ApiError(404, 10008, "Unknown Message")
    message = call.world.messages[known.original]
    check_message({**found_payload(message), **call.payload}, flags=SUPPRESS_EMBEDS)
    return _fill(call.world, known, call.payload)


@route("POST", "/webhooks/{application_id}/{token}")
def follow_up(call: Call, application_id: str, token: str) -> Json:
    known = _answerable(call.world, application_id, token)
    check_message(call.payload, flags=EPHEMERAL | SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS)
    original = call.world.messages.get(known.original or "")
    if original is not None and original["flags"] & LOADING:
        return _fill(call.world, known, call.payload)  # the first one takes the place that was kept, and its visibility
    made = call.world.store(known.channel, call.payload)
    known.follow_ups.append(made["id"])
    return made


def _answerable(world: World, application_id: str, token: str) -> Interaction:
    known = next((one for one in world.interactions.values() if one.token == token), None)
    if known is None or application_id != world.application or known.acknowledged is None:
        raise ApiError(404, 10015, "Unknown Webhook")
    if world.now() > known.given + _QUARTER_HOUR:
        raise ApiError(401, 50027, "Invalid Webhook Token")
    return known


def _fill(world: World, known: Interaction, payload: Json) -> Json:
    message = world.messages[known.original or ""]
    waiting = bool(message["flags"] & LOADING)
    message["flags"] &= ~LOADING
    return world.change(message, payload, edited=not waiting)


def unwanted(payload: Any) -> list[str]:
    """What a payload would do that none of ours may: notify somebody, or leave that to chance."""
    if not isinstance(payload, dict) or not {"content", "embeds"} & payload.keys():
        return []
    wrong = [f"notifies {name}" for name in pings(payload)]
    if (payload.get("allowed_mentions") or {}).get("parse") != []:
        wrong.append("leaves mentions to Discord's default: no allowed_mentions")
    return wrong
