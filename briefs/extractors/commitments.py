"""Which words commit somebody? The entries of `threats.yaml` and `pledges.yaml`, found in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefs.acts import Status
from briefs.document import Span
from briefs.extractors.lexicon import Entry, LexiconError, read_entries, shipped
from briefs.extractors.phrases import Phrase, compile_phrase, load_classes, match
from briefs.language.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefs.errors import Problem
    from briefs.language.words import Word

SUBJECT, OWNER, SPEAKER = "subject", "owner", "speaker"
ANY, REPORTED, QUOTED = "any", "reported", "quoted"

KINDS = {"threats.yaml": "threat", "pledges.yaml": "pledge"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One entry: phrases that commit somebody to something."""

    kind: str
    phrases: tuple[Phrase, ...]
    issuer: str
    """`subject`, `owner` or `speaker`."""
    status: Status
    tense: str
    """`any`; `reported`, only inside reported or quoted speech; or `quoted`, only inside quotation marks."""
    plover: str
    cameo: str
    example: str
    counterexamples: tuple[str, ...]
    file: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A phrase where it stands: the words `first` up to `end`."""

    commitment: Commitment
    phrase: Phrase
    first: int
    end: int
    span: Span


@cache
def load_commitments(folder: Path | None = None) -> tuple[Commitment, ...]:
    """Return the entries of both lexicons; raise `LexiconError` for all their mistakes together."""
    classes = load_classes(folder)
    found: list[Commitment] = []
    problems: list[Problem] = []
    for file, kind in KINDS.items():
        for entry in read_entries((folder or shipped()) / file):
            try:
                found.append(_commitment(entry, file, kind, classes))
            except LexiconError as mistake:
                problems += mistake.problems
    if problems:
        raise LexiconError(problems)
    return tuple(found)


_FIELDS = ("words", "issuer", "status", "tense", "plover", "cameo", "example", "not")


def _commitment(entry: Entry, file: str, kind: str, classes: Mapping[str, frozenset[str]]) -> Commitment:
    entry.only(_FIELDS)
    listed_words = entry.texts("words") if isinstance(entry.fields.get("words"), list) else (entry.text("words"),)
    phrases = []
    for text in listed_words:
        try:
            phrases.append(compile_phrase(text, classes))
        except ValueError as cause:
            raise entry.mistake(str(cause), "mend the phrase; the signs are told at the head of the file") from cause
    return Commitment(
        kind=kind,
        phrases=tuple(phrases),
        issuer=entry.choice("issuer", (SUBJECT, OWNER, SPEAKER), default=SUBJECT),
        status=Status(entry.choice("status", [status.value for status in Status], default=Status.STATED.value)),
        tense=entry.choice("tense", (ANY, REPORTED, QUOTED), default=ANY),
        plover=entry.text("plover"),
        cameo=entry.text("cameo"),
        example=entry.text("example"),
        counterexamples=entry.texts("not"),
        file=file,
        where=entry.where,
    )


def by_first_word(commitments: Sequence[Commitment]) -> Mapping[str, tuple[tuple[Commitment, Phrase], ...]]:
    """Return the phrases by the word they begin with, the longer ones first."""
    index: dict[str, list[tuple[Commitment, Phrase]]] = {}
    for commitment in commitments:
        for phrase in commitment.phrases:
            for first in phrase.first:
                index.setdefault(first, []).append((commitment, phrase))
    return {word: tuple(sorted(pairs, key=lambda pair: -len(pair[1].steps))) for word, pairs in index.items()}


def find_hits(tokens: Sequence[Word], index: Mapping[str, tuple[tuple[Commitment, Phrase], ...]]) -> Iterator[Hit]:
    """Yield the phrases among a sentence's words that commit somebody, as far as the words before them tell."""
    place = 0
    while place < len(tokens):
        hit = _hit(tokens, place, index)
        if hit is None:
            place += 1
        else:
            yield hit
            place = hit.end


def _hit(tokens: Sequence[Word], place: int, index: Mapping[str, tuple[tuple[Commitment, Phrase], ...]]) -> Hit | None:
    for commitment, phrase in index.get(tokens[place].lower, ()):
        end = match(phrase, tokens, place)
        if end is not None and _commits(tokens, place, commitment):
            span = Span(tokens[place].start, tokens[end - 1].end)
            return Hit(commitment=commitment, phrase=phrase, first=place, end=end, span=span)
    return None


_WISHES = listed(
    "urge urged urges urging call called calls calling demand demanded demands demanding ask asked asks asking want wants "  # noqa: E501
    "wanted hope hopes hoped hoping wish wished must should could may might cannot can't need needs needed beg begged "
    "advise advised encourage encouraged press pressed pressing expect expects expected expecting likely fear fears feared "  # noqa: E501
    "fearing concern concerns concerned worry worries worried risk risks unclear whether if unless plea pressure accuse "  # noqa: E501
    "accused accuses accusing"
)
_NEGATIONS = listed(
    "not never no nobody nothing without declined decline refused failed fails stopped unable n't don't "
    "doesn't didn't won't wouldn't isn't aren't wasn't haven't hasn't neither nor hardly"
)
_REACH = 5


def _commits(tokens: Sequence[Word], place: int, commitment: Commitment) -> bool:
    """Apply the tests that the words before a phrase decide: no wish, no demand, no fear, no denial."""
    before: list[str] = []
    for word in reversed(tokens[max(0, place - _REACH) : place]):
        if not word.letters and word.text != ",":
            break
        before.insert(0, word.lower)
    near = before[-2:]
    if any(word in _NEGATIONS for word in near):
        return False
    governing = before if commitment.issuer != OWNER else near
    return not any(word in _WISHES for word in governing)
