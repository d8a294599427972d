"""From a slot to the channel: what is said, when, and that it is said once."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import builders
import pytest
from pressroom import briefing, new_pressroom

from bot.adapters.interface import BusyError, RefusedError, UnclearError, UnreachableError
from bot.outbox.states import State
from bot.outbox.tables import deliveries, editions
from bot.settings import CatchUp, OnTimeout, Review, WhenEmpty
from briefs.acts import Status

SECOND_OUTLET = {"outlet": "Northern Ledger", "uri": "file:///news/ledger.txt", "title": "Strait"}


@pytest.fixture
async def newsroom(blank_database, tmp_path):
    made = []

    def make(*briefings):
        made.append(new_pressroom(blank_database, tmp_path, *briefings))
        return made[-1]

    yield make
    for room in made:
        room.close()


def states(room):
    with room.outbox.reading() as connection:
        rows = connection.execute(deliveries.select().order_by(deliveries.c.number)).all()
    return [(row.channel, row.part, row.state) for row in rows]


def words(room, channel="desk"):
    """All the words of a channel's posts."""
    address = room.settings.channels[channel].id
    return "\n".join(
        json.dumps(posted.post, ensure_ascii=False) for posted in room.board.posts if posted.ref.channel == address
    )


async def test_a_briefing_is_posted_at_its_hour_once(newsroom):
    room = newsroom()
    await room.until("02T07:00")
    room.read()
    await room.until("02T23:00")
    assert room.texts() == ["Morning: 1 threat and 1 pledge in 1 article"]
    assert states(room) == [("desk", 1, "sent")]
    assert "We will close the strait" in words(room)


async def test_what_was_said_is_not_said_again_and_what_is_new_is(newsroom):
    room = newsroom()
    await room.until("02T07:00")
    room.read()
    await room.until("03T07:00")
    room.read(builders.statement("Nobody will be stranded,"), **SECOND_OUTLET)
    await room.until("03T23:00")
    assert room.texts() == [
        "Morning: 1 threat and 1 pledge in 1 article",
        "Morning: 1 quote in 1 article",
    ]


async def test_a_later_mention_in_another_outlet_is_no_news(newsroom):
    room = newsroom()
    await room.until("02T07:00")
    room.read()
    await room.until("03T07:00")
    room.read(builders.threat(), builders.statement(), **SECOND_OUTLET)
    await room.until("03T23:00")
    assert len(room.texts()) == 1
    with room.outbox.reading() as connection:
        reasons = connection.execute(editions.select().order_by(editions.c.number)).all()
    assert [row.skipped for row in reasons] == [None, "nothing qualified"]


async def test_an_act_comes_back_when_its_status_changed(newsroom):
    room = newsroom()
    await room.until("02T07:00")
    room.read()
    await room.until("03T07:00")
    room.read(builders.threat(status=Status.WITHDRAWN), **SECOND_OUTLET)
    await room.until("04T07:00")
    room.read(builders.threat(status=Status.WITHDRAWN), outlet="Third Post", uri="file:///news/third.txt")
    await room.until("04T23:00")
    assert room.texts() == ["Morning: 1 threat and 1 pledge in 1 article", "Morning: 1 threat in 1 article"]
    assert "WITHDRAWN" in words(room)


async def test_windows_reach_back_to_what_was_really_posted(newsroom):
    room = newsroom(briefing("07:30", "12:00"))
    await room.until("02T07:00")
    room.read()
    room.adapters["memory"].fail_next(RefusedError("the post is malformed"))
    await room.until("02T11:00")
    assert states(room)[0] == ("desk", 1, "failed")
    await room.until("02T13:00")
    assert room.texts() == ["Morning: 1 threat and 1 pledge in 1 article"]
    assert room.texts("admins") == [
        "On Record: morning of 2026-03-02 07:30 in desk was not posted: the post is malformed"
    ]


async def test_each_channel_has_its_own_window(newsroom):
    room = newsroom(briefing("07:30", "12:00", channels=("desk", "wire")))
    await room.until("02T07:00")
    room.read()
    room.adapters["scanned"].fail_next(RefusedError("no"))
    await room.until("02T11:00")
    room.read(builders.statement("Nobody will be stranded,"), **SECOND_OUTLET)
    await room.until("02T13:00")
    assert room.texts() == ["Morning: 1 threat and 1 pledge in 1 article", "Morning: 1 quote in 1 article"]
    assert room.texts("wire") == ["Morning: 1 threat, 1 pledge and 1 quote in 2 articles"]


