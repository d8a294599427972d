"""A key threat is told at once and once; what an editor is to see first goes to the editors."""

from __future__ import annotations

import json
from datetime import timedelta

import builders
import pytest
from pressroom import briefing, new_pressroom

from bot.settings import Alerts, Review
from bot.settings.timing import read_quiet_hours
from briefs.acts import Status, Time

NOW = Alerts(review=Review.NONE)
ELSEWHERE = {"outlet": "Northern Ledger", "uri": "file:///news/ledger.txt"}


@pytest.fixture
def pressroom(blank_database, tmp_path):
    made = []

    def make(**fields):
        made.append(new_pressroom(blank_database, tmp_path, briefing("23:00", **{"alerts": NOW, **fields})))
        return made[-1]

    yield make
    for room in made:
        room.close()


def key_threat(**fields):
    return builders.threat(key=True, **fields)


async def test_a_key_threat_is_posted_within_seconds_and_once(pressroom):
    room = pressroom()
    await room.run()
    room.read(key_threat())
    await room.until(room.clock.now + timedelta(seconds=3))
    (said,) = room.texts()
    assert said.startswith("Key threat, Morning: Ana Reyes: “We will close the strait")
    await room.until("02T20:00")
    assert len(room.texts()) == 1


@pytest.mark.parametrize(
    "finding",
    [
        builders.threat(),  # not one of the five that matter in its article
        key_threat(time=Time.BACKGROUND),  # history
        builders.pledge(key=True),
        builders.statement(),
    ],
)
async def test_nothing_else_is_an_alert(pressroom, finding):
    room = pressroom()
    await room.run()
    room.read(finding)
    await room.until("02T20:00")
    assert room.texts() == []


async def test_what_stood_in_the_store_before_is_no_news(pressroom):
    room = pressroom()
    room.clock.now -= timedelta(minutes=1)
    room.read(key_threat())
    room.clock.now += timedelta(minutes=1)
    await room.until("02T20:00")
    assert room.texts() == []


async def test_several_outlets_at_once_are_one_alert_and_later_ones_none(pressroom):
    room = pressroom()
    await room.run()
    room.read(key_threat())
    room.read(key_threat(), **ELSEWHERE)
    await room.until("02T08:00")
    assert len(room.texts()) == 1
    assert "also in" in json.dumps([posted.post for posted in room.board.posts])
    room.read(key_threat(), outlet="Third Post", uri="file:///news/third.txt")
    await room.until("02T20:00")
    assert len(room.texts()) == 1


async def test_a_threat_that_is_withdrawn_is_another_alert(pressroom):
    room = pressroom()
    await room.run()
    room.read(key_threat())
    await room.until("02T08:00")
    room.read(key_threat(status=Status.WITHDRAWN), **ELSEWHERE)
    await room.until("02T20:00")
    assert len(room.texts()) == 2


async def test_an_alert_does_not_keep_the_line_from_the_briefing(pressroom):
    room = pressroom()
    await room.until("02T22:00")
    room.read(key_threat())
    await room.until("02T23:30")
    assert [said.partition(":")[0] for said in room.texts()] == ["Key threat, Morning", "Morning"]


async def test_quiet_hours_hold_it(pressroom):
    room = pressroom(quiet_hours=(read_quiet_hours("05:00-09:00"),))
    await room.run()
    room.read(key_threat())
    await room.until("02T08:59")
    assert room.texts() == []
    await room.until("02T09:01")
    assert len(room.texts()) == 1


async def test_editors_see_it_first(pressroom):
    room = pressroom(alerts=Alerts())
    await room.run()
    room.read(key_threat())
    await room.until("02T20:00")
    assert room.texts() == []
    assert len(room.texts("editors")) == 1


@pytest.mark.parametrize("fields", [{"paused": True}, {"alerts": None}])
async def test_none_where_none_are_wanted(pressroom, fields):
    room = pressroom(**fields)
    await room.run()
    room.read(key_threat())
    await room.until("02T20:00")
    assert room.texts() == []
