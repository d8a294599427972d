"""`onrecord init` and `onrecord doctor`: from nothing to a desk that works, and from a fault to its remedy."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli import options
from bot.doctor import Patient, State, examine
from bot.platforms import ask
from bot.settings import defaults_folder, load_settings
from bot.settings.folder import FILES, LEXICONS
from briefs.errors import BriefsError
from briefs.extractors.lexicon import shipped
from briefs.rendering.visible import visible


class SetupError(BriefsError):
    """The settings could not be written."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("config"), metavar="[DIR]")
def init(folder: Path) -> int:
    """Write a fresh set of commented settings into DIR (default: config). Nothing that is there is overwritten."""
    fresh = {name: (defaults_folder() / name).read_bytes() for name in FILES}
    fresh |= {f"{LEXICONS}/{path.name}": path.read_bytes() for path in sorted(shipped().glob("*.yaml"))}
    there = [name for name in fresh if os.path.lexists(folder / name)]
    if there:
        message = f"{folder}: nothing was written, for {', '.join(there)} would be overwritten; name another folder"
        raise SetupError(message)
    write_all(folder, fresh)
    option = "" if folder == Path("config") else f" --config {click.format_filename(folder)}"
    click.echo(f"{len(fresh)} files are in {click.format_filename(folder)}. What to do next:")
    click.echo(f"  1. say in {click.format_filename(folder / 'outlets.yaml')} where your articles are")
    click.echo(f"  2. onrecord doctor{option}")
    return 0


def write_all(folder: Path, files: dict[str, bytes]) -> None:
    """Write all of `files` into `folder` or, when something fails, none; what is there is never overwritten."""
    made: list[Path] = []
    try:
        for name, data in files.items():
            path = folder / name
            for parent in reversed([parent for parent in path.parents if not parent.exists()]):
                parent.mkdir()
                made.append(parent)
            with path.open("xb") as file:
                made.append(path)
                file.write(data)
    except BaseException as cause:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(cause, OSError):
            message = f"{cause.filename or folder}: {cause.strerror}; nothing was written, name another folder"
            raise SetupError(message) from cause
        raise


@click.command()
@options.config
@click.option("--offline", is_flag=True, help="Ask no platform: reach for no network.")
def doctor(*, config: Path | None, offline: bool) -> int:
    """Check settings, secrets, store, clock, words, outlets and platforms; each fault comes with its remedy."""
    settings, problems = load_settings(config, os.environ)
    patient = Patient(settings=settings, problems=problems, now=datetime.now(UTC))
    found = list(examine(patient))
    if not offline:
        found += asyncio.run(ask(settings, os.environ))
    for name, finding in found:
        remedy = f"; {finding.remedy}" if finding.remedy else ""
        click.echo(visible(f"{finding.state.value:<4}  {name}: {finding.what}{remedy}"))
    failed = sum(finding.state is State.FAIL for _, finding in found)
    click.echo(f"{failed} to mend" if failed else "all is well")
    return 1 if failed else 0
