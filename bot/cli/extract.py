"""`onrecord extract PATH… --jsonl`: what was found, for scripts, one JSON object an article."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli import options
from bot.cli.reporting import Reporter, progress
from briefs.errors import Problem
from briefs.parallel import read_in_order
from briefs.readers.reading import read_sources
from briefs.rendering.printable import printable
from briefs.rendering.reading import reading_line


@click.command()
@options.paths
@click.option("--jsonl", is_flag=True, help="One JSON object a line; the only format, and the default.")
@options.jobs
@options.config
def extract(*, paths: tuple[str, ...], jsonl: bool, jobs: int, config: Path | None) -> int:  # noqa: ARG001 - there is one format
    """Print what is found in the articles in PATH..., one JSON object a line, in input order.

    The schema is docs/schema/extract.schema.json. An article under embargo, withheld or killed gets its line, without
    its words.
    """
    reporter = Reporter()
    settings = options.settings(config, reporter)
    engine = options.engine(settings)
    now = datetime.now(UTC)
    items = read_sources(paths, options.defaults(settings))
    with progress(read_in_order(items, engine, jobs=jobs), "articles read") as readings:
        for _, reading in readings:
            if isinstance(reading, Problem):
                reporter.report(reading)
                continue
            line = reading_line(reading, now=now, languages=engine.languages)
            click.echo(printable(line, indent=None))
    return reporter.exit_code
