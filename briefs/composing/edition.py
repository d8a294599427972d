"""How does a briefing become an edition? Its records come from the store, its footer from what the store says it held.

A briefing made of files goes the same way, over a store in memory.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from briefs.brief import Brief, Filters, Limits, Omitted, Window
from briefs.composing.compose import TITLE, compose
from briefs.composing.news import unprinted
from briefs.record import Entry
from briefs.store.interface import Query, Store


def draw(
    store: Store,
    *,
    window: Window,
    readable: Container[str],
    title: str = TITLE,
    limits: Limits | None = None,
    filters: Filters | None = None,
    unreadable: int = 0,
    speaker: str | None = None,
    about: str | None = None,
    printed: Sequence[Entry] = (),
) -> Brief:
    """Return the brief of what entered the store in `window`, as it may be shown at the window's end.

    `readable` holds the languages that the engine reads; articles in others are counted, never half-read. `unreadable`
    is the number of files and articles that could not be read at all. `speaker` and `about` are those of a `Query`:
    where a filter wants any of its words, each of theirs must be there. `printed` is what stands where the brief goes:
    none of it is printed again unless it stands otherwise now.
    """
    entries = store.find(
        Query(
            now=window.until,
            entered_after=window.since,
            entered_until=window.until,
            speaker=speaker,
            about=about,
        )
    )
    tally = store.tally(now=window.until, after=window.since, until=window.until)
    foreign = sorted((language, count) for language, count in tally.languages.items() if language not in readable)
    return compose(
        unprinted(entries, printed),
        articles=tally.articles,
        outlets=tally.outlets,
        title=title,
        limits=limits,
        filters=filters,
        window=window,
        omitted=Omitted(embargoed=tally.held_back, languages=tuple(foreign), unreadable=unreadable),
    )
