"""Who is in the article, and which names are theirs? "Reyes" is Ana Reyes; with two Reyeses it is ambiguous.

Names are learnt from the article's own paragraphs; captions, teasers and headlines supply none.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from briefs.language.words import folded, listed
from briefs.person import Ambiguous, Person, PersonKind, Resolution, Resolved, Step, Unknown, person_id
from briefs.speakers.bodies import Bodies
from briefs.speakers.furniture import own_paragraphs
from briefs.speakers.members import Member, is_same
from briefs.speakers.mentions import Kind, Name, Names, find_names
from briefs.speakers.roles import ANOTHER, fills, head_of, roles_beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from briefs.document import Document

_FULL_NAME = range(2, 6)
"""Parts of a full name; more is a headline."""

_MOST = 8
"""Candidates that are worth naming to an editor."""

_HONORIFICS = listed(
    "lord lady baroness baron dame pope queen king prince princess father sister mother rabbi imam sheikh"
)
"""Titles without which a lone name is none: Lord Reyes, King Tomas."""


class Cast:
    """Everybody an article names, and the short forms of their names."""

    def __init__(self, document: Document, people: Sequence[Person], known: Names) -> None:
        self._text = document.text
        self._known = known
        self._people = _by_name(people)
        self._all = people
        self._forms: dict[tuple[str, ...], Member] = {}
        self._surnames: dict[tuple[str, ...], list[Member]] = {}
        self._given: dict[str, list[Member]] = {}
        self._members: list[Member] = []
        self._bare_count: Counter[tuple[str, ...]] = Counter()
        self._bare: dict[tuple[str, ...], int] = {}
        """Where a surname first stands alone: it is theirs who had been named by then."""
        self._resolved: dict[tuple[str, tuple[str, ...], Kind], Resolution] = {}
        own = own_paragraphs(document)
        self.names = [
            name
            for sentence in document.sentences
            if own.holds(sentence.start)
            for name in find_names(document.text, sentence.start, sentence.end, known)
        ]
        starts = {sentence.start for sentence in document.sentences}
        self._inside = {folded(name.text) for name in self.names if _stands_inside(document.text, name, starts)}
        self._common = _lower_words(document)
        self._located = {folded(name.text) for name in self.names if _is_place(document.text, name)}
        self.bodies = Bodies(document.text, self.names, self._people, known)
        self._learn()
        self._by_id: dict[str, Member] = {member.person.id: member for member in self._members}

    @property
    def members(self) -> tuple[Member, ...]:
        """Everybody with a name, in order of first mention."""
        return tuple(self._members)

    def member(self, person: Person) -> Member | None:
        """Return what the article tells of a person it names."""
        return self._by_id.get(person.id)

    def has(self, key: str) -> bool:
        """Say whether somebody whom the article names in full has this id."""
        return key in self._by_id

    def pronoun(self, person: Person) -> str | None:
        """Return `he` or `she` where titles, the given name or the article's own sentences tell."""
        member = self.member(person)
        return member.takes if member else None

    def serves(self, name: Name) -> frozenset[str]:
        """Return the states that the person so named holds an office of, by what the article says beside the name."""
        holders = self._holders(name)
        return self.states_of(holders[0]) if len(holders) == 1 else frozenset()

    def states_of(self, member: Member) -> frozenset[str]:
        """Return the states of whose offices the article speaks beside somebody's name."""
        said = set()
        for role in member.roles:
            parts = role.split()
            said |= set(parts) | {" ".join(pair) for pair in pairwise(parts)}
        return frozenset(self._known.states[words_] for words_ in said if words_ in self._known.states)

    def _learn(self) -> None:
        """Gather the full names, the longest first, then what stands beside their shorter forms."""
        people = [name for name in self.names if name.kind is Kind.PERSON]
        for name in self.names:
            if len(name.parts) == 1:
                self._bare_count[name.parts] += 1
                self._bare.setdefault(name.parts, name.span.start)
        full = [name for name in people if len(name.parts) in _FULL_NAME and len(set(name.parts)) == len(name.parts)]
        for name in sorted(full, key=lambda name: -len(name.parts)):
            self._enter(name)
        for name in full:
            self._describe(self._forms[name.parts], name)
        self._members.sort(key=lambda member: member.first)
        for name in people:
            if len(name.parts) == 1:
                self._single(name)

    def _enter(self, name: Name) -> None:
        member = self._forms.get(name.parts)
        if member is None:
            alike = {id(known): known for known in self._alike(name.parts)}
            member = next(iter(alike.values())) if len(alike) == 1 else self._new(name)
            self._forms[name.parts] = member
        member.add(name, self._known.given)
        member.first = min(member.first, name.span.start)
        member.known = member.known or self._people.get(folded(name.text))

    def _alike(self, parts: tuple[str, ...]) -> Iterator[Member]:
        given = self._known.given
        for member in self._surnames.get(parts[-1:], [])[:_MOST]:
            if is_same(parts, member.parts, given):
                yield member
        for member in self._given.get(parts[0], [])[:_MOST]:
            if is_same(parts, member.parts, given):
                yield member

    def _new(self, name: Name) -> Member:
        member = Member(parts=name.parts, name=name.text, first=name.span.start)
        self._members.append(member)
        for surname in member.surnames:
            self._surnames.setdefault(surname, []).append(member)
        self._given.setdefault(name.parts[0], []).append(member)
        return member

    def _describe(self, member: Member, name: Name) -> None:
        member.pronoun = member.pronoun or self._known.pronoun(name)
        member.titles |= set(name.titles)
        member.roles |= set(roles_beside(self._text, name, self._known))

    def _single(self, name: Name) -> None:
        """Learn from "Mr. Reyes" and "President Reyes" about the one Reyes, or about a Reyes never named in full."""
        bearers = self._surnames.get(name.parts, [])
        if not bearers and name.titles:
            told = f"{name.titles[-1].title()} {name.text}" if name.titles[-1] in _HONORIFICS else name.text
            member = Member(parts=name.parts, name=told, first=name.span.start)
            member.known = self._people.get(folded(name.text))
            self._members.append(member)
            self._surnames[name.parts] = bearers = [member]
        fitting = self._fitting(bearers[:_MOST], name)
        if len(fitting) == 1:
            self._describe(fitting[0], name)
            fitting[0].spellings[name.text] += 1

    def introduces(self, name: Name) -> bool:
        """Say whether the article names somebody in full here for the first time."""
        member = self._forms.get(name.parts)
        return member is not None and member.first == name.span.start

    def find(self, name: Name) -> Resolution:
        """Return who the name means: one party, several that it fits, or nobody."""
        key = (folded(name.text), name.titles, name.kind)
        if key not in self._resolved:
            self._resolved[key] = self._find(name)
        return self._resolved[key]

    def _find(self, name: Name) -> Resolution:
        if name.kind is Kind.STATE:
            return self._state(name)
        body = self.bodies.find(name)
        if body is not None:
            return body
        holders = self._holders(name)
        if len(holders) == 1:
            full = holders[0].parts == name.parts
            return Resolved(person=holders[0].person, step=Step.NAME if full else Step.ALIAS, name=_told(holders[0]))
        candidates = {member.person.id: member.person for member in holders[:_MOST]}
        if len(candidates) > 1:
            return Ambiguous(candidates=tuple(candidates.values()), step=Step.ALIAS)
        return self._alone(name)

    def _holders(self, name: Name) -> list[Member]:
        """Return whom a form may mean: by the full name, the family name, or the given name alone."""
        parts = name.parts
        if parts in self._forms:
            return [self._forms[parts]]
        bearers = self._surnames.get(parts, [])[:_MOST]
        if not bearers and len(parts) == 1 and not name.titles:
            bearers = self._given.get(parts[0], [])[:_MOST]
        if not bearers and len(parts) > 1:
            bearers = list({id(member): member for member in self._alike(parts)}.values())
        return self._fitting(bearers, name) if len(bearers) > 1 else bearers

    def _fitting(self, bearers: list[Member], name: Name) -> list[Member]:
        """Return those of one surname whom title and pronoun fit, or to whom the bare surname is used to belong."""
        if not bearers[1:]:
            return bearers
        bearers = self._attested(bearers)
        pronoun = self._known.pronoun(name)
        fitting = [member for member in bearers if pronoun is None or member.pronoun in {None, pronoun}] or bearers
        titled = [member for member in fitting if name.titles and set(name.titles) & _OFFICES & member.titles]
        if len(titled) == 1:
            return titled
        known = self._people.get(folded(name.text))
        usual = [member for member in fitting if known is not None and member.known is known]
        bare = self._bare.get(name.parts)
        usual = usual or [member for member in fitting if bare is not None and member.first < bare]
        if len(usual) != 1 and self._bare_count[name.parts] > 1:
            # Joe Reyes once, then "Reyes" again and again, while his son is Tim Reyes each time
            usual = [member for member in fitting if member.in_full == 1]
        return usual if len(usual) == 1 else fitting

    def _attested(self, bearers: list[Member]) -> list[Member]:
        """Return those of one surname that are surely people: not Air Reyes beside Ana Reyes."""
        given = self._known.given
        sure = [
            member
            for member in bearers
            if member.parts[0] in given
            or member.titles & self._known.titles
            or member.spellings.total() > 1
            or member.known is not None
        ]
        return sure or bearers

    def _alone(self, name: Name) -> Resolution:
        """Return whom a name means that the article gives in no other form."""
        whole = folded(name.text)
        known = self._people.get(whole)
        if known is not None:
            return Resolved(person=known, step=Step.ALIAS, name=None if len(name.parts) == 1 else name.text)
        alone = len(name.parts) == 1 and not name.titles
        articled = alone and self._text[max(0, name.span.start - 4) : name.span.start] in {"the ", "The "}
        if alone and not (self._is_surely_a_name(whole) or (articled and self._may_be_a_body(whole))):
            return Unknown(reason=f"“{name.text}” may be a name or not")
        if whole in self._known.states or (name.kind is Kind.OTHER and whole in self._known.places):
            return Unknown(reason=f"“{name.text}” is a place")
        if articled or (name.kind is Kind.OTHER and len(name.parts) > 1):
            party = self.bodies.party(name.text)
        else:
            kind = PersonKind.STATE if whole in self._located else PersonKind.PERSON
            party = Person(id=person_id(name.text), name=name.text, kind=kind)
        return Resolved(person=party, step=Step.NAME, name=name.text)

    def _may_be_a_body(self, word: str) -> bool:
        """Say whether a lone word after "the" may be a body's name, the Courier, and no people or their tongue."""
        known = self._known
        lists = (self._common, known.adjectives, known.people, known.titles, known.things, known.places, known.days)
        return not word.endswith("s") and not any(word in listed for listed in lists)

    def speaking(self, name: Name) -> Resolution | None:
        """Return whom a lone capitalised word means that is said to speak, unless a noun opens a sentence."""
        whole = folded(name.text)
        plural = whole.endswith("s") and not whole.endswith(("ss", "us", "is", "as", "os"))
        if whole in self._common or (plural and whole not in self._inside):
            return None
        known = self._known
        if any(whole in listed for listed in (known.adjectives, known.people, known.titles, known.states)):
            return None
        return Resolved(person=Person(id=person_id(name.text), name=name.text), step=Step.NAME, name=name.text)

    def _is_surely_a_name(self, word: str) -> bool:
        """Say whether a lone capitalised word is one: it stands so inside a sentence, and never in lower case."""
        known = self._known
        lists = (self._common, known.adjectives, known.people, known.titles, known.things, known.places)
        return word in self._inside and not any(word in listed for listed in lists)

    def _state(self, name: Name) -> Resolution:
        state = self._known.states[folded(name.text)]
        known = self._people.get(folded(state)) or self._people.get(folded(name.text))
        person = known or Person(id=person_id(state), name=state, kind=PersonKind.STATE)
        # "Kyiv" stays Kyiv in print; the id joins it with Ukraine.
        return Resolved(person=person, step=Step.NAME if name.text == state else Step.ALIAS, name=name.text)

    def holders(self, office: str, day: date | None) -> tuple[Person, ...]:
        """Return who holds an office in this article, `french president`, or else in `people.yaml` on its day."""
        head = head_of(office)
        fitting = [
            member
            for member in self._members
            if any(head_of(role) == head and fills(role, office, self._known) for role in member.roles)
        ]
        if len(office.split()) == 1:
            fitting = self._foremost(fitting, head)
        if fitting:
            return tuple({member.person.id: member.person for member in fitting}.values())[:_MOST]
        return tuple(
            person
            for person in self._all
            if any(folded(role.title) == office and role.held_on(day) for role in person.roles)
        )[:_MOST]

    def _foremost(self, holders: list[Member], head: str) -> list[Member]:
        """Return whom the bare office means: whoever bears it as a title, or holds a state's; else any holder."""
        titled = [member for member in holders if head in member.titles and not member.titles & ANOTHER]
        return titled or [member for member in holders if self.states_of(member)] or holders

    def told(self, person: Person) -> str | None:
        """Return the fullest form of a person's name that the article gives; None where it gives none."""
        member = self.member(person)
        return _told(member) if member else None


