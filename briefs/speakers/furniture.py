"""Which paragraphs are the article's own? Captions, teasers, signatures and headlines are not, and name nobody."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefs.document import Document, Span

_SURELY_PROSE = 160
"""Characters after which a paragraph is prose, whatever it ends with."""

_ENDS = re.compile(r"[.!?…:;,—–-][\"”“’'»›)\]]*\Z|[\"”“’»›]\Z")

_CAPTION = re.compile(
    r"""
    (?: image \s (?: copyright | caption | source ) | media \s caption | photograph: | photo: | picture: | video:
      | read \s (?: more | also | next ) | sign \s up | subscribe | related: | see \s also | click \s here
      | advertisement | follow \s us | watch: | listen: | copyright | © | getty \s images )
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Own(NamedTuple):
    """The paragraphs that are the article's own."""

    starts: tuple[int, ...]
    own: tuple[bool, ...]

    def holds(self, offset: int) -> bool:
        """Say whether the article's own words stand at `offset`."""
        place = bisect_right(self.starts, offset) - 1
        return place < 0 or self.own[place]


def own_paragraphs(document: Document) -> Own:
    """Return which paragraphs are the article's own.

    Prose ends with a stop or a quotation mark, or is long. Where most of a text does neither, as in a transcript or
    verse, the rule says nothing and all of it counts.
    """
    prose = [_is_prose(document.text, paragraph) for paragraph in document.paragraphs]
    if sum(prose) * 2 < len(prose):
        prose = [True] * len(prose)
    return Own(tuple(paragraph.start for paragraph in document.paragraphs), tuple(prose))


def _is_prose(text: str, paragraph: Span) -> bool:
    if _CAPTION.match(text, paragraph.start, min(paragraph.end, paragraph.start + 40)):
        return False
    if len(paragraph) >= _SURELY_PROSE:
        return True
    return bool(_ENDS.search(text, max(paragraph.start, paragraph.end - 6), paragraph.end))
