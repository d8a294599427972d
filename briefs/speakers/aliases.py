"""Who is in the article, and which names are theirs? "Reyes" is Ana Reyes; with two Reyeses it is ambiguous.

Spellings are compared without case and accents, and otherwise exactly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from briefs.language.words import folded, listed, words
from briefs.person import Ambiguous, Person, PersonId, PersonKind, Resolution, Resolved, Step, Unknown
from briefs.speakers.mentions import Kind, Name, Names, find_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from briefs.document import Document

_SURNAME_FIRST = frozenset(("xi", "kim", "mao", "moon", "hu", "jiang", "deng", "li", "wang", "zhang", "yoon", "nguyen"))
"""Family names that stand first: Kim is Kim Jong-un."""

_APPOSITION = 90
"""Characters within which an office stands beside its holder's name."""


_LONGEST_NAME = 5
"""Parts of a name; more is a headline."""


_MOST = 8
"""Candidates that are worth naming to an editor."""


def slug(name: str) -> PersonId:
    """Return an id made of the name: `ana-reyes`, whatever its accents."""
    return PersonId(re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-") or "unnamed")


@dataclass(slots=True, eq=False)
class Member:
    """Someone the article names."""

    parts: tuple[str, ...]
    """The fullest form, folded, part by part."""
    name: str
    """The fullest form as the article prints it."""
    pronoun: str | None = None
    roles: set[str] = field(default_factory=set)
    """The offices the article gives them, folded: `french president`."""
    titles: set[str] = field(default_factory=set)
    known: Person | None = None
    """Who `people.yaml` says they are."""

    @property
    def person(self) -> Person:
        return self.known or Person(id=slug(self.name), name=self.name, kind=PersonKind.PERSON)


class Cast:
    """Everybody an article names, and the short forms of their names."""

    def __init__(self, document: Document, people: Sequence[Person], known: Names) -> None:
        self._text = document.text
        self._known = known
        self._people = _by_name(people)
        self._all = people
        self._acronyms: dict[str, str] = {}
        self._surnames: dict[str, list[Member]] = {}
        self._clusters: dict[tuple[str, str], Member] = {}
        self.names = [
            name
            for sentence in document.sentences
            for name in find_names(document.text, sentence.start, sentence.end, known)
        ]
        self._bodies: dict[str, dict[str, str]] = {}
        for body in self.names:
            if body.kind is Kind.BODY:
                self.learn_body(body.text)
        starts = {sentence.start for sentence in document.sentences}
        self._inside = {folded(name.text) for name in self.names if _stands_inside(document.text, name, starts)}
        self._common = _lower_words(document)
        for name in self.names:
            self._learn(name)
        self._single_titles()
        self._offices: dict[str, list[Member]] = {}
        self._by_id = {member.person.id: member for member in self.members}
        for member in self.members:
            for head in {_head(role) for role in member.roles}:
                self._offices.setdefault(head, []).append(member)

    def pronoun(self, person: Person) -> str | None:
        """Return `he` or `she` where the article's titles or the given name tell."""
        member = self._by_id.get(person.id)
        return member.pronoun if member else None

    def serves(self, name: Name) -> frozenset[str]:
        """Return the states that the person so named holds an office of, by what the article says beside the name."""
        holders = self._holders(name)
        if len(holders) != 1:
            return frozenset()
        said = set()
        for role in holders[0].roles:
            parts = role.split()
            said |= set(parts) | {" ".join(pair) for pair in pairwise(parts)}
        return frozenset(self._known.states[words_] for words_ in said if words_ in self._known.states)

    @property
    def members(self) -> tuple[Member, ...]:
        """Everybody with a name, in order of first mention."""
        return tuple(self._clusters.values())

    def _learn(self, name: Name) -> None:
        self._learn_acronym(name)
        if name.kind is not Kind.PERSON or not 2 <= len(set(name.parts)) == len(name.parts) <= _LONGEST_NAME:  # noqa: PLR2004
            return
        key = (name.parts[0], name.parts[-1])
        member = self._clusters.get(key)
        if member is None:
            member = Member(parts=name.parts, name=name.text)
            self._clusters[key] = member
            for surname in {name.parts[-1], *(name.parts[:1] if name.parts[0] in _SURNAME_FIRST else ())}:
                self._surnames.setdefault(surname, []).append(member)
        elif len(name.parts) > len(member.parts):
            member.parts, member.name = name.parts, name.text
        member.known = member.known or self._people.get(folded(name.text))
        self._describe(member, name)

    def _describe(self, member: Member, name: Name) -> None:
        member.pronoun = member.pronoun or self._known.pronoun(name)
        member.titles |= set(name.titles)
        member.roles |= set(roles_beside(self._text, name, self._known))

    def _single_titles(self) -> None:
        """Learn from "Mr. Reyes" and "President Reyes" about the one Reyes, or about a Reyes never named in full."""
        for name in self.names:
            if name.kind is not Kind.PERSON or len(name.parts) != 1:
                continue
            holders = self._surnames.get(name.parts[0], [])
            if not holders and name.titles:
                member = Member(parts=name.parts, name=name.text, known=self._people.get(folded(name.text)))
                self._clusters[name.parts[0], name.parts[0]] = member
                self._surnames.setdefault(name.parts[0], []).append(member)
                holders = [member]
            if len(holders) == 1:
                self._describe(holders[0], name)

    def _learn_acronym(self, name: Name) -> None:
        beside = re.compile(r"\s\(([A-Z][\w.&-]{1,14})\)").match(self._text, name.span.end)
        if beside is not None and len(name.parts) > 1:
            self._acronyms[folded(beside.group(1))] = name.text

    def find(self, name: Name) -> Resolution:
        """Return who the name means: one party, several that it fits, or nobody."""
        if name.kind is Kind.STATE:
            return self._state(name)
        whole = folded(name.text)
        if whole in self._acronyms:
            spelled = self._acronyms[whole]
            return Resolved(person=self._body(spelled), step=Step.ALIAS, name=spelled)
        if name.kind is Kind.BODY:
            return Resolved(person=self._body(name.text), step=Step.NAME, name=name.text)
        holders = self._holders(name)
        if len(holders) == 1:
            full = holders[0].parts == name.parts
            return Resolved(person=holders[0].person, step=Step.NAME if full else Step.ALIAS, name=_told(holders[0]))
        if holders:
            candidates = {member.person.id: member.person for member in holders[:_MOST]}
            if len(candidates) > 1:
                return Ambiguous(candidates=tuple(candidates.values()), step=Step.ALIAS)
        return self._alone(name)

    def _holders(self, name: Name) -> list[Member]:
        parts = name.parts
        exact = self._clusters.get((parts[0], parts[-1]))
        if exact is not None:
            return [exact]
        bearers = self._surnames.get(parts[-1], [])[:_MOST]
        holders = [member for member in bearers if _is_form(parts, member.parts)]
        if not holders and len(parts) == 1:
            holders = [member for member in bearers if member.parts[0] == parts[0]]
        if len(holders) > 1:
            pronoun = self._known.pronoun(name)
            fitting = [member for member in holders if pronoun is None or member.pronoun in {None, pronoun}]
            titled = [member for member in fitting if name.titles and set(name.titles) & _OFFICES & member.titles]
            holders = titled if len(titled) == 1 else fitting or holders
        return holders

    def _alone(self, name: Name) -> Resolution:
        whole = folded(name.text)
        known = self._people.get(whole)
        if known is not None:
            return Resolved(person=known, step=Step.ALIAS, name=None if len(name.parts) == 1 else name.text)
        alone = len(name.parts) == 1 and not name.titles
        if alone and not self._is_surely_a_name(whole):
            return Unknown(reason=f"“{name.text}” may be a name or not")
        if whole in self._known.states or (name.kind is Kind.OTHER and whole in self._known.places):
            return Unknown(reason=f"“{name.text}” is a place")
        if name.kind is Kind.OTHER and len(name.parts) > 1:
            return Resolved(person=self._body(name.text), step=Step.NAME, name=name.text)
        return Resolved(person=Person(id=slug(name.text), name=name.text), step=Step.NAME, name=name.text)

    def _is_surely_a_name(self, word: str) -> bool:
        """Say whether a lone capitalised word is one: it stands so inside a sentence, and never in lower case."""
        known = self._known
        lists = (self._common, known.adjectives, known.people, known.titles, known.things, known.places)
        return word in self._inside and not any(word in listed for listed in lists)

    def _state(self, name: Name) -> Resolution:
        state = self._known.states[folded(name.text)]
        known = self._people.get(folded(state)) or self._people.get(folded(name.text))
        person = known or Person(id=slug(state), name=state, kind=PersonKind.STATE)
        # "Kyiv" stays Kyiv in print; the id joins it with Ukraine.
        return Resolved(person=person, step=Step.NAME if name.text == state else Step.ALIAS, name=name.text)

    def _body(self, name: str) -> Person:
        known = self._people.get(folded(name))
        return known or Person(id=slug(name), name=name, kind=PersonKind.BODY)

    def learn_body(self, name: str) -> None:
        """Remember a body that the article names in lower case, Vellin's foreign ministry, for "the ministry" later."""
        parts = folded(name).split()
        for head in {parts[-1], _head(folded(name))}:
            self._bodies.setdefault(head, {})[folded(name)] = name

    def body_ending(self, words_: str) -> str | None:
        """Return the one body of the article that "ministry" or "foreign ministry" means; None with two or none."""
        named = self._bodies.get(words_.rsplit(maxsplit=1)[-1], {})
        found = [
            body
            for body in list(named)[:_MOST]
            if body.endswith(" " + words_) or body.startswith(words_ + " of ") or f" {words_} of " in body
        ]
        found = [body for body in found if not any(body != other and other.endswith(body) for other in found)]
        return named[found[0]] if len(found) == 1 else None

    def holder(self, office: str, day: date | None) -> Resolution | None:
        """Return who holds an office in this article, `french president`, or in `people.yaml` on its day."""
        wanted = set(office.split())
        head = office.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1] if office else ""
        fitting = [
            member
            for member in self.members
            if any(wanted <= set(role.split()) and _head(role) == head for role in member.roles)
        ]
        if len(fitting) == 1:
            return Resolved(person=fitting[0].person, step=Step.TITLE, name=_told(fitting[0]))
        if len(fitting) > 1:
            candidates = {member.person.id: member.person for member in fitting}
            if len(candidates) > 1:
                return Ambiguous(candidates=tuple(candidates.values()), step=Step.TITLE)
        listed = [
            person
            for person in self._all
            if any(folded(role.title) == office and role.held_on(day) for role in person.roles)
        ]
        return Resolved(person=listed[0], step=Step.TITLE) if len(listed) == 1 else None


