"""Commands and buttons on Discord: registered, acknowledged in time, answered once, whatever becomes of the line."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from plain_desk import PlainDesk, command, said
from servers.discord import shown
from servers.discord_rules import EPHEMERAL, LOADING
from servers.discord_server import TOKEN, DiscordServer

from bot.adapters.discord import DiscordAdapter
from bot.adapters.discord_http import Address
from bot.adapters.discord_reference import reference
from bot.adapters.interface import RefusedError, Standing
from bot.commands.registry import Allowed, Option
from briefs.message import Button

NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
NEXT = Button("Next", action="page", key="a1:2")


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


async def at_once(seconds):
    await asyncio.sleep(min(seconds, 0.01))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def server(clock):
    server = DiscordServer(now=clock, beat_every=0.1)
    await server.start()
    yield server
    await server.stop()
    assert server.violations == []


@pytest.fixture
def desk():
    return PlainDesk()


@asynccontextmanager
async def serving(server, desk, *, clock=None, sleep=at_once):
    """An adapter that hears commands."""
    adapter = DiscordAdapter(token=TOKEN, address=Address(api=server.api), clock=clock or server.world.now, sleep=sleep)
    heard = server.gateway.identified
    task = asyncio.create_task(adapter.serve(desk))
    await server.until(lambda: server.gateway.identified > heard)
    yield adapter
    await adapter.close()
    await task


@pytest.fixture
async def adapter(server, desk):
    async with serving(server, desk) as adapter:
        yield adapter


async def answered(server, adapter, given):
    """What a command or press came to."""
    await server.until(lambda: given.acknowledged is not None)
    await adapter.settled()
    return server.world.messages[given.original]


async def ask(server, adapter, name="quote", options=None, **others):
    return await answered(server, adapter, await server.command(name, options or {"words": "troops"}, **others))


def registrations(server) -> list:
    return [heard for heard in server.log if heard.method == "PUT"]


# Registering


async def test_commands_are_registered_once_and_again_when_they_change(server, desk):
    async with serving(server, desk):
        assert [one["name"] for one in server.world.commands] == ["quote", "announce"]
    async with serving(server, desk):
        assert len(registrations(server)) == 1  # of a daily allowance
    async with serving(server, PlainDesk(command("quote"), command("pledges"))):
        assert [one["name"] for one in server.world.commands] == ["quote", "pledges"]


async def test_a_refused_registration_is_logged_and_buttons_still_work(server, desk, caplog):
    server.answers.append(("PUT", "/commands", 400, {"code": 50035, "message": "Invalid Form Body"}))
    async with serving(server, desk) as adapter:
        assert "commands not registered with discord" in caplog.text
        post = await adapter.send(server.world.channel, adapter.render(said("x", buttons=(NEXT,)))[0], key="k")
        await answered(server, adapter, await server.press(post.id, "page:a1:2"))
        assert desk.presses[0].key == "a1:2"


async def test_only_one_intent_is_asked_for_and_the_line_beats(server, adapter):
    await server.until(lambda: server.gateway.beats > 2)
    assert server.gateway.intents == [1]
    assert adapter.transport.standing is Standing.UP
    assert adapter.transport.note == "as @onrecord in Newsroom"
    assert adapter.transport.since == NOW


# Answering


async def test_a_command_brings_its_options_and_who_asks(server, adapter, desk):
    message = await ask(server, adapter, options={"words": " troops "}, manages=True)
    (request,) = desk.requests
    assert (request.command, request.options, request.platform) == ("quote", {"words": " troops "}, "discord")
    assert request.channel == server.world.channel
    assert (request.actor.id, request.actor.name, request.actor.manages) == (server.world.owner, "Editor", True)
    assert "troops" in shown(message)
    assert message["flags"] == EPHEMERAL


async def test_a_public_command_is_answered_in_public(server, adapter):
    message = await ask(server, adapter, "announce")
    assert message["flags"] == 0
    assert server.visible(server.world.channel) == [message]


async def test_a_slow_desk_is_acknowledged_first(server, adapter, desk, clock):
    desk.open.clear()
    given = await server.command("quote", {"words": "troops"})
    await server.until(lambda: given.acknowledged is not None)
    assert given.delay < 3
    clock.now += timedelta(minutes=10)
    assert server.world.messages[given.original]["flags"] & LOADING
    desk.open.set()
    assert "troops" in shown(await answered(server, adapter, given))


async def test_an_answer_of_several_posts_is_whole_and_stays_private(server, adapter, desk):
    desk.reply = lambda _: said("Twenty lines", *(f"Line {n} {'word ' * 300}end {n}." for n in range(20)))
    given = await server.command("quote", {"words": "troops"})
    messages = [await answered(server, adapter, given), *(server.world.messages[one] for one in given.follow_ups)]
    assert len(messages) > 2
    assert all(message["flags"] & EPHEMERAL for message in messages)
    read = "\n".join(map(shown, messages))
    assert [read.count(f"end {number}.") for number in range(20)] == [1] * 20


async def test_an_answer_after_a_quarter_of_an_hour_goes_to_the_channel(server, adapter, desk, clock):
    desk.open.clear()
    given = await server.command("announce", {"words": "troops"})
    await server.until(lambda: given.acknowledged is not None)
    clock.now += timedelta(minutes=16)
    desk.open.set()
    await answered(server, adapter, given)
    assert "troops" in shown(server.visible(server.world.channel)[-1])


async def test_a_private_answer_that_is_late_goes_to_the_person_alone(server, adapter, desk, clock):
    desk.open.clear()
    given = await server.command("quote", {"words": "troops"})
    await server.until(lambda: given.acknowledged is not None)
    clock.now += timedelta(minutes=16)
    desk.open.set()
    await answered(server, adapter, given)
    assert server.visible(server.world.channel) == []
    (direct,) = (channel for channel in server.world.channels.values() if channel.person == server.world.owner)
    assert "troops" in shown(server.visible(direct.id)[0])


async def test_a_token_that_ends_early_is_no_loss(server, desk, clock):
    """The server's clock is ahead of ours: it says 50027 where we still counted on the token."""
    async with serving(server, desk, clock=lambda: NOW) as adapter:
        desk.open.clear()
        given = await server.command("announce", {"words": "troops"})
        await server.until(lambda: given.acknowledged is not None)
        clock.now += timedelta(minutes=16)
        desk.open.set()
        await answered(server, adapter, given)
        assert "troops" in shown(server.visible(server.world.channel)[-1])


