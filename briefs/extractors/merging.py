"""Which mentions are one act? The same issuer, the same kind, and content words in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefs.acts import ActId
from briefs.language.words import folded, listed, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.document import Span

_EMPTY = listed(
    "that this with from have will would they their there which when what were been being said says told about after "
    "more than into over also could should some such only other these those must while where your ours them then"
)
"""Longer words that say nothing of an act's content."""
_SHORTEST = 4
"""Letters of a content word."""
_SHARED = 2
"""Content words that two mentions of one act have in common."""
_RECENT = 8
"""Acts of one issuer among which a mention finds its own: linear in the article's length."""


@dataclass(slots=True)
class _Act:
    name: ActId
    content: set[str] = field(default_factory=set)


class Merging:
    """Names the acts of one article."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[tuple[str, str], list[_Act]] = {}
        self._counts: dict[str, int] = {}

    def name(self, kind: str, issuers: Sequence[Span], statement: Span, phrase: Span, *, recalls: bool) -> ActId:
        """Return the id of the act that a mention belongs to, a new one perhaps.

        The words of the phrase, "vowed to", say nothing of what was vowed. A mention that only recalls an act, "his
        threat", needs one word less in common.
        """
        issuer = " ".join(self._surname(span) for span in issuers)
        content = self._content(statement) - self._content(phrase) - set(issuer.split())
        acts = self._known.setdefault((kind, issuer), [])
        for act in acts[-_RECENT:]:
            shared = len(content & act.content)
            if shared >= _SHARED - recalls:
                act.content |= content
                return act.name
        self._counts[kind] = self._counts.get(kind, 0) + 1
        act = _Act(ActId(f"{kind[0].upper()}{self._counts[kind]}"), content)
        acts.append(act)
        return act.name

    def _content(self, statement: Span) -> set[str]:
        inside = words(self._text, statement.start, statement.end)
        return {word.lower for word in inside if len(word.lower) >= _SHORTEST and word.lower not in _EMPTY}

    def _surname(self, span: Span) -> str:
        last = words(self._text, span.start, span.end)[-1:]
        return folded(last[0].stem) if last else ""
