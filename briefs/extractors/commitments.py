"""Which words may commit somebody? The entries of three lexicons, found in a sentence.

`threats.yaml` and `pledges.yaml` hold phrases that tell which it is; `commitments.yaml` those that leave it open.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefs.acts import Status
from briefs.document import Span
from briefs.extractors.lexicon import Entry, LexiconError, read_entries, shipped
from briefs.extractors.phrases import Phrase, compile_phrase, load_classes, match

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from briefs.errors import Problem
    from briefs.language.words import Word

SUBJECT, OWNER, SPEAKER = "subject", "owner", "speaker"
ANY, REPORTED, QUOTED = "any", "reported", "quoted"
THREAT, PLEDGE, OPEN = "threat", "pledge", "open"

FILES = {"threats.yaml": THREAT, "pledges.yaml": PLEDGE, "commitments.yaml": OPEN}
_FIELDS = ("words", "issuer", "status", "inside", "example", "not")
_TOLD = ("plover", "cameo")
"""Fields of the entries that tell threat from pledge."""
_FAMILY = "family"
"""Field of the entries that leave it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """One entry: phrases that commit somebody to something."""

    kind: str
    """`threat`, `pledge` or `open`."""
    phrases: tuple[Phrase, ...]
    issuer: str
    """`subject`, `owner` or `speaker`."""
    status: Status
    inside: str
    """`any`; `reported`, only inside reported or quoted speech; or `quoted`, only inside quotation marks."""
    family: str
    """What sort of commitment the words are; the kind, where that is told."""
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
    """Return the entries of the lexicons; raise `LexiconError` for all their mistakes together."""
    classes = load_classes(folder).words
    found: list[Commitment] = []
    problems: list[Problem] = []
    for file, kind in FILES.items():
        for entry in read_entries((folder or shipped()) / file):
            try:
                found.append(_commitment(entry, file, kind, classes))
            except LexiconError as mistake:
                problems += mistake.problems
    if problems:
        raise LexiconError(problems)
    return tuple(found)


def _commitment(entry: Entry, file: str, kind: str, classes: Mapping[str, frozenset[str]]) -> Commitment:
    told = kind != OPEN
    entry.only((*_FIELDS, *(_TOLD if told else (_FAMILY,))))
    return Commitment(
        kind=kind,
        phrases=read_phrases(entry, classes),
        issuer=entry.choice("issuer", (SUBJECT, OWNER, SPEAKER), default=SUBJECT),
        status=Status(entry.choice("status", [status.value for status in Status], default=Status.STATED.value)),
        inside=entry.choice("inside", (ANY, REPORTED, QUOTED), default=ANY),
        family=kind if told else entry.text(_FAMILY),
        plover=entry.text("plover") if told else "",
        cameo=entry.text("cameo") if told else "",
        example=entry.text("example"),
        counterexamples=entry.texts("not"),
        file=file,
        where=entry.where,
    )


def read_phrases(entry: Entry, classes: Mapping[str, frozenset[str]]) -> tuple[Phrase, ...]:
    """Return the phrases of an entry's `words`, one or a list of them; raise `LexiconError`."""
    listed = entry.texts("words") if isinstance(entry.fields.get("words"), list) else (entry.text("words"),)
    try:
        return tuple(compile_phrase(text, classes) for text in listed)
    except ValueError as cause:
        raise entry.mistake(str(cause), "mend the phrase; the signs are told at the head of threats.yaml") from cause


def by_first_word(commitments: Sequence[Commitment]) -> Mapping[str, tuple[tuple[Commitment, Phrase], ...]]:
    """Return the phrases by the word they begin with: those that tell the kind first, then the longer ones."""
    index: dict[str, list[tuple[Commitment, Phrase]]] = {}
    for commitment in commitments:
        for phrase in commitment.phrases:
            for first in phrase.first:
                index.setdefault(first, []).append((commitment, phrase))
    return {word: tuple(sorted(pairs, key=_eagerness)) for word, pairs in index.items()}


def _eagerness(pair: tuple[Commitment, Phrase]) -> tuple[bool, int]:
    commitment, phrase = pair
    return (commitment.kind == OPEN, -len(phrase.steps))


def find_hits(tokens: Sequence[Word], index: Mapping[str, tuple[tuple[Commitment, Phrase], ...]]) -> Iterator[Hit]:
    """Yield the phrases that begin at each of a sentence's words, one that tells the kind and one that leaves it open.

    Neither stops the other: whether a phrase commits anybody here is decided by what surrounds it.
    """
    for place, token in enumerate(tokens):
        seen: set[str] = set()
        for commitment, phrase in index.get(token.lower, ()):
            if commitment.kind in seen:
                continue
            end = match(phrase, tokens, place)
            if end is not None:
                seen.add(commitment.kind)
                span = Span(token.start, tokens[end - 1].end)
                yield Hit(commitment=commitment, phrase=phrase, first=place, end=end, span=span)