async def test_what_is_delivered_twice_is_answered_once(server, adapter, desk):
    await ask(server, adapter, "announce", copies=2)
    await adapter.settled()
    assert len(desk.requests) == 1
    assert len(server.visible(server.world.channel)) == 1


async def test_of_two_processes_one_answers(server, adapter, desk):
    async with serving(server, desk) as other:
        given = await server.command("announce", {"words": "troops"})
        await server.until(lambda: sum("/callback" in heard.path for heard in server.log) == 2)
        await adapter.settled()
        await other.settled()
    assert len(desk.requests) == 1
    assert shown(server.world.messages[given.original])


async def test_too_late_is_not_worked_on(server, adapter, desk, clock):
    given = await server.command("quote", {"words": "troops"})
    clock.now += timedelta(seconds=4)
    await server.until(lambda: any("/callback" in heard.path for heard in server.log))
    await adapter.settled()
    assert (given.acknowledged, desk.requests) == (None, [])


async def test_a_desk_that_fails_leaves_nobody_waiting(server, adapter, desk):
    def fail(request):
        raise ZeroDivisionError(request)

    desk.reply = fail
    assert "Something went wrong" in shown(await ask(server, adapter))


async def test_a_button_of_a_desk_that_fails_leaves_its_post_alone(server, adapter, desk):
    def fail(press):
        raise ZeroDivisionError(press)

    ref = await posted(server, adapter)
    before = dict(server.world.messages[ref.id])
    desk.turn = fail
    given = await server.press(ref.id, "page:a1:2")
    await answered(server, adapter, given)
    assert server.world.messages[ref.id] == before
    assert "Something went wrong" in shown(server.world.messages[given.follow_ups[0]])


async def test_an_answer_whose_token_ends_halfway_is_finished_without_it(server, adapter, desk):
    desk.reply = lambda _: said("Twenty lines", *(f"Line {n} {'word ' * 300}end {n}." for n in range(20)))
    server.answers.append(("POST", "/webhooks/", 401, {"code": 50027, "message": "Invalid Webhook Token"}))
    given = await server.command("announce", {"words": "troops"})
    await answered(server, adapter, given)
    read = "\n".join(map(shown, server.visible(server.world.channel)))
    assert [read.count(f"end {number}.") for number in range(20)] == [1] * 20
    assert given.follow_ups == []


async def test_an_answer_that_cannot_be_delivered_is_logged_without_its_token(server, adapter, caplog):
    server.answers.append(("PATCH", "@original", 400, {"code": 50035, "message": "Invalid Form Body"}))
    given = await server.command("quote", {"words": "troops"})
    await answered(server, adapter, given)
    assert f"answer not delivered: interaction {given.id}" in caplog.text
    assert given.token not in caplog.text


async def test_nothing_that_is_logged_holds_a_token(server, desk, caplog):
    caplog.set_level(logging.DEBUG)
    async with serving(server, desk) as adapter:
        given = await server.command("quote", {"words": "troops"})
        await answered(server, adapter, given)
        server.gateway.abort()
        await server.until(lambda: server.gateway.resumed == 1)
    assert "troops" not in caplog.text
    assert given.token not in caplog.text
    assert TOKEN not in caplog.text