async def test_nothing_is_posted_when_nothing_qualifies_unless_it_is_to_be_said(newsroom):
    room = newsroom(briefing(), briefing(name="loud", title="Loud", when_empty=WhenEmpty.SAY_SO))
    await room.until("02T23:00")
    assert room.texts() == ["Loud: nothing found in 0 articles"]


async def test_a_record_that_enters_while_a_brief_is_composed_is_in_the_next(newsroom):
    room = newsroom(briefing("07:30", "12:00"))
    await room.until("02T07:29:59")
    room.clock.now += timedelta(seconds=2)  # 07:30:01: within the two seconds that are left to settle
    room.read()
    await room.until("02T23:00")
    assert room.texts() == ["Morning: 1 threat and 1 pledge in 1 article"]
    with room.outbox.reading() as connection:
        slots = connection.execute(editions.select().order_by(editions.c.number)).all()
    assert [(row.slot, row.skipped) for row in slots] == [("07:30", "nothing qualified"), ("12:00", None)]


async def test_the_first_edition_does_not_begin_with_the_archive(newsroom):
    room = newsroom()
    room.clock.now -= timedelta(days=30)
    room.read()
    room.clock.now += timedelta(days=30)
    await room.until("02T23:00")
    assert room.texts() == []


@pytest.mark.parametrize(
    ("catch_up", "expected"),
    [
        (CatchUp.LATEST, ["Morning: 1 threat, 1 pledge and 1 quote in 2 articles"]),
        (CatchUp.ALL, ["Morning: 1 threat and 1 pledge in 1 article", "Morning: 1 quote in 1 article"]),
        (CatchUp.NONE, []),
    ],
)
async def test_after_downtime(newsroom, catch_up, expected):
    room = newsroom(briefing(catch_up=catch_up))
    await room.run()
    room.clock.now += timedelta(hours=1)  # another process reads on while the bot is down
    room.read()
    room.clock.now += timedelta(hours=24)
    room.read(builders.statement("Nobody will be stranded,"), **SECOND_OUTLET)
    room.clock.now += timedelta(hours=10)
    for _ in range(3):
        await room.run()
    assert room.texts() == expected
    if expected:
        assert "Late: it was due" in words(room)
    await room.until("03T23:00")
    assert room.texts() == expected
    told = [f"On Record: morning of 2026-03-0{day} 07:30 is not posted" for day in (2, 3)]
    assert [said.partition(":")[2] and said[: len(told[0])] for said in room.texts("admins")] == (
        told if catch_up is CatchUp.NONE else []
    )


async def test_quiet_hours_hold_an_edition_until_they_end(newsroom):
    from bot.settings.timing import read_quiet_hours  # noqa: PLC0415 - used here only

    room = newsroom(briefing("22:30", quiet_hours=(read_quiet_hours("22:00-07:00"),)))
    await room.until("02T12:00")
    room.read()
    await room.until("03T06:59")
    assert room.texts() == []
    await room.until("03T07:01")
    assert room.texts() == ["Morning: 1 threat and 1 pledge in 1 article"]
    assert "Late" not in words(room)


async def test_a_paused_briefing_posts_nothing_then_or_later(newsroom):
    room = newsroom(briefing(paused=True))
    await room.until("02T07:00")
    room.read()
    await room.until("02T23:00")
    room.settings = replace(room.settings, briefings=(briefing(),))
    await room.until("03T06:00")
    assert room.texts() == []


async def test_details_go_into_a_thread(newsroom):
    room = newsroom(briefing(thread=True, channels=("desk", "paper")))
    await room.until("02T07:00")
    room.read()
    await room.until("02T08:00")
    head, details = [posted for posted in room.board.posts if posted.ref.channel == "DESK"]
    assert details.ref.thread == head.ref.id
    assert "We will close" not in json.dumps(head.post)
    assert "1 threat and 1 pledge" in json.dumps(head.post)
    assert "We will close" in json.dumps(details.post)
    assert "We will close" in words(room, "paper")  # no threads there: all in one


async def test_a_platform_that_wants_a_pace_gets_it(newsroom):
    room = newsroom(*(briefing(name=name, title=name, channels=("wire",)) for name in "abc"))
    await room.until("02T07:00")
    room.read()
    await room.until("02T08:00")
    first, *others = [posted.at for posted in room.board.posts]
    assert [(at - first).total_seconds() for at in others] == [1, 2]


