"""How is a brief worded? The one place that decides what an editor reads, for every platform.

Every line an article brought is printed as it stands there. An act's statement is the reporter's sentence and gets no
quotation marks; a quote's stretches stand in marks of their own with […] between them, so that nothing suggests words
stood together which did not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from briefs.acts import Act, Status, Time
from briefs.brief import QUOTE, Brief, Item, Omitted, Section, Window
from briefs.document import Span
from briefs.message import (
    Block,
    Context,
    Divider,
    Fields,
    Heading,
    Inline,
    Message,
    Paragraph,
    Quotation,
    Style,
    When,
    Words,
)
from briefs.record import Entry
from briefs.statement import Form

GAP = " […] "
"""Between stretches that do not stand together in the article."""
NAMED_OUTLETS = 3
"""How many other outlets "also in" names before it counts the rest."""

_ORDER = {"threat": 0, "pledge": 1, QUOTE: 3}
"""Sections in reading order; custom kinds stand before the quotes."""
_MARKS = (("“", "”"), ("«", "»"), ("「", "」"))
"""The first pair that does not occur in the words themselves encloses them."""

_REVERSALS = frozenset({Status.REFUSED, Status.WITHDRAWN})
"""What turns an act into its opposite leads its line, in capitals: a refused pledge read as a pledge is the worst line
of all."""

_LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
    "zh": "Chinese",
}  # fmt: skip


def write(brief: Brief, *, reasons: bool = False) -> Message:
    """Return the brief as a message; with `reasons`, each line says why it is there, as `onrecord preview` wants."""
    blocks: list[Block] = [Heading(brief.title), Context(tuple(_considered(brief)))]
    for section in in_order(brief.sections) if brief.articles else ():
        blocks.append(Heading(section_title(section.kind), level=2))
        blocks.extend(block for item in section.items for block in line_blocks(item, reasons=reasons))
        if not section.items:
            blocks.append(Paragraph((Words("None found."),)))
        if section.left_out:
            blocks.append(Paragraph((Words(f"{section.left_out:,} more not shown", Style.ITALIC),)))
    if not brief.articles:
        blocks.append(Paragraph((Words("There was nothing to read."),)))
    left_out = _omitted(brief.omitted)
    if left_out:
        blocks += [Divider(), Context((Words(f"Not in this brief: {left_out}."),))]
    return Message(summary=_summary(brief), blocks=tuple(blocks))


def in_order(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections in reading order: threats, pledges, custom kinds, quotes."""
    return tuple(sorted(sections, key=lambda section: _ORDER.get(section.kind, _ORDER[QUOTE] - 1)))


def section_title(kind: str) -> str:
    """Return the heading of a section: "Threats" for `threat`, "Trade barriers" for a custom kind `trade-barrier`."""
    return _plural(kind).capitalize()


def place(entry: Entry, offset: int) -> str:
    """Return where a line stands, "port-talks.txt:3"; in a container its name leads: "wire.jsonl/17:2"."""
    parts = urlsplit(entry.article.uri)
    segments = [unquote(segment) for segment in parts.path.split("/") if segment]
    in_container = len(segments) > 1 and PurePosixPath(segments[-2]).suffix
    shown = segments[-2 if in_container else -1 :] if parts.scheme == "file" else [parts.netloc, *segments]
    name = "/".join(filter(None, shown))
    return f"{name or entry.article.uri}:{entry.article.line(offset)}"


def _considered(brief: Brief) -> Iterator[Inline]:
    outlets = f" from {_count(brief.outlets, 'outlet')}" if brief.outlets else ""
    yield Words(f"{_count(brief.articles, 'article')}{outlets}")
    if brief.window is not None:
        yield from _window(brief.window)


def _window(window: Window) -> Iterator[Inline]:
    if window.since is None:
        yield Words(" · up to ")
    else:
        yield Words(" · ")
        yield When(window.since)
        yield Words(" to ")
    yield When(window.until)


def _summary(brief: Brief) -> str:
    found = [_count(len(section.items), section.kind) for section in in_order(brief.sections) if section.items]
    what = f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found) or "nothing found"
    return f"{brief.title}: {what} in {_count(brief.articles, 'article')}"


def line_blocks(item: Item, *, reasons: bool = False) -> tuple[Block, ...]:
    """Return one line of a brief or of an answer: who and how it stands, the words, the place."""
    return tuple(_line(item, reasons=reasons))


