"""`doctor` asks Slack: tokens, scopes and channels, each with a remedy, and nothing is posted."""

from __future__ import annotations

import pytest
from servers.slack import settings
from servers.slack_api import POSTS
from servers.slack_server import CHANNEL, SlackServer
from servers.slack_workspace import Conversation

from bot.adapters.slack import SlackAdapter
from bot.adapters.slack_manifest import SCOPES

OTHER_BOT, OTHER_APP = "xoxb-of-another-place", "xapp-of-another-place"


@pytest.fixture
async def server():
    server = await SlackServer().start()
    yield server
    await server.stop()


@pytest.fixture
def examined(server):
    """Examines the workspace; returns what is not well, as (what, remedy)."""

    async def examine(*channels, **tokens):
        adapter = SlackAdapter.open(settings(**tokens), {"SLACK_API_URL": server.url})
        checks = await adapter.check(channels)
        assert not POSTS & {call.method for call in server.calls}
        assert all(check.sound is (check.remedy == "") for check in checks)
        assert "xoxb-" not in str(checks)
        assert "xapp-" not in str(checks)
        return checks

    return examine


def faults(checks):
    return [(check.what, check.remedy) for check in checks if not check.sound]


async def test_all_is_well(examined):
    checks = await examined(CHANNEL)
    assert faults(checks) == []
    assert [check.what for check in checks] == [
        "SLACK_BOT_TOKEN is @onrecord in Newsroom",
        f"scopes: {', '.join(SCOPES)}",
        "SLACK_APP_TOKEN opens a socket: commands can come",
        f"the app is in #news-desk ({CHANNEL})",
    ]


async def test_missing_scopes_are_named_with_what_they_are_for(server, examined):
    server.scopes.remove("users:read")
    server.scopes.remove("groups:history")
    ((what, remedy),) = faults(await examined())
    assert "groups:history" in what
    assert "users:read is missing (may this person" in what
    assert "reinstall the app" in remedy


async def test_a_server_that_names_no_scopes_is_not_blamed(server, examined):
    server.names_scopes = False
    assert faults(await examined(CHANNEL)) == []


async def test_a_wrong_bot_token_is_told_once_and_not_for_every_channel(examined):
    ((what, remedy),) = faults(await examined(CHANNEL, "C0OTHER", bot_token=OTHER_BOT))
    assert "auth.test: invalid_auth" in what
    assert "copy SLACK_BOT_TOKEN again" in remedy


async def test_a_wrong_app_token_is_told(examined):
    ((what, remedy),) = faults(await examined(CHANNEL, app_token=OTHER_APP))
    assert "apps.connections.open: invalid_auth" in what
    assert "SLACK_APP_TOKEN" in remedy


async def test_channels_that_will_not_do(server, examined):
    for channel in (
        Conversation("C0OLD", "old", archived=True),
        Conversation("C0CLOSED", "closed", member=False),
        Conversation("G0SECRET", "secret", member=False, private=True),
        Conversation("G0INNER", "inner", private=True),
    ):
        server.workspace.add(channel)
    old, closed, secret, nowhere = faults(await examined("C0OLD", "C0CLOSED", "G0SECRET", "C0NOWHERE", "G0INNER"))
    assert old == ("#old (C0OLD) is archived", "unarchive it, or name another channel in channels.yaml")
    assert closed == ("the app is not in #closed (C0CLOSED)", "invite the app there: /invite @On Record")
    assert "G0SECRET: channel_not_found" in secret[0]
    assert "/invite @On Record" in secret[1]
    assert "C0NOWHERE: channel_not_found" in nowhere[0]


async def test_a_slack_that_is_away_is_one_line(server, examined):
    await server.stop()
    ((what, remedy),) = faults(await examined(CHANNEL))
    assert "was not reached" in what
    assert "SLACK_API_URL" in remedy
