"""Markdown, read back by a parser that other people wrote: markdown-it, strict and with GitHub's extensions."""

from __future__ import annotations

import re
from datetime import date

import editions
import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

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
from briefs.rendering.markdown import escape, markdown
from briefs.rendering.message import write
from briefs.rendering.visible import visible, web_link

STRICT = MarkdownIt("commonmark")
EXTENDED = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OUR_INLINES = {"text", "text_special", "softbreak", "hardbreak"}


def inlines(source: str, parser: MarkdownIt = EXTENDED):
    """Every inline token in order."""
    return [child for token in parser.parse(source) if token.type == "inline" for child in token.children]


def kinds(source: str, parser: MarkdownIt = EXTENDED) -> set[str]:
    return {token.type for token in parser.parse(source)} | {token.type for token in inlines(source, parser)}


def shown(source: str) -> str:
    """What a reader sees, lines as lines."""
    return "".join("\n" if "break" in token.type else token.content for token in inlines(source))


@pytest.mark.parametrize("parser", [STRICT, EXTENDED])
@given(text=hostile.text | st.text())
@settings(deadline=None)
def test_escaped_text_is_one_paragraph_of_text(parser, text):
    found = kinds(escape(text), parser)
    assert found <= {"paragraph_open", "paragraph_close", "inline", *OUR_INLINES}


@given(hostile.text | st.text())
@settings(deadline=None)
def test_escaped_text_reads_as_it_stands(text):
    expected = [line.rstrip() for line in visible(text).strip("\n").split("\n")]
    assert [line.rstrip() for line in shown(escape(text)).split("\n")] == expected


def test_leading_spaces_stay_and_make_no_code_block():
    assert shown(escape("    four\n\ttab")) == "    four\n\ttab"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c", r"a \< b \& c"),
        ("It cost 3.5, not - as she said - 4.", "It cost 3.5, not - as she said - 4."),  # readable where it can be
        ("1. First", r"1\. First"),
        ("2026 was dry", "2026 was dry"),
        ("- item\n# title", "\\- item\\\n\\# title"),
        ("see https://evil.example", r"see https\://evil.example"),
        ("me@evil.example", r"me\@evil.example"),
    ],
)
def test_escapes(text, expected):
    assert escape(text) == expected


@given(hostile.messages)
@settings(deadline=None)
def test_a_message_has_our_structure_and_no_other(message: Message):
    source = markdown(message)
    links = [token.attrs["href"] for token in inlines(source) if token.type == "link_open"]
    ours = [
        words.link
        for block in message.blocks
        if isinstance(block, Paragraph | Context)
        for words in block.text
        if isinstance(words, Words) and words.link and web_link(words.link)
    ]
    assert len(links) <= len(ours)
    assert set(links) <= {STRICT.normalizeLink(link) for link in ours}
    headings = [token for token in EXTENDED.parse(source) if token.type == "heading_open"]
    assert len(headings) == sum(isinstance(block, Heading) for block in message.blocks)
    assert not kinds(source) & {"image", "html_block", "html_inline", "table_open", "fence", "code_block", "s_open"}
    assert not kinds(source) & {"bullet_list_open", "ordered_list_open", "hr"}


@given(hostile.words)
@settings(deadline=None)
def test_quotations_read_back_whole(text):
    source = markdown(Message(summary="s", blocks=(Paragraph((Words("before"),)), Quotation(text))))
    tokens = EXTENDED.parse(source)
    start = next(i for i, token in enumerate(tokens) if token.type == "blockquote_open")
    quoted = [child for token in tokens[start:] if token.type == "inline" for child in token.children]
    said = "".join("\n" if "break" in token.type else token.content for token in quoted)
    squashed = re.compile(r"\s+")
    assert squashed.sub(" ", said).strip() == squashed.sub(" ", visible(text)).strip()


def test_links_lead_where_they_say():
    source = markdown(
        Message(summary="s", blocks=(Paragraph((Words("a [b] c!", link="https://x.example/?a=1&copy=2_3_"),)),))
    )
    (link,) = [token for token in inlines(source) if token.type == "link_open"]
    assert link.attrs["href"] == "https://x.example/?a=1&copy=2_3_"
    assert shown(source) == "a [b] c!"


def test_a_link_after_an_exclamation_mark_is_no_image():
    text = (Words("Look!"), Words("here", link="https://x.example/"))
    assert "image" not in kinds(markdown(Message(summary="s", blocks=(Paragraph(text),))))


def test_headings_keep_their_number_signs():
    assert shown(markdown(Message(summary="s", blocks=(Heading("# one # two ##", level=2),)))) == "# one # two ##"


def test_every_block_has_a_form():
    blocks = (
        Heading("H", level=1),
        Paragraph((Words("b", Style.BOLD), Words(" i ", Style.ITALIC), Words("c", Style.CODE), When(date(2026, 3, 2)))),
        Fields((("Label", (Words("value"),)), ("Other", (Words("`", Style.CODE),)))),
        Buttons((Button("Open", url="https://x.example/"), Button("Why", action="why"))),
        Image(url="https://x.example/a.png", alt="A chart"),
        Image(url="javascript:x", alt="No chart"),
        Pager(key="k", page=1, pages=2),
        Divider(),
    )
    assert markdown(Message(summary="s", blocks=blocks)).split("\n\n") == [
        "# H",
        "**b** *i* `c`2 Mar 2026",
        "**Label:** value\\\n**Other:** \\`",
        "[Open](<https://x.example/>)",
        "![A chart](<https://x.example/a.png>)",
        "No chart",
        "Page 1 of 2",
        "---",
    ]


def test_a_whole_brief_reads_back():
    text = shown(markdown(write(editions.morning())))
    assert "REFUSED" in text
    for words in hostile.slices(editions.morning()):
        assert words in text
