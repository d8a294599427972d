"""Posting to Discord: over real sockets to a server that refuses what Discord refuses, and fails as Discord fails."""

from __future__ import annotations

import asyncio
import logging
import traceback
from datetime import UTC, datetime, timedelta

import pytest
from plain_desk import said
from servers.discord_rules import SUPPRESS_NOTIFICATIONS
from servers.discord_server import TOKEN, DiscordServer
from servers.discord_world import CATEGORY, CREATE_THREADS, EMBED_LINKS, READ_HISTORY, SEND, VIEW
from servers.platform import Fault

from bot.adapters.discord import DiscordAdapter
from bot.adapters.discord_http import Address
from bot.adapters.discord_reference import reference
from bot.adapters.interface import (
    AdapterError,
    BusyError,
    MessageRef,
    RefusedError,
    Standing,
    UnclearError,
    UnreachableError,
)
from bot.settings import load_settings

KEY = "k" * 24
NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def server(clock):
    server = DiscordServer(now=clock)
    await server.start()
    yield server
    await server.stop()
    assert server.violations == []


@pytest.fixture
async def adapter(server, clock):
    adapter = DiscordAdapter(token=TOKEN, address=Address(api=server.api), clock=clock)
    yield adapter
    await adapter.close()


def posts_sent(server) -> list:
    """Every attempt to post."""
    return [heard for heard in server.log if heard.method == "POST" and heard.path.endswith("/messages")]


async def post(adapter, server, text="One line.", key=KEY, **others) -> MessageRef:
    (written,) = adapter.render(said(text))
    return await adapter.send(others.pop("channel", server.world.channel), written, key=key, **others)


# Opening


def settings_with(**environ):
    settings, _ = load_settings(None, environ)
    return settings


def test_open_asks_for_a_token():
    with pytest.raises(RefusedError, match=r"DISCORD_TOKEN is not set; .*Reset Token"):
        DiscordAdapter.open(settings_with(), {})


@pytest.mark.parametrize("token", ["with space.in.it", "öäü.in.it", "line\nbreak.in.it"])
def test_open_refuses_what_can_be_no_token_and_does_not_show_it(token):
    with pytest.raises(RefusedError) as refused:
        DiscordAdapter.open(settings_with(DISCORD_TOKEN=token), {})
    assert token not in str(refused.value)


async def test_the_environment_says_where_discord_is(server):
    adapter = DiscordAdapter.open(settings_with(DISCORD_TOKEN=TOKEN), {"DISCORD_API_URL": f"{server.api}/"})
    await post(adapter, server)
    await adapter.close()
    assert len(server.visible(server.world.channel)) == 1
    assert adapter.transport.standing is Standing.DOWN


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, Address()),
        ({"DISCORD_API_URL": " http://127.0.0.1:8/api/v10/ "}, Address(api="http://127.0.0.1:8/api/v10")),
        ({"HTTPS_PROXY": "http://proxy:3128"}, Address(proxy="http://proxy:3128")),
        ({"https_proxy": "http://proxy:3128"}, Address(proxy="http://proxy:3128")),
        # a server on this machine is not behind the proxy for secure addresses
        (
            {"HTTPS_PROXY": "http://proxy:3128", "DISCORD_API_URL": "http://127.0.0.1:8"},
            Address(api="http://127.0.0.1:8"),
        ),
    ],
)
def test_the_way_to_discord_is_read_from_the_environment(environ, expected):
    assert Address.read(environ) == expected


def test_a_proxys_password_is_not_shown():
    assert "secret" not in repr(Address(proxy="http://desk:secret@proxy:3128"))


async def test_a_proxy_is_asked_for_an_address_that_only_it_knows(server, clock):
    way = Address(api="http://discord.invalid/api/v10", proxy=server.api.removesuffix("/api/v10"))
    adapter = DiscordAdapter(token=TOKEN, address=way, clock=clock)
    await post(adapter, server)
    await adapter.close()
    assert len(server.visible(server.world.channel)) == 1


# Sending


async def test_what_is_sent_is_the_stored_post_with_its_key_and_no_mention(adapter, server):
    (written,) = adapter.render(said("One line."))
    stored = {**written, "allowed_mentions": {"parse": ["everyone"]}}  # whatever somebody once stored
    await adapter.send(server.world.channel, stored, key=KEY)
    (sent,) = posts_sent(server)
    embeds = sent.payload.pop("embeds")
    assert sent.payload == {"allowed_mentions": {"parse": []}, "nonce": KEY, "enforce_nonce": True}
    assert embeds == [{"description": "One line.", "footer": {"text": reference(KEY)}}]


