"""`onrecord ingest`, `reextract` and `forget`: what goes into the store, is renewed there, and leaves it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli import options
from bot.cli.reporting import Reporter
from bot.ingest import forget as run_forget
from bot.ingest import ingest as run_ingest
from bot.ingest import reextract as run_reextract
from bot.ingest import supplies
from briefs.errors import Problem
from briefs.readers.reading import load_readers
from briefs.readers.sources import open_sources
from briefs.rendering.visible import visible


def _now() -> datetime:
    return datetime.now(UTC)


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@options.jobs
@options.config
def ingest(*, paths: tuple[str, ...], jobs: int, config: Path | None) -> int:
    """Read the articles in PATH... into the store; without PATH, those of config/outlets.yaml.

    What is known is skipped; what cannot be read is put into quarantine with the reason, and the run goes on.
    """
    reporter = Reporter()
    settings = options.settings(config, reporter)
    engine = options.engine(settings)
    todo = supplies(settings, paths)
    if not todo:
        message = "nothing to read: name files or folders, or add outlets to outlets.yaml"
        raise click.UsageError(message)
    with options.store(settings, make=True) as store:
        for supply in todo:
            result = run_ingest(
                store,
                open_sources(supply.paths),
                engine,
                defaults=supply.defaults,
                clock=_now,
                report=reporter.report,
                jobs=jobs,
                reader=load_readers([supply.reader])[0] if supply.reader else None,
            )
            click.echo(f"{supply.defaults.outlet}: {result}" if supply.defaults.outlet else str(result))
    return reporter.exit_code


@click.command()
@options.jobs
@options.config
def reextract(*, jobs: int, config: Path | None) -> int:
    """Renew the records of every article that an older version of the engine read."""
    reporter = Reporter()
    settings = options.settings(config, reporter)
    engine = options.engine(settings)
    with options.store(settings) as store:
        result = run_reextract(store, engine, clock=_now, report=reporter.report, jobs=jobs)
    click.echo(str(result))
    return reporter.exit_code


@click.command()
@click.argument("articles", nargs=-1, required=True, metavar="ARTICLE...")
@options.config
def forget(*, articles: tuple[str, ...], config: Path | None) -> int:
    """Delete articles from the store, all their versions and records. ARTICLE... is an id, a uri, a link or a file.

    The files stay where they are: one that outlets.yaml names is read again by the next ingest, so remove it first.
    """
    reporter = Reporter()
    settings = options.settings(config, reporter)
    with options.store(settings) as store:
        for name in articles:
            gone = run_forget(store, name)
            if gone:
                click.echo(f"{visible(name)}: {gone}")
            elif Path(name).is_dir():
                reporter.report(Problem(where=name, what="is a folder", remedy=f"name its files: {name.rstrip('/')}/*"))
            else:
                remedy = "onrecord quote --json shows the uri of each line"
                reporter.report(Problem(where=name, what="no such article in the store", remedy=remedy))
    return reporter.exit_code
