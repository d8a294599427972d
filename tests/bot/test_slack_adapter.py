"""Posting to Slack over real sockets: what is known of a post after a mishap, and how it is found again."""

from __future__ import annotations

import asyncio
import logging
import traceback
import warnings
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from pydantic import SecretStr
from servers.echo import EchoDesk, said
from servers.platform import Fault
from servers.slack import SlackPlatform, settings
from servers.slack_server import APP_TOKEN, BOT_TOKEN, CHANNEL, SlackServer
from servers.slack_workspace import Conversation
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.interface import (
    AdapterError,
    BusyError,
    MessageRef,
    RefusedError,
    Standing,
    UnclearError,
    UnreachableError,
)
from bot.adapters.slack import SlackAdapter
from bot.adapters.slack_web import proxy_for

KEY = "morning0302part1"
OTHERS = "xapp-of-another-place"
"""A token of the right shape that opens nothing."""


@pytest.fixture
async def server():
    server = SlackServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def adapter(server):
    return SlackAdapter.open(settings(), {"SLACK_API_URL": server.url})


@pytest.fixture
def opened(server):
    """Opens an adapter with one thing about it changed."""

    def make(*, bot_token=BOT_TOKEN, app_token=APP_TOKEN, **more):
        return SlackAdapter(bot_token=SecretStr(bot_token), app_token=SecretStr(app_token), api_url=server.url, **more)

    return make


def a_moment_ago():
    return datetime.now(UTC) - timedelta(minutes=1)


async def post(adapter, words="One line.", *, channel=CHANNEL, key=KEY, **more):
    (written,) = adapter.render(said(words))
    return await adapter.send(channel, written, key=key, **more)


def stored(server, channel=CHANNEL):
    return server.workspace.channels[channel].messages


async def test_a_post_carries_its_key_and_unfurls_and_mentions_nothing(server, adapter):
    ref = await post(adapter)
    (message,) = stored(server)
    assert message["metadata"] == {"event_type": "onrecord_post", "event_payload": {"key": KEY}}
    assert ref == MessageRef(platform="slack", channel=CHANNEL, id=message["ts"])
    (call,) = server.calls
    assert call.said["unfurl_links"] is call.said["unfurl_media"] is False
    assert not {"parse", "link_names"} & set(call.said)
    assert call.said["text"].startswith("One line.")


async def test_posting_needs_no_socket(server, adapter):
    await post(adapter)
    assert adapter.transport.standing is Standing.DOWN
    assert server.sockets.opened == 0
    await adapter.close()


# Once


async def test_the_sdk_as_it_comes_posts_twice_when_the_line_breaks(server):
    """What this adapter must not do, and why its client has no retries."""
    server.fail(Fault.STORE_THEN_DROP)
    client = AsyncWebClient(token=BOT_TOKEN, base_url=server.url)
    await client.chat_postMessage(channel=CHANNEL, text="Once?")
    assert len(stored(server)) == 2


async def test_a_line_that_breaks_after_the_post_leaves_one_copy_which_is_found(server, adapter):
    server.fail(Fault.STORE_THEN_DROP)
    with pytest.raises(UnclearError, match=f"chat.postMessage in {CHANNEL}"):
        await post(adapter)
    (message,) = stored(server)
    found = await adapter.find(CHANNEL, KEY, since=a_moment_ago())
    assert found == MessageRef(platform="slack", channel=CHANNEL, id=message["ts"])


async def test_an_answer_that_does_not_come_is_unclear_and_the_post_is_found(server, opened):
    held = server.hold("chat.postMessage")
    adapter = opened(timeout=1)
    with pytest.raises(UnclearError, match="TimeoutError"):
        await post(adapter)
    held.set()
    assert await adapter.find(CHANNEL, KEY, since=a_moment_ago()) is not None
    assert len(stored(server)) == 1


async def test_nobody_listening_is_unreachable(opened, server):
    await server.stop()
    with pytest.raises(UnreachableError, match="was not reached"):
        await post(opened())


async def test_a_429_says_for_how_long(server, adapter):
    server.retry_after = "7"
    server.fail(Fault.BUSY)
    with pytest.raises(BusyError) as busy:
        await post(adapter)
    assert busy.value.retry_after == 7
    assert len(server.calls) == 1


async def test_a_second_post_within_a_second_is_too_soon(server, adapter):
    server.paced = True
    server.retry_after = "1"
    await post(adapter)
    with pytest.raises(BusyError, match="wait 1 s"):
        await post(adapter, key="second")
    assert len(stored(server)) == 1