async def test_a_silent_post_notifies_nobody(adapter, server):
    await post(adapter, server, silent=True)
    (seen,) = server.visible(server.world.channel)
    assert seen["flags"] == SUPPRESS_NOTIFICATIONS


async def test_a_key_is_posted_once_by_whoever_sends_it(adapter, server, clock):
    first = await post(adapter, server)
    other = DiscordAdapter(token=TOKEN, address=Address(api=server.api), clock=clock)
    assert await post(other, server) == first
    await other.close()
    assert len(server.visible(server.world.channel)) == 1


@pytest.mark.parametrize("fault", [Fault.ERROR, Fault.STORE_THEN_ERROR])
async def test_the_librarys_own_retry_posts_no_second_copy(adapter, server, fault):
    server.faults.append(fault)
    await post(adapter, server)
    assert len(posts_sent(server)) == 2
    assert len(server.visible(server.world.channel)) == 1


async def test_a_post_without_the_key_would_be_there_twice(adapter, server):
    """What the nonce is for: the same retries, and the server told not to look at it."""
    server.faults.append(Fault.STORE_THEN_ERROR)
    server.world.nonces = Forgetful()
    await post(adapter, server)
    assert len(server.visible(server.world.channel)) == 2


class Forgetful(dict):
    def __setitem__(self, key, value):
        """Keep nothing."""


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.STORE_THEN_DROP])
async def test_a_broken_line_is_unclear_and_not_tried_again(adapter, server, fault):
    await post(adapter, server, key="before")  # so that the line is open when it breaks
    server.faults.append(fault)
    with pytest.raises(UnclearError):
        await post(adapter, server)
    assert len(posts_sent(server)) == 2


async def test_a_failing_server_is_unclear(adapter, server):
    server.answers.append(("POST", "/messages", 503, {}))
    with pytest.raises(UnclearError, match="503"):
        await post(adapter, server)


async def test_nobody_there_is_unreachable(clock):
    adapter = DiscordAdapter(token=TOKEN, address=Address(api="http://127.0.0.1:9/api/v10"), clock=clock)
    with pytest.raises(UnreachableError):
        await adapter.send("1", {}, key=KEY)
    await adapter.close()


async def test_a_short_wait_is_waited(adapter, server):
    server.faults.append(Fault.BUSY)
    await post(adapter, server)
    assert [heard.status for heard in posts_sent(server)] == [429, 200]


async def test_a_long_wait_is_handed_on(adapter, server):
    server.answers.append(("POST", "/messages", 429, {"message": "slow down", "retry_after": 45, "global": False}))
    with pytest.raises(BusyError) as busy:
        await post(adapter, server)
    assert busy.value.retry_after == 45
    assert len(posts_sent(server)) == 1


async def test_more_than_the_platform_takes_at_once_is_spread_and_all_of_it_posted():
    server = DiscordServer(room=4)
    await server.start()
    adapter = DiscordAdapter(token=TOKEN, address=Address(api=server.api))
    await asyncio.gather(*(post(adapter, server, f"Post {number}.", key=f"k{number}") for number in range(10)))
    assert len(server.visible(server.world.channel)) == 10
    await adapter.close()
    await server.stop()


async def test_a_post_that_was_deleted_is_not_posted_again_by_a_resend(adapter, server):
    await post(adapter, server)
    server.world.messages.clear()
    with pytest.raises(RefusedError, match="deleted"):
        await post(adapter, server)


async def test_a_ban_by_the_firewall_has_no_via_and_is_handed_on(adapter, server):
    server.via = None
    server.answers.append(("POST", "/messages", 429, {"message": "banned", "retry_after": 7, "global": False}))
    with pytest.raises(BusyError) as busy:
        await post(adapter, server)
    assert busy.value.retry_after == 7
    assert len(posts_sent(server)) == 1


async def test_json_under_another_name_is_told_and_not_guessed_at(adapter, server):
    server.content_type = "application/json; charset=utf-8"
    with pytest.raises(UnreachableError, match="not Discord"):
        await post(adapter, server)


