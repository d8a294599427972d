"""The whole way: a file is dropped, and its words stand in both channels at the next minute, once, whatever happens."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
import sys
from contextlib import closing

import pytest
from stage import ROOT, Stage

ARTICLE = "Strait will close, says minister\n\n" + "\n\n".join(
    f"“Pier number {number} will be closed to every ship that flies their flag,” said Ana Reyes of Vellin."
    for number in range(1, 31)
)


def deliveries(stage, platform):
    with closing(sqlite3.connect(stage.folder / "onrecord.db")) as raw:
        found = raw.execute("SELECT state FROM deliveries WHERE platform = ? ORDER BY number", (platform,))
        return [state for (state,) in found]


def decided(stage):
    """Up to which moment slots were decided."""
    with closing(sqlite3.connect(stage.folder / "onrecord.db")) as raw:
        return raw.execute("SELECT until FROM decided").fetchall()


async def ask(stage, *arguments):
    """Run another command of the program."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", *arguments, "--config", str(stage.folder / "config")),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()
    return out.decode()


@pytest.fixture
async def stage(tmp_path):
    async with Stage.set_up(tmp_path) as made:
        yield made


async def test_an_article_is_posted_once_though_the_program_is_killed_while_it_posts(stage):
    answers = stage.slack.hold("chat.postMessage")  # Slack takes the first post, and its answer never arrives
    await stage.start()
    await stage.until(lambda: bool(decided(stage)))
    (stage.wire / "strait.txt").write_text(ARTICLE)
    await stage.until(lambda: bool(stage.slack_posts()) and "sent" in deliveries(stage, "discord"))
    assert len(stage.slack_posts()) == 1
    assert deliveries(stage, "slack")[0] == "sending"
    assert len(deliveries(stage, "slack")) > 1  # it takes several posts
    await stage.kill()
    answers.set()

    await stage.start()
    await stage.until(lambda: set(deliveries(stage, "slack") + deliveries(stage, "discord")) == {"sent"})
    seen = decided(stage)
    await stage.until(lambda: decided(stage) != seen)  # another minute came, and brought nothing new
    assert len(stage.slack_posts()) == len(deliveries(stage, "slack"))
    assert len(stage.discord_posts()) == len(deliveries(stage, "discord"))
    for posts in (stage.slack_posts(), stage.discord_posts()):
        words = "\n".join(posts)
        for number in range(1, 31):
            assert words.count(f"Pier number {number} will be closed to every ship") == 1

    status = json.loads(await ask(stage, "status", "--json"))
    assert status["running"]
    assert {line["platform"]: line["standing"] for line in status["lines"]} == {
        "console": "up",
        "discord": "up",
        "slack": "up",
    }
    assert status["deliveries"]["sent"] == len(stage.slack_posts()) + len(stage.discord_posts())
    assert await stage.kill(signal.SIGTERM) == 0
    assert "Traceback" not in stage.log.read_text()
    assert stage.discord.violations == []
