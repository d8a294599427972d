"""Which names stand in a stretch of text, and what sort of party does each look like?

Capitals, titles and a few lists of words: states, bodies, places and days are kept from being taken for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefs.document import Span
from briefs.errors import Problem
from briefs.extractors.lexicon import LexiconError, read_fields, shipped
from briefs.language.words import Word, folded, listed, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Kind(StrEnum):
    """What a name looks like."""

    PERSON = "person"
    STATE = "state"
    """A state or its capital: "Moscow"."""
    BODY = "body"
    OTHER = "other"
    """A place, a thing, an adjective, or one capitalised word that may be anything."""


class Name(NamedTuple):
    """A name in the text, without titles and possessive endings."""

    span: Span
    text: str
    kind: Kind
    titles: tuple[str, ...]
    """The offices and forms of address before it, in lower case: `russian`, `foreign`, `minister`."""
    possessive: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """Its words without case and accents."""
        return tuple(folded(part) for part in self.text.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What `config/lexicons/names.yaml` says of capitalised words."""

    states: dict[str, str]
    """From each of a state's names, folded, to the first: `moscow` to `Russia`."""
    adjectives: frozenset[str]
    houses: frozenset[str]
    """Names of a state's government that are a body's: `kremlin`."""
    places: frozenset[str]
    bodies: frozenset[str]
    things: frozenset[str]
    titles: frozenset[str]
    days: frozenset[str]
    people: frozenset[str]
    pronouns: dict[str, str]
    """From a title or given name to the pronoun: `mrs` to `she`."""

    def pronoun(self, name: Name) -> str | None:
        """Return `he` or `she` where title or given name tells."""
        told = {self.pronouns.get(title) for title in name.titles} - {None}
        given = self.pronouns.get(name.parts[0]) if len(name.parts) > 1 else None
        told |= {given} if given else set()
        return told.pop() if len(told) == 1 else None


_HOUSES = frozenset({"kremlin", "the kremlin", "white house", "the white house", "downing street", "westminster"})

_PARTICLES = listed("de del della der den da das dos du di la le van von bin ibn al el ul ten ter af av y")

NOT_NAMES = listed(
    "a about after all also although amid among an and another any are as asked at back be because before both "
    "but by can could despite did do does during each earlier either even every few first five for four from get "
    "given had has have he hello her here hers him his how however i i'm if in including indeed instead into is "
    "it it's its just last later let many may maybe me meanwhile might more most much must my neither never no "
    "nobody none nor not nothing now of oh ok okay on once one only or other others our over overall perhaps "
    "please put rather re see separately several shall she should since so some soon speaking still such sure ten "
    "than thank thanks that the their them then there these they this those though three thus to today together "
    "tomorrow tonight too two under unless until up upon us was we well were what whatever when where whether "
    "which while who whoever whose why will with within without would yes yes, yesterday yet you your dear good "
    "great new old"
)
"""Words that begin sentences and are no names; `us` in lower case is a pronoun, in capitals a state."""


@cache
def load_names(folder: Path | None = None) -> Names:
    """Return the names of `names.yaml` in `folder`, or of those that come with the product; raise `LexiconError`."""
    path = (folder or shipped()) / "names.yaml"
    fields = read_fields(path)

    def listed(name: str, value: object = None) -> list[str]:
        value = fields.get(name) if value is None else value
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return value
        remedy = f"write {name}: and a list of words; put quotes around yes, no, on and off"
        raise LexiconError([Problem(where=str(path), what=f"{name} is not a list of words", remedy=remedy)])

    def mapped(name: str, value: object) -> dict[str, object]:
        if isinstance(value, dict):
            return value
        remedy = f"write {name}: and below it a name, a colon and a list for each"
        raise LexiconError([Problem(where=str(path), what=f"{name} is not a set of lists", remedy=remedy)])

    states: dict[str, str] = {}
    adjectives = set()
    for state, others in mapped("states", fields.get("states")).items():
        also = listed(f"states: {state}", others)
        states |= {folded(alias): state for alias in (state, *also)}
        adjectives |= {folded(alias) for alias in also[:1]}
    given = mapped("given", fields.get("given"))
    pronouns = {
        folded(word): pronoun
        for pronoun in ("he", "she")
        for word in (*listed(pronoun), *listed(f"given: {pronoun}", given.get(pronoun)))
    }
    return Names(
        states=states,
        adjectives=frozenset(adjectives),
        houses=_HOUSES,
        places=_set(listed("places")),
        bodies=_set(listed("bodies")),
        things=_set(listed("things")),
        titles=_set(listed("titles")),
        days=_set(listed("days")),
        people=_set(listed("people")),
        pronouns=pronouns,
    )


