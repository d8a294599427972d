"""The `onrecord` program, one file a command family.

Commands load when they are called, so that `onrecord brief` does not wait for the database and `onrecord --help` for
nothing. What goes wrong becomes one sentence on standard error and an exit code: 0 done, 1 done with problems,
2 usage; never a traceback for bad input.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from io import StringIO, TextIOWrapper

import click

from briefs.errors import BriefsError

COMMANDS = {
    "brief": ("bot.cli.brief", "Print a briefing of article files."),
    "extract": ("bot.cli.extract", "Print all that is found in article files, as JSON lines."),
    "ingest": ("bot.cli.ingest", "Read article files into the store."),
    "quote": ("bot.cli.quote", "Find statements in the store."),
    "run": ("bot.cli.run", "Run the bot: watch, post when due, answer in chat."),
    "preview": ("bot.cli.status", "Show what a briefing would say now."),
    "status": ("bot.cli.status", "Show how the bot and its briefings are doing."),
    "serve": ("bot.cli.serve", "Serve the site: a page, and the bot's health."),
    "reextract": ("bot.cli.ingest", "Renew what an older engine read."),
    "forget": ("bot.cli.ingest", "Delete articles from the store."),
    "migrate": ("bot.cli.database", "Make the store, or bring it up to date."),
    "init": ("bot.cli.setup", "Write a commented configuration."),
    "doctor": ("bot.cli.setup", "Check configuration, store and machine."),
    "slack-manifest": ("bot.cli.slack_manifest", "Print what Slack must be told of the app."),
}
"""Command → the module that holds it under its own name (with _ for -), and what the program's help says of it."""


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command = getattr(import_module(module), cmd_name.replace("-", "_"))
        if not isinstance(command, click.Command):
            message = f"{module}.{cmd_name} is no command"
            raise TypeError(message)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            close = get_close_matches(args[0], COMMANDS, n=1)
            if not close:
                raise
            message = f"{error.message} Did you mean {close[0]!r}?"
            raise click.UsageError(message, ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="onrecord")
def onrecord() -> None:
    """News briefings a professional can trust: threats, pledges and quotes, verbatim, attributed, once."""


def main() -> None:
    """Run the program; every expected failure ends in a sentence and an exit code."""
    _settle_streams()
    try:
        code = onrecord.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        sys.exit(130)
    except BrokenPipeError:  # the reader of our output left: `onrecord extract … | head`
        _abandon_output()
        sys.exit(0)
    except BriefsError as error:
        click.echo(f"onrecord: {error}", err=True)
        sys.exit(1)
    except OSError as error:  # inputs are problems of their own: this is a full disk, or a closed standard output
        with suppress(OSError):
            click.echo(
                f"onrecord: the output cannot be written ({error.strerror}); make room, or write elsewhere", err=True
            )
        _abandon_output()
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)


def _settle_streams() -> None:
    """Let output be UTF-8 wherever no terminal says otherwise, and go nowhere where it was closed."""
    sys.stdout = sys.stdout or StringIO()
    sys.stderr = sys.stderr or StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _abandon_output() -> None:
    """Let what is left in the buffer go nowhere, so that the interpreter does not trip over it on its way out."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
