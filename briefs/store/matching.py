"""Does a record answer a search? The rules, once, for every store.

Stores index the folded words kept here to find candidates quickly; whether a candidate is an answer is decided here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import assert_never

from briefs.document import Span
from briefs.folding import fold
from briefs.language.marks import find_quotations
from briefs.language.segment import find_paragraphs, find_sentences
from briefs.person import Ambiguous, Resolution, Resolved, Unknown
from briefs.record import Finding, Reading
from briefs.statement import Statement
from briefs.store.interface import Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The words by which one record is found, folded."""

    words: str
    """What is attributed, or the act's statement."""
    speaker: str
    """Names and source's words, one line for each speaker, issuer or body spoken for."""
    about: str
    """The sentences it stands in and the article's title."""


def terms_of(reading: Reading) -> tuple[Terms, ...]:
    """Return the terms of each finding, in the same order."""
    text = reading.article.text
    title = fold(reading.article.title or "")
    sentences = _sentences(text) if reading.findings else ()
    starts = [sentence.start for sentence in sentences]
    ends = [sentence.end for sentence in sentences]
    folded = cache(lambda number: fold(sentences[number].slice(text)))
    found = []
    for finding in reading.findings:
        # Sentences do not overlap, so each span covers a run of them: no need to try them all.
        around: set[int] = set()
        for span in _places(finding):
            around.update(range(bisect_right(ends, span.start), bisect_left(starts, span.end)))
        about = map(folded, sorted(around))
        found.append(
            Terms(
                words=fold(" ".join(span.slice(text) for span in _said(finding))),
                speaker="\n".join(filter(None, map(fold, _parties(finding, text)))),
                about=" ".join(filter(None, (title, *about))),
            )
        )
    return tuple(found)


def _sentences(text: str) -> tuple[Span, ...]:
    paragraphs = find_paragraphs(text)
    return find_sentences(text, paragraphs, find_quotations(text, paragraphs))


def _said(finding: Finding) -> tuple[Span, ...]:
    """Return the spans whose words a search looks through; a split quote is searched as one."""
    return finding.content if isinstance(finding, Statement) else (finding.statement,)


def _places(finding: Finding) -> Iterator[Span]:
    yield from _said(finding)
    if isinstance(finding, Statement):
        yield from filter(None, (finding.source, finding.cue))


def _parties(finding: Finding, text: str) -> Iterator[str]:
    """Yield for each party all it is called."""
    if isinstance(finding, Statement):
        yield " ".join(_called(finding.speaker, finding.source, text))
        return
    for party in finding.issuer:
        yield " ".join(_called(party.resolution, party.span, text))
    if finding.issuer_for:
        yield finding.issuer_for


def _called(resolution: Resolution, span: Span | None, text: str) -> Iterator[str]:
    if span is not None:
        yield span.slice(text)
    match resolution:
        case Resolved():
            yield resolution.label
            yield resolution.person.name
            yield from resolution.person.aliases
        case Unknown(description=str(description)):
            yield description
        case Ambiguous() | Unknown():
            return
        case _:
            assert_never(resolution)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a query asks for in words, folded."""

    words: tuple[str, ...] = ()
    """Words, or runs of words."""
    speaker: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    outlet: str = ""
    impossible: bool = False
    """Words were asked for and nothing is left of them, as of "???": no record answers."""

    @property
    def is_anything(self) -> bool:
        """Say whether every record of the outlet answers, since no words are asked for."""
        return not (self.words or self.speaker or self.about or self.impossible)

    def matches(self, terms: Terms) -> bool:
        """Say whether a record with these terms answers, if its outlet does."""
        return (
            not self.impossible
            and all(_has(terms.words, run) for run in self.words)
            and all(_has(terms.about, word) for word in self.about)
            and (not self.speaker or any(self._names(line) for line in terms.speaker.split("\n")))
        )

    def _names(self, party: str) -> bool:
        return all(_has(party, word) for word in self.speaker)


def wanted(query: Query) -> Wanted:
    """Return what a query asks for, in the form in which records are compared."""
    asked = (query.words, (query.speaker or "",), (query.about or "",), (query.outlet or "",))
    words = tuple(dict.fromkeys(filter(None, map(fold, query.words))))
    speaker, about, outlet = _words(query.speaker), _words(query.about), fold(query.outlet or "")
    left = zip(asked, (words, speaker, about, outlet), strict=True)
    return Wanted(
        words=words,
        speaker=speaker,
        about=about,
        outlet=outlet,
        impossible=any(any(map(str.strip, texts)) and not kept for texts, kept in left),
    )


def _words(text: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(text or "").split()))


def _has(text: str, run: str) -> bool:
    return f" {run} " in f" {text} "
