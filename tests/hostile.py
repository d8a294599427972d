"""What an article may try, and briefs made of it: mentions, forged links, markup, control characters, sheer size."""

from __future__ import annotations

import builders
from hypothesis import strategies as st

from briefs.acts import Act, Pledge
from briefs.brief import Brief, Item, Section
from briefs.document import Span
from briefs.message import Context, Heading, Message, Paragraph, Quotation, Style, When, Words

ATTACKS = (
    # mentions: Slack, then Discord
    "<!channel>", "<!here|here>", "<@U012AB3CD>", "<#C012AB3CD|general>", "<!subteam^S012|desk>", "@channel",
    "@everyone", "@here", "<@123456789012345678>", "<@!123456789012345678>", "<@&123456789012345678>",
    "<#123456789012345678>", "</ban:123456789012345678>", "<id:customize>", "<t:0:R>",
    "<a:party:123456789012345678>",
    # links that say one thing and lead elsewhere, and such as a reader makes by itself
    "<https://evil.example|your bank>", "[your bank](https://evil.example)", "[x](<https://evil.example>)",
    "![pixel](https://evil.example/p.png)", "[ref]: https://evil.example",
    "<https://evil.example>", "[text][ref]",
    "https://evil.example/a_b_c?x=*y*", "http://evil.example", "www.evil.example", "<me@evil.example>",
    "me@evil.example", "discord.gg/evil", "javascript:alert(1)", "|https://evil.example>",
    "](https://evil.example)",
    # markup
    "*bold*", "**bold**", "_italic_", "__under__", "~struck~", "~~struck~~", "`code`",
    "```\ncode\n```", "||spoiler||",
    "> quote", ">>> quote", "# heading", "## heading ##", "-# small", "- item", "* item", "+ item",
    "1. item", "2) item",
    "heading\n===", "heading\n---", "***", "    code", "\tcode", "| a | b |\n|---|---|", "a\n:-:",
    ":skull:", "~~~",
    "<b>bold</b>", "<script>alert(1)</script>", "<!-- hidden", "&lt;!channel&gt;", "&amp;",
    "&#60;b&#62;", "&copy;",
    "[red]rich[/red]", "[link=https://evil.example]rich[/link]", "$x$", "{{ 7 * 7 }}", "%s", "\\",
    "\\\\", "\\*", "[^1]",
    # characters that act or hide
    "\x00", "\x07", "\x1b[2J", "\x1b]0;title\x07", "\x1b]8;;https://evil.example\x1b\\", "\x9b31m",
    "\x7f", "\r", "\x0b",
    "\u2028", "\u2029", "\u202egnp.exe", "\u2067", "\u200b", "\u2060", "\ufeff", "\u061c",
    "\ud800", "\udc00\ud800",
    # characters of several code points
    "👩‍👩‍👧", "🇫🇷🇩🇪🇫", "e\u0301", "a" + "\u0300" * 40, "👍🏿", "각", "नमस्ते", "\U0001d400", "\U000e0067",
    # and ordinary news
    "“We will close the strait,”", "He said “no” and «nein».", "AT&T", "a < b", "12:30:15",
    "port_talks_2.txt", "\n\n", "\n",
)  # fmt: skip

text = st.one_of(
    st.lists(st.one_of(st.sampled_from(ATTACKS), st.text(max_size=12), st.just(" ")), max_size=14).map("".join),
    st.lists(st.sampled_from(ATTACKS), min_size=1, max_size=6).map(" ".join),
)
words = text.filter(lambda said: bool(said.strip()))


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    """A brief whose every text was written by somebody hostile: slices, names, notes, outlets, titles, addresses."""
    pool = draw(st.lists(words, min_size=2, max_size=5))
    any_words = st.sampled_from(pool)
    sections = tuple(
        Section(kind=kind, items=tuple(draw(st.lists(_items(kind, any_words), max_size=3))), left_out=draw(counts))
        for kind in ("threat", "pledge", "quote")
    )
    return Brief(title=draw(any_words), window=None, sections=sections, articles=9, outlets=draw(counts))


counts = st.integers(0, 3)


@st.composite
def _items(draw: st.DrawFn, kind: str, any_words: st.SearchStrategy[str]) -> Item:
    stretches = draw(st.lists(any_words, min_size=1, max_size=3 if kind == "quote" else 1))
    condition, lead, outlet, url, speaker, note = (draw(any_words) for _ in range(6))
    spans = []
    body = lead
    for stretch in stretches:
        spans.append(Span(len(body) + 1, len(body) + 1 + len(stretch)))
        body = f"{body} {stretch}"
    conditions = (Span(len(body) + 1, len(body) + 1 + len(condition)),)
    article = builders.article(
        f"{body} {condition}",
        outlet=outlet,
        url=draw(st.sampled_from((None, url, "https://ledger.example/a?b=1&c=(2)"))),
        uri=draw(st.sampled_from(("file:///news/a%20b_c.txt", "https://ledger.example/x", "file:///"))),
    )
    finding = (
        builders.statement(stretches[0], text=article.text, content=tuple(spans), quotes=tuple(spans))
        if kind == "quote"
        else _act(spans[0], conditions)
    )
    entry = builders.entry(finding, of=article)
    return Item(
        entry=entry,
        spans=tuple(spans),
        speaker=draw(st.sampled_from((None, speaker))),
        speaker_note=draw(st.sampled_from((None, note, f"ambiguous: {note} or {note}"))),
        status=None if kind == "quote" else draw(st.sampled_from(("stated", "refused", "conditional"))),
        condition=() if kind == "quote" else conditions,
        also_in=(entry,) * draw(counts),
        reasons=(note,),
    )


def _act(span: Span, condition: tuple[Span, ...]) -> Act:
    return Pledge(id="p1", act="P1", statement=span, trigger=span, condition=condition)


def slices(brief: Brief) -> list[str]:
    """Everything a brief prints verbatim, in reading order."""
    return [words for section in brief.sections for item in section.items for words in item.text]


inline = st.one_of(
    st.builds(Words, text, st.sampled_from(Style), st.one_of(st.none(), words, st.just("https://ok.example/?a&b=_c_"))),
    st.just(When(builders.NOON)),
    st.just(When(builders.NOON.date())),
)
blocks = st.one_of(
    st.builds(Heading, text, st.sampled_from((1, 2))),
    st.builds(Paragraph, st.lists(inline, max_size=4).map(tuple)),
    st.builds(Quotation, text),
    st.builds(Context, st.lists(inline, max_size=5).map(tuple)),
)
messages = st.builds(Message, summary=words, blocks=st.lists(blocks, max_size=12).map(tuple))
