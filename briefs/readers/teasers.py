"""Which paragraphs of a page lead elsewhere? "Read also: …" between two paragraphs belongs to another story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 200
"""Characters of a teaser; a longer paragraph is the article's own."""

_LEADS_ELSEWHERE = re.compile(
    r"""
    (?: read | see | watch | listen ) \s (?: also | more | next ) \s* (?: : | \b from \b | \b on \b | \b about \b | \Z )
    | (?: related | recommended | more )
      (?: \s (?: stories | articles | coverage | news | reading | on \s this ) )? \s* (?: : | \Z )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def without_teasers(paragraphs: Iterable[str]) -> list[str]:
    """Return the paragraphs of the article itself."""
    return [words for words in paragraphs if len(words) > _LONGEST or not _LEADS_ELSEWHERE.match(words)]