_OFFICES = listed(
    "president senator sen secretary minister governor gov mayor general gen judge justice dr professor prof rep "
    "representative chancellor speaker king queen prince princess"
)


def _told(member: Member) -> str | None:
    """Return the fullest form the article gives; None where it is a lone surname and `people.yaml` knows better."""
    return None if member.known is not None and len(member.parts) == 1 else member.name


def _head(role: str) -> str:
    return role.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1] if role else ""


def _is_form(short: Sequence[str], full: Sequence[str]) -> bool:
    """Say whether the short form is one of the full one: its last parts, or the first and the last."""
    if len(short) > len(full):
        return False
    if tuple(short) == tuple(full[-len(short) :]):
        return True
    return len(short) > 1 and short[-1] == full[-1] and (short[0] == full[0] or short[0].rstrip(".") == full[0][0])


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


def _lower_words(document: Document) -> frozenset[str]:
    return frozenset(re.findall(r"\b[^\W\d_A-Z]\w+", document.text))


def roles_beside(text: str, name: Name, known: Names) -> list[str]:
    """Return the offices that stand beside a name, folded: "the French president, Emmanuel Macron," and the like."""
    found = []
    if name.titles:
        found.append(" ".join(name.titles))
    before = words(text, max(0, name.span.start - _APPOSITION), name.span.start)
    while before and (before[-1].lower in name.titles or before[-1].text == "."):
        before.pop()
    apposed = bool(before) and before[-1].text == ","
    if apposed:
        before.pop()
    phrase: list[str] = []
    while before and before[-1].letters and len(phrase) < 8:  # noqa: PLR2004
        word = before.pop()
        if word.lower in {"the", "a", "an"} or (not apposed and not _is_office_word(word.lower, known)):
            break
        phrase.insert(0, folded(word.stem))
        if word.possessive:
            break
    if phrase and phrase[-1] in known.titles - {"the", "of"}:
        found.append(" ".join([*phrase, *(name.titles if not apposed else ())]))
    found += _role_after(text, name, known)
    return [role for role in (" ".join(role.split()) for role in found) if role]


def _is_office_word(word: str, known: Names) -> bool:
    return word in known.titles or word in known.states


def _role_after(text: str, name: Name, known: Names) -> list[str]:
    after = words(text, name.span.end, min(len(text), name.span.end + _APPOSITION))
    if len(after) < 3 or after[0].text != ",":  # noqa: PLR2004
        return []
    phrase: list[str] = []
    for word in after[1:]:
        if not word.letters:
            break
        if word.lower not in {"the", "a", "an"}:
            phrase.append(folded(word.stem))
    else:
        return []
    heads = " ".join(phrase).split(" of ")[0].split(" for ")[0].split()
    return [" ".join(phrase)] if heads and heads[-1] in known.titles and after[1].lower != "who" else []