async def test_a_post_is_found_among_many_on_a_later_page(server, adapter):
    ref = await post(adapter)
    for number in range(230):
        server.workspace.post(server.workspace.channels[CHANNEL], {"text": f"chatter {number}"})
    assert await adapter.find(CHANNEL, KEY, since=a_moment_ago()) == ref
    assert [call.method for call in server.calls].count("conversations.history") == 3


async def test_the_key_of_another_installation_is_not_ours(server, adapter):
    await post(adapter)
    stored(server)[0] |= {"bot_id": "B0STAGING", "user": "U0STAGING"}
    assert await adapter.find(CHANNEL, KEY, since=a_moment_ago()) is None


async def test_what_stands_in_a_thread_is_found_there_only(server, adapter):
    root = await post(adapter, key="root")
    thread = await adapter.thread(root, "In detail")
    inside = await post(adapter, "The details.", thread=thread)
    assert inside.thread == root.id
    assert await adapter.find(CHANNEL, KEY, since=a_moment_ago(), thread=thread) == inside
    assert await adapter.find(CHANNEL, KEY, since=a_moment_ago()) is None
    assert await adapter.thread(inside, "Threads do not nest") == thread
    assert stored(server)[1]["thread_ts"] == root.id


async def test_an_edited_post_is_still_found_by_its_key(server, adapter):
    ref = await post(adapter, "A wrong line.")
    (corrected,) = adapter.render(said("A right line."))
    await adapter.edit(ref, corrected)
    assert "A right line." in stored(server)[0]["text"]
    assert await adapter.find(CHANNEL, KEY, since=a_moment_ago()) == ref


async def test_a_post_that_somebody_deleted_cannot_be_edited(server, adapter):
    ref = await post(adapter)
    server.workspace.remove(stored(server)[0])
    (corrected,) = adapter.render(said("A right line."))
    with pytest.raises(RefusedError, match="message_not_found; somebody deleted it"):
        await adapter.edit(ref, corrected)


# Refusals, with their remedy


async def test_a_wrong_token_is_named(opened):
    with pytest.raises(RefusedError, match="invalid_auth; copy SLACK_BOT_TOKEN again"):
        await post(opened(bot_token=OTHERS.replace("xapp", "xoxb")))


async def test_exchanged_tokens_are_told_apart(opened):
    with pytest.raises(RefusedError, match="are they exchanged"):
        await post(opened(bot_token=APP_TOKEN))


async def test_a_missing_scope_is_named(server, adapter):
    server.scopes.remove("chat:write")
    with pytest.raises(RefusedError, match="missing_scope, it needs chat:write; add it"):
        await post(adapter)


@pytest.mark.parametrize(
    ("channel", "code", "remedy"),
    [
        (Conversation("C0OLD", "old", archived=True), "is_archived", "unarchive it"),
        (Conversation("C0CLOSED", "closed", member=False), "not_in_channel", "/invite @On Record"),
        # A private channel does not exist for an app that is not in it.
        (Conversation("G0SECRET", "secret", member=False, private=True), "channel_not_found", "/invite @On Record"),
    ],
)
async def test_a_channel_that_is_dead_to_us_is_gone(server, adapter, channel, code, remedy):
    server.workspace.add(channel)
    with pytest.raises(RefusedError, match=f"{code}; .*{remedy}") as refused:
        await post(adapter, channel=channel.id)
    assert refused.value.gone
    assert stored(server, channel.id) == []


async def test_a_post_beyond_a_limit_is_refused_with_its_place(adapter):
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "y" * 3001}}
    with pytest.raises(RefusedError, match=r"json-pointer:/blocks/0/text/text") as refused:
        await adapter.send(CHANNEL, {"text": "x", "blocks": [block]}, key=KEY)
    assert not refused.value.gone


@pytest.mark.parametrize(
    ("status", "body", "content_type", "family"),
    [
        (500, "oops", "text/plain", UnclearError),
        (503, "<html></html>", "text/html", UnclearError),
        (200, "<html>a captive portal</html>", "text/html", UnclearError),
        (200, "{", "application/json", UnclearError),
        (200, "[]", "application/json", UnclearError),
        (200, '{"ok": true}', "application/json", UnclearError),  # and no time stamp
        (200, '{"ok": false, "error": "fatal_error"}', "application/json", UnclearError),
        (200, '{"ok": false, "error": "request_timeout"}', "application/json", UnreachableError),
        (200, '{"ok": false, "error": "something_new"}', "application/json", RefusedError),
        (429, "slow down", "text/plain", BusyError),
        (404, "<html></html>", "text/html", RefusedError),
        (403, "<html>a proxy</html>", "text/html", RefusedError),
    ],
)
async def test_whatever_answers_is_understood(status, body, content_type, family):
    async def answer(_request):
        return web.Response(status=status, text=body, content_type=content_type)

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    adapter = SlackAdapter.open(settings(), {"SLACK_API_URL": f"http://127.0.0.1:{runner.addresses[0][1]}/api"})
    with pytest.raises(family):
        await post(adapter)
    await runner.cleanup()