@pytest.mark.parametrize(
    ("missing", "gone"), [(SEND, False), (EMBED_LINKS, False), (VIEW, True)], ids=["send", "embed", "view"]
)
async def test_a_missing_permission_is_refused_with_a_remedy(adapter, server, missing, gone):
    server.world.deny(server.world.channel, missing)
    with pytest.raises(RefusedError, match=r"doctor|invite") as refused:
        await post(adapter, server)
    assert refused.value.gone is gone


async def test_a_deleted_channel_and_a_server_that_threw_us_out_are_gone(adapter, server):
    other = server.world.open_channel().id
    del server.world.channels[other]
    with pytest.raises(RefusedError, match=r"channels\.yaml") as refused:
        await post(adapter, server, channel=other)
    assert refused.value.gone
    server.world.removed = True
    with pytest.raises(RefusedError) as refused:
        await post(adapter, server)
    assert refused.value.gone


@pytest.mark.parametrize("channel", ["", "general", "C0123", "12 34", "²"])
async def test_what_can_be_no_id_is_refused_before_anything_is_sent(adapter, server, channel):
    with pytest.raises(RefusedError, match="long number"):
        await post(adapter, server, channel=channel)
    assert posts_sent(server) == []


async def test_a_malformed_post_is_refused_with_discords_own_words(adapter, server):
    with pytest.raises(RefusedError, match=r"embeds\.0\.title: Must be between 0 and 256"):
        await adapter.send(server.world.channel, {"embeds": [{"title": "t" * 257}]}, key=KEY)


# Finding


async def test_a_post_is_found_long_after_the_nonce_is_forgotten(adapter, server, clock):
    ref = await post(adapter, server)
    clock.now += timedelta(hours=5)
    assert await adapter.find(server.world.channel, KEY, since=NOW) == ref
    assert await adapter.find(server.world.channel, KEY, since=NOW + timedelta(hours=1)) is None
    assert await adapter.find(server.world.channel, "another", since=NOW) is None


async def test_a_post_without_embeds_is_found_by_its_last_line(adapter, server):
    ref = await adapter.send(server.world.channel, {"content": "Only words."}, key=KEY)
    (seen,) = server.visible(server.world.channel)
    assert seen["content"] == f"Only words.\n-# {reference(KEY)}"
    assert await adapter.find(server.world.channel, KEY, since=NOW) == ref


async def test_a_post_is_found_among_hundreds_and_nobody_elses_is_taken_for_it(adapter, server):
    world = server.world
    forged = world.store(world.channel, {"embeds": [{"description": "x", "footer": {"text": reference(KEY)}}]})
    forged["author"] = {**world.bot, "id": "42"}
    for number in range(230):
        world.store(world.channel, {"content": f"chatter {number}"})
    ref = await post(adapter, server)
    for number in range(230):
        world.store(world.channel, {"content": f"more chatter {number}"})
    assert await adapter.find(world.channel, KEY, since=NOW) == ref
    assert await adapter.find(world.channel, "missing", since=NOW) is None


async def test_an_empty_history_that_we_may_not_read_proves_nothing(adapter, server):
    await post(adapter, server)
    server.world.deny(server.world.channel, READ_HISTORY)
    with pytest.raises(RefusedError, match="Read Message History"):
        await adapter.find(server.world.channel, KEY, since=NOW)


async def test_while_looking_a_failure_leaves_nothing_unclear(adapter, server):
    server.answers.append(("GET", "/messages", 503, {}))
    with pytest.raises(UnreachableError):
        await adapter.find(server.world.channel, KEY, since=NOW)


# Editing, threads


async def test_an_edited_post_is_still_found(adapter, server):
    ref = await post(adapter, server, "Wrong.")
    await adapter.edit(ref, {"content": "Right."})
    (seen,) = server.visible(server.world.channel)
    assert (seen["content"], seen["embeds"]) == (f"Right.\n-# {reference(KEY)}", [])
    assert await adapter.find(server.world.channel, KEY, since=NOW) == ref


async def test_a_post_is_edited_where_we_may_not_read_back(adapter, server):
    ref = await post(adapter, server, "Wrong.")
    server.world.deny(server.world.channel, READ_HISTORY)
    await adapter.edit(ref, {"content": "Right."})
    assert server.visible(server.world.channel)[0]["content"] == "Right."


async def test_a_deleted_post_cannot_be_edited(adapter, server):
    ref = await post(adapter, server)
    server.world.messages.clear()
    with pytest.raises(RefusedError, match="deleted"):
        await adapter.edit(ref, {"content": "Right."})