# What platforms do to us


@pytest.mark.parametrize(
    ("error", "stored"),
    [
        (BusyError("slow down", retry_after=7), False),
        (UnreachableError("no line"), False),
        (UnclearError("the line broke"), False),
        (UnclearError("the line broke"), True),
    ],
)
@pytest.mark.parametrize("channel", ["desk", "wire"])
@pytest.mark.parametrize("times", [1, 3])
async def test_it_is_posted_once_whatever_the_platform_does(newsroom, error, stored, channel, times):
    room = newsroom(briefing(channels=(channel,)))
    await room.until("02T07:00")
    room.read()
    room.adapters[room.settings.channels[channel].platform].fail_next(error, stored=stored, times=times)
    await room.until("02T12:00")
    assert len(room.texts(channel)) == 1
    assert states(room) == [(channel, 1, "sent")]
    assert room.texts("admins") == []


async def test_a_busy_platform_is_given_the_time_it_asks_for(newsroom):
    room = newsroom()
    await room.until("02T07:00")
    room.read()
    room.adapters["memory"].fail_next(BusyError("slow down", retry_after=40))
    await room.until("02T07:30:30")
    assert room.texts() == []
    await room.until("02T07:31")
    (posted,) = room.board.posts
    assert (posted.at - room.clock.now.replace(minute=30, second=0, microsecond=0)).total_seconds() == pytest.approx(
        42.5
    )


async def test_a_platform_that_stays_away_is_given_up_and_the_administrators_hear_of_it(newsroom):
    room = newsroom(briefing(channels=("wire",)))
    await room.until("02T07:00")
    room.read()
    room.adapters["scanned"].fail_next(UnreachableError("no line"), times=1_000)
    await room.until("02T10:00")
    assert states(room)[0] == ("wire", 1, "failed")
    assert room.texts("admins") == ["On Record: morning of 2026-03-02 07:30 in wire was not posted: no line"]
    with room.outbox.reading() as connection:
        attempts = connection.execute(deliveries.select()).first().attempt
    assert 20 < attempts < 50  # the waits grow


async def test_an_unclear_post_on_paper_stays_unknown_and_a_person_is_asked(newsroom):
    room = newsroom(briefing("07:30", "12:00", channels=("paper",)))
    await room.until("02T07:00")
    room.read()
    room.adapters["blind"].fail_next(UnclearError("the printer jammed"), stored=True)
    await room.until("02T13:00")
    assert len(room.texts("paper")) == 1
    assert states(room)[0] == ("paper", 1, "unknown")
    (told,) = room.texts("admins")
    assert "nobody can say whether morning of 2026-03-02 07:30 in paper was posted" in told


async def test_a_dead_channel_stops_and_is_told_once_and_comes_back_by_itself(newsroom):
    room = newsroom(briefing("07:30", "12:00", "18:00"), briefing("07:30", name="other", title="Other"))
    await room.until("02T07:00")
    room.read()
    room.adapters["memory"].fail_next(RefusedError("the channel is archived", gone=True))
    await room.until("02T08:00")
    assert [state for channel, _, state in states(room) if channel == "desk"] == ["failed", "failed"]
    assert len(room.texts("admins")) == 1
    room.adapters["memory"].fail_next(RefusedError("the channel is archived", gone=True))
    await room.until("02T13:00")
    assert len(room.texts("admins")) == 1
    await room.until("02T19:00")  # somebody brought it back
    assert room.texts() == ["Morning: 1 threat and 1 pledge in 1 article"]
    room.adapters["memory"].fail_next(RefusedError("the channel is archived", gone=True))
    room.read(builders.statement("Nobody will be stranded,"), **SECOND_OUTLET)
    await room.until("03T08:00")
    assert len(room.texts("admins")) == 2


async def test_a_notice_that_fails_begets_no_notice(newsroom):
    room = newsroom(briefing(channels=("wire",)))
    await room.until("02T07:00")
    room.read()
    room.adapters["scanned"].fail_next(RefusedError("no"))
    room.adapters["memory"].fail_next(RefusedError("no"), times=100)
    await room.until("02T23:00")
    assert [state for _, _, state in states(room)] == ["failed", "failed"]


