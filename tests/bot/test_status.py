"""How the desk is doing: for a person, for scripts, and for whoever asks /healthz."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import builders
import pytest
from aiohttp.test_utils import TestClient, TestServer
from pressroom import briefing, new_pressroom

from bot.adapters.interface import RefusedError, Standing, Transport, UnclearError
from bot.outbox.reporting import note_lines
from bot.settings import Web
from bot.status import as_object, as_text, look
from bot.web.site import ANYWHERE, address, make_site


@pytest.fixture
def room(blank_database, tmp_path):
    made = new_pressroom(
        blank_database,
        tmp_path,
        briefing("07:30", "12:00", channels=("desk", "paper"), zone="Europe/Berlin"),
        briefing(name="asked", title="Asked", paused=True),
    )
    yield made
    made.close()


def seen(room):
    return look(room.settings, room.store, room.outbox, now=room.clock())


def hear(room, **lines):
    note_lines(room.outbox, lines, now=room.clock())


UP = Transport(standing=Standing.UP, since=datetime.fromisoformat("2026-03-02T05:00Z"), note="as @onrecord in Newsroom")


async def test_a_day_with_mishaps(room):
    await room.until("02T06:00")
    room.read()
    room.adapters["memory"].fail_next(RefusedError("the channel is archived", gone=True))
    room.adapters["blind"].fail_next(UnclearError("the printer jammed"))
    await room.until("02T07:00")
    hear(room, memory=UP, blind=Transport(standing=Standing.DOWN, note="no paper"))
    assert list(as_text(seen(room))) == [
        "blind      down, no paper",
        "memory     up since 2026-03-02 05:00, as @onrecord in Newsroom",
        "briefing   morning: nothing posted yet; next 2026-03-02 12:00 (Europe/Berlin)",
        "briefing   asked: nothing posted yet; paused (UTC)",
        "outbox     0 waiting (2 sent, 1 failed, 1 unknown)",
        "dead       memory DESK since 2026-03-02 06:30: the channel is archived",
        "unknown    morning of 2026-03-02 07:30 in paper, part 1: the printer jammed",
        "failed     morning of 2026-03-02 07:30 in desk, part 1: the channel is archived",
        "store      1 articles, 1 statements, 2 acts; 0 files in quarantine",
    ]
    await room.until("02T12:00")
    after = as_object(seen(room))
    assert json.loads(json.dumps(after)) == after
    assert after["deliveries"]["sent"] == 3
    assert after["dead_channels"] == []
    assert after["briefings"][0]["last_post"] == "2026-03-02T11:00:02+00:00"
    assert [(one["channel"], one["state"]) for one in after["came_to_nothing"]] == [
        ("paper", "unknown"),
        ("desk", "failed"),
    ]
    room.clock.now += timedelta(days=8)
    assert as_object(seen(room))["came_to_nothing"] == []


def test_a_bot_that_never_ran_and_one_that_stopped(room):
    assert next(as_text(seen(room))) == "bot        has not run on this store yet"
    hear(room, memory=UP)
    assert seen(room).is_well
    room.clock.now += timedelta(minutes=3)
    assert not seen(room).is_running
    assert next(as_text(seen(room))) == "bot        not running; last heard of 2026-03-02 06:00"


def test_a_platform_that_is_not_set_up_any_more_is_forgotten(room):
    hear(room, memory=UP, blind=UP)
    hear(room, memory=UP)
    assert [line.platform for line in seen(room).lines] == ["memory"]


@pytest.fixture
async def site(room):
    async with TestClient(TestServer(make_site(room.settings, room.clock))) as client:
        yield client


async def test_health_is_that_of_the_lines(room, site):
    answer = await site.get("/healthz")
    assert answer.status == 503
    assert (await answer.json())["bot"] == "not heard of"
    hear(room, memory=UP)
    answer = await site.get("/healthz")
    assert answer.status == 200
    assert await answer.json() == {
        "well": True,
        "database": "answers",
        "bot": "runs",
        "lines": {"memory": "up"},
        "waiting": {},
    }
    hear(room, memory=UP, blind=Transport(standing=Standing.DOWN))
    assert (await site.get("/healthz")).status == 503
    hear(room, memory=UP)
    room.clock.now += timedelta(minutes=3)
    assert (await site.get("/healthz")).status == 503


async def test_health_without_a_database_says_so_and_no_path(room, site):
    room.close()
    room.database.write_text("no database " * 1_000)
    answer = await site.get("/healthz")
    assert answer.status == 503
    assert await answer.json() == {"well": False, "database": "does not answer"}


async def test_nothing_else_is_to_be_read(site, room):
    room.read(builders.statement())
    page = await (await site.get("/")).text()
    assert "On Record" in page
    assert "Reyes" not in page
    for path in ("/articles", "/healthz/x", "/../onrecord.db"):
        assert (await site.get(path)).status == 404


@pytest.mark.parametrize(
    ("environ", "host", "port", "expected"),
    [
        ({}, None, None, ("127.0.0.1", 8080)),
        ({"PORT": "5000"}, None, None, (ANYWHERE, 5000)),  # a Procfile host
        ({"PORT": "5000"}, "127.0.0.1", None, ("127.0.0.1", 5000)),
        ({"PORT": "5000"}, None, 6000, (ANYWHERE, 6000)),
        ({"PORT": "many"}, None, None, ("127.0.0.1", 8080)),
        ({"PORT": "99999"}, None, None, ("127.0.0.1", 8080)),
    ],
)
def test_where_the_site_listens(room, environ, host, port, expected):
    assert room.settings.web == Web()
    assert address(room.settings, environ, host, port) == expected
