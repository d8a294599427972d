"""`onrecord quote WORDS…`: what `/quote` answers, on the terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli import options
from bot.cli.reporting import Reporter, print_message
from bot.commands.near import instead, near_names
from bot.commands.quote import SHOWN, Asked, answer, as_json, look_up
from bot.settings.timing import TimingError
from briefs.rendering.printable import printable
from briefs.statement import Form


@click.command()
@click.argument("words", nargs=-1)
@click.option("--speaker", help="Part of the name: a surname will do.")
@click.option("--about", help="Words that stand near it or in the title.")
@click.option("--since", help="2026-03-01, 7d, 2w, today.")
@click.option("--outlet", help="The outlet's name.")
@click.option("--form", type=click.Choice([form.value for form in Form]), help="direct: all in quotation marks.")
@click.option("--limit", type=click.IntRange(1, 1000), default=SHOWN, show_default=True, help="Most answers.")
@click.option("--json", "as_data", is_flag=True, help="A JSON array, for scripts.")
@options.config
def quote(
    *,
    words: tuple[str, ...],
    speaker: str | None,
    about: str | None,
    since: str | None,
    outlet: str | None,
    form: str | None,
    limit: int,
    as_data: bool,
    config: Path | None,
) -> int:
    """Find statements on record by their WORDS, speaker, subject, date, outlet or form; newest first."""
    reporter = Reporter()
    settings = options.settings(config, reporter)
    asked = Asked(
        words=words,
        speaker=speaker,
        about=about,
        since=since,
        outlet=outlet,
        form=Form(form) if form else None,
    )
    now = datetime.now(UTC)
    try:
        query = asked.query(now)
    except TimingError as error:
        raise click.BadParameter(str(error), param_hint="--since") from error
    with options.store(settings) as store:
        found = look_up(store, query, limit=limit)
        if as_data:
            click.echo(printable(as_json(found.items)))
        else:
            names = near_names(store, speaker, now=now) if speaker and not found.items else ()
            print_message(answer(found, query) if found.items else instead(store, query, names))
    return reporter.exit_code
