"""Plain text for pipes, and the same on a terminal."""

from __future__ import annotations

import io
import re

import editions
import hostile
import pytest
from hypothesis import given, settings
from rich.console import Console

from briefs.brief import Brief
from briefs.message import (
    Button,
    Buttons,
    Context,
    Divider,
    Fields,
    Heading,
    Image,
    Message,
    Pager,
    Paragraph,
    Quotation,
    Style,
    Words,
)
from briefs.rendering.message import write
from briefs.rendering.plain import PlainRenderer, lines, plain
from briefs.rendering.terminal import layout
from briefs.rendering.visible import visible

OURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;id=\d+;(?:https?|file)://[^\s\x00-\x20\x7f-\x9f]+\x1b\\|\x1b\]8;;\x1b\\")
"""What rich writes: colours, and links to the web or to a file."""
ACTING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def on_terminal(message: Message, *, width: int = 100) -> str:
    """What a terminal gets, its own escape sequences included."""
    console = Console(file=io.StringIO(), force_terminal=True, width=width, color_system="truecolor")
    console.print(layout(message))
    return console.file.getvalue()


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Heading("Threats", level=2), ["Threats", "-------"]),
        (Quotation("one\ntwo"), ["one", "two"]),
        (Buttons((Button("Open", url="https://x.example/"),)), ["[Open] https://x.example/"]),
        (Buttons((Button("Open", url="javascript:x"),)), ["[Open]"]),  # no link where none may be
        (Image(url="https://x.example/a.png", alt="A chart"), ["[image: A chart] https://x.example/a.png"]),
        (Pager(key="k", page=2, pages=7), ["Page 2 of 7"]),
        (Divider(), ["---"]),
    ],
)  # fmt: skip
def test_blocks(block, expected):
    assert list(lines(block)) == expected


def test_a_long_quotation_stays_on_one_line_so_that_it_can_be_searched_and_copied():
    words = "word " * 400
    assert words.rstrip() in plain(Message(summary="s", blocks=(Quotation(words.rstrip()),)))


@given(hostile.briefs())
@settings(deadline=None, max_examples=60)
def test_every_slice_can_be_found_in_the_output_line_by_line(brief: Brief):
    written = PlainRenderer().render(brief)
    for words in hostile.slices(brief):
        for line in visible(words).split("\n"):
            assert line in written


@given(hostile.briefs())
@settings(deadline=None, max_examples=60)
def test_plain_text_acts_on_no_terminal(brief: Brief):
    written = PlainRenderer().render(brief).replace("\t", "")
    assert not ACTING.search(written)
    written.encode("utf-8")


@given(hostile.messages)
@settings(deadline=None)
def test_a_terminal_gets_no_escape_sequence_but_ours(message: Message):
    written = on_terminal(message).replace("\t", "")
    assert not ACTING.search(OURS.sub("", written))


def test_rich_markup_in_an_article_is_only_words():
    markup = "[red]x[/red] [link=https://evil.example]y[/link]"
    text = (Words(markup),)
    blocks = (Heading(markup), Paragraph(text), Quotation(markup), Fields(((markup, text),)), Context(text))
    assert on_terminal(Message(summary="s", blocks=blocks), width=200).count(markup) == 6


def test_a_refusal_is_told_in_words_and_only_stressed_by_colour():
    written = on_terminal(write(editions.morning()))
    assert "REFUSED" in OURS.sub("", written)
    assert re.search(r"\x1b\[[0-9;]*1;[0-9;]*mREFUSED", written)


def test_lines_on_a_wide_terminal_stay_readable():
    longest = max(map(len, OURS.sub("", on_terminal(write(editions.morning()), width=240)).split("\n")))
    assert longest <= 100


def test_a_place_opens_its_file_from_a_terminal():
    assert "\x1b]8;" in on_terminal(write(editions.morning()))
    assert "file:///news/port-talks.txt" in on_terminal(write(editions.morning()))


def test_buttons_pictures_and_pages_have_their_words_on_a_terminal():
    message = Message(
        summary="s",
        blocks=(
            Buttons((Button("Why", action="why"),)),
            Image(url="https://x.example/a.png", alt="A chart"),
            Pager(key="k", page=1, pages=2),
            Context((Words("small", Style.CODE),)),
        ),
    )
    written = OURS.sub("", on_terminal(message))
    assert [line.strip() for line in written.split("\n") if line.strip()] == [
        "[Why]",
        "[image: A chart] https://x.example/a.png",
        "Page 1 of 2",
        "small",
    ]
