"""What do people see? The posts and answers of On Record as Slack and Discord show them, as PNG files beside this one.

Usage: python docs/pictures/make.py     needs chromium on the path; pngquant, where it is there, makes the files smaller

The payloads are those that would be posted, of the articles in samples/. The clients are imitations in HTML: their
widths, sizes and colours, with free fonts in place of their own.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import discord_client
import slack_client

from bot.adapters.discord_embeds import discord_posts
from bot.adapters.slack_blocks import slack_posts
from bot.commands.desk import FrontDesk
from bot.commands.questions import MemoryQuestions
from bot.commands.registry import Actor, Request
from bot.settings import load_settings
from briefs.brief import Window
from briefs.composing.edition import draw
from briefs.errors import Problem
from briefs.message import Message
from briefs.pipeline import Recipe, read_article
from briefs.readers.interface import ReadingDefaults
from briefs.readers.reading import read_sources
from briefs.rendering.message import write
from briefs.store.memory import MemoryStore

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
Written = Callable[[Message], tuple[dict[str, Any], ...]]
"""Writes a message as the posts of a platform."""
MORNING = datetime(2026, 3, 16, 7, 30, tzinfo=UTC)
"""After the last of the samples."""
CLIENTS = {"slack": (slack_client, slack_posts), "discord": (discord_client, discord_posts)}
THEMES = ("light", "dark")
ASKED = {
    "answers": (
        ("quote", "speaker:Reyes since:2w"),
        ("quote", "tariff speaker:Reyez"),
        ("quote", "tariff since:soonish"),
    ),
    "brief": (("brief", "tariff since:30d"),),
}
CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-device-scale-factor=1.5",
)


def main() -> int:
    """Make them all."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("chromium is not installed; on Debian: apt install chromium fonts-lato fonts-noto-core")
        return 1
    store = filled()
    brief = draw(store, window=Window(since=MORNING - timedelta(days=1), until=MORNING), readable={"en"})
    talks = {scene: asyncio.run(answered(store, lines)) for scene, lines in ASKED.items()}
    for name, (client, written) in CLIENTS.items():
        scenes = {
            "briefing": "".join(client.post(post, private=False) for post in written(write(brief))),
            **{scene: "".join(conversation(client, written, talk)) for scene, talk in talks.items()},
        }
        for scene, body in scenes.items():
            for theme in THEMES:
                picture(chromium, page(client, body, theme), HERE / f"{name}-{scene}-{theme}.png")
    return 0


def filled() -> MemoryStore:
    """Read the samples as if they had come in over night."""
    store, engine = MemoryStore(), Recipe().load()
    for item in read_sources([str(ROOT / "samples")], ReadingDefaults(language="en")):
        if not isinstance(item, Problem):
            store.add(read_article(item, engine), entered=MORNING - timedelta(hours=1))
    return store


async def answered(store: MemoryStore, lines: Iterable[tuple[str, str]]) -> list[tuple[str, Message]]:
    """Ask the desk what somebody would."""
    settings, _ = load_settings(None, {})
    desk = FrontDesk(
        store=store,
        questions=MemoryQuestions(),
        settings=settings,
        readable={"en"},
        clock=lambda: MORNING,
    )
    answers = []
    for command, line in lines:
        request = Request(command=command, actor=Actor(id="u1"), platform="pictures", channel="c1")
        answers.append((f"/{command} {line}", await desk.answer_text(request, line)))
    desk.close()
    return answers


def conversation(client: ModuleType, written: Written, answers: Iterable[tuple[str, Message]]) -> Iterable[str]:
    """Yield each question with its answer."""
    for line, message in answers:
        yield client.asked(line)
        yield from (client.post(post, private=True) for post in written(message))


def page(client: ModuleType, body: str, theme: str) -> str:
    """Return a whole document, which says how high it is once it is laid out."""
    measure = "document.title = Math.ceil(document.body.getBoundingClientRect().height)"
    return (
        f'<!doctype html><html class="{theme}"><meta charset="utf-8"><style>{client.STYLE}</style>'
        f'<body>{body}<div style="height: 12px"></div><script>{measure}</script></body></html>'
    )


def picture(chromium: str, document: str, file: Path) -> None:
    """Let the browser draw a document, all of it."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(document, encoding="utf-8")
        browser = [chromium, *CHROMIUM, f"--user-data-dir={folder}/profile"]
        dumped = subprocess.run([*browser, "--dump-dom", source.as_uri()], check=True, capture_output=True, text=True)
        height = re.search(r"<title>(\d+)</title>", dumped.stdout)
        size = f"--window-size=760,{height[1] if height else 2000}"
        subprocess.run([*browser, size, f"--screenshot={file}", source.as_uri()], check=True, capture_output=True)
    if quantise := shutil.which("pngquant"):
        subprocess.run([quantise, "--force", "--ext", ".png", "--speed", "1", "64", str(file)], check=True)
    print(f"{file.relative_to(ROOT)}  {file.stat().st_size / 1_000:.0f} kB")


if __name__ == "__main__":
    sys.exit(main())
