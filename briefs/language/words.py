"""What are the words of a sentence? Each with its place, and whether a capital begins it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(
    r"""
    (?:[^\W\d_]\.){2,}            # U.S., J.F.
    | [^\W\d_]\.(?=\s+[^\W\d_])   # an initial: John F. Kerry
    | [\w-]+\.(?:com|org|net)\b   # Courier.com
    | \d+(?:/\d+)+               # 9/11
    | \w+(?:[’'\-&]\w+)*          # don't, Jean-Marc, AT&T
    | \S                          # any mark
    """,
    re.VERBOSE,
)

_POSSESSIVE = re.compile(r"(?<=\w)[’']s?\Z")


class Word(NamedTuple):
    """One word or mark, where it stands."""

    start: int
    end: int
    text: str
    stem: str
    """The word without its possessive ending: Reyes of Reyes's."""
    lower: str
    """The stem without case."""

    @property
    def possessive(self) -> bool:
        """Say whether the word owns what follows."""
        return self.stem is not self.text

    @property
    def capital(self) -> bool:
        """Say whether it begins with a capital letter, al-Sayed with its second part."""
        return self.text[0].isupper() or (self.text[2:3] == "-" and self.text[3:4].isupper())

    @property
    def letters(self) -> bool:
        """Say whether it is a word or a number, not a mark."""
        return self.text[0].isalnum()


def word(text: str, start: int, end: int) -> Word:
    """Return the word `text`, which stands between two offsets."""
    stem = text
    if len(text) > 1 and text[-1] in "s’'":
        ending = _POSSESSIVE.search(text)
        stem = text[: ending.start()] if ending else text
    return Word(start, end, text, stem, stem.lower())


REMEMBERED = 2_000
"""Characters of a stretch whose words are kept for the next reader: statements, acts and speakers ask for the same."""


def words(text: str, start: int, end: int) -> list[Word]:
    """Return the words and marks of `text` between two offsets."""
    if end - start > REMEMBERED:
        return list(_words(text, start, end))
    return list(_remembered(text, start, end))


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    return (word(match.group(), match.start(), match.end()) for match in _WORD.finditer(text, start, end))


@lru_cache(maxsize=2048)
def _remembered(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(_words(text, start, end))


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Return a name without case and accents, to compare it: Erdoğan and ERDOGAN are one."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").replace("ı", "i"))
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).casefold()


def is_adverb(word: Word) -> bool:
    """Say whether a word ends as adverbs do, and is no noun that does so too."""
    return word.lower.endswith("ly") and not word.text[0].isupper() and word.lower not in _NOUNS_IN_LY


_NOUNS_IN_LY = frozenset(
    {"ally", "family", "assembly", "bully", "supply", "monopoly", "butterfly", "fly", "anomaly", "belly"}
)


def listed(words_in_a_row: str) -> frozenset[str]:
    """Return a set of words, written in a row for the sake of whoever reads the list."""
    return frozenset(words_in_a_row.split())
