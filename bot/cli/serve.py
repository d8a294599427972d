"""`onrecord serve`: the site; a page that says what it is, and the health of the bot."""

from __future__ import annotations

import os
from pathlib import Path

import click
from aiohttp import web

from bot.cli import options
from bot.cli.reporting import Reporter
from bot.clock import wall_clock
from bot.logs import start_logging
from bot.web.site import address, make_site
from briefs.errors import BriefsError


class ServeError(BriefsError):
    """The site cannot listen there."""


@click.command()
@click.option("--host", help="Where to listen. Default: web.host, or all addresses when $PORT is set.")
@click.option("--port", type=click.IntRange(1, 65535), help="Default: $PORT, or web.port.")
@options.config
def serve(*, host: str | None, port: int | None, config: Path | None) -> int:
    """Serve the site: / says what it is, /healthz whether the bot is well."""
    reporter = Reporter()
    settings = options.settings(config, reporter)
    start_logging(settings.logging)
    where, at = address(settings, os.environ, host, port)
    click.echo(f"listening on http://{where}:{at}", err=True)
    try:
        web.run_app(make_site(settings, wall_clock), host=where, port=at, print=None, access_log=None)
    except OSError as cause:
        message = f"the site cannot listen on {where}:{at} ({cause.strerror}); choose another one with --port"
        raise ServeError(message) from cause
    return reporter.exit_code