async def test_closing_waits_for_the_answer_under_way(server, desk):
    async with serving(server, desk) as adapter:
        desk.open.clear()
        given = await server.command("quote", {"words": "troops"})
        await server.until(lambda: given.acknowledged is not None)
        closing = asyncio.create_task(adapter.close())
        await asyncio.sleep(0)
        desk.open.set()
        await closing
    assert "troops" in shown(server.world.messages[given.original])
    assert adapter.transport.standing is Standing.DOWN


# Typing


def offering(values):
    """A command whose words are offered."""
    return command("who", options=(Option(name="name", description="Who", suggest=lambda *_: values),), words="name")


async def typed(server, adapter, text):
    """What is offered for it."""
    given = await server.typing("who", "name", text)
    await server.until(lambda: given.acknowledged is not None)
    await adapter.settled()
    return given.offered


async def test_what_the_desk_suggests_is_offered_as_far_as_it_can_be(server):
    desk = PlainDesk(offering(()))
    desk.offer = lambda _, option, text: (f"{text} {option}", "x" * 101, " ", *(f"n{n}" for n in range(30)))
    async with serving(server, desk) as adapter:
        offered = await typed(server, adapter, "rey")
    assert offered[:2] == ("rey name", "n0")
    assert len(offered) == 25
    assert len(server.world.messages) == 0


async def test_a_desk_that_fails_offers_nothing(server):
    def fail(*_):
        raise ZeroDivisionError

    desk = PlainDesk(offering(()))
    desk.offer = fail
    async with serving(server, desk) as adapter:
        assert await typed(server, adapter, "rey") == ()


# Buttons


async def posted(server, adapter, *buttons, key="k1"):
    (written,) = adapter.render(said("Page 1", buttons=buttons or (NEXT,)))
    return await adapter.send(server.world.channel, written, key=key)


async def test_a_button_changes_its_post_which_is_still_found(server, adapter, desk):
    ref = await posted(server, adapter)
    message = await answered(server, adapter, await server.press(ref.id, "page:a1:2", manages=True))
    (press,) = desk.presses
    assert (press.action, press.key, press.actor.manages) == ("page", "a1:2", True)
    assert "You pressed page a1" in shown(message)
    assert message["components"] == []
    assert message["id"] == ref.id
    assert await adapter.find(server.world.channel, "k1", since=NOW) == ref


async def test_a_button_pressed_after_a_restart_works(server, desk):
    async with serving(server, desk) as adapter:
        ref = await posted(server, adapter)
    async with serving(server, desk) as adapter:
        message = await answered(server, adapter, await server.press(ref.id, "page:a1:2"))
        assert "You pressed" in shown(message)


async def test_a_button_under_a_private_answer_works_and_stays_private(server, adapter, desk):
    desk.reply = lambda _: said("Page 1", buttons=(NEXT,))
    first = await ask(server, adapter)
    message = await answered(server, adapter, await server.press(first["id"], "page:a1:2"))
    assert message["id"] == first["id"]
    assert "You pressed" in shown(message)
    assert message["flags"] & EPHEMERAL


async def test_an_aside_is_for_one_person_and_leaves_the_post_alone(server, adapter, desk):
    ref = await posted(server, adapter)
    before = dict(server.world.messages[ref.id])
    desk.turn = lambda _: said("This button does nothing any more.", aside=True)
    given = await server.press(ref.id, "page:a1:2")
    await answered(server, adapter, given)
    (aside,) = given.follow_ups
    assert server.world.messages[aside]["flags"] & EPHEMERAL
    assert server.world.messages[ref.id] == before


async def test_a_late_press_changes_its_post_all_the_same(server, adapter, desk, clock):
    ref = await posted(server, adapter)
    desk.open.clear()
    given = await server.press(ref.id, "page:a1:2")
    await server.until(lambda: given.acknowledged is not None)
    clock.now += timedelta(minutes=16)
    desk.open.set()
    assert "You pressed" in shown(await answered(server, adapter, given))
    assert server.world.messages[ref.id]["embeds"][-1]["footer"]["text"] == reference("k1")


# The line


async def test_after_op_7_the_session_goes_on_where_the_gateway_says(server, adapter):
    await server.gateway.ask_to_reconnect()
    await server.until(lambda: server.gateway.resumed == 1)
    assert server.gateway.resumed_at == ["/resume/"]
    assert "troops" in shown(await ask(server, adapter))
    assert server.gateway.identified == 1


async def test_after_op_9_a_new_session_is_opened(server, adapter):
    await server.gateway.invalidate()
    await server.until(lambda: server.gateway.identified == 2)
    assert "troops" in shown(await ask(server, adapter))


