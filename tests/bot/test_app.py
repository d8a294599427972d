"""The whole program in one process: it starts with a sentence or not at all, and stops when it is told."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from bot.adapters.console import ConsoleAdapter
from bot.adapters.interface import AdapterError, RefusedError, Standing
from bot.adapters.memory import MemoryAdapter
from bot.adapters.written import dump
from bot.app import TOKENS, open_adapters, run
from bot.database import migrate, open_outbox
from bot.logs import Lines, Objects
from bot.outbox.edition import Copy, Edition, EditionKey, Part
from bot.outbox.reporting import counts, read_lines
from bot.outbox.states import State
from bot.owner import Owner
from bot.settings import Briefing, Channel, Folder, Outlet, Secrets, Settings, Times
from bot.wakeup import JUST_AFTER, SlotTrigger
from briefs.message import Message
from briefs.plugins import PluginError
from briefs.store.interface import StoreError

ROOT = Path(__file__).parents[2]


def desk(folder, **fields):
    channels = {"console": Channel(name="console", platform="console"), "here": Channel(name="here", platform="memory")}
    given = {
        "folder": folder,
        "base": folder,
        "store": folder / "desk.db",
        "channels": MappingProxyType(channels),
        **fields,
    }
    return Settings(**given)


async def until(true, patience=60.0):
    async with asyncio.timeout(patience):
        while not true():  # noqa: ASYNC110 - threads act: there is no event to wait for
            await asyncio.sleep(0.02)


async def test_it_runs_and_stops(tmp_path):
    (tmp_path / "wire").mkdir()
    wire = Outlet(name="Wire", language="en", supply=Folder(address=str(tmp_path / "wire")))
    times = Times(times=(time(7, 30),), timezone=ZoneInfo("UTC"))
    morning = Briefing(name="morning", title="Morning", channels=("here",), when=times)
    settings = desk(tmp_path, outlets=(wire,), briefings=(morning,))
    stop = asyncio.Event()
    running = asyncio.create_task(run(settings, {}, stop=stop))
    await until(lambda: running.done() or ((tmp_path / "desk.db").exists() and bool(_heard(settings))))
    lines = {line.platform: line.standing for line in _heard(settings)}
    assert lines == {"console": Standing.UP, "memory": Standing.UP}
    stop.set()
    await asyncio.wait_for(running, 60)


def _heard(settings):
    try:
        outbox = open_outbox(settings.database_url)
    except StoreError:
        return ()
    try:
        return read_lines(outbox)
    finally:
        outbox.close()


# What keeps it from starting


@pytest.mark.parametrize(
    ("settings", "error", "says"),
    [
        ({"channels": {"a": Channel(name="a", platform="slack", id="C1")}}, RefusedError, "SLACK_BOT_TOKEN is not set"),
        ({"channels": {"a": Channel(name="a", platform="discord", id="1")}}, RefusedError, "DISCORD_TOKEN is not set"),
        ({"channels": {"a": Channel(name="a", platform="pigeon", id="1")}}, PluginError, "no adapters named 'pigeon'"),
        (
            {"secrets": Secrets.read({"DATABASE_URL": "postgresql://desk:hunter2@db/x"})},
            StoreError,
            "not supported yet",
        ),
    ],
)
async def test_what_keeps_it_from_starting_is_a_sentence(tmp_path, settings, error, says):
    with pytest.raises(error) as caught:
        await run(desk(tmp_path, **settings), {}, stop=asyncio.Event())
    assert says in str(caught.value)
    assert "hunter2" not in str(caught.value)


async def test_an_older_store_is_not_touched(tmp_path):
    (tmp_path / "desk.db").touch()
    with pytest.raises(StoreError, match="run onrecord migrate"):
        await run(desk(tmp_path), {}, stop=asyncio.Event())


def test_a_platform_is_opened_for_its_channels_or_its_tokens(tmp_path):
    assert set(open_adapters(desk(tmp_path), {})) == {"console", "memory"}
    tokens = Secrets.read(dict.fromkeys(TOKENS["slack"], "xoxb-local-00000000"))
    assert set(open_adapters(desk(tmp_path, secrets=tokens), {})) == {"console", "memory", "slack"}
    alone = Secrets.read({"SLACK_BOT_TOKEN": "xoxb-local-00000000"})
    assert set(open_adapters(desk(tmp_path, secrets=alone), {})) == {"console", "memory"}


class Refusing(MemoryAdapter):
    """The memory platform, as it would be where our token does not count and the line is bad at first."""

    def __init__(self):
        super().__init__()
        self.errors = [AdapterError("away"), RefusedError("the token was refused; renew it")]

    async def serve(self, desk):  # noqa: ARG002 - the seam's shape
        raise self.errors.pop(0)


async def test_a_refused_token_ends_the_program_and_a_lost_line_does_not(tmp_path):
    adapters = {"console": ConsoleAdapter(), "memory": Refusing()}
    running = run(desk(tmp_path), {}, stop=asyncio.Event(), adapters=adapters, retry=(0.01, 0.01))
    with pytest.raises(RefusedError, match="renew it"):
        await asyncio.wait_for(running, 60)
    assert adapters["memory"].errors == []


class Slow(MemoryAdapter):
    """A platform that takes its time over a post."""

    def __init__(self):
        super().__init__()
        self.asked, self.goes_on = asyncio.Event(), asyncio.Event()

    async def send(self, channel, post, *, key, thread=None, silent=False):
        self.asked.set()
        await self.goes_on.wait()
        return await super().send(channel, post, key=key, thread=thread, silent=silent)


async def test_a_post_under_way_arrives_before_the_program_ends(tmp_path):
    settings = desk(tmp_path)
    migrate(settings.database_url)
    outbox = open_outbox(settings.database_url)
    now = datetime.now(UTC)
    parts = (Part(post=dump(Message(summary="one", blocks=()))), Part(post=dump(Message(summary="two", blocks=()))))
    edition = Edition(
        key=EditionKey(briefing="morning", day=now.date(), slot="07:30"),
        due=now,
        copies=(Copy(channel=settings.channels["here"], parts=parts),),
    )
    outbox.plan(edition, now=now)
    slow, stop = Slow(), asyncio.Event()
    adapters = {"console": ConsoleAdapter(), "memory": slow}
    running = asyncio.create_task(run(settings, {}, stop=stop, adapters=adapters))
    await asyncio.wait_for(slow.asked.wait(), 60)
    stop.set()
    await until(lambda: adapters["console"].transport.standing is Standing.UP)
    assert not running.done()
    slow.goes_on.set()
    await asyncio.wait_for(running, 60)
    assert counts(outbox) == {State.PLANNED: 1, State.SENT: 1}  # the second part is for the next start
    outbox.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(tmp_path, number):
    made = subprocess.run([sys.executable, "-m", "bot", "init", tmp_path / "config"], cwd=ROOT, check=True)
    assert made.returncode == 0
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD", "SLACK", "DISCORD"))
    }
    command = [sys.executable, "-m", "bot", "run", "--config", str(tmp_path / "config")]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True) as bot:
        for line in bot.stderr:
            if "running:" in line:
                break
        bot.send_signal(number)
        _, said = bot.communicate(timeout=60)
    assert bot.returncode == 0
    assert "stopping" in said
    assert "Traceback" not in said


def test_start_up_problems_end_with_one(tmp_path):
    subprocess.run([sys.executable, "-m", "bot", "init", tmp_path / "config"], cwd=ROOT, check=True)
    (tmp_path / "config" / "channels.yaml").write_text("channels:\n  desk: {platform: slack, id: C0123456789}\n")
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD", "SLACK", "DISCORD"))
    }
    command = [sys.executable, "-m", "bot", "run", "--config", str(tmp_path / "config")]
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("onrecord: SLACK_BOT_TOKEN is not set")
    assert len(done.stderr.splitlines()) == 1


# Small parts


def test_owners_of_this_machine_are_known_when_they_are_dead():
    me = Owner(host="desk", pid=os.getpid(), token="aaaa")  # noqa: S106 - no secret
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert not me.is_orphan(str(me))
    assert me.is_orphan(str(replace(me, token="bbbb")))  # noqa: S106 - our number, in an earlier life
    assert me.is_orphan(f"desk/{gone.pid}/cccc")
    assert not me.is_orphan(f"desk/{os.getppid()}/cccc")
    assert not me.is_orphan(f"elsewhere/{gone.pid}/cccc")
    assert not me.is_orphan("desk/one/cccc")
    assert len(str(Owner())) <= 64


def test_the_scheduler_wakes_just_after_each_slot():
    of = Briefing(
        name="m", title="M", channels=(), when=Times(times=(time(7, 30),), timezone=ZoneInfo("UTC")), timezone="UTC"
    )
    trigger = SlotTrigger(of)
    first = trigger.get_next_fire_time(None, datetime(2026, 3, 2, 7, 30, tzinfo=UTC))
    assert first == datetime(2026, 3, 2, 7, 30, tzinfo=UTC) + JUST_AFTER  # the window is still open
    assert trigger.get_next_fire_time(first, first) == first + timedelta(days=1)
    assert SlotTrigger(replace(of, when=None)).get_next_fire_time(None, first) is None


@pytest.mark.parametrize("form", [Lines, Objects])
def test_no_log_line_holds_a_token_or_steers_a_terminal(form):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(form())
    log = logging.getLogger(f"bot.test.{form.__name__}")
    log.propagate = False
    log.addHandler(handler)
    log.warning("posted with %s \x1b[2J", "xoxb-1234567890-abcdef")
    try:
        float("xoxb-1234567890-abcdef")
    except ValueError:
        log.exception("failed")
    said = out.getvalue()
    assert "1234567890" not in said
    assert "\x1b" not in said
    assert "ValueError: could not convert" in said
    assert len(said.splitlines()) == 2
    if form is Objects:
        assert [json.loads(line)["level"] for line in said.splitlines()] == ["warning", "error"]


def test_a_store_is_made_by_the_release_step(tmp_path):
    migrate(f"sqlite:///{tmp_path / 'desk.db'}")
    assert _heard(desk(tmp_path)) == ()
