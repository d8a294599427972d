"""`doctor` asks every platform that has a channel of ours, and outlives what they answer."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from click.testing import CliRunner
from servers.slack import settings
from servers.slack_server import APP_TOKEN, BOT_TOKEN, CHANNEL, SlackServer

from bot.cli.setup import doctor
from bot.doctor import State
from bot.platforms import ask
from bot.settings import Channel, Settings


def posting_to(*ids, platform="slack", **tokens):
    channels = {identity: Channel(name=identity, platform=platform, id=identity) for identity in ids}
    bare = settings(**tokens)
    return Settings(
        folder=bare.folder,
        base=bare.base,
        store=bare.store,
        secrets=bare.secrets,
        channels=MappingProxyType(channels),
    )


@pytest.fixture
async def server():
    server = await SlackServer().start()
    yield server
    await server.stop()


async def test_slack_is_asked_about_its_channels(server):
    found = await ask(posting_to(CHANNEL, "C0NOWHERE"), {"SLACK_API_URL": server.url})
    assert {name for name, _ in found} == {"slack"}
    faults = [finding for _, finding in found if finding.state is State.FAIL]
    assert [finding.what for finding in faults] == ["Slack refuses conversations.info in C0NOWHERE: channel_not_found"]
    assert "/invite @On Record" in faults[0].remedy


async def test_a_platform_without_its_secret_is_not_asked(server):
    ((name, finding),) = await ask(posting_to(CHANNEL, bot_token=""), {"SLACK_API_URL": server.url})
    assert (name, finding.state) == ("slack", State.NOTE)
    assert "was not asked: SLACK_BOT_TOKEN is not set" in finding.what
    assert server.calls == []


async def test_a_platform_that_nobody_installed_is_not_asked():
    ((name, finding),) = await ask(posting_to("1", platform="telex"), {})
    assert (name, finding.state) == ("telex", State.NOTE)


async def test_only_platforms_with_a_channel_are_asked(server):
    assert await ask(settings(), {"SLACK_API_URL": server.url}) == ()
    assert server.calls == []


def written(folder):
    (folder / "channels.yaml").write_text("channels: {desk: {platform: slack, id: C0123456789}}\n")
    (folder / "onrecord.yaml").write_text("store: {path: onrecord.db}\n")
    environ = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": "http://127.0.0.1:9/api/"}
    return ["--config", str(folder)], environ


def test_the_program_tells_of_it(tmp_path):
    arguments, environ = written(tmp_path)
    done = CliRunner().invoke(doctor, arguments, env=environ, standalone_mode=False)
    assert done.return_value == 1
    assert "FAIL  slack: Slack was not reached (Cannot connect to host 127.0.0.1:9" in done.output
    assert BOT_TOKEN not in done.output


def test_the_program_can_be_told_to_stay_at_home(tmp_path):
    arguments, environ = written(tmp_path)
    done = CliRunner().invoke(doctor, [*arguments, "--offline"], env=environ, standalone_mode=False)
    assert done.return_value == 0
    assert "slack:" not in done.output
