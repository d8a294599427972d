"""Where do paragraphs end in text that was broken into lines for a page or a mail?

A line was broken because the next word did not fit, or because the writer meant it. Only the first kind is joined.
"""

from __future__ import annotations

from collections import Counter

_NARROWEST = 40
_WIDEST = 130
"""Lines longer than this were not broken for a page; each is a paragraph."""

_ENDINGS = (".", "!", "?", "…", ".”", "!”", "?”", '."', '!"', '?"', ".’", "!’", "?’")

FIXED = 0.03
PROPORTIONAL = 0.25
"""How far below the width, as a share of it, a broken line may stay although its next word would have fitted. Typed
lines keep to the width; in print, letters differ in breadth."""


def unwrapped(text: str, *, slack: float = FIXED) -> list[str]:
    """Return the paragraphs of text in lines: blank lines part them, and so does a line that ends early.

    "…said the harbour" / "master on Monday." is one paragraph when "master" would have passed the width that the
    text keeps to. A hyphen at a line's end stays, without a space: whether the word has one, only its writer knows.
    """
    lines = [" ".join(line.split()) for line in text.split("\n")]
    width = _width(lines)
    paragraphs: list[str] = []
    words: list[str] = []
    for number, line in enumerate(lines):
        if line:
            words.append(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if words and not (line and following and _was_broken(line, following, width, slack)):
            paragraphs.append(_join(words))
            words = []
    return paragraphs


def _width(lines: list[str]) -> int:
    """Return the width that the lines keep to, 0 when they keep to none."""
    longest = max(map(len, lines), default=0)
    if longest <= _WIDEST:
        return longest if longest >= _NARROWEST else 0
    # A link or a table may stick out of text that is otherwise broken at a width.
    lengths = Counter(len(line) for line in lines if line)
    inside = {length: count for length, count in lengths.items() if length <= _WIDEST}
    if not inside or sum(inside.values()) < 0.9 * sum(lengths.values()):
        return 0
    return max(inside) if max(inside) >= _NARROWEST else 0


def _was_broken(line: str, following: str, width: int, slack: float) -> bool:
    """Say whether the next word did not fit; where a sentence ends with the line, there is less slack."""
    least = width * (1 - (FIXED if line.endswith(_ENDINGS) else slack))
    return width > 0 and len(line) + 1 + len(following.split(" ", 1)[0]) > least


def _join(lines: list[str]) -> str:
    words = lines[0]
    for line in lines[1:]:
        hyphenated = words.endswith("-") and words[-2:-1].isalpha() and line[:1].islower()
        words += line if hyphenated else f" {line}"
    return words
