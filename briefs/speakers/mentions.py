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
    from collections.abc import Iterable, Sequence
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
        """Its words without case, accents and a nickname's marks."""
        return tuple(folded(part.strip("“”\"'‘’")) for part in self.text.split())


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
    given: frozenset[str]
    """Given names, whichever pronoun they take: where one stands, a person's name begins."""

    def pronoun(self, name: Name) -> str | None:
        """Return `he` or `she` where a title tells, or else the given name."""
        told = {self.pronouns.get(title) for title in name.titles if title in self.titles} - {None}
        if not told and len(name.parts) > 1:
            told = {self.pronouns.get(name.parts[0])} - {None}
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
    "great new old therefore likewise moreover furthermore additionally elsewhere otherwise nevertheless nonetheless "
    "besides thereafter consequently hence similarly faced added according based born founded driven pressed told said "
    "adding speaking noting citing calling writing saying asking late early next"
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
    of_both = listed("given: both", given.get("both", []))
    told = {pronoun: listed(f"given: {pronoun}", given.get(pronoun)) for pronoun in ("he", "she")}
    pronouns = {folded(word): pronoun for pronoun in told for word in (*listed(pronoun), *told[pronoun])}
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
        given=_set((*told["he"], *told["she"], *of_both)),
    )


def _set(listed: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(word) for word in listed)


def find_names(text: str, start: int, end: int, known: Names) -> list[Name]:
    """Return the names between two offsets, in reading order."""
    run: list[Word] = []
    found: list[Name] = []
    tokens = without_nickname_marks(words(text, start, end))
    before: Word | None = None
    for place, word in enumerate(tokens):
        if _belongs(tokens, place, run, known):
            before = before if run else (tokens[place - 1] if place else None)
            run.append(word)
            if word.possessive:
                found += _read(text, run, before, known)
                run = []
        else:
            found += _read(text, run, before, known)
            run = []
    return found + _read(text, run, before, known)


def without_nickname_marks(tokens: list[Word]) -> list[Word]:
    """Return the words without the marks around a nickname: Tomas “Tommy” Brandt is one name of three words."""
    marks = {
        place + step
        for place, word in enumerate(tokens[: max(0, len(tokens) - 3)])
        if word.text in _OPENING and place and _is_nickname(tokens[place - 1 : place + 4])
        for step in (0, 2)
    }
    return [word for place, word in enumerate(tokens) if place not in marks] if marks else tokens


_OPENING = {"“": "”", '"': '"', "‘": "’", "'": "'"}


def _is_nickname(around: list[Word]) -> bool:
    first, opening, nick, closing, last = around
    named = first.capital and nick.capital and last.capital and not first.possessive
    return named and first.letters and nick.letters and last.letters and _OPENING[opening.text] == closing.text


def _belongs(tokens: list[Word], place: int, run: list[Word], known: Names) -> bool:
    word = tokens[place]
    if word.text == ".":
        # Mr. Reyes, Sen. Reyes
        return bool(run) and run[-1].lower in known.titles and run[-1].end == word.start and len(run[-1].text) <= _SHORT
    if word.capital:
        return is_name_word(word, known) or _is_a_month_s_namesake(word, run, known)
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if not run or following is None or word.possessive:
        return False
    if word.lower in {"of", "for", "on"}:
        body = run[-1].lower in known.bodies and not run[-1].possessive
        office = word.lower == "of" and run[-1].lower in known.titles
        article = body and following.lower == "the" and place + 2 < len(tokens) and tokens[place + 2].capital
        return (following.capital and (body or office)) or article
    if word.lower in {"the", "and"}:
        # the Institute for the Study of Straits, the Centre for Ports and Tides
        inside = any(earlier.lower in {"for", "on"} for earlier in run) and following.capital
        return inside and (run[-1].lower in {"of", "for", "on"} if word.lower == "the" else run[-1].capital)
    return word.lower in _PARTICLES and (following.capital or following.lower in _PARTICLES)


_SHORT = 4
"""Letters of an abbreviated title, Sen., Capt.; and so many capitals in a row without a given name are a headline."""

_LONGEST_ACRONYM = 5


def _is_a_month_s_namesake(word: Word, run: list[Word], known: Names) -> bool:
    """Say whether the word is a surname although it is a month's or a word's: Ana May, Mr. Will."""
    if not run or word.lower not in known.days | {"may", "will"}:
        return False
    return run[-1].lower in _ADDRESS or run[-1].text == "." or folded(run[-1].text) in known.given


_ADDRESS = listed("mr mrs ms miss dr sir dame lord lady")


def follows_address(tokens: Sequence[Word], place: int) -> bool:
    """Say whether a form of address stands right before a word, which then is a name: Mrs May, Mr. King."""
    before = place - 1
    if before > 0 and tokens[before].text == ".":
        before -= 1
    return before >= 0 and tokens[before].lower in _ADDRESS and tokens[place].capital


def is_name_word(word: Word, known: Names) -> bool:
    """Say whether a word may be part of a name: a capital, and neither a day nor a word such as "However"."""
    if not word.capital or word.lower in known.days:
        return False
    if word.lower.endswith(("-based", "-backed", "-led", "-born", "-old", "-owned", "-run")):
        return False
    return (
        word.lower not in NOT_NAMES or word.text == "US" or word.text.startswith("US’") or word.text in {"New", "Great"}
    )


