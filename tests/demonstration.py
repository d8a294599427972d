"""`make bot`: the bot at work without any account. What it posts to both platforms is printed here.

Two servers on this machine speak Slack's and Discord's own protocols; the bot between them is the real program. It
watches a folder, into which the samples are copied one after the other, and posts a briefing every minute.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from stage import ROOT, Stage

PAUSE = 20.0
"""Seconds between two articles."""


async def demonstrate(folder: Path) -> None:
    """Run until Ctrl-C."""
    async with Stage.set_up(folder, more="    alerts: {review: none}\n") as stage:
        await stage.start()
        print(f"""The bot runs against a Slack and a Discord on this machine.
  articles    copied from samples/ into {stage.wire}, one every {PAUSE:.0f} seconds; drop your own there
  settings    {folder / "config"}
  its log     {stage.log}
A key threat is posted at once, a briefing at every full minute. Ctrl-C ends it.
""")
        await asyncio.gather(_feed(stage), _print_new(stage), _see_it_run(stage))


async def _feed(stage: Stage) -> None:
    for sample in sorted((ROOT / "samples").iterdir()):
        shutil.copy(sample, stage.wire)
        print(f"--- {sample.name} came in", flush=True)
        await asyncio.sleep(PAUSE)


async def _print_new(stage: Stage) -> None:
    printed = {"Slack": 0, "Discord": 0}
    while True:
        for name, posts in (("Slack", stage.slack_posts()), ("Discord", stage.discord_posts())):
            for post in posts[printed[name] :]:
                print("\n".join([f"=== {name}", *(f"    {line}" for line in post.splitlines()), ""]), flush=True)
            printed[name] = len(posts)
        await asyncio.sleep(0.5)


async def _see_it_run(stage: Stage) -> None:
    if stage.bot is not None and await stage.bot.wait():
        sys.exit(f"the bot ended:\n{stage.log.read_text()}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="onrecord-") as where, suppress(KeyboardInterrupt):
        asyncio.run(demonstrate(Path(where)))
