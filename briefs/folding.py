"""When are two words the same to somebody who types? Case, accents and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans({
    "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "ng",
})  # fmt: skip
"""Letters that Unicode does not take apart into a base and an accent."""

_ABOVE_LATIN = re.compile("[\u0300-\U0010ffff]")
"""Accents that stand alone are among these, and few other characters of most copy are."""
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_NOT_A_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the words of `text` in lower case, without accents and punctuation, one space between them.

    An apostrophe inside a word vanishes, so that "O’Brien" and "OBrien" are one.
    """
    if text.isascii():
        plain = text.lower()
    else:
        # Taken apart before and after: ℃ hides a capital, ǿ an ø.
        lower = unicodedata.normalize("NFKD", text).casefold()
        apart = unicodedata.normalize("NFKD", lower).translate(_PLAIN)
        plain = _ABOVE_LATIN.sub(_base, apart)
    return _NOT_A_WORD.sub(" ", _APOSTROPHE.sub("", plain)).strip()


def _base(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]
