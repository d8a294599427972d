"""Which body is meant by "the ministry", by initials, or by the last word of its name?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefs.language.words import folded, listed
from briefs.person import Person, PersonKind, Resolved, Step, person_id
from briefs.speakers.mentions import Kind
from briefs.speakers.roles import head_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefs.speakers.mentions import Name, Names

_INITIALS_BESIDE = re.compile(r"\s\(([A-Z][\w.&-]{1,14})\)")
_IN_SMALL_LETTERS = re.compile(
    r"""
    \b (?P<state> [A-Z][\w.]{1,20} ) (?: [’']s )? [ ]
    (?: [a-z]{2,16} [ ] ){0,2}
    (?: ministry | embassy | parliament | court | agency | police | army | military | government )
    """,
    re.VERBOSE,
)
"""A state's body without capitals: Vellin’s foreign ministry."""

_UNSAID = listed("of the for and on in to at")
_MOST = 8
"""Bodies of one kind among which one may be meant; an article with more is a list of them."""


class Bodies:
    """The bodies an article names, and the short forms of their names."""

    def __init__(self, text: str, names: Sequence[Name], people: Mapping[str, Person], known: Names) -> None:
        self._people = people
        self._known = known
        self._initials: dict[str, str] = {}
        self._by_last: dict[str, dict[str, str]] = {}
        for name in names:
            self._learn_initials(text, name)
            if name.kind is Kind.BODY:
                self.learn(name.text)
        for body in _IN_SMALL_LETTERS.finditer(text):
            if folded(body.group("state")) in known.states:
                self.learn(body.group())

    def _learn_initials(self, text: str, name: Name) -> None:
        if name.parts[:-1] == () or name.kind is Kind.STATE:
            return
        beside = _INITIALS_BESIDE.match(text, name.span.end)
        if beside is not None:
            self._initials[folded(beside.group(1))] = name.text
        if name.kind is Kind.PERSON:
            return
        parts = [part for part in name.parts if part not in _UNSAID]
        if len(parts) > 1:
            self._initials.setdefault("".join(part[0] for part in parts), name.text)
        if parts[-1] in {"department", "ministry"}:
            self._initials.setdefault(f"{parts[-1][0]}o{''.join(part[0] for part in parts[:-1])}", name.text)

    def learn(self, name: str) -> None:
        """Remember a body that the article names, Vellin's foreign ministry too, for "the ministry" later."""
        parts = folded(name).split()
        for head in {parts[-1], head_of(folded(name))}:
            self._by_last.setdefault(head, {})[folded(name)] = name

    def find(self, name: Name) -> Resolved | None:
        """Return the body that a name or its initials mean, or None where it is no body's."""
        whole = folded(name.text)
        spelled = self._initials.get(whole.replace(".", ""))
        if spelled is not None and len(name.parts) == 1:
            return Resolved(person=self.party(spelled), step=Step.ALIAS, name=spelled)
        if name.kind is not Kind.BODY:
            return None
        longer = self.ending(whole) or self._department(whole) if len(name.parts) == 1 else None
        if longer is not None and folded(longer) != whole:
            return Resolved(person=self.party(longer), step=Step.ALIAS, name=longer)
        return Resolved(person=self.party(name.text), step=Step.NAME, name=name.text)

    def _department(self, first: str) -> str | None:
        """Return the one department that goes by its first word: the Treasury."""
        named = (*self._by_last.get("department", {}).items(), *self._by_last.get("ministry", {}).items())
        found = [name for body, name in named[:_MOST] if body.startswith(first + " ")]
        return found[0] if len(found) == 1 else None

    def party(self, name: str) -> Person:
        """Return the body of this name."""
        known = self._people.get(folded(name))
        return known or Person(id=person_id(name), name=name, kind=PersonKind.BODY)

    def ending(self, words_: str) -> str | None:
        """Return the one body of the article that "ministry" or "foreign ministry" means; None with two or none."""
        named = self._by_last.get(words_.rsplit(maxsplit=1)[-1], {})
        found = [
            body
            for body in list(named)[:_MOST]
            if body.endswith(" " + words_) or body.startswith(words_ + " of ") or f" {words_} of " in body
        ]
        found = [body for body in found if not any(body != other and other.endswith(body) for other in found)]
        return named[found[0]] if len(found) == 1 else None