def _line(item: Item, *, reasons: bool) -> Iterator[Block]:
    yield Paragraph((*_reversal(item), *_speaker(item), *_standing(item)))
    yield Quotation(_printed(item))
    outside = [span for span in item.condition if not any(printed.contains(span) for printed in item.spans)]
    if outside:
        # Inside the statement it is printed already; a condition that stands elsewhere is brought to its act.
        yield Fields((("Condition", (Words(_joined(item.entry, item.condition)),)),))
    yield Context(tuple(_provenance(item)))
    if reasons and item.reasons:
        yield Context((Words(f"Here because: {'; '.join(item.reasons)}"),))


def _speaker(item: Item) -> Iterator[Inline]:
    note = item.speaker_note
    ambiguous = "ambiguous: "
    if item.speaker is not None:
        yield Words(item.speaker, Style.BOLD)
    elif note and note.startswith(ambiguous):
        yield Words(note.removeprefix(ambiguous), Style.BOLD)
        note = "the article does not say which"
    else:
        yield Words("Speaker unknown", Style.BOLD)
    if note:
        yield Words(f" ({note})")


def _reversal(item: Item) -> Iterator[Inline]:
    if item.status in _REVERSALS:
        yield Words(item.status.upper(), Style.ALERT)
        yield Words(" · ")


def _standing(item: Item) -> Iterator[Inline]:
    if item.status and item.status != Status.STATED and item.status not in _REVERSALS:
        yield Words(f" · {item.status}")
    finding = item.entry.record.finding
    if isinstance(finding, Act) and finding.time is Time.BACKGROUND:
        yield Words(" · background")


def _printed(item: Item) -> str:
    """Return the words: in marks what stood in marks, as it is what the reporter wrote."""
    finding = item.entry.record.finding
    if isinstance(finding, Act):
        quotes: tuple[Span, ...] = ()
    else:
        quotes = finding.content if finding.form is Form.DIRECT else finding.quotes
    opening, closing = next(
        (marks for marks in _MARKS if not any(mark in words for mark in marks for words in item.text)), ("", "")
    )
    return GAP.join(
        f"{opening}{words}{closing}" if any(quote.contains(span) for quote in quotes) else words
        for span, words in zip(item.spans, item.text, strict=True)
    )


def _joined(entry: Entry, spans: Sequence[Span]) -> str:
    return GAP.join(entry.words(span) for span in spans)


def _provenance(item: Item) -> Iterator[Inline]:
    """Say where the words stand: what is known of the article leads, what is missing follows its place."""
    article = item.entry.article
    if article.outlet:
        yield Words(article.outlet, link=article.url)
        yield Words(" · ")
    if article.published is not None:
        yield When(article.published)
        yield Words(" · ")
    yield Words(place(item.entry, item.spans[0].start), link=article.uri)
    if article.published is None:
        yield Words(" · undated")
    if item.also_in:
        yield Words(" · also in ")
        yield from _also_in(item.also_in)


def _also_in(entries: Sequence[Entry]) -> Iterator[Inline]:
    for number, entry in enumerate(entries[:NAMED_OUTLETS]):
        if number:
            yield Words(", ")
        where = entry.article.outlet or place(entry, entry.record.span.start)
        yield Words(where, link=entry.article.url or entry.article.uri)
    rest = len(entries) - NAMED_OUTLETS
    if rest > 0:
        yield Words(f" and {rest} more")


def _omitted(omitted: Omitted) -> str:
    parts = []
    if omitted.embargoed:
        parts.append(f"{_count(omitted.embargoed, 'article')} embargoed, withheld or killed")
    if omitted.languages:
        parts.append(_foreign(omitted.languages))
    if omitted.unreadable:
        parts.append(f"{omitted.unreadable:,} that could not be read")
    return "; ".join(parts)


def _foreign(languages: Sequence[tuple[str, int]]) -> str:
    """Return "1 article in German", or "3 articles in other languages (2 German, 1 French)"."""
    total = _count(sum(count for _, count in languages), "article")
    names = [(_LANGUAGES.get(code, code), count) for code, count in languages]
    if len(names) == 1:
        return f"{total} in {names[0][0]}"
    return f"{total} in other languages ({', '.join(f'{count} {name}' for name, count in names)})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else _plural(noun)}"


def _plural(noun: str) -> str:
    return f"{noun.replace('-', ' ').replace('_', ' ')}s"
