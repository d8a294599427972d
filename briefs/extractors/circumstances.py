"""What surrounds a commitment and changes what it is? Wishes, denials, forecasts, conditions: an editor's lists."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from briefs.extractors.commitments import read_phrases
from briefs.extractors.lexicon import LexiconError, read_entries, shipped
from briefs.extractors.phrases import Phrase, load_classes, match

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefs.errors import Problem
    from briefs.language.words import Word


class Role(StrEnum):
    """What words around a commitment do to it; `circumstances.yaml` tells each with an example."""

    WISH = "wish"
    DENIAL = "denial"
    FORECAST = "forecast"
    CLAIM = "claim"
    HISTORY = "history"
    RELAY = "relay"
    CONDITION = "condition"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """One entry of `circumstances.yaml`."""

    role: Role
    phrases: tuple[Phrase, ...]
    opening: bool
    """Counts only where it opens its sentence, or what follows a mark."""
    after: frozenset[str]
    """Words after which it plays no role: "even if"."""
    example: str
    counterexamples: tuple[str, ...]
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Words that play a role, where they stand: the words `first` up to `end`."""

    role: Role
    first: int
    end: int


@cache
def load_circumstances(folder: Path | None = None) -> tuple[Circumstance, ...]:
    """Return the entries of `circumstances.yaml`; raise `LexiconError` for all its mistakes together."""
    classes = load_classes(folder).words
    found: list[Circumstance] = []
    problems: list[Problem] = []
    for entry in read_entries((folder or shipped()) / "circumstances.yaml"):
        try:
            entry.only(("role", "words", "opening", "after", "example", "not"))
            found.append(
                Circumstance(
                    role=Role(entry.choice("role", [role.value for role in Role])),
                    phrases=read_phrases(entry, classes),
                    opening=entry.flag("opening"),
                    after=frozenset(entry.texts("after")),
                    example=entry.text("example"),
                    counterexamples=entry.texts("not"),
                    where=entry.where,
                )
            )
        except LexiconError as mistake:
            problems += mistake.problems
    if problems:
        raise LexiconError(problems)
    return tuple(found)


class Surroundings:
    """Finds the signs of a sentence."""

    def __init__(self, circumstances: Sequence[Circumstance]) -> None:
        index: dict[str, list[tuple[Circumstance, Phrase]]] = {}
        for circumstance in circumstances:
            for phrase in circumstance.phrases:
                for first in phrase.first:
                    index.setdefault(first, []).append((circumstance, phrase))
        self._index: Mapping[str, list[tuple[Circumstance, Phrase]]] = index

    def signs(self, tokens: Sequence[Word]) -> tuple[Sign, ...]:
        """Return the words of a sentence that play a role, in reading order.

        One word may play several, but what opens a condition is no wish: "Should they land, …".
        """
        found: list[Sign] = []
        for place, token in enumerate(tokens):
            here = [
                Sign(role=circumstance.role, first=place, end=end)
                for circumstance, phrase in self._index.get(token.lower, ())
                if _plays(circumstance, tokens[place - 1] if place else None)
                and (end := match(phrase, tokens, place)) is not None
            ]
            opens = [sign for sign in here if sign.role is Role.CONDITION]
            found += opens or here
        return tuple(found)


def _plays(circumstance: Circumstance, before: Word | None) -> bool:
    if before is None:
        return True
    return before.lower not in circumstance.after and not (circumstance.opening and before.letters)
