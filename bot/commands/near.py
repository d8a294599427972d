"""Nothing on record matches: what would? Names that are nearly the one asked for, and the option that is in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches

from briefs.composing.compose import item_of
from briefs.folding import fold
from briefs.message import Block, Context, Message, Paragraph, Style, Words
from briefs.store.interface import Query, Store

_ALIKE = 0.75
"""How much alike a mistyped name is: "Reys" and "Reyes", "Kaczinsky" and "Kaczyński"."""
_NAMES = 3
_LOOKED_AT = 40
"""Records that are looked through for names."""


def instead(store: Store, query: Query, names: Sequence[str] = ()) -> Message:
    """Say plainly that nothing matches, and what would; `names` are those of `near_names`."""
    said = "Nothing on record matches."
    blocks: list[Block] = [Paragraph((Words(said),))]
    if names:
        blocks.append(Paragraph((Words("Did you mean "), *_listed(names), Words("?"))))
    # Whose name was mistyped is not to be left out, but mended.
    in_the_way = tuple(_in_the_way(store, query, named=bool(names)))
    if in_the_way:
        blocks.append(Context((Words(f"Leave out {' or '.join(in_the_way)}, and something is found."),)))
    elif not names:
        blocks.append(Context((Words("Fewer words, a surname alone or no date find more."),)))
    return Message(summary=said, blocks=tuple(blocks))


def near_names(store: Store, asked: str, *, now: datetime) -> tuple[str, ...]:
    """Return the printed names of people on record whose name is nearly `asked`; none where that name is on record."""
    words = fold(asked).split()
    lines = store.speakers(now=now)
    if not words or any(set(words) <= set(line.split()) for line in lines):
        return ()
    known = {word for line in lines for word in line.split()}
    mended = [_nearest(word, known) for word in words]
    for attempt in (mended, mended[-1:], mended[:1]):
        wanted = [word for word in attempt if word]
        if len(wanted) == len(attempt):
            names = tuple(_printed(store, " ".join(wanted), now))
            if names:
                return names
    return ()


def _nearest(word: str, known: set[str]) -> str | None:
    if word in known:
        return word
    # Words of about the same length: the comparison is slow, and the record has many names.
    like = [other for other in known if abs(len(other) - len(word)) <= 1 + len(word) // 4]
    return next(iter(get_close_matches(word, like, 1, _ALIKE)), None)


def _printed(store: Store, speaker: str, now: datetime) -> Iterator[str]:
    entries = store.find(Query(now=now, speaker=speaker, limit=_LOOKED_AT))
    names = dict.fromkeys(name for name in (item_of(entry).speaker for entry in entries) if name)
    yield from list(names)[:_NAMES]


def _listed(names: Iterable[str]) -> Iterator[Words]:
    for number, name in enumerate(names):
        if number:
            yield Words(" or ")
        yield Words(name, Style.BOLD)


def _in_the_way(store: Store, query: Query, *, named: bool) -> Iterator[str]:
    """Yield the options of which one alone, left out, lets something be found."""
    wider: dict[str, Query] = {}
    if query.since:
        wider["the day"] = replace(query, since=None)
    if query.outlet:
        wider["the outlet"] = replace(query, outlet=None)
    if query.form:
        wider["the form"] = replace(query, form=None)
    if query.about:
        wider["the subject"] = replace(query, about=None)
    if query.speaker and not named:
        wider["the speaker"] = replace(query, speaker=None)
    if query.words:
        wider["the words"] = replace(query, words=())
    if len(wider) > 1 or named:  # of a single one there is nothing to choose
        yield from (name for name, other in wider.items() if store.find(replace(other, limit=1)))