def _read(text: str, run: list[Word], before: Word | None, known: Names) -> list[Name]:
    """Return the name that a run of capitalised words is; `before` stands before it."""
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
        run, titles = _without_titles(run, before, known)
        if not run:
            return []
        kind = _person_or_not(run, titles, before, known)
    span = Span(run[0].start, run[-1].start + len(run[-1].stem))
    return [Name(span, " ".join(span.slice(text).split()), kind, tuple(titles), possessive)]


def _person_or_not(run: list[Word], titles: list[str], before: Word | None, known: Names) -> Kind:
    """Say whether what is left may be a person's name: not one word alone, not the Long Harbour, not a headline."""
    if titles and titles[-1] == "of":
        return Kind.OTHER
    if any(title in known.titles for title in titles):
        return Kind.PERSON
    capitals = sum(word.capital for word in run)
    given = any(folded(word.text) in known.given for word in run[:-1])
    after_article = before is not None and before.lower in {"the", "a", "an"}
    if capitals == 1 or (not given and (after_article or capitals >= _SHORT)):
        return Kind.OTHER
    return Kind.PERSON


def _kind(run: list[Word], known: Names) -> Kind:
    whole = folded(" ".join(word.stem for word in run))
    last = folded(run[-1].stem)
    head = next((folded(word.stem) for word, joint in pairwise(run) if joint.text in {"of", "for", "on"}), last)
    if whole in known.houses:
        return Kind.BODY
    if whole in known.states:
        return Kind.OTHER if whole in known.adjectives else Kind.STATE
    if whole in known.places or (len(run) > 1 and _is_headline(run)):
        return Kind.OTHER
    if _is_surely_a_person(run, known) or _is_officer(run, known):
        return Kind.PERSON
    return _kind_of_last(run, last, head, known)


def _kind_of_last(run: list[Word], last: str, head: str, known: Names) -> Kind:
    """Return what the last word, or the one before "of", makes of a name."""
    shouted = run[-1].stem.isupper()
    if (head != last and head in known.bodies) or (last in known.bodies and (shouted or len(last) >= _SHORT)):
        return Kind.BODY
    if last in known.things or last in known.titles:
        return Kind.PERSON if run[0].lower in _ADDRESS and len(run) > 1 else Kind.OTHER
    if last in known.places and any(folded(word.stem) in known.bodies for word in run):
        return Kind.BODY
    initials = len(run) == 1 and last.isalpha() and shouted and 1 < len(last) <= _LONGEST_ACRONYM
    return Kind.BODY if initials else Kind.PERSON


def _is_headline(run: list[Word]) -> bool:
    """Say whether the words are shouted, as in a headline or a teaser: HARBOUR CLOSED."""
    return all(word.stem.isupper() and len(word.stem) > 1 for word in run) and any(len(w.stem) > _SHORT for w in run)


def _is_surely_a_person(run: list[Word], known: Names) -> bool:
    """Say whether a given name begins the run, whatever its last word means elsewhere: Ana Hill, Luis Bishop."""
    capitals = [word for word in run if word.capital]
    return len(capitals) in {2, 3} and folded(run[0].text) in known.given and folded(run[-1].stem) not in known.bodies


def _is_officer(run: list[Word], known: Names) -> bool:
    """Say whether a body goes before its officer's name: Committee on Straits Chairman Luis Brandt."""
    return any(word.lower in _OFFICERS for word in run[1:-2]) and folded(run[-2].text) not in known.bodies


_OFFICERS = listed(
    "chairman chairwoman chair secretary director president minister spokesman spokeswoman spokesperson senator "
    "commissioner chief leader commander governor mayor ceo"
)


def _without_titles(run: list[Word], before: Word | None, known: Names) -> tuple[list[Word], list[str]]:
    """Part the name from what stands before it: offices, states, and in a long row whatever precedes a given name."""
    titled = (place + 1 for place, word in enumerate(run[:-1]) if word.lower in known.titles)
    cut = max((place for place in titled if folded(run[place - 1].text) not in known.given), default=0)
    while cut < len(run) - 1 and (not run[cut].capital or _leads_to_a_name(run, cut, known)):
        cut += 1
    bodies = (place + 1 for place in range(cut, len(run) - 2) if folded(run[place].stem) in known.bodies)
    cut = max(bodies, default=cut)
    given = (place for place in range(cut + 1, len(run) - 1) if folded(run[place].text) in known.given)
    begins = next(given, None)
    inside = before is not None and before.lower in _BEFORE_PLACES
    if begins is not None and folded(run[cut].text) not in known.given and (begins - cut > 1 or cut or inside):
        cut = begins
    elif inside and len(run) - cut > _FULL_NAME and folded(run[cut].stem) in known.states:
        cut += 1
    return run[cut:], [word.lower for word in run[:cut]]


_FULL_NAME = 2
"""Parts of the shortest full name."""

_BEFORE_PLACES = listed("to of for in on at")
"""After one of these a place or a task may stand before a name: ambassador to [Vellin] Ana Reyes."""


def _leads_to_a_name(run: list[Word], place: int, known: Names) -> bool:
    """Say whether a word before a name is none of it: [Vellinese] Ana Reyes, but London Reyes is so called."""
    stem = folded(run[place].stem).replace(".", "")
    last = place + 2 == len(run)
    if stem in known.adjectives or stem in known.days:
        # Energy Minister German Reyes may be so called; the Russian Reyes is not.
        return not (last and place > 0)
    given = folded(run[place + 1].text) in known.given and len(run) - place > _FULL_NAME
    named = stem in known.states or stem in known.places or stem in known.bodies
    return named and (given or (place > 0 and len(run) - place > _FULL_NAME))
