"""Which options do several commands share, and what do they come to?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from bot.cli.reporting import Reporter
from bot.settings import Settings, load_settings
from briefs.errors import BriefsError
from briefs.pipeline import Engine, Recipe
from briefs.readers.interface import ReadingDefaults
from briefs.store.interface import Store, StoreError

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

paths: Decorator = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
"""Files, folders, globs, `-` or URLs."""

config: Decorator = click.option(
    "--config",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    help="Folder with onrecord.yaml and its neighbours. Default: $ONRECORD_CONFIG, ./config, or what comes with it.",
)

jobs: Decorator = click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that read at once; the output is the same.",
)


class ConfigurationError(BriefsError):
    """The configuration has mistakes; each was printed with its place and remedy."""


def settings(folder: Path | None, reporter: Reporter) -> Settings:
    """Return the settings; print every mistake in them and stop where there is one."""
    loaded, problems = load_settings(folder, os.environ)
    reporter.report_all(problems)
    if reporter.errors:
        message = "nothing was done; mend the configuration first (onrecord doctor checks it)"
        raise ConfigurationError(message)
    return loaded


def engine(loaded: Settings) -> Engine:
    """Return the engine that the settings name."""
    recipe = Recipe(
        extractors=loaded.extractors, people=loaded.people, language=loaded.language, lexicons=loaded.lexicons
    )
    return recipe.load()


def defaults(loaded: Settings) -> ReadingDefaults:
    """Return what the settings say of files whose copy does not say it."""
    return ReadingDefaults(language=loaded.language)


@contextmanager
def store(loaded: Settings, *, make: bool = False) -> Iterator[Store]:
    """Open the store that the settings name, and close it.

    Where there is none it is made for a command that fills it, `make`. For others that is a mistake, most likely of the
    folder: an empty store would answer that nothing is on record.
    """
    from bot import database  # noqa: PLC0415 - a third of a second that only a store needs

    path = database.locate(loaded.database_url)
    if not make and not path.exists():
        message = f"{path}: there is no store yet; onrecord ingest makes and fills it (--config names another desk's)"
        raise StoreError(message)
    opened = database.open_store(loaded.database_url)
    try:
        yield opened
    finally:
        opened.close()
