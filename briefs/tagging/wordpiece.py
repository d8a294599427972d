"""Which entries of the network's vocabulary spell a word? WordPiece: the longest entry first, then the longest rest."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 100
"""Characters of a word that is still spelt; a longer one is no word of a language."""

CACHED = 50_000
"""Spellings kept in memory: the words of a newspaper's week. A new set is begun when it is full."""


class WordPiece:
    """A vocabulary without capitals and accents, as BERT's uncased models have it."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids = {entry: number for number, entry in enumerate(vocabulary)}
        self._known: dict[str, tuple[int, ...]] = {}
        self.unknown = self._ids["[UNK]"]
        self.start = self._ids["[CLS]"]
        self.end = self._ids["[SEP]"]
        self.elided = self._ids["[MASK]"]
        self.padding = self._ids["[PAD]"]

    def spell(self, word: str) -> tuple[int, ...]:
        """Return the entries that spell `word`; "unknown" alone where none do. A word has no white space in it."""
        spelling = self._known.get(word)
        if spelling is None:
            if len(self._known) >= CACHED:
                self._known.clear()
            spelling = self._known[word] = self._spell(_plain(word))
        return spelling

    def _spell(self, word: str) -> tuple[int, ...]:
        if not 0 < len(word) <= LONGEST:
            return (self.unknown,)
        pieces: list[int] = []
        start = 0
        while start < len(word):
            end = len(word)
            prefix = "##" if start else ""
            while (entry := self._ids.get(prefix + word[start:end])) is None:
                end -= 1
                if end == start:
                    return (self.unknown,)
            pieces.append(entry)
            start = end
        return tuple(pieces)


def _plain(word: str) -> str:
    word = word.lower()
    if word.isascii():
        return word
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if unicodedata.category(mark) != "Mn")
