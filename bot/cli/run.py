"""`onrecord run`: the bot; watches outlets, keeps schedules, serves chat."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from pathlib import Path

import click

from bot.app import run as run_bot
from bot.app import stop_on_signals
from bot.cli import options
from bot.cli.reporting import Reporter
from bot.logs import start_logging
from bot.settings import Settings


@click.command()
@options.config
def run(*, config: Path | None) -> int:
    """Watch the outlets, post the briefings when they are due, and answer in chat; until SIGTERM or Ctrl-C."""
    reporter = Reporter()
    settings = options.settings(config, reporter)
    start_logging(settings.logging)
    asyncio.run(_run(settings, os.environ))
    return reporter.exit_code


async def _run(settings: Settings, environ: Mapping[str, str]) -> None:
    stop = asyncio.Event()
    stop_on_signals(stop)
    await run_bot(settings, environ, stop=stop)
