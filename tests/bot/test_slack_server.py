"""The Slack that our tests talk to refuses what Slack refuses; a server that takes everything proves nothing."""

from __future__ import annotations

import asyncio

import aiohttp
import hostile
import pytest
from hypothesis import given, settings
from servers.slack_rules import BLOCKS, check_message, complaints
from servers.slack_server import APP_TOKEN, BOT_TOKEN, CHANNEL, SlackServer
from servers.slack_socket import UnacknowledgedError
from servers.slack_view import acts
from servers.slack_workspace import READER
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack_blocks import slack_posts


@pytest.fixture
async def server():
    server = await SlackServer(ack_within=0.2).start()
    yield server
    await server.stop()


@pytest.fixture
def client(server):
    return AsyncWebClient(token=BOT_TOKEN, base_url=server.url)


def plain(text):
    return {"type": "plain_text", "text": text}


def button(**more):
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def actions(*elements):
    return {"type": "actions", "elements": list(elements)}


def rich(*elements):
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"type": "header", "text": plain("h" * 151)}, "less than 151 characters [json-pointer:/blocks/0/text/text]"),
        ({"type": "header", "text": plain("")}, "more than 0 characters [json-pointer:/blocks/0/text/text]"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "h"}}, "unsupported type: mrkdwn"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "t" * 3001}}, "less than 3001 characters"),
        ({"type": "section"}, "missing required field: text"),
        ({"type": "section", "fields": [plain("f")] * 11}, "no more than 10 items"),
        ({"type": "section", "fields": [plain("f" * 2001)]}, "less than 2001 characters"),
        ({"type": "context", "elements": [plain("c")] * 11}, "no more than 10 items"),
        ({"type": "context", "elements": []}, "no fewer than 1 items"),
        (actions(*(button(action_id=str(number)) for number in range(26))), "no more than 25 items"),
        (actions(button(), button()), "`action_id` go already exists"),
        (actions(button(text=plain("b" * 76))), "less than 76 characters"),
        (actions(button(value="v" * 2001)), "less than 2001 characters"),
        (actions(button(url="u" * 3001)), "less than 3001 characters"),
        (actions(button(action_id="a" * 256)), "less than 256 characters"),
        (actions(button(style="loud")), "valid enum value"),
        ({"type": "image", "image_url": "u" * 3001, "alt_text": "a"}, "less than 3001 characters"),
        ({"type": "image", "image_url": "u"}, "missing required field: alt_text"),
        (rich({"type": "text", "text": ""}), "more than 0 characters"),
        (rich(), "no fewer than 1 items"),
        (rich({"type": "date", "timestamp": 1.5, "format": "{date}"}), "must be an integer"),
        (rich({"type": "marquee"}), "unsupported type: marquee"),
        ({"type": "divider", "colour": "red"}, "invalid additional property: colour [json-pointer:/blocks/0]"),
        ({"type": "carpet"}, "unsupported type: carpet [json-pointer:/blocks/0/type]"),
    ],
)
async def test_a_block_beyond_its_limits_is_refused_with_its_place(client, block, said):
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[block])
    assert refused.value.response["error"] == "invalid_blocks"
    assert any(said in complaint for complaint in refused.value.response["errors"])


def test_a_message_has_so_many_blocks():
    assert list(complaints([{"type": "divider"}] * BLOCKS)) == []
    assert list(complaints([{"type": "divider"}] * (BLOCKS + 1))) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]


@given(hostile.messages)
@settings(deadline=None, max_examples=40)
def test_whatever_we_write_is_within_these_rules_and_mentions_nobody(message):
    for post in slack_posts(message):
        check_message(post)
        assert all(act.startswith(("http://", "https://")) for act in acts(post))


async def test_blocks_together_hold_so_much_text(client):
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "t" * 2500}}
    with pytest.raises(SlackApiError, match="msg_blocks_too_long"):
        await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[block] * 4)


async def test_a_long_text_is_cut_with_a_warning_and_none_is_refused(client):
    answer = await client.chat_postMessage(channel=CHANNEL, text="t" * 40_001)
    assert answer["warning"] == "message_truncated"
    assert len(answer["message"]["text"]) == 40_000
    with pytest.raises(SlackApiError, match="no_text"):
        await client.api_call("chat.postMessage", json={"channel": CHANNEL, "text": "", "blocks": []})


