"""What does a command say beside its output? Problems and progress, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from briefs.errors import Problem, Severity
from briefs.message import Message
from briefs.rendering.visible import visible

T = TypeVar("T")


class Reporter:
    """Prints each problem once, with its address and remedy, and knows the exit code."""

    def __init__(self) -> None:
        self._seen: set[Problem] = set()
        self.errors = 0

    @property
    def exit_code(self) -> int:
        """0 done; 1 done with problems."""
        return 1 if self.errors else 0

    def report(self, problem: Problem) -> None:
        """Print a problem; article text in it cannot steer the terminal."""
        if problem in self._seen:
            return
        self._seen.add(problem)
        self.errors += problem.severity is Severity.ERROR
        label = "note" if problem.severity is Severity.NOTE else "problem"
        click.echo(f"{label}: {visible(str(problem))}", err=True)

    def report_all(self, problems: Iterable[Problem]) -> None:
        """Print several."""
        for problem in problems:
            self.report(problem)


@contextmanager
def progress(items: Iterator[T], what: str) -> Iterator[Iterator[T]]:
    """Count `items` on standard error while they go by, where a person is watching; elsewhere stay silent."""
    if not sys.stderr.isatty():
        yield items
        return
    from rich.console import Console  # noqa: PLC0415 - only where somebody watches
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - likewise

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f}"), TextColumn(what), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield iter(bar.track(items))


def print_message(message: Message) -> None:
    """Print a message: set with rich where a person reads it on a terminal, plain everywhere else."""
    if sys.stdout.isatty():
        from rich.console import Console  # noqa: PLC0415 - only where somebody watches

        from briefs.rendering.terminal import layout  # noqa: PLC0415 - likewise

        Console().print(layout(message))
    else:
        from briefs.rendering.plain import plain  # noqa: PLC0415 - `extract` prints no message

        click.echo(plain(message))
