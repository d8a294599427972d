"""A message comes back from JSON as it was, whatever stands in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import strategies
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters import written
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
    When,
    Words,
)

any_text = strategies.any_text
inlines = st.one_of(
    st.builds(Words, any_text, st.sampled_from(Style), strategies.maybe(any_text)),
    st.builds(When, st.one_of(strategies.moments, strategies.days)),
)
counts = st.integers(1, 9)
texts = st.lists(inlines, max_size=4).map(tuple)
labels = any_text.filter(str.strip)
buttons = st.one_of(
    st.builds(Button, labels, st.sampled_from(("page", "approve")), st.text("abc:123", max_size=20)),
    st.builds(Button, labels, url=any_text.filter(bool)),
)
blocks = st.one_of(
    st.builds(Heading, any_text, st.sampled_from((1, 2))),
    st.builds(Paragraph, texts),
    st.builds(Quotation, any_text),
    st.builds(Fields, st.lists(st.tuples(any_text, texts), max_size=3).map(tuple)),
    st.builds(Context, texts),
    st.builds(Buttons, st.lists(buttons, max_size=3).map(tuple)),
    st.builds(Image, any_text, any_text),
    st.builds(lambda key, *pages: Pager(key, min(pages), max(pages)), st.text("abc", max_size=24), counts, counts),
    st.just(Divider()),
)
messages = st.builds(Message, summary=any_text, blocks=st.lists(blocks, max_size=8).map(tuple), aside=st.booleans())


@settings(deadline=None)
@given(message=messages)
def test_a_message_comes_back_as_it_was(message):
    assert written.load(json.loads(json.dumps(written.dump(message)))) == message


def test_midnight_stays_a_moment_and_a_day_a_day():
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    message = Message(summary="", blocks=(Paragraph((When(midnight), When(midnight.date()))),))
    (paragraph,) = written.load(written.dump(message)).blocks
    assert [type(when.moment).__name__ for when in paragraph.text] == ["datetime", "date"]


def test_a_block_of_a_newer_program_is_told():
    with pytest.raises(ValueError, match="no block 'poll'"):
        written.load({"summary": "", "blocks": [{"is": "poll"}], "aside": False})