async def test_after_a_torn_line_what_was_missed_is_heard(server, adapter):
    server.gateway.abort()
    message = await ask(server, adapter)  # given while nobody listened
    assert server.gateway.resumed == 1
    assert "troops" in shown(message)
    assert adapter.transport.standing is Standing.UP


async def test_a_session_that_the_server_forgot_is_opened_anew(server, adapter):
    server.gateway.abort()
    server.gateway.sessions.clear()
    await server.until(lambda: server.gateway.identified == 2)
    assert "troops" in shown(await ask(server, adapter))


async def test_a_line_that_cannot_be_opened_at_first_is_tried_again(server, desk, caplog):
    """discord.py's own attempt ends in an AttributeError here, for want of a socket to resume."""
    server.answers.append(("GET", "/gateway", 503, {}))
    async with serving(server, desk) as adapter:
        assert "the line to discord is down" in caplog.text
        assert "troops" in shown(await ask(server, adapter))


async def test_a_server_that_is_not_there_at_first_is_tried_again(desk, clock):
    server = DiscordServer(now=clock)
    await server.start()
    port = server.port
    await server.stop()
    slept = asyncio.Event()

    async def notes(seconds):
        slept.set()
        await at_once(seconds)

    adapter = DiscordAdapter(token=TOKEN, address=Address(api=server.api), clock=clock, sleep=notes)
    task = asyncio.create_task(adapter.serve(desk))
    await slept.wait()
    assert "cannot be reached" in adapter.transport.note
    again = DiscordServer(now=clock)
    await again.start(port)
    await again.until(lambda: again.gateway.listening)
    assert "troops" in shown(await ask(again, adapter))
    await adapter.close()
    await task
    await again.stop()


@pytest.mark.parametrize(("code", "why"), [(4004, "Reset Token"), (4013, "intents"), (4014, "intent")])
async def test_a_line_that_is_refused_for_good_says_why(server, desk, code, why):
    adapter = DiscordAdapter(token=TOKEN, address=Address(api=server.api), sleep=at_once)
    server.gateway.reject = code
    with pytest.raises(RefusedError, match=why):
        await adapter.serve(desk)
    assert why in adapter.transport.note
    assert TOKEN not in adapter.transport.note
    await adapter.send(server.world.channel, {"content": "Posting goes on."}, key="k")
    await adapter.close()


async def test_a_wrong_token_ends_serving_at_once(server, desk):
    adapter = DiscordAdapter(token="not.the.token", address=Address(api=server.api), sleep=at_once)  # noqa: S106 - a wrong one
    with pytest.raises(RefusedError, match="Reset Token"):
        await adapter.serve(desk)
    await adapter.close()


async def test_closing_while_waiting_for_the_next_attempt_ends_it(desk, clock):
    slept = asyncio.Event()

    async def for_long(_):
        slept.set()
        await asyncio.Event().wait()

    adapter = DiscordAdapter(
        token=TOKEN, address=Address(api="http://127.0.0.1:9/api/v10"), clock=clock, sleep=for_long
    )
    task = asyncio.create_task(adapter.serve(desk))
    await slept.wait()
    await adapter.close()
    await task


async def test_a_managers_command_is_shown_to_managers(server):
    async with serving(server, PlainDesk(command("pause", allowed=Allowed.MANAGERS))):
        assert server.world.commands[0]["default_member_permissions"] == str(1 << 4)


async def test_through_a_bad_hour_every_command_is_answered_once(server, adapter, desk):
    gateway = server.gateway
    for number, mishap in enumerate((gateway.abort, gateway.ask_to_reconnect, gateway.abort, gateway.invalidate) * 3):
        sessions = gateway.identified
        happened = mishap()
        if happened is not None:
            await happened
        if mishap == gateway.invalidate:  # what is given while no session stands is lost, there as here
            await server.until(lambda before=sessions: gateway.identified > before)
        message = await ask(server, adapter, "announce", {"words": f"troops {number}"})
        assert f"troops {number}" in shown(message)
    assert [request.options["words"] for request in desk.requests] == [f"troops {number}" for number in range(12)]
    assert len(server.visible(server.world.channel)) == 12


async def test_fifty_commands_at_once_are_all_acknowledged_in_time():
    """By the server's own clock, which runs here: after three seconds it would refuse."""
    server, desk = DiscordServer(), PlainDesk()
    await server.start()
    async with serving(server, desk) as adapter:
        asked = [await server.command("quote", {"words": str(number)}) for number in range(50)]
        await server.until(lambda: all(given.acknowledged is not None for given in asked))
        await adapter.settled()
    assert max(given.delay for given in asked) < 3
    assert len({shown(server.world.messages[given.original]) for given in asked}) == 50
    await server.stop()