async def test_every_time_stamp_is_another(server, client):
    server.workspace.clock = lambda: 1_772_445_600.0
    answers = [await client.chat_postMessage(channel=CHANNEL, text="x") for _ in range(3)]
    assert [answer["ts"] for answer in answers] == ["1772445600.000000", "1772445600.000001", "1772445600.000002"]


@pytest.mark.parametrize("how", ["query", "form", "json"])
async def test_a_call_may_be_written_in_any_way_that_slack_reads(server, client, how):
    await client.chat_postMessage(channel=CHANNEL, text="x", metadata={"event_type": "e", "event_payload": {"k": "v"}})
    said = {"channel": CHANNEL, "include_all_metadata": "true"}
    url, headers = f"{server.url}conversations.history", {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        match how:
            case "query":
                call = session.get(url, params=said)
            case "form":
                call = session.post(url, data=said)
            case _:
                call = session.post(url, json=said)
        async with call as answer:
            assert (await answer.json())["messages"][0]["metadata"]["event_payload"] == {"k": "v"}


async def test_metadata_is_not_told_unasked(client):
    await client.chat_postMessage(channel=CHANNEL, text="x", metadata={"event_type": "e", "event_payload": {}})
    assert "metadata" not in (await client.conversations_history(channel=CHANNEL))["messages"][0]


async def test_pages_of_history_follow_each_other(client):
    for number in range(5):
        await client.chat_postMessage(channel=CHANNEL, text=str(number))
    first = await client.conversations_history(channel=CHANNEL, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=CHANNEL, limit=3, cursor=cursor)
    assert [message["text"] for message in first["messages"] + second["messages"]] == ["4", "3", "2", "1", "0"]
    assert (first["has_more"], second["has_more"]) == (True, False)


async def test_a_post_of_somebody_else_is_not_ours_to_change(server, client):
    answer = await client.chat_postMessage(channel=CHANNEL, text="x")
    server.workspace.channels[CHANNEL].messages[0]["bot_id"] = "B0OTHER"
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=CHANNEL, ts=answer["ts"], text="y")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel=CHANNEL, ts=answer["ts"])


async def test_a_response_url_takes_five_answers_within_half_an_hour(server):
    url = server.reply("commands", CHANNEL, READER)
    async with aiohttp.ClientSession() as session:
        statuses = [(await session.post(url, json={"text": str(number)})).status for number in range(6)]
        assert statuses == [200] * 5 + [404]
        url = server.reply("commands", CHANNEL, READER)
        server.workspace.clock = lambda: 4_000_000_000.0
        answer = await session.post(url, json={"text": "late"})
        assert (answer.status, (await answer.json())["error"]) == (404, "expired_url")
    assert len(server.workspace.private) == 5


async def test_an_envelope_that_is_not_acknowledged_in_time_has_failed(server):
    async with aiohttp.ClientSession() as session:
        app = AsyncWebClient(base_url=server.url)
        opened = await app.apps_connections_open(app_token=APP_TOKEN)
        async with session.ws_connect(opened["url"]) as line:
            assert (await line.receive_json())["type"] == "hello"
            with pytest.raises(UnacknowledgedError):
                await server.sockets.deliver("slash_commands", {})
        with pytest.raises(aiohttp.WSServerHandshakeError, match="404"):
            await session.ws_connect(opened["url"])  # a ticket opens one connection


async def test_an_eleventh_socket_is_one_too_many(server):
    app = AsyncWebClient(base_url=server.url)
    async with aiohttp.ClientSession() as session:
        lines = []
        for _ in range(11):
            opened = await app.apps_connections_open(app_token=APP_TOKEN)
            lines.append(await session.ws_connect(opened["url"]))
        greetings = [await line.receive_json() for line in lines]
        await asyncio.gather(*(line.close() for line in lines))
    assert [greeting["type"] for greeting in greetings] == ["hello"] * 10 + ["disconnect"]
    assert greetings[-1]["reason"] == "too_many_websockets"
