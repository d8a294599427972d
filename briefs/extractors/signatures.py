"""Who stands beside a quotation without a verb? A signature below it, or a name and a colon before it.

“The port stays open.” — Ana Reyes, harbour minister. And as in a transcript, Reyes: “It stays open.”
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.nounphrases import Shape, Source, joins_name
from briefs.speakers.mentions import is_name_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.language.words import Word
    from briefs.speakers.mentions import Names

_DASHES = frozenset({"—", "–", "-", "―", "~"})
_LONGEST = 10
"""Words of a signature."""


def signature_of(tokens: Sequence[Word], known: Names) -> Source | None:
    """Return who signs on a line of its own: "Ana Reyes, Harbour Union", "— Reyes"; None where it is no signature."""
    if not 0 < len(tokens) <= _LONGEST or tokens[-1].text in {":", "?", "!"}:
        return None
    dashed = tokens[0].text in _DASHES
    first = 1 if dashed else 0
    last = _name_end(tokens, first, known)
    if last is None:
        return None
    named = dashed or (last + 1 < len(tokens) and tokens[last + 1].text == "," and last > first)
    others = [word for word in tokens[last + 1 :] if word.letters and not word.capital]
    if not named or len(others) > _FEW:
        return None
    return Source(Span(tokens[first].start, tokens[last].end), Shape.NAME)


_FEW = 3
"""Words in lower case that a signature may hold: the mayor of Drev."""


def beside_mark(tokens: Sequence[Word], quotation: int, known: Names) -> Source | None:
    """Return the name that only a mark parts from the quotation at an offset: Reyes: “…”, or “…” — Reyes."""
    at = next((place for place, word in enumerate(tokens) if word.start == quotation), None)
    if at is None:
        return None
    before = at > 1 and tokens[at - 1].text == ":" and _name_end(tokens, 0, known) == at - 2
    if before:
        return Source(Span(tokens[0].start, tokens[at - 2].end), Shape.NAME)
    if at + 2 < len(tokens) and tokens[at + 1].text in _DASHES:
        return signature_of(tokens[at + 1 :], known)
    return None


def follows_colon(tokens: Sequence[Word], quotation: int) -> bool:
    """Say whether a colon announces the quotation at an offset: He had one last word: “…”"""
    at = next((place for place, word in enumerate(tokens) if word.start == quotation), 0)
    return at > 1 and tokens[at - 1].text == ":"


def _name_end(tokens: Sequence[Word], first: int, known: Names) -> int | None:
    """Return where the name ends that begins at `first`."""
    last = first
    while last < len(tokens) and joins_name(tokens, last, known):
        last += 1
    return last - 1 if last > first and is_name_word(tokens[last - 1], known) else None
