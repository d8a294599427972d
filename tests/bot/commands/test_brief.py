"""What `/brief` composes: the last day unless told otherwise, and it says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import NOON, article, reading

from bot.commands.brief import BRIEF, brief
from bot.commands.days import read_moment
from bot.commands.registry import Actor, Means, Request
from bot.settings import load_settings
from bot.settings.timing import TimingError
from briefs.message import Heading
from briefs.rendering.plain import plain
from briefs.store.memory import MemoryStore

SETTINGS, _ = load_settings(None, {})


@pytest.fixture
def archive():
    store = MemoryStore()
    store.add(reading(), entered=NOON)
    store.add(reading(of=article(uri="file:///old.txt", text=article().text + " ")), entered=NOON - timedelta(days=3))
    return store


def answered(store, now=NOON + timedelta(hours=1), **options):
    request = Request(command=BRIEF.name, options=options, actor=Actor(id="u1"), platform="memory", channel="board")
    return brief(request, Means(store=store, settings=SETTINGS, readable={"en"}, now=now, asked=now))


def test_the_last_day_is_composed_and_said(archive):
    message = answered(archive)
    assert message.blocks[0] == Heading("On the record")
    said = plain(message)
    assert "1 article from 1 outlet" in said
    assert "“We will close the strait if the tariff stands,” Ana Reyes told reporters" in said
    assert said.endswith("That is the last 24 hours; since:7d looks further back.")


def test_since_looks_further_back(archive):
    said = plain(answered(archive, since="7d"))
    assert "2 articles" in said
    assert "last 24 hours" not in said


@pytest.mark.parametrize(
    ("options", "there", "not_there"),
    [
        ({"topic": "strait"}, "close the strait", "ferries running"),
        ({"topic": "ferries"}, "ferries running", "close the strait"),
        ({"speaker": "reyes"}, "close the strait", "ferries running"),
        ({"place": "Vellin"}, "ferries running", "close the strait"),
    ],
)
def test_options_narrow_it_and_name_it(archive, options, there, not_there):
    message = answered(archive, **options)
    assert message.blocks[0] == Heading(f"On the record: {next(iter(options.values()))}")
    said = plain(message)
    assert there in said
    assert not_there not in said


def test_nothing_is_one_sentence_and_the_way_on(archive):
    assert plain(answered(archive, topic="zeppelin")) == (
        "On the record: zeppelin: nothing in the last 24 hours.\n  since:7d looks further back."
    )
    assert plain(answered(archive, now=NOON + timedelta(days=9), since="1d")) == "On the record: nothing since then."


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12h", NOON - timedelta(hours=12)),
        ("7d", NOON - timedelta(days=7)),
        ("today", NOON.replace(hour=0)),
        ("Yesterday", NOON.replace(hour=0) - timedelta(days=1)),
        ("2026-03-01", NOON.replace(day=1, hour=0)),
    ],
)
def test_an_age_is_exact_and_a_day_begins_at_midnight(text, moment):
    assert read_moment(text, now=NOON) == moment


@pytest.mark.parametrize("text", ["soonish", "", "-1d", "999999999w", "9999999999d"])
def test_what_is_no_day_is_told(text):
    with pytest.raises(TimingError, match="write a day such as 2026-03-01"):
        read_moment(text, now=NOON)