async def test_an_edition_that_waits_is_overtaken_by_the_next(newsroom):
    room = newsroom(briefing("07:30", "08:00"))
    await room.until("02T07:00")
    room.read()
    room.adapters["memory"].fail_next(BusyError("slow down", retry_after=3_000))
    await room.until("02T07:45")
    room.read(builders.statement("Nobody will be stranded,"), **SECOND_OUTLET)
    await room.until("02T12:00")
    assert room.texts() == ["Morning: 1 threat, 1 pledge and 1 quote in 2 articles"]
    assert [state for _, _, state in states(room)] == ["skipped", "sent"]


async def test_a_platform_that_is_away_does_not_hold_up_the_others(newsroom):
    room = newsroom(briefing("07:30", "08:00", channels=("desk", "wire")))
    await room.until("02T07:00")
    room.read()
    room.adapters["scanned"].fail_next(UnclearError("the line broke"))
    room.adapters["scanned"].is_away = True
    await room.until("02T07:45")
    room.read(builders.statement("Nobody will be stranded,"), **SECOND_OUTLET)
    await room.until("02T08:20")
    assert room.texts() == ["Morning: 1 threat and 1 pledge in 1 article", "Morning: 1 quote in 1 article"]
    room.adapters["scanned"].is_away = False
    await room.until("02T12:00")
    assert room.texts("wire") == ["Morning: 1 threat and 1 pledge in 1 article"]
    assert [state for channel, _, state in states(room) if channel == "wire"] == ["sent"]


# Crashes


class Died(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("step", ["begin", "sent"])
@pytest.mark.parametrize("channel", ["desk", "wire"])
async def test_a_crash_around_the_send_neither_loses_nor_repeats(newsroom, step, channel):
    room = newsroom(briefing(channels=(channel,), thread=True))
    await room.until("02T07:00")
    room.read()
    await room.until("02T07:30:01")
    room.clock.now += timedelta(seconds=1)
    await room.delivery.edit(room.settings.briefings[0])
    claim = room.outbox.claim(now=room.clock(), owner="test/1/a", lease=timedelta(minutes=2))
    room.outbox.begin(claim, now=room.clock(), lease=timedelta(minutes=2))
    if step == "sent":
        adapter = room.adapters[claim.platform]
        await adapter.send(claim.address, claim.post, key=claim.key)  # and the answer was never written down
    again = room.restarted()
    await again.until("02T12:00")
    assert len(again.texts(channel)) == 2
    assert [state for _, _, state in states(again)] == ["sent", "sent"]
    again.close()


async def test_a_crash_while_printing_leaves_it_unknown(newsroom):
    room = newsroom(briefing(channels=("paper",)))
    await room.until("02T07:00")
    room.read()
    await room.until("02T07:30:01")
    room.clock.now += timedelta(seconds=1)
    await room.delivery.edit(room.settings.briefings[0])
    claim = room.outbox.claim(now=room.clock(), owner="test/1/a", lease=timedelta(minutes=2))
    room.outbox.begin(claim, now=room.clock(), lease=timedelta(minutes=2))
    again = room.restarted()
    await again.until("02T12:00")
    assert again.texts("paper") == []
    assert states(again)[0] == ("paper", 1, State.UNKNOWN)
    assert len(again.texts("admins")) == 1
    again.close()


async def test_the_stored_post_is_what_is_sent_after_a_restart(newsroom):
    room = newsroom()
    await room.until("02T07:00")
    room.read()
    room.adapters["memory"].fail_next(UnreachableError("no line"), times=3)
    await room.until("02T07:30:02")
    room.read(builders.statement("Nobody will be stranded,"), **SECOND_OUTLET)
    again = room.restarted()
    again.settings = replace(again.settings, briefings=())
    await again.until("02T07:40")
    assert again.texts() == ["Morning: 1 threat and 1 pledge in 1 article"]
    again.close()


# Review


@pytest.mark.parametrize(("on_timeout", "posts"), [(OnTimeout.SKIP, 0), (OnTimeout.POST, 1)])
async def test_editors_see_the_draft_first(newsroom, on_timeout, posts):
    room = newsroom(briefing(review=Review.REQUIRED, on_timeout=on_timeout))
    await room.until("02T07:00")
    room.read()
    await room.until("02T07:59")
    assert room.texts() == []
    assert len(room.texts("editors")) == 1
    assert "Draft for desk" in words(room, "editors")
    await room.until("02T12:00")
    assert len(room.texts()) == posts
    assert len(room.texts("admins")) == 1 - posts  # who hears why not