async def test_a_thread_is_opened_once_and_takes_posts(adapter, server):
    ref = await post(adapter, server)
    thread = await adapter.thread(ref, "details " * 40)
    assert await adapter.thread(ref, "details") == thread
    assert len(server.world.channels[thread.channel].name) <= 100
    inside = await post(adapter, server, key="inside", thread=thread)
    assert (inside.channel, inside.thread) == (thread.channel, ref.id)
    assert await adapter.find(server.world.channel, "inside", since=NOW, thread=thread) == inside
    assert await adapter.find(server.world.channel, "inside", since=NOW) is None
    await adapter.edit(inside, {"content": "Corrected."})


async def test_a_thread_that_we_may_not_open_is_refused(adapter, server):
    ref = await post(adapter, server)
    server.world.deny(server.world.channel, CREATE_THREADS)
    with pytest.raises(RefusedError, match="Create Public Threads"):
        await adapter.thread(ref, "details")


# The token


async def test_a_wrong_token_is_told_and_never_shown(server, clock, caplog):
    caplog.set_level(logging.DEBUG)
    secret = "MTIz.wrong0.secret-secret-secret"  # noqa: S105 - nobody's
    adapter = DiscordAdapter(token=secret, address=Address(api=server.api), clock=clock)
    with pytest.raises(RefusedError, match="Reset Token") as refused:
        await post(adapter, server)
    assert not (await adapter.check(()))[0].sound
    await adapter.close()
    written = "".join(traceback.format_exception(refused.value)) + caplog.text + repr(vars(refused.value))
    assert secret not in written


async def test_nothing_that_is_logged_holds_a_token(adapter, server, caplog):
    caplog.set_level(logging.DEBUG)
    await post(adapter, server)
    server.faults.append(Fault.REFUSE)
    with pytest.raises(RefusedError):
        await post(adapter, server, key="again")
    await adapter.find(server.world.channel, KEY, since=NOW)
    assert TOKEN not in caplog.text


# The doctor's questions


async def test_check_finds_all_well(adapter, server):
    checks = await adapter.check((server.world.channel,))
    assert [check.sound for check in checks] == [True, True]
    assert "onrecord (On Record)" in checks[0].what
    assert "#desk-1" in checks[1].what
    assert posts_sent(server) == []


async def test_check_names_what_is_missing_and_who_can_let_us_in(adapter, server):
    server.world.deny(server.world.channel, READ_HISTORY | EMBED_LINKS)
    _, check = await adapter.check((server.world.channel,))
    assert not check.sound
    assert "lacks Embed Links, Read Message History" in check.what
    permissions = 1 << 10 | 1 << 11 | 1 << 14 | 1 << 16 | 1 << 35 | 1 << 38
    assert f"client_id={server.world.application}" in check.remedy
    assert f"permissions={permissions}" in check.remedy
    assert "scope=bot+applications.commands" in check.remedy


async def test_check_looks_at_every_channel(adapter, server):
    category = server.world.open_channel(kind=CATEGORY).id
    _, *checks = await adapter.check(("general", "4711", category, server.world.channel))
    assert [check.sound for check in checks] == [False, False, False, True]
    assert "Developer Mode" in checks[0].remedy
    assert "no such channel" in checks[1].what
    assert "a category" in checks[2].what


async def test_check_of_a_thread_asks_its_channel(adapter, server):
    thread = await adapter.thread(await post(adapter, server), "details")
    server.world.deny(server.world.channel, SEND)
    _, check = await adapter.check((thread.channel,))
    assert "lacks Send Messages" in check.what


async def test_check_never_raises(server, clock):
    nobody = DiscordAdapter(token=TOKEN, address=Address(api="http://127.0.0.1:9/api/v10"), clock=clock)
    (check,) = await nobody.check(("1",))
    assert (check.sound, bool(check.remedy)) == (False, True)
    await nobody.close()
    adapter = DiscordAdapter(token=TOKEN, address=Address(api=server.api), clock=clock)
    server.answers.append(("GET", "/channels/", 503, {}))
    server.answers.append(("GET", "/oauth2/", 503, {}))
    (check,) = await adapter.check((server.world.channel,))
    assert not check.sound
    _, check = await adapter.check((server.world.channel,))
    assert not check.sound
    await adapter.close()


async def test_a_closed_adapter_says_so(adapter, server):
    await post(adapter, server)
    await adapter.close()
    await adapter.close()
    with pytest.raises(AdapterError, match="closed"):
        await post(adapter, server)
