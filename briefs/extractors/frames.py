"""What does the reporter say around the quotations? A frame: one sentence of the reporter's, its quotations blanked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from briefs.document import Mark, Quotation, Span
from briefs.extractors.nounphrases import GAP
from briefs.language.words import Word, word, words
from briefs.speakers.mentions import without_nickname_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefs.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One sentence of the reporter's, the quotations in it counted as one word each.

    "We are ready. He is not," said Reyes. is one frame, although the quotation holds two sentences.
    """

    span: Span
    paragraph: int
    """The number of its paragraph in the document."""
    quotations: tuple[Quotation, ...]
    """The outermost ones, in reading order."""
    words: tuple[Word, ...]
    """The reporter's words and marks; a quotation is one word, `GAP`."""

    bare: bool
    """Nothing but quotations stands here."""
    marks: frozenset[Mark]
    """The marks that this article sets around speech; others may be a writer's tongs."""
    closed: frozenset[int] = frozenset()
    """Where quotations begin that end with a comma or a cry, so that their cue must follow: “No,” …"""

    def is_speech(self, quotation: Quotation) -> bool:
        """Say whether the marks are those that this article sets around speech."""
        return quotation.mark in self.marks


def counts(quotation: Quotation) -> bool:
    """Say whether the words surely stand between marks, and are not inside another quotation's."""
    return quotation.depth == 0 and quotation.balanced


def find_frames(document: Document) -> Iterator[Frame]:
    """Yield the frames of a document in reading order."""
    sentences = list(document.sentences)
    quotations = [quotation for quotation in document.quotations if counts(quotation)]
    quotations = [quotation for quotation in quotations if not _is_nickname(document.text, quotation)]
    marks = _speech_marks(quotations)
    at = which = 0
    for number, paragraph in enumerate(document.paragraphs):
        inside = []
        while which < len(quotations) and quotations[which].outer.start < paragraph.end:
            inside.append(quotations[which])
            which += 1
        mine = []
        while at < len(sentences) and sentences[at].start < paragraph.end:
            mine.append(sentences[at])
            at += 1
        setting = _Setting(document.text, number, marks)
        yield from _merged(setting, mine, inside)


class _Setting(NamedTuple):
    text: str
    paragraph: int
    marks: frozenset[Mark]


def _speech_marks(quotations: Sequence[Quotation]) -> frozenset[Mark]:
    """Return which marks stand around speech: double ones, and single ones where an article hardly uses others."""
    single = sum(quotation.mark is Mark.SINGLE for quotation in quotations)
    double = frozenset({Mark.DOUBLE, Mark.TWO_SINGLES, Mark.GUILLEMETS})
    mostly_single = single > _FEW and single > 3 * (len(quotations) - single)
    return frozenset(Mark) if mostly_single else double


_FEW = 1
"""So many single marks may be a writer's tongs."""


def _is_nickname(text: str, quotation: Quotation) -> bool:
    """Say whether the words stand inside a name: Tomas “Tommy” Brandt."""
    inner = quotation.inner.slice(text) if len(quotation.inner) <= _LONGEST_NICKNAME else " "
    before = text[max(0, quotation.outer.start - 2) : quotation.outer.start]
    after = text[quotation.outer.end : quotation.outer.end + 2]
    named = inner[:1].isupper() and inner.isalpha() and after[:1] == " " and after[1:].isupper()
    word = _LAST_WORD.search(text, max(0, quotation.outer.start - 24), quotation.outer.start)
    return named and before[1:] == " " and before[:1].isalpha() and word is not None and word.group()[0].isupper()


_LONGEST_NICKNAME = 16
_LAST_WORD = re.compile(r"[\w’'-]+(?= \Z)")


def _merged(setting: _Setting, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[Frame]:
    which = 0
    start: int | None = None
    for sentence in sentences:
        start = sentence.start if start is None else start
        first = which
        while which < len(quotations) and quotations[which].outer.end <= sentence.end:
            which += 1
        if which < len(quotations) and quotations[which].outer.start < sentence.end:
            which = first
            continue
        yield _frame(setting, Span(start, sentence.end), quotations[first:which])
        start = None
    if start is not None and sentences:
        yield _frame(setting, Span(start, sentences[-1].end), quotations[which:])


def _frame(setting: _Setting, span: Span, quotations: Sequence[Quotation]) -> Frame:
    text = setting.text
    found: list[Word] = []
    place = span.start
    for quotation in quotations:
        found += words(text, place, quotation.outer.start)
        found.append(word(GAP, quotation.outer.start, quotation.outer.end))
        place = quotation.outer.end
    found += words(text, place, span.end)
    bare = bool(quotations) and not any(token.letters for token in found)
    closed = (
        q.outer.start for q in quotations if last_mark(text, q) in ",?!" or text[q.outer.end : q.outer.end + 1] == ","
    )
    return Frame(
        span=span,
        paragraph=setting.paragraph,
        quotations=tuple(quotations),
        words=tuple(_without_asides(without_nickname_marks(found))),
        bare=bare,
        marks=setting.marks,
        closed=frozenset(closed),
    )


def last_mark(text: str, quotation: Quotation) -> str:
    """Return the last character said, whatever marks close inside: a comma in “He said ‘no,’” too."""
    said = text[max(quotation.inner.start, quotation.inner.end - 4) : quotation.inner.end].rstrip("'’\"”‘“» ")
    return said[-1:] or text[quotation.inner.end - 1]


def _without_asides(tokens: list[Word]) -> list[Word]:
    """Return the words without brackets that hold a party, initials or a sum: Reyes (R-Ariz.), the League (ML)."""
    kept: list[Word] = []
    place = 0
    while place < len(tokens):
        if tokens[place].text == "(":
            close = next(
                (p for p in range(place, min(len(tokens), place + _LONGEST_ASIDE)) if tokens[p].text == ")"), None
            )
            inside = tokens[place + 1 : close] if close is not None else []
            if inside and all(
                (not token.letters and token.text != GAP) or token.capital or token.text[0].isdigit()
                for token in inside
            ):
                place = (close or place) + 1
                continue
        kept.append(tokens[place])
        place += 1
    return kept


_LONGEST_ASIDE = 10
