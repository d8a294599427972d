"""Who is meant? People, states, bodies and groups, and how sure we are of each mention."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, assert_never

from briefs.folding import fold

PersonId = NewType("PersonId", str)


def person_id(name: str) -> PersonId:
    """Return the id of somebody known by name alone, in any script: `ana-reyes`, however it is spelt and accented."""
    return PersonId("-".join(fold(name).split()) or name)


class PersonKind(StrEnum):
    """What sort of party stands behind a name."""

    PERSON = "person"
    STATE = "state"
    BODY = "body"
    """A ministry, a company, an alliance, a court."""
    GROUP = "group"
    """Several together: "26 nations", "Germany, Spain and Italy"."""
    UNNAMED = "unnamed"
    """Someone the article describes but does not name: "a White House official"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office or description, and when it was held."""

    title: str
    since: date | None = None
    until: date | None = None

    def held_on(self, day: date | None) -> bool:
        """Say whether the role was held on `day`; on an unknown day only a role without an end counts."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Anyone who can speak, threaten or pledge, under one canonical name."""

    id: PersonId
    """Stable; it joins the spellings of one name over articles."""
    name: str
    """The fullest form: the article's own, or that of `people.yaml`."""
    kind: PersonKind = PersonKind.PERSON
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()


class Step(StrEnum):
    """Which rule resolved a mention."""

    NAME = "name"
    """The full name stands there."""
    ALIAS = "alias"
    """A shorter form of a name, or another spelling."""
    TITLE = "title"
    """An office: "the French president"."""
    DESCRIPTION = "description"
    """Other words: "his opponent"."""
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The mention is this person."""

    person: Person
    step: Step
    name: str | None = None
    """The fullest form that this article gives; None where it gives none and `person.name` stands in."""

    @property
    def label(self) -> str:
        """The name to print."""
        return self.name or self.person.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Ambiguous:
    """The mention fits several people and the article does not say which."""

    candidates: tuple[Person, ...]
    step: Step

    def __post_init__(self) -> None:
        if len(self.candidates) < 2:  # noqa: PLR2004 - two is what ambiguous means
            message = "ambiguous means at least two candidates"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Nobody can be named, and why."""

    reason: str
    """In words for an editor: "no name stands near these words"."""
    description: str | None = None
    """How the article describes an unnamed party: "White House official"."""


Resolution = Resolved | Ambiguous | Unknown
"""Attributed or honest: never a guess."""

UNREAD = Unknown(reason="not resolved yet")
"""What an extractor puts where a name will stand; `briefs.speakers` replaces it."""


def printed_name(resolution: Resolution) -> str | None:
    """Return the name to print: the fullest form, "unnamed White House official", or None where nobody can be named.

    A party that is counted, such as "26 nations", is called what the article calls it: it has no name to withhold.
    """
    match resolution:
        case Resolved():
            return resolution.label
        case Unknown(description=str(description)):
            return description if description[:1].isdigit() else f"unnamed {description}"
        case Ambiguous() | Unknown():
            return None
        case _:
            assert_never(resolution)


def join_names(names: Sequence[str]) -> str | None:
    """Write several names as one, "Germany, Spain and Italy"; None where there is none."""
    if len(names) < 2:  # noqa: PLR2004 - "and" needs two
        return names[0] if names else None
    return f"{', '.join(names[:-1])} and {names[-1]}"
