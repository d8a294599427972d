"""Which forms of a name are one person's? "Ana Reyes", "Ana M. Reyes" and "Reyes"; two Reyeses stay two.

Spellings are compared without case and accents. A slip of one letter joins two forms only where all else agrees.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefs.language.words import listed
from briefs.person import Person, PersonKind, person_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefs.speakers.mentions import Name

_SURNAME_FIRST = listed("xi kim mao moon hu jiang deng li wang zhang yoon nguyen")
"""Family names that stand first: Kim is Kim Jong-un."""

_ARTICLES_OF_NAMES = ("al-", "el-", "ul-", "as-", "ad-")

_SAME_GIVEN = (
    listed("william will bill billy"), listed("robert rob bob bobby"), listed("richard rick dick"),
    listed("joseph joe"), listed("james jim jimmy"), listed("michael mike"), listed("thomas tom tommy"),
    listed("edward ed ted eddie"), listed("david dave"), listed("daniel dan danny"), listed("charles charlie chuck"),
    listed("benjamin ben"), listed("samuel sam"), listed("steven steve stephen"), listed("anthony tony antony"),
    listed("christopher chris"), listed("matthew matt"), listed("timothy tim"), listed("gregory greg"),
    listed("andrew andy"), listed("kenneth ken"), listed("ronald ron"), listed("donald don"), listed("peter pete"),
    listed("elizabeth liz beth betsy"), listed("katherine kate kathy catherine"), listed("susan sue"),
    listed("deborah debbie deb"), listed("margaret maggie meg"), listed("patricia pat patty"), listed("nicholas nick"),
    listed("alexander alex"), listed("jeffrey jeff"), listed("lawrence larry"), listed("philip phil"),
    listed("mitchell mitch"), listed("zachary zach"), listed("joshua josh"),
)  # fmt: skip
"""Given names and their short forms."""

_LEAST_FOR_A_SLIP = 5
"""Letters of a word of which one may be mistyped."""


@dataclass(slots=True, eq=False)
class Member:
    """Someone the article names."""

    parts: tuple[str, ...]
    """The fullest form, folded, part by part."""
    name: str
    """The fullest form as the article prints it."""
    first: int
    """Where the article first names them in full."""
    pronoun: str | None = None
    roles: set[str] = field(default_factory=set)
    """The offices the article gives them, folded: `french president`."""
    titles: set[str] = field(default_factory=set)
    known: Person | None = None
    """Who `people.yaml` says they are."""
    spellings: Counter[str] = field(default_factory=Counter)
    """How often each form stands in the article."""
    in_full: int = 0
    """How often the article gives more than the family name."""
    votes: Counter[str] = field(default_factory=Counter)
    """How often `he` or `she` stands in a sentence that names nobody else."""

    @property
    def person(self) -> Person:
        """The party behind the name."""
        return self.known or Person(id=person_id(self.name), name=self.name, kind=PersonKind.PERSON)

    @property
    def takes(self) -> str | None:
        """The pronoun that titles, given name or the article's own sentences tell."""
        if self.pronoun is not None:
            return self.pronoun
        (likely, votes), *others = [*self.votes.most_common(2), ("", 0)][:2]
        return likely if votes > 1 and votes > 2 * sum(count for _, count in others) else None

    @property
    def surnames(self) -> Iterator[tuple[str, ...]]:
        """The forms by which the family name alone may be given: Chopra Jonas and Jonas, al-Sayed and Sayed."""
        for cut in range(1, len(self.parts)):
            yield self.parts[cut:]
        last = self.parts[-1]
        if last.startswith(_ARTICLES_OF_NAMES):
            yield (last.split("-", maxsplit=1)[1],)
        if len(self.parts) > 1 and self.is_surname_first:
            yield self.parts[:1]

    @property
    def is_surname_first(self) -> bool:
        """Whether the family name stands first, as in Kim Jong-un."""
        return self.parts[0] in _SURNAME_FIRST or (self.parts[1:] == self.parts[-1:] and "-" in self.parts[-1])

    def add(self, name: Name, given: frozenset[str]) -> None:
        """Count one more mention, and keep the fullest form; of two spellings the commoner.

        What only stands before a known form and is no given name, is none of the name: Trader Ana Reyes.
        """
        self.spellings[name.text] += 1
        self.in_full += 1
        longer, shorter = self.parts, name.parts
        if (
            longer[-len(shorter) :] == shorter
            and len(longer) > len(shorter) > 1
            and (shorter[0] in given and longer[0] not in given)
        ):
            self.parts, self.name = name.parts, name.text
        fuller = len(name.parts) > len(self.parts)
        commoner = len(name.parts) == len(self.parts) and self.spellings[name.text] > self.spellings[self.name]
        if fuller or commoner:
            self.parts, self.name = name.parts, name.text


def is_same(short: Sequence[str], full: Sequence[str], given: frozenset[str]) -> bool:
    """Say whether two full names, the longer one second, are one person's; `given` are the given names we know.

    Olena and Elena are two names, and two people; Shelia beside Sheila is a slip.
    """
    if tuple(short) == tuple(full[-len(short) :]):
        return True
    if short[-1] != full[-1]:
        same_given = len(short) == len(full) and tuple(short[:-1]) == tuple(full[:-1])
        return same_given and is_slip(short[-1], full[-1])
    first, other = short[0], full[0]
    if first == other or any({first, other} <= names for names in _SAME_GIVEN):
        return True
    if is_slip(first, other) and (not {first, other} <= given or short[1:] == full[1:] != full[-1:]):
        return True
    initial = first.rstrip(".")
    return len(initial) == 1 and other.startswith(initial)


def is_slip(one: str, other: str) -> bool:
    """Say whether two words differ by one letter, too few or too many or another, or by two that changed places."""
    if min(len(one), len(other)) < _LEAST_FOR_A_SLIP or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, others = one[start:], other[start:]
    swapped = len(rest) > 1 and len(others) > 1 and rest[1::-1] == others[:2] and rest[2:] == others[2:]
    return rest[1:] == others[1:] or rest == others[1:] or rest[1:] == others or swapped
