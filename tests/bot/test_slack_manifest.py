"""The manifest says what the workspace must know, within Slack's limits, and nothing that acts."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner
from servers.echo import command
from servers.slack_api import METHODS

from bot.adapters.slack_manifest import SCOPES, manifest, usage_hint
from bot.cli import onrecord
from bot.commands.catalogue import CATALOGUE
from bot.commands.registry import Option, Takes

# docs.slack.dev/reference/app-manifest
NAME, DESCRIPTION, COMMAND_DESCRIPTION, HINT = 35, 140, 2000, 1000


def test_the_program_prints_it_with_every_command():
    done = CliRunner().invoke(onrecord, ["slack-manifest"])
    assert done.exit_code == 0
    app = yaml.safe_load(done.output)
    assert [declared["command"] for declared in app["features"]["slash_commands"]] == [
        f"/{declared.name}" for declared in CATALOGUE
    ]
    assert app["settings"]["socket_mode_enabled"] is app["settings"]["interactivity"]["is_enabled"] is True
    assert "url" not in done.output.replace("https://api.slack.com/apps", "")


def test_it_keeps_slacks_limits():
    app = yaml.safe_load(manifest(CATALOGUE))
    assert len(app["display_information"]["name"]) <= NAME
    assert len(app["display_information"]["description"]) <= DESCRIPTION
    for declared in app["features"]["slash_commands"]:
        assert 1 <= len(declared["description"]) <= COMMAND_DESCRIPTION
        assert len(declared.get("usage_hint", "")) <= HINT


def test_each_scope_has_its_reason_and_each_method_its_scope():
    written = manifest(CATALOGUE)
    assert yaml.safe_load(written)["oauth_config"]["scopes"]["bot"] == list(SCOPES)
    for scope, reason in SCOPES.items():
        assert f"- {scope} # {reason}" in written
    needed = {scope for _, scopes in METHODS.values() for scope in scopes}
    assert needed <= set(SCOPES)


def test_a_hint_shows_how_options_are_typed():
    options = (
        Option(name="words", description="what was said"),
        Option(name="speaker", description="who", example="Ana Reyes"),
        Option(name="form", description="how", takes=Takes.CHOICE, choices=("direct", "indirect")),
        Option(name="since", description="from when on", takes=Takes.DAY, example="7d"),
        Option(name="outlet", description="where"),
    )
    asked = command("quote", options=options)
    assert usage_hint(asked) == '[words] [speaker:"Ana Reyes"] [form:direct|indirect] [since:7d] [outlet:…]'


def test_what_a_description_says_stays_a_description():
    hostile = 'Asks: "who" # said that\n  scopes: [admin] — ünïcode'
    app = yaml.safe_load(manifest((command("quote", description=hostile),)))
    assert app["features"]["slash_commands"][0]["description"] == hostile
    assert "scopes" not in app


def test_an_app_without_commands_is_an_app():
    assert "slash_commands" not in yaml.safe_load(manifest(()))["features"]


@pytest.mark.parametrize("names", [["q" * 32], [f"quote{number}" for number in range(51)]])
def test_what_slack_would_refuse_is_refused_here(names):
    with pytest.raises(ValueError, match="at most 50 commands"):
        manifest([command(name) for name in names])