async def test_a_server_that_knows_one_verb_is_read_with_the_other(server, adapter):
    ref = await post(adapter)
    server.without_get = True
    assert await adapter.find(CHANNEL, KEY, since=a_moment_ago()) == ref


# Opening


@pytest.mark.parametrize(
    ("tokens", "named"), [({"bot_token": ""}, "SLACK_BOT_TOKEN is not set"), ({"app_token": ""}, "SLACK_APP_TOKEN")]
)
def test_a_missing_secret_is_named_with_its_remedy(tokens, named):
    with pytest.raises(RefusedError, match=named):
        SlackAdapter.open(settings(**tokens), {})


@pytest.mark.parametrize("given", ["slack.com/api", "ftp://slack.com/api/", "nonsense"])
def test_an_address_that_is_none_is_refused(given):
    with pytest.raises(RefusedError, match="SLACK_API_URL is no address"):
        SlackAdapter.open(settings(), {"SLACK_API_URL": given})


@pytest.mark.parametrize("shortened", ["/api/", "/api", "/", ""])
async def test_the_address_may_be_written_shorter(server, shortened):
    base = server.url.removesuffix("/api/")
    adapter = SlackAdapter.open(settings(), {"SLACK_API_URL": f" {base}{shortened} "})
    await post(adapter)
    assert len(stored(server)) == 1


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("https://slack.com/api/", "http://proxy.example:3128"),
        ("wss://wss-primary.slack.com/link?ticket=1", "http://proxy.example:3128"),
        ("http://127.0.0.1:8055/api/", None),
        ("ws://localhost:8055/link", None),
        ("https://slack.inside.example/api/", None),
    ],
)
def test_a_proxy_is_taken_where_it_is_meant(monkeypatch, url, proxy):
    for name in ("https_proxy", "http_proxy", "HTTPS_PROXY", "HTTP_PROXY", "no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://other.example:3128")
    monkeypatch.setenv("NO_PROXY", "inside.example")
    assert proxy_for(url) == proxy


async def test_a_server_on_this_machine_is_reached_past_a_proxy(server, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    async with SlackPlatform.open(EchoDesk(), server) as platform:
        await post(platform.adapter)
        assert "troops" in (await platform.command("quote", "troops")).text


# Discretion


async def test_no_token_and_no_ticket_is_in_any_log_or_traceback(server, opened, caplog, monkeypatch):
    # Bolt looks into the environment by itself; a deployment has all of these there.
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT_TOKEN)
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.1")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "f" * 32)
    caplog.set_level(logging.DEBUG)
    told = []

    async def noting(awaitable):
        try:
            await awaitable
        except AdapterError as error:
            told.append("".join(traceback.format_exception(error)))

    async with SlackPlatform.open(EchoDesk(), server, lambda: opened(patience=0.3)) as platform:
        server.sockets.refusals = 1
        await platform.command("quote", "troops")
        server.fail(Fault.DROP)
        await noting(post(platform.adapter))
        server.fail(Fault.ERROR)
        await noting(post(platform.adapter))
        await platform.cut()
        await platform.command("quote", "troops")
        await noting(post(opened(bot_token=OTHERS.replace("xapp", "xoxb"))))
        await noting(opened(app_token=OTHERS).serve(EchoDesk()))
        await noting(post(SlackAdapter.open(settings(), {"SLACK_API_URL": "http://127.0.0.1:9/api/"})))
    assert len(told) == 5
    assert "ticket=…" in caplog.text
    said_anywhere = caplog.text + "".join(told)
    for secret in ("xoxb-", "xapp-", "ticket=", "f" * 32):
        assert secret not in said_anywhere.replace("ticket=…", "")
    assert not [line for line in caplog.messages if "will be ignored" in line or "will be unused" in line]


async def test_nothing_is_left_open(server):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        platform = SlackPlatform.open(EchoDesk(), server)
        async with platform as opened:
            await opened.command("quote", "troops")
        await asyncio.sleep(0)
    assert opened.adapter.transport.standing is Standing.DOWN
