"""Both platforms on this machine, a folder for articles, and the real program between them.

The demonstration (`make bot`) and the acceptance tests stand on it. Nothing here needs pytest.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from servers.discord import shown
from servers.discord_server import DiscordServer
from servers.slack_server import APP_TOKEN, BOT_TOKEN, CHANNEL, SlackServer
from servers.slack_view import words

from bot.database import migrate

ROOT = Path(__file__).parents[1]

_SETTINGS = {
    "onrecord.yaml": "administrators: administrators\neditors: administrators\nstore: {{path: ../onrecord.db}}\n",
    "channels.yaml": """channels:
  newsdesk: {{platform: slack, id: {slack}}}
  security: {{platform: discord, id: "{discord}"}}
  administrators: {{platform: console}}
""",
    "outlets.yaml": """outlets:
  - {{name: Wire, folder: "{wire}", check_every: 1s}}
""",
    "briefings.yaml": """briefings:
  - name: every-minute
    title: The last minute
    channels: [newsdesk, security]
    when: {{cron: "* * * * *"}}
    limits: {{threat: 20, pledge: 20, quote: 40}}
    when_empty: {when_empty}
{more}""",
}


class Stage:
    """The servers, a folder of settings, and the program as often as it is started."""

    def __init__(self, folder: Path, wire: Path | None = None) -> None:
        self.folder = folder
        self.wire = wire or folder / "wire"
        self.slack = SlackServer()
        self.discord = DiscordServer()
        self.bot: asyncio.subprocess.Process | None = None
        self.log = folder / "log.txt"

    @classmethod
    @asynccontextmanager
    async def set_up(
        cls, folder: Path, *, wire: Path | None = None, when_empty: str = "skip", more: str = ""
    ) -> AsyncIterator[Self]:
        """Start the servers and write the settings; at the end the program is killed and the servers stop."""
        stage = cls(folder, wire)
        await stage.slack.start()
        await stage.discord.start()
        stage.wire.mkdir(exist_ok=True)
        settings = folder / "config"
        settings.mkdir()
        names = {"slack": CHANNEL, "discord": stage.discord.world.channel, "wire": stage.wire}
        for name, text in _SETTINGS.items():
            (settings / name).write_text(text.format(**names, when_empty=when_empty, more=more))
        migrate(f"sqlite:///{folder / 'onrecord.db'}")  # as a release does
        try:
            yield stage
        finally:
            await stage.kill()
            await stage.discord.stop()
            await stage.slack.stop()

    async def start(self) -> None:
        """Start the program."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith(("ONRECORD", "SLACK"))}
        environ |= {
            "SLACK_API_URL": self.slack.url,
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "DISCORD_API_URL": self.discord.api,
            "DISCORD_TOKEN": self.discord.world.token,
        }
        with self.log.open("ab") as log:
            self.bot = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "run", "--config", str(self.folder / "config")),
                cwd=ROOT,
                env=environ,
                stdout=log,
                stderr=log,
            )

    async def kill(self, number: signal.Signals = signal.SIGKILL) -> int | None:
        """End the program as the host does, at once unless asked otherwise; return its exit code."""
        if self.bot is None:
            return None
        if self.bot.returncode is None:
            self.bot.send_signal(number)
        code = await self.bot.wait()
        self.bot = None
        return code

    async def until(self, true: Callable[[], bool], patience: float = 240.0) -> None:
        """Wait until something is so that another process brings about; its log is shown where it never is."""

        async def look() -> bool:
            return true()

        await self.until_so(look, patience)

    async def until_so(self, true: Callable[[], Awaitable[bool]], patience: float = 240.0) -> None:
        """Likewise, where looking takes a while."""
        try:
            async with asyncio.timeout(patience):
                while not await true():  # noqa: ASYNC110 - another process acts: there is no event to wait for
                    await asyncio.sleep(0.05)
        except TimeoutError as cause:
            raise AssertionError(self.log.read_text()) from cause

    def slack_posts(self) -> list[str]:
        """What stands in the Slack channel, oldest first."""
        return [words(message) for message in self.slack.workspace.channels[CHANNEL].messages]

    def discord_posts(self) -> list[str]:
        """What stands in the Discord channel, oldest first."""
        return [shown(message) for message in self.discord.visible(self.discord.world.channel)]