def _set(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(word) for word in listed)


def find_names(text: str, start: int, end: int, known: Names) -> list[Name]:
    """Return the names between two offsets, in reading order."""
    run: list[Word] = []
    found: list[Name] = []
    tokens = words(text, start, end)
    for place, word in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if _belongs(word, run, following, known):
            run.append(word)
            if word.possessive:
                found += _read(text, run, known)
                run = []
        else:
            found += _read(text, run, known)
            run = []
    return found + _read(text, run, known)


def _belongs(word: Word, run: list[Word], following: Word | None, known: Names) -> bool:
    if word.text == ".":
        # Mr. Reyes, Sen. Reyes
        return bool(run) and run[-1].lower in known.titles and run[-1].end == word.start and len(run[-1].text) <= 4  # noqa: PLR2004
    if word.capital:
        return is_name_word(word, known)
    if not run or following is None or word.possessive:
        return False
    if word.lower == "of":
        return following.capital and run[-1].lower in known.titles | known.bodies
    return word.lower in _PARTICLES and (following.capital or following.lower in _PARTICLES)


def is_name_word(word: Word, known: Names) -> bool:
    """Say whether a word may be part of a name: a capital, and neither a day nor a word such as "However"."""
    if not word.capital or word.lower in known.days:
        return False
    if word.lower.endswith(("-based", "-backed", "-led", "-born", "-old", "-owned", "-run")):
        return False
    return word.lower not in NOT_NAMES or word.text == "US" or word.text.startswith("US’") or word.text == "New"


def _read(text: str, run: list[Word], known: Names) -> list[Name]:
    run = [word for word in run if word.text != "."]
    while run and not run[-1].capital:
        run = run[:-1]
    if not run:
        return []
    possessive = run[-1].possessive
    kind = _kind(run, known)
    titles: list[str] = []
    if len(run) > 1 and len(run[0].text) == 1:
        run = run[1:]
    if kind is Kind.PERSON:
        run, titles = _without_titles(run, known)
        if not run:
            return []
        if len(run) == 1 and not any(title in known.titles for title in titles):
            kind = Kind.OTHER
    span = Span(run[0].start, run[-1].start + len(run[-1].stem))
    return [Name(span, " ".join(span.slice(text).split()), kind, tuple(titles), possessive)]


def _kind(run: list[Word], known: Names) -> Kind:
    whole = folded(" ".join(word.stem for word in run))
    last = folded(run[-1].stem)
    head = next((folded(word.stem) for word, joint in pairwise(run) if joint.text == "of"), last)
    initials = len(run) == 1 and last.isalpha() and run[0].stem.isupper() and 1 < len(last) < 6  # noqa: PLR2004
    kind = Kind.PERSON
    if whole in known.houses:
        kind = Kind.BODY
    elif whole in known.states:
        kind = Kind.OTHER if whole in known.adjectives else Kind.STATE
    elif whole in known.places:
        kind = Kind.OTHER
    elif last in known.bodies or head in known.bodies:
        kind = Kind.BODY
    elif last in known.things or last in known.titles:
        kind = Kind.OTHER
    elif initials:
        kind = Kind.BODY
    return kind


def _without_titles(run: list[Word], known: Names) -> tuple[list[Word], list[str]]:
    cut = max((place + 1 for place, word in enumerate(run[:-1]) if word.lower in known.titles), default=0)
    while cut < len(run) - 1 and (folded(run[cut].stem) in known.states or not run[cut].capital):
        cut += 1
    return run[cut:], [word.lower for word in run[:cut]]
