"""`onrecord status` and `onrecord preview`: what is going on, and what would be posted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.adapters.discord_embeds import discord_posts
from bot.adapters.slack_blocks import slack_posts
from bot.cli import options
from bot.cli.reporting import Reporter, print_message
from bot.database import open_outbox
from bot.drafting import draft, labelled
from bot.status import as_object, as_text, look
from briefs.errors import BriefsError
from briefs.message import Message
from briefs.rendering.message import write
from briefs.rendering.printable import printable
from briefs.rendering.visible import visible

PLATFORMS = ("slack", "discord", "console")


class PreviewError(BriefsError):
    """There is no such briefing, or it goes nowhere."""


@click.command()
@click.option("--json", "as_data", is_flag=True, help="One JSON object, for scripts.")
@options.config
def status(*, as_data: bool, config: Path | None) -> int:
    """Show the lines to the platforms, each briefing's last and next post, what waits, and what came to nothing."""
    reporter = Reporter()
    settings = options.settings(config, reporter)
    with options.store(settings) as store:
        outbox = open_outbox(settings.database_url)
        try:
            found = look(settings, store, outbox, now=datetime.now(UTC))
        finally:
            outbox.close()
    if as_data:
        click.echo(printable(as_object(found)))
    else:
        for line in as_text(found):
            click.echo(visible(line))
    return reporter.exit_code


@click.command()
@click.argument("briefing")
@click.option("--for", "platform", type=click.Choice(PLATFORMS), default="console", show_default=True)
@click.option("--channel", help="As this channel would get it; left out, the first of the briefing's.")
@options.config
def preview(*, briefing: str, platform: str, channel: str | None, config: Path | None) -> int:
    """Show what BRIEFING would say if it were posted now, and why each line is in it. Nothing is posted or noted."""
    reporter = Reporter()
    settings = options.settings(config, reporter)
    chosen = next((one for one in settings.briefings if one.name == briefing), None)
    if chosen is None:
        known = ", ".join(one.name for one in settings.briefings) or "none"
        message = f"there is no briefing {briefing!r}; briefings.yaml has {known}"
        raise PreviewError(message)
    if channel is not None and channel not in chosen.channels:
        message = f"{briefing} does not go to {channel!r}; it goes to {', '.join(chosen.channels)}"
        raise PreviewError(message)
    now = datetime.now(UTC)
    readable = options.engine(settings).languages
    where = channel or chosen.channels[0]
    with options.store(settings) as store:
        outbox = open_outbox(settings.database_url)
        try:
            made = draft(chosen, where, store=store, outbox=outbox, readable=readable, until=now, now=now)
        finally:
            outbox.close()
    note = f"Preview for {where}: nothing was posted."
    if not made.is_wanted:
        note += " It would be skipped, since nothing qualifies."
    _show(labelled(write(made.brief, reasons=True), late_for=None, note=note), platform)
    return reporter.exit_code


def _show(message: Message, platform: str) -> None:
    if platform == "slack":
        click.echo(printable(list(slack_posts(message))))
    elif platform == "discord":
        click.echo(printable(list(discord_posts(message))))
    else:
        print_message(message)
