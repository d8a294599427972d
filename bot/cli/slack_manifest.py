"""`onrecord slack-manifest`: what a Slack workspace must be told of the app, ready to be pasted."""

from __future__ import annotations

import click

from bot.adapters.slack_manifest import manifest
from bot.commands.catalogue import CATALOGUE


@click.command(name="slack-manifest")
def slack_manifest() -> int:
    """Print the app's manifest in YAML: its commands, and its scopes with the reason for each.

    At https://api.slack.com/apps: Create New App, From a manifest. docs/slack.md goes on from there.
    """
    click.echo(manifest(CATALOGUE), nl=False)
    return 0
