"""`onrecord migrate`: brings the store up to date."""

from __future__ import annotations

from pathlib import Path

import click

from bot import database
from bot.cli import options
from bot.cli.reporting import Reporter


@click.command()
@options.config
def migrate(*, config: Path | None) -> int:
    """Make the store, or bring it up to date; safe to run twice and at once."""
    reporter = Reporter()
    settings = options.settings(config, reporter)
    database.migrate(settings.database_url)
    click.echo("the store is up to date")
    return reporter.exit_code
