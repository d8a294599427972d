"""Which mentions are one act? The same kind, one issuer, and content words in common."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefs.acts import Act, ActId, Status
from briefs.language.words import folded, listed, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefs.document import Span
    from briefs.extractors.candidates import Candidate

_EMPTY = listed(
    "that this with from have will would they their there which when what were been being said says told about after "
    "more than into over also could should some such only other these those must while where your ours them then any"
)
"""Longer words that say nothing of an act's content."""
_PRONOUNS = listed("he she it they we i who his her its their")
_SHORTEST = 4
"""Letters of a content word."""
_SHARED = 2
"""Content words that two mentions of one act have in common."""
_MANY = 4
"""The same where who the issuer is cannot be told by the words alone."""
_APART = frozenset({Status.REFUSED, Status.WITHDRAWN, Status.FULFILLED})
"""Standings that make a mention an act of its own."""
_RECENT = 8
"""Acts among which a mention finds its own: linear in the article's length."""


@dataclass(slots=True)
class _Known:
    """An act with all who were named as its issuers, and as those who tell of it."""

    name: ActId
    stance: Status
    issuers: set[str]
    tellers: set[str]
    content: set[str]
    names: set[str]
    """Those of the content words that are names: between two issuers they join nothing."""


class Merging:
    """Names the acts of one article."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, list[_Known]] = {}
        self._last: dict[str, _Known] = {}

    def name(self, kind: str, candidate: Candidate, status: Status, *, recalls: bool) -> ActId:
        """Return the id of the act that a mention belongs to, a new one perhaps.

        One issuer and two words in common are enough. Where the issuer is a pronoun, or somebody who told of another's
        pledge goes on about it (Reyes said the League had pledged ships. "They will sail," she said), the act must be
        the one spoken of last, or have more in common. A mention that only recalls an act, "his threat", needs one word
        less. What is refused or taken back is never one with what is promised.
        """
        new = _Known(
            name=ActId(""),
            stance=status if status in _APART else Status.STATED,
            issuers={self._surname(span) for span in candidate.bound.spans},
            tellers={self._surname(candidate.setting.speaker)} if candidate.setting.speaker else set(),
            content=self._content(candidate),
            names={word.lower for word in candidate.tokens if word.capital},
        )
        new.content -= new.issuers | new.tellers
        acts = self._known.setdefault(kind, [])
        home = next((act for act in reversed(acts[-_RECENT:]) if self._is_one(kind, act, new, recalls=recalls)), None)
        if home is None:
            home = new
            home.name = ActId(f"{kind[0].upper()}{len(acts) + 1}")
            acts.append(home)
        else:
            home.content |= new.content
            home.issuers |= new.issuers
            home.tellers |= new.tellers
            home.names |= new.names
        self._last[kind] = home
        return home.name

    def _is_one(self, kind: str, act: _Known, new: _Known, *, recalls: bool) -> bool:
        if act.stance is not new.stance:
            return False
        shared = len(new.content & act.content) + recalls
        if new.issuers & act.issuers - _PRONOUNS:
            return shared >= _SHARED
        pronoun = bool((new.issuers | act.issuers) & _PRONOUNS) or not new.issuers or not act.issuers
        if pronoun or new.issuers & act.tellers or new.tellers & act.issuers:
            plain = shared - len(new.content & act.content & (new.names | act.names))
            return plain >= (_SHARED if act is self._last[kind] else _MANY)
        return False

    def _content(self, candidate: Candidate) -> set[str]:
        """Return the words that say what is announced; "vowed to" before them says nothing of it."""
        hit, tokens = candidate.hit, candidate.tokens
        vows = {tokens[place].lower for place in range(hit.first, max(hit.first, candidate.deed or 0))}
        inside = {word.lower for word in tokens if len(word.lower) >= _SHORTEST}
        return inside - _EMPTY - vows

    def _surname(self, span: Span) -> str:
        last = words(self._text, span.start, span.end)[-1:]
        return folded(last[0].stem) if last else ""


def with_conditions(acts: Sequence[Act]) -> Iterator[Act]:
    """Yield the acts, each with the condition that any of its mentions gives: it is printed wherever the act is."""
    conditions = {act.act: act.condition for act in reversed(acts) if act.condition}
    for act in acts:
        inherited = conditions.get(act.act)
        if inherited and not act.condition and act.status is Status.STATED:
            yield replace(act, condition=inherited, status=Status.CONDITIONAL)
        else:
            yield act
