"""Is the server as strict as Discord? What it refuses, asked without our adapter."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from servers.discord_rules import EPHEMERAL, LOADING
from servers.discord_server import TOKEN, DiscordServer
from servers.discord_world import SEND

QUIET = {"allowed_mentions": {"parse": []}}
ANSWER = {"content": "Here.", **QUIET}


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 7, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def server(clock):
    server = DiscordServer(now=clock)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def call(server):
    async with aiohttp.ClientSession() as session:

        async def ask(method, path, payload=None, *, token=TOKEN):
            headers = {"Authorization": f"Bot {token}"}
            async with session.request(method, f"{server.api}{path}", json=payload, headers=headers) as answer:
                body = await answer.json() if answer.content_type == "application/json" else None
                assert body is None or answer.headers["Content-Type"] == "application/json"
                assert answer.headers["X-RateLimit-Remaining"]
                return answer.status, body

        yield ask


async def register(server, call):
    command = {"name": "quote", "description": "d", "options": [{"type": 3, "name": "words", "description": "w"}]}
    assert (await call("PUT", f"/applications/{server.world.application}/commands", [command]))[0] == 200
    return await server.command("quote", {"words": "x"})


async def test_a_wrong_token_and_an_unknown_route(call):
    assert (await call("GET", "/users/@me", token="no"))[0] == 401  # noqa: S106 - a wrong one
    assert (await call("GET", "/nowhere"))[0] == 404


async def test_a_nonce_is_enforced_for_minutes_and_short(server, call, clock):
    path = f"/channels/{server.world.channel}/messages"
    keyed = {**ANSWER, "nonce": "n" * 25, "enforce_nonce": True}
    _, first = await call("POST", path, keyed)
    assert (await call("POST", path, keyed))[1]["id"] == first["id"]
    assert (await call("POST", path, {**keyed, "enforce_nonce": False}))[1]["id"] != first["id"]
    clock.now += timedelta(minutes=10)
    assert (await call("POST", path, keyed))[1]["id"] != first["id"]
    assert (await call("POST", path, {**keyed, "nonce": "n" * 26}))[1]["code"] == 50035
    assert all("nonce" not in message for message in (await call("GET", path))[1])


async def test_what_would_notify_somebody_is_noted(server, call):
    path = f"/channels/{server.world.channel}/messages"
    await call("POST", path, {"content": r"\@everyone <@42>"})
    await call("POST", path, {"content": "@here", "allowed_mentions": {"parse": ["everyone"]}})
    await call("POST", path, {"content": "@everyone", **QUIET})
    assert [wrong.partition(":")[0] for wrong in server.violations] == [
        "notifies @everyone",
        "notifies <@42>",
        "leaves mentions to Discord's default",
        "notifies @here",
        "leaves mentions to Discord's default",
    ]


async def test_three_seconds_and_no_second_acknowledgement(server, call, clock):
    given = await register(server, call)
    path = f"/interactions/{given.id}/{given.token}/callback"
    assert (await call("POST", path, {"type": 6}))[1]["code"] == 50035  # there is no message to update
    assert (await call("POST", path, {"type": 5}))[0] == 204
    assert (await call("POST", path, {"type": 5}))[1]["code"] == 40060
    late = await server.command("quote", {"words": "x"})
    clock.now += timedelta(seconds=3.1)
    assert (await call("POST", f"/interactions/{late.id}/{late.token}/callback", {"type": 5}))[1]["code"] == 10062


async def test_the_first_follow_up_takes_the_kept_place_and_its_visibility(server, call):
    given = await register(server, call)
    answers = f"/webhooks/{server.world.application}/{given.token}"
    assert (await call("POST", answers, ANSWER))[1]["code"] == 10015  # not acknowledged yet
    await call("POST", f"/interactions/{given.id}/{given.token}/callback", {"type": 5, "data": {"flags": EPHEMERAL}})
    assert server.world.messages[given.original]["flags"] == LOADING | EPHEMERAL
    _, first = await call("POST", answers, ANSWER)
    assert (first["id"], first["flags"]) == (given.original, EPHEMERAL)
    _, second = await call("POST", answers, ANSWER)
    assert (second["id"] != given.original, second["flags"]) == (True, 0)


async def test_a_token_lives_for_a_quarter_of_an_hour(server, call, clock):
    given = await register(server, call)
    await call("POST", f"/interactions/{given.id}/{given.token}/callback", {"type": 5})
    clock.now += timedelta(minutes=15, seconds=1)
    answers = f"/webhooks/{server.world.application}/{given.token}"
    assert (await call("PATCH", f"{answers}/messages/@original", ANSWER))[1]["code"] == 50027


async def test_what_is_private_is_in_no_history(server, call):
    given = await register(server, call)
    await call("POST", f"/interactions/{given.id}/{given.token}/callback", {"type": 5, "data": {"flags": EPHEMERAL}})
    path = f"/channels/{server.world.channel}/messages"
    assert (await call("GET", path))[1] == []
    assert (await call("GET", f"{path}/{given.original}"))[1]["code"] == 10008


async def test_permissions_are_those_of_the_channel(server, call):
    path = f"/channels/{server.world.channel}/messages"
    server.world.deny(server.world.channel, SEND)
    assert (await call("POST", path, ANSWER))[1]["code"] == 50013
    assert (await call("POST", "/channels/4711/messages", ANSWER))[1]["code"] == 10003


async def test_nobody_gives_a_command_that_is_not_registered(server, call):
    await register(server, call)
    with pytest.raises(LookupError):
        await server.command("pledges", {})
    with pytest.raises(KeyError):
        await server.command("quote", {"speaker": "x"})


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"op": 2, "d": {"token": "no", "intents": 1}}, 4004),
        ({"op": 2, "d": {"token": TOKEN, "intents": 1 | 1 << 15}}, 4014),  # the content of messages is privileged
        ({"op": 99, "d": None}, 4001),
    ],
)
async def test_the_gateway_closes_with_its_code(call, told, code):
    _, address = await call("GET", "/gateway")
    async with aiohttp.ClientSession() as session, session.ws_connect(address["url"]) as ws:
        assert (await ws.receive_json())["op"] == 10
        await ws.send_json(told)
        await ws.receive()
        assert ws.close_code == code


async def test_a_session_that_is_not_known_cannot_be_resumed(call):
    _, address = await call("GET", "/gateway")
    async with aiohttp.ClientSession() as session, session.ws_connect(address["url"]) as ws:
        await ws.receive_json()
        await ws.send_json({"op": 6, "d": {"token": TOKEN, "session_id": "gone", "seq": 3}})
        assert (await ws.receive_json()) == {"op": 9, "d": False, "s": None, "t": None}


async def test_waiting_for_what_never_comes_ends(server):
    with pytest.raises(asyncio.TimeoutError):
        await server.until(lambda: False, patience=0.01)
