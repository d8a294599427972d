"""What may somebody be about to type? Names on record and usual ages, offered while they type."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.registry import Means
from briefs.composing.compose import item_of
from briefs.folding import fold
from briefs.store.interface import Query

OFFERED = 10
"""Names at once: more than that nobody reads between two letters."""
_LOOKED_AT = 100
"""The newest records that are looked through for names when nothing is typed yet."""
_AGES = ("today", "yesterday", "7d", "2w", "30d", "12w")


def speakers(typed: str, means: Means) -> tuple[str, ...]:
    """Return names on record of which words begin as what is typed; at first those of whoever spoke last."""
    words = fold(typed).split()
    names = _called(words, means) if words else _speaking(Query(now=means.now, limit=_LOOKED_AT), means)
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name), name)
        if len(found) == OFFERED:
            break
    return tuple(found.values())


def ages(typed: str, means: Means) -> tuple[str, ...]:  # noqa: ARG001 - the same on any day
    """Return usual ages that begin as what is typed, and what is typed itself where it may become another."""
    word = typed.strip().lower()
    return tuple(age for age in _AGES if age.startswith(word)) or ((word,) if word else ())


def _called(words: list[str], means: Means) -> Iterator[str]:
    for line in means.store.speakers(now=means.now):
        of_line = line.split()
        if all(any(own.startswith(word) for own in of_line) for word in words):
            for name in _speaking(Query(now=means.now, speaker=line, limit=1), means):
                # A line also holds descriptions; only the name is offered.
                if all(any(own.startswith(word) for own in fold(name).split()) for word in words):
                    yield name


def _speaking(query: Query, means: Means) -> Iterator[str]:
    for entry in means.store.find(query):
        name = item_of(entry).speaker
        if name:
            yield name
