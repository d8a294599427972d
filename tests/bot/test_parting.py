"""Cutting loses nothing and tears nothing; posts keep what belongs together."""

from __future__ import annotations

import time

import hostile
import pytest
import regex
from builders import NOON
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.limits import units
from bot.adapters.parting import Piece, clip, continued, cut, cut_text, pack, runs
from briefs.message import (
    Buttons,
    Context,
    Divider,
    Fields,
    Heading,
    Message,
    Paragraph,
    Quotation,
    Style,
    When,
    Words,
)
from briefs.rendering.visible import spoken


def twice(char: str) -> int:
    """A cost such as escaping has: some characters take two."""
    return 2 if char in "*_" else units(char)


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("", 10, ()),
        ("Short.", 10, ("Short.",)),
        # after a sentence, the space staying before the cut
        ("We will. They may not follow.", 16, ("We will. ", "They may not ", "follow.")),
        # an early sentence end is no reason to leave most of a post empty
        ("No. The ferries will keep running", 24, ("No. The ferries will ", "keep running")),
        ("“We will.” They won’t.", 14, ("“We will.” ", "They won’t.")),  # closing marks belong to the sentence
        ("first line\nsecond line", 15, ("first line\n", "second line")),
        ("well-known islanders", 8, ("well-", "known ", "islander", "s")),  # at a hyphen, and if need be in a word
        ("👩‍👩‍👧👩‍👩‍👧", 8, ("👩‍👩‍👧", "👩‍👩‍👧")),  # never inside a family
        ("🇫🇷🇩🇪🇮🇹", 7, ("🇫🇷", "🇩🇪", "🇮🇹")),  # never inside a flag
        ("abce\u0301f", 4, ("abc", "e\u0301f")),  # never between a letter and its accent
        ("ab \u0301cd", 3, ("ab", " \u0301c", "d")),  # not even if the accent stands on a space
    ],
)
def test_cuts(text, room, expected):
    assert cut(text, room, units) == expected


@given(hostile.text | st.text(), st.integers(4, 40))
@settings(deadline=None)
def test_cutting_loses_nothing_and_keeps_the_room(text, room):
    pieces = cut(text, room, twice)
    assert "".join(pieces) == text
    assert all(piece and sum(map(twice, piece)) <= room for piece in pieces)


@given(hostile.text | st.text(), st.integers(4, 40))
@settings(deadline=None)
def test_no_character_is_torn_unless_it_alone_is_too_long(text, room):
    characters = {match.span() for match in regex.finditer(r"\X", text)}
    at = 0
    for piece in cut(text, room, twice)[:-1]:
        at += len(piece)
        torn = [text[start:end] for start, end in characters if start < at < end]
        assert all(sum(map(twice, character)) > room for character in torn)


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "a" + "\u0300" * 100_000, "🇫" * 50_000, " " * 100_000, "\u200b" * 100_000, ". " * 50_000],
    ids=["word", "accents", "flags", "spaces", "zero-width", "sentences"],
)
def test_huge_texts_are_cut_in_linear_time(text):
    begun = time.perf_counter()
    assert "".join(cut(text, 2000, twice)) == text
    assert time.perf_counter() - begun < 5


inlines = st.lists(hostile.inline, max_size=6).map(tuple)


@given(inlines, st.integers(60, 200))
@settings(deadline=None)
def test_cutting_running_words_loses_nothing(text, room):
    pieces = cut_text(text, room, units, around=lambda _: 30)
    assert spoken(sum(pieces, ())) == spoken(text)
    for piece in pieces:
        assert sum(30 + (units(part.text) if isinstance(part, Words) else 0) for part in piece) <= room


def test_a_link_that_is_cut_leads_to_the_same_place_twice():
    pieces = cut_text((Words("one two", link="https://x.example"), When(NOON)), 10, units, around=lambda _: 5)
    assert pieces == (
        (Words("one ", link="https://x.example"),),
        (Words("two", link="https://x.example"),),
        (When(NOON),),
    )


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [("Morning brief", 13, "Morning brief"), ("Morning brief", 12, "Morning…"), ("Morningbrief", 8, "Morning…")],
)
def test_clipped_labels_say_so(text, room, expected):
    assert clip(text, room, units) == expected


