"""`onrecord brief PATH…`: read, extract, compose, print; the whole job without a chat server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli import options
from bot.cli.reporting import Reporter, print_message, progress
from briefs import plugins
from briefs.brief import Filters, Limits, Window
from briefs.composing.compose import TITLE
from briefs.composing.edition import draw
from briefs.errors import Problem
from briefs.parallel import read_in_order
from briefs.readers.reading import read_sources
from briefs.rendering.interface import Renderer
from briefs.rendering.message import write
from briefs.store.memory import MemoryStore

FORMATS = ("text", "markdown", "json", "slack", "discord")


@click.command()
@options.paths
@click.option(
    "--format",
    "form",
    default="text",
    show_default=True,
    metavar="|".join(FORMATS),
    help="How to write it; slack and discord give the payloads that would be posted.",
)
@click.option("--title", default=TITLE, show_default=True, help="The heading.")
@click.option("--limit", type=click.IntRange(0, 100), default=None, help="Most lines in each section.  [default: 5]")
@click.option("--speaker", "people", multiple=True, help="Only this speaker or issuer; may be given again.")
@click.option("--about", "words", multiple=True, help="Only lines with these words; may be given again.")
@click.option("--outlet", "outlets", multiple=True, help="Only this outlet; may be given again.")
@options.jobs
@options.config
def brief(
    *,
    paths: tuple[str, ...],
    form: str,
    title: str,
    limit: int | None,
    people: tuple[str, ...],
    words: tuple[str, ...],
    outlets: tuple[str, ...],
    jobs: int,
    config: Path | None,
) -> int:
    """Print a briefing of the articles in PATH...: files, folders, globs, - or URLs.

    Embargoed, withheld and killed articles are read and counted, and nothing of them is printed.
    """
    if form not in plugins.names("onrecord.renderers"):
        message = f"{form!r} is no format; choose one of {', '.join(plugins.names('onrecord.renderers'))}"
        raise click.BadParameter(message, param_hint="--format")
    reporter = Reporter()
    settings = options.settings(config, reporter)
    engine = options.engine(settings)
    store = MemoryStore()
    now = datetime.now(UTC)
    items = read_sources(paths, options.defaults(settings))
    with progress(read_in_order(items, engine, jobs=jobs), "articles read") as readings:
        for _, reading in readings:
            if isinstance(reading, Problem):
                reporter.report(reading)
            else:
                store.add(reading, entered=now)
    edition = draw(
        store,
        window=Window(since=None, until=now),
        readable=engine.languages,
        title=title,
        limits=None if limit is None else Limits(threat=limit, pledge=limit, quote=limit),
        filters=Filters(people=people, words=words, outlets=outlets),
        unreadable=reporter.errors,
    )
    edition = replace(edition, window=None)  # files have none: what they hold is all there is
    if form == "text":
        print_message(write(edition))
    else:
        renderer: Renderer = plugins.load("onrecord.renderers", form)()
        click.echo(renderer.render(edition))
    return reporter.exit_code
