"""Lines that were broken for a page become the paragraphs they were."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.readers.lines import PROPORTIONAL, unwrapped

LONG = (
    "“We will close the strait if the tariff stands, and we will do it on the same day,” Ana Reyes told reporters in "
    "the harbour on Monday, adding that the ferries would go on running in all weathers until the end of the year."
)


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_typed_lines_are_joined(width):
    text = "Port talks stall\n" + textwrap.fill(LONG, width) + "\n\n" + textwrap.fill(LONG, width)
    assert unwrapped(text) == ["Port talks stall", LONG, LONG]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        (f"{LONG}\n{LONG}\nShort.", [LONG, LONG, "Short."]),  # long lines are paragraphs
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),  # short ones were never broken
        ("One  two\t three\r\n", ["One two three"]),
        ("\n \n", []),
        ("", []),
    ],
)
def test_lines_that_were_not_broken_stay_apart(text, paragraphs):
    assert unwrapped(text) == paragraphs


def test_a_link_may_stick_out():
    lines = textwrap.wrap(LONG * 4, 72)
    link = "https://courier.example/" + "a" * 150
    assert unwrapped("\n".join(lines) + "\n\n" + link) == [LONG * 4, link]


def test_a_hyphen_stays():
    first = "The Vellin government pledged to keep the ferries of the harbour run-"
    assert unwrapped(f"{first}\nning.") == [f"{first}ning."]


def test_printed_lines_are_uneven():
    lines = [line for width in (64, 58, 66, 55) for line in textwrap.wrap(LONG, width)[:1]]
    assert len(unwrapped("\n".join([*lines, "the end"]), slack=PROPORTIONAL)) == 1


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=90)))
def test_no_word_is_lost(lines):
    text = "\n".join(lines)
    assert "".join("".join(unwrapped(text)).split()) == "".join(text.split())