_OFFICES = listed(
    "president senator sen secretary minister governor gov mayor general gen judge justice dr professor prof rep "
    "representative chancellor speaker king queen prince princess"
)


def _told(member: Member) -> str | None:
    """Return the fullest form the article gives; None where it is a lone surname and `people.yaml` knows better."""
    return None if member.known is not None and len(member.parts) == 1 else member.name


def _by_name(people: Iterable[Person]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    twice: set[str] = set()
    for person in people:
        for name in {folded(form) for form in (person.name, *person.aliases)}:
            if name in found:
                twice.add(name)
            found[name] = person
    return {name: person for name, person in found.items() if name not in twice}


def _stands_inside(text: str, name: Name, starts: set[int]) -> bool:
    """Say whether a name stands where no rule but its own asks for a capital."""
    before = text[max(0, name.span.start - 2) : name.span.start]
    return name.span.start not in starts and before[-1:] == " " and (before[:1].isalnum() or before[:1] == ",")


_WHERE = re.compile(r"\b(?:in|near|across|into|inside|outside|throughout)\s\Z")
_GOVERNED = re.compile(
    r"[’']s\s(?:\w+\s){0,2}(?:minister|president|government|ambassador|parliament|army|navy|forces|military|capital)\b"
)


def _is_place(text: str, name: Name) -> bool:
    """Say whether a lone name is a place's: in Vellin, Vellin’s foreign minister."""
    if len(name.parts) > 1 or name.titles:
        return False
    where = _WHERE.search(text, max(0, name.span.start - 12), name.span.start)
    return bool(where or _GOVERNED.match(text, name.span.end, name.span.end + 60))


def _lower_words(document: Document) -> frozenset[str]:
    return frozenset(re.findall(r"\b[^\W\d_A-Z]\w+", document.text))
