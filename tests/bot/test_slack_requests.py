"""Commands and buttons over Socket Mode: acknowledged in time, answered once, over a line that comes back."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest
from pydantic import SecretStr
from servers.echo import EchoDesk, said
from servers.platform import Fault
from servers.slack import SlackPlatform, settings
from servers.slack_server import APP_TOKEN, BOT_TOKEN, SlackServer
from servers.slack_workspace import EDITOR, READER, Conversation

from bot.adapters.interface import RefusedError, Standing
from bot.adapters.slack import SlackAdapter
from bot.adapters.slack_replies import LASTS
from bot.clock import wall_clock
from bot.commands.registry import Press
from briefs.message import Button


@pytest.fixture
def desk():
    return EchoDesk()


@pytest.fixture
async def platform(desk):
    async with SlackPlatform.open(desk) as platform:
        yield platform


def methods(platform):
    """What the adapter called since the line was up."""
    called = [call.method for call in platform.server.calls]
    return [method for method in called if method not in {"auth.test", "apps.connections.open"}]


@pytest.fixture
async def noticed():
    """Is set when the log says that Slack is away."""
    event = asyncio.Event()

    class Noticing(logging.Handler):
        def emit(self, record):
            if "is not open" in record.getMessage():
                event.set()

    handler = Noticing()
    logging.getLogger("bot.adapters.slack_line").addHandler(handler)
    yield event
    logging.getLogger("bot.adapters.slack_line").removeHandler(handler)


async def hears(platform, name="quote", person=READER, **more):
    """Deliver a command and return its payload; the answer may still be under way."""
    payload = platform.server.slash(name, "troops", person)
    await platform.server.sockets.deliver("slash_commands", payload, **more)
    return payload


# Acknowledged first


async def test_a_command_is_acknowledged_while_the_desk_still_works(platform, desk):
    desk.open.clear()
    await hears(platform)
    assert len(platform.server.sockets.acknowledged) == 1
    assert methods(platform) == []
    desk.open.set()
    await platform.adapter.settled()
    assert methods(platform) == ["response_url"]


async def test_nothing_is_asked_of_slack_before_the_acknowledgement(platform):
    held = platform.server.hold("users.info")
    await hears(platform, "pause")
    assert len(platform.server.sockets.acknowledged) == 1
    held.set()


async def test_other_deliveries_are_acknowledged_and_left_alone(platform, desk):
    event = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_mention", "text": "hi"}}
    await platform.server.sockets.deliver("events_api", event)
    await platform.server.sockets.deliver("interactive", {"type": "view_closed", "view": {}})
    await platform.adapter.settled()
    assert desk.asked == []


# Once


@pytest.mark.parametrize("envelope", ["the-same", None])
async def test_a_command_that_comes_again_is_answered_once(platform, desk, envelope):
    payload = await hears(platform, envelope=envelope)
    await platform.server.sockets.deliver("slash_commands", payload, envelope=envelope, retry=1)
    await platform.adapter.settled()
    await platform.server.sockets.deliver("slash_commands", payload, envelope=envelope, retry=2)
    await platform.adapter.settled()
    assert len(desk.asked) == 1
    assert methods(platform) == ["response_url"]
    assert len(platform.server.sockets.acknowledged) == 3


async def test_a_press_that_comes_again_is_answered_once(platform, desk):
    seen = await platform.command("announce")
    message = seen.raw[0]
    block = message["blocks"][-1]
    payload = platform.server.press(message, block, block["elements"][0], READER)
    await platform.server.sockets.deliver("interactive", payload)
    await platform.server.sockets.deliver("interactive", payload, retry=1)
    await platform.adapter.settled()
    assert len([asked for asked in desk.asked if isinstance(asked, Press)]) == 1


async def test_the_same_question_twice_is_two_questions(platform, desk):
    await platform.command("quote", "troops")
    await platform.command("quote", "troops")
    assert len(desk.asked) == 2


# The line


async def test_the_line_says_how_it_is(platform):
    await platform.command("quote")
    transport = platform.adapter.transport
    assert transport.standing is Standing.UP
    assert transport.note == "as @onrecord in Newsroom"
    await platform.adapter.close()
    assert platform.adapter.transport.standing is Standing.DOWN


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
async def test_when_slack_asks_for_another_line_nothing_is_missed(platform, reason):
    await platform.command("quote", "before")
    await platform.server.sockets.refresh(reason)
    await platform.server.sockets.connected(2)
    assert "after" in (await platform.command("quote", "after")).text


async def test_a_broken_line_comes_back_before_the_sdk_would_look(platform):
    await platform.command("quote", "before")
    await platform.server.sockets.cut()
    async with asyncio.timeout(8):
        await platform.server.sockets.connected(2)
    assert "after" in (await platform.command("quote", "after")).text


async def test_a_ticket_that_opens_nothing_is_thrown_away(desk):
    def make():
        return SlackAdapter(
            bot_token=SecretStr(BOT_TOKEN), app_token=SecretStr(APP_TOKEN), api_url=server.url, patience=0.3
        )

    server = SlackServer()
    server.sockets.refusals = 1
    async with SlackPlatform.open(desk, server, make) as platform:
        assert "troops" in (await platform.command("quote", "troops")).text
        assert [call.method for call in server.calls].count("apps.connections.open") >= 2


async def test_a_token_that_is_taken_away_is_told_and_slack_is_not_flooded(platform, noticed):
    await platform.command("quote", "before")
    platform.server.fail(Fault.FORBIDDEN, 100, method="apps.connections.open")
    await platform.server.sockets.cut()
    await noticed.wait()
    transport = platform.adapter.transport
    assert transport.standing is Standing.DOWN
    assert "missing_scope" in transport.note
    await platform.adapter.close()
    assert [call.method for call in platform.server.calls].count("apps.connections.open") == 2


async def test_slack_may_be_away_when_we_start(desk, unused_tcp_port, noticed):
    adapter = SlackAdapter.open(settings(), {"SLACK_API_URL": f"http://127.0.0.1:{unused_tcp_port}/api/"})
    serving = asyncio.create_task(adapter.serve(desk))
    await noticed.wait()
    assert "was not reached" in adapter.transport.note
    assert adapter.transport.standing is Standing.CONNECTING
    server = await SlackServer().start(port=unused_tcp_port)
    await server.sockets.connected(1)
    await adapter.close()
    await serving
    await server.stop()


async def test_closing_does_not_wait_for_a_slack_that_is_away(desk, unused_tcp_port, noticed):
    adapter = SlackAdapter.open(settings(), {"SLACK_API_URL": f"http://127.0.0.1:{unused_tcp_port}/api/"})
    serving = asyncio.create_task(adapter.serve(desk))
    await noticed.wait()
    assert "was not reached" in adapter.transport.note
    async with asyncio.timeout(10):
        await adapter.close()
        await serving


@pytest.mark.parametrize(
    ("tokens", "named"),
    [
        ({"app_token": "xapp-of-another-place"}, "SLACK_APP_TOKEN"),
        ({"bot_token": "xoxb-of-another-place"}, "SLACK_BOT"),
    ],
)
async def test_a_token_that_slack_refuses_ends_serving_with_a_remedy(desk, tokens, named):
    server = await SlackServer().start()
    adapter = SlackAdapter.open(settings(**tokens), {"SLACK_API_URL": server.url})
    with pytest.raises(RefusedError, match=f"invalid_auth; copy {named}"):
        await adapter.serve(desk)
    assert adapter.transport.standing is Standing.DOWN
    await server.stop()


async def test_without_an_app_token_nobody_is_heard_and_posting_goes_on(desk):
    server = await SlackServer().start()
    bot_token = SecretStr(BOT_TOKEN)
    adapter = SlackAdapter(bot_token=bot_token, app_token=None, api_url=server.url)
    serving = asyncio.create_task(adapter.serve(desk))
    (post,) = adapter.render(said("A post."))
    await adapter.send("C0NEWSDESK", post, key="k")
    assert adapter.transport.standing is Standing.DOWN
    assert "SLACK_APP_TOKEN is not set" in adapter.transport.note
    await adapter.close()
    await serving
    await server.stop()


async def test_a_server_without_socket_mode_can_still_be_posted_to(desk, noticed):
    server = await SlackServer().start()
    server.without_sockets = True
    adapter = SlackAdapter.open(settings(), {"SLACK_API_URL": server.url})
    serving = asyncio.create_task(adapter.serve(desk))
    await noticed.wait()
    (post,) = adapter.render(said("A post."))
    await adapter.send("C0NEWSDESK", post, key="k")
    assert "HTTP status 404" in adapter.transport.note
    await adapter.close()
    await serving
    await server.stop()


async def test_closing_finishes_the_answer_under_way(platform, desk):
    desk.open.clear()
    await hears(platform)
    closing = asyncio.create_task(platform.adapter.close())
    await asyncio.sleep(0)
    desk.open.set()
    await closing
    assert methods(platform) == ["response_url"]


# Where the answer goes


async def test_an_answer_of_five_posts_goes_by_the_response_url(platform, desk):
    desk.parts = 5
    seen = await platform.command("everything")
    assert seen.private
    assert methods(platform) == ["response_url"] * 5
    assert [f"Part {number}." in seen.text for number in range(1, 6)] == [True] * 5


async def test_the_sixth_post_of_an_answer_goes_to_the_same_person_another_way(platform):
    seen = await platform.command("everything")
    assert methods(platform) == ["response_url"] * 5 + ["chat.postEphemeral"] * 2
    assert [f"Part {number}." in seen.text for number in range(1, 8)] == [True] * 7
    assert {message["to"] for message in seen.raw} == {READER.id}


async def test_an_answer_that_takes_longer_than_the_response_url_goes_another_way(desk):
    later = timedelta()

    def make():
        return SlackAdapter(
            bot_token=SecretStr(BOT_TOKEN),
            app_token=SecretStr(APP_TOKEN),
            api_url=server.url,
            clock=lambda: wall_clock() + later,
        )

    server = SlackServer()
    async with SlackPlatform.open(desk, server, make) as platform:
        for name, method in (("quote", "chat.postEphemeral"), ("announce", "chat.postMessage")):
            desk.open.clear()
            await hears(platform, name)
            later += LASTS
            desk.open.set()
            await platform.adapter.settled()
            assert methods(platform)[-1] == method


async def test_an_answer_is_not_given_twice_when_nobody_knows_whether_it_was(platform):
    platform.server.fail(Fault.STORE_THEN_DROP, method="response_url")
    await platform.command("announce")
    assert len(platform.posts()) == 1
    assert methods(platform) == ["response_url"]


async def test_an_answer_waits_when_slack_asks_to(platform):
    platform.server.fail(Fault.BUSY, 2, method="response_url")
    assert "troops" in (await platform.command("quote", "troops")).text
    assert methods(platform) == ["response_url"] * 3


async def test_what_cannot_be_answered_ends_in_the_log_and_the_line_stays(platform, caplog):
    platform.server.workspace.add(Conversation("C0CLOSED", "closed", member=False))
    payload = platform.server.slash("everything", "", READER, "C0CLOSED")
    await platform.server.sockets.deliver("slash_commands", payload)
    await platform.adapter.settled()
    assert "an answer was not given" in caplog.text
    assert "not_in_channel" in caplog.text
    assert "again" in (await platform.command("quote", "again")).text


async def test_an_aside_is_private_even_where_answers_are_not(platform):
    assert not (await platform.command("announce")).private
    assert (await platform.command("nothing")).private


async def test_an_unknown_command_is_answered_too(platform, desk):
    assert (await platform.command("renamed")).private
    assert desk.asked[-1].command == "renamed"


# Buttons


async def test_a_page_takes_the_place_of_the_one_before_and_stays_private(platform, desk):
    seen = await platform.command("quote", "troops")
    after = await platform.press(seen, "Next")
    assert (after.id, after.private) == (seen.id, True)
    assert "page k:2" in after.text
    again = await platform.press(after, "Next")
    assert again.id == seen.id
    assert "page k:3" in again.text
    assert [asked.key for asked in desk.asked[1:]] == ["k:2", "k:3"]


async def test_a_page_of_a_public_answer_stays_public(platform):
    seen = await platform.command("announce")
    after = await platform.press(seen, "Next")
    assert (after.id, after.private, after.edited) == (seen.id, False, True)
    assert len(platform.posts()) == 1


async def test_buttons_work_after_a_restart(platform):
    seen = await platform.command("announce")
    await platform.renew()
    assert "page k:2" in (await platform.press(seen, "Next")).text


async def test_an_aside_leaves_the_post_as_it_is(platform):
    seen = await platform.command("announce")
    answer = await platform.press(seen, "Hush")
    assert answer.private
    assert answer.id != seen.id
    assert [post.text for post in platform.posts()] == [seen.text]


async def test_a_button_that_opens_a_link_is_only_acknowledged(platform, desk):
    seen = await platform.command("announce")
    await platform.press(seen, "Site")
    assert len(platform.server.sockets.acknowledged) == 2
    assert len(desk.asked) == 1


async def test_a_page_is_turned_by_editing_when_the_response_url_is_gone(platform):
    seen = await platform.command("announce")
    platform.server.fail(Fault.REFUSE, method="response_url")
    after = await platform.press(seen, "Next")
    assert after.id == seen.id
    assert methods(platform)[-1] == "chat.update"


async def test_what_is_said_in_a_thread_is_answered_there(platform):
    (post,) = platform.adapter.render(said("A post.", Button("Hush", "aside", "x")))
    root = await platform.adapter.send(platform.channel, post, key="root")
    inside = await platform.adapter.send(platform.channel, post, key="inside", thread=root)
    seen = next(seen for seen in platform.posts() if seen.id == inside.id)
    answer = await platform.press(seen, "Hush")
    assert answer.thread == root.id


async def test_an_aside_to_a_post_with_a_thread_under_it_stays_in_the_channel(platform):
    (post,) = platform.adapter.render(said("A post.", Button("Hush", "aside", "x")))
    root = await platform.adapter.send(platform.channel, post, key="root")
    await platform.adapter.send(platform.channel, post, key="inside", thread=root)
    answer = await platform.press(platform.posts()[0], "Hush")
    assert answer.thread is None


async def test_a_payload_that_nobody_has_seen_does_not_end_the_line(platform, caplog):
    strange = {"type": "block_actions", "actions": [{"action_id": "page:0", "value": "k:2"}], "user": "somebody"}
    await platform.server.sockets.deliver("interactive", strange)
    await platform.adapter.settled()
    assert "was not understood" in caplog.text
    assert "again" in (await platform.command("quote", "again")).text


# Who manages


async def test_only_a_command_for_managers_asks_who_somebody_is(platform, desk):
    await platform.command("quote", manages=True)
    assert "users.info" not in methods(platform)
    await platform.command("pause", manages=True)
    await platform.command("pause", manages=True)
    await platform.command("pause")
    assert [asked.actor.manages for asked in desk.asked] == [False, True, True, False]
    assert methods(platform).count("users.info") == 2


async def test_turning_a_page_asks_nobody_and_another_button_does(platform, desk):
    seen = await platform.command("announce")
    await platform.press(seen, "Next", manages=True)
    assert "users.info" not in methods(platform)
    await platform.press(await platform.command("announce"), "Hush", manages=True)
    assert desk.asked[-1].actor.manages
    assert desk.asked[-1].actor.id == EDITOR.id


async def test_without_the_scope_nobody_manages(platform, desk):
    platform.server.scopes.remove("users:read")
    await platform.command("pause", manages=True)
    assert not desk.asked[-1].actor.manages