SPEAKER, WORDS, PLACE = Paragraph((Words("Ana Reyes"),)), Quotation("No."), Context((Words("Courier"),))


def test_what_belongs_together_is_one_run():
    title, small, section = Heading("Brief"), Context((Words("2 articles"),)), Heading("Threats", level=2)
    facts, buttons = Fields((("Condition", (Words("if"),)),)), Buttons(())
    line = (SPEAKER, WORDS, facts, PLACE, buttons)
    blocks = (title, small, section, *line, SPEAKER, WORDS, PLACE, Divider(), PLACE)
    assert tuple(runs(blocks)) == ((title, small), (section, *line), (SPEAKER, WORDS, PLACE), (Divider(), PLACE))
    assert tuple(runs(())) == ()


def piece(what: str, size: int, *, leads: bool = False, title: str | None = None) -> Piece[str]:
    return Piece(what=what, cost=(size, 1), leads=leads, title=title)


def packed(groups, room=(10, 4)) -> list[str]:
    return ["".join(piece.what for piece in post) for post in pack(groups, room)]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], []),
        ([[piece("a", 5)], [piece("b", 5)]], ["ab"]),
        # a group that one post can hold is not divided
        ([[piece("a", 6)], [piece("b", 3), piece("c", 3)]], ["a", "bc"]),
        # one that none can hold is, and uses what is left
        ([[piece("a", 6)], [piece("b", 4), piece("c", 4), piece("d", 4)]], ["ab", "cd"]),
        # a heading goes with what it announces
        ([[piece("a", 6)], [piece("H", 2, leads=True), piece("b", 8), piece("c", 9)]], ["a", "Hb", "c"]),
        ([[piece("H", 2, leads=True), piece("b", 7), piece("S", 1, leads=True), piece("c", 9)]], ["Hb", "Sc"]),
        # unless no post could hold both
        ([[piece("a", 6), piece("H", 2, leads=True), piece("b", 10)]], ["aH", "b"]),
        # the second measure counts as well: four pieces a post
        ([[piece(char, 1)] for char in "abcdef"], ["abcd", "ef"]),
    ],
)
def test_packing(groups, expected):
    assert packed(groups) == expected


@given(st.lists(st.lists(st.builds(piece, st.text(max_size=1), st.integers(1, 10), leads=st.booleans()), max_size=6)))
@settings(deadline=None)
def test_packing_keeps_order_and_room(groups):
    posts = pack(groups, (10, 4))
    assert [piece for post in posts for piece in post] == [piece for group in groups for piece in group]
    assert all(sum(piece.cost[0] for piece in post) <= 10 and 1 <= len(post) <= 4 for post in posts)


def test_posts_say_which_they_are_and_where_they_go_on():
    message = Message(summary="Brief: 3 threats", blocks=(Heading("Morning brief"), Heading("Threats", level=2)))
    posts = [
        [piece("H", 1, title="Morning brief"), piece("S", 1, title="Threats")],
        [piece("b", 1)],
        [piece("P", 1, title="Pledges")],
        [piece("c", 1)],
    ]
    marks = continued(message, posts)
    assert [mark.name for mark in marks] == [f"Brief: 3 threats ({number}/4)" for number in (1, 2, 3, 4)]
    assert [spoken((*mark.above, *mark.below)) for mark in marks] == [
        "(1/4)",
        "Morning brief · Threats, continued (2/4)",
        "Morning brief (3/4)",
        "Morning brief · Pledges, continued (4/4)",
    ]


def test_a_single_post_needs_no_mark():
    (mark,) = continued(Message(summary="Brief", blocks=()), [[piece("a", 1)]])
    assert (mark.name, mark.above, mark.below) == ("Brief", (), ())


def test_marks_of_a_message_without_a_title_use_its_summary():
    marks = continued(Message(summary="Found 900", blocks=(SPEAKER,)), [[piece("a", 1)], [piece("b", 1)]])
    assert spoken(marks[1].above) == "Found 900 (2/2)"
    assert marks[1].above[0].style is Style.PLAIN
