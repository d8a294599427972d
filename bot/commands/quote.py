"""Who said that? `/quote` in chat and `onrecord quote` on the terminal, from one piece of code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.commands import suggesting
from bot.commands.days import read_day
from bot.commands.near import instead, near_names
from bot.commands.parsing import phrases
from bot.commands.registry import Command, Means, Option, Request, Takes
from bot.problems import example
from briefs.brief import Item
from briefs.composing.compose import item_of
from briefs.composing.group import Group, group_quotes
from briefs.composing.select import is_quotable
from briefs.message import PAGE, Block, Button, Buttons, Context, Heading, Inline, Message, Pager, When, Words
from briefs.record import Entry
from briefs.rendering.json import item_fields
from briefs.rendering.message import line_blocks
from briefs.statement import Form
from briefs.store.interface import Query, Store

SHOWN = 5
"""Lines on a page, and lines given on the terminal unless more are asked for."""
MOST = 50
"""Lines that can be reached by turning pages; whoever wants more is better served by one more word."""
_ROOM = 2_000
"""Characters of the record on a page: with all that stands around them one post on any platform."""
_SPARE = 20
"""Records fetched beyond that, since some say the same and become one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody typed, option by option; what was left out does not restrict."""

    words: tuple[str, ...] = ()
    speaker: str | None = None
    about: str | None = None
    since: str | None = None
    outlet: str | None = None
    form: Form | None = None

    @classmethod
    def of(cls, options: Mapping[str, str]) -> Asked:
        """Return what was asked in chat; raise `MisaskedError` for a phrase that does not end."""
        form = options.get("form")
        return cls(
            words=phrases(options.get("words", "")),
            speaker=options.get("speaker"),
            about=options.get("about"),
            since=options.get("since"),
            outlet=options.get("outlet"),
            form=Form(form) if form else None,
        )

    def query(self, now: datetime) -> Query:
        """Return what to look for at `now` (aware); raise `TimingError` for a day that is none."""
        return Query(
            now=now,
            words=self.words,
            speaker=self.speaker,
            about=self.about,
            since=read_day(self.since, now=now) if self.since else None,
            outlet=self.outlet,
            form=self.form,
            kinds=("statement",),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is on record."""

    items: tuple[Item, ...]
    """Newest first, the same words once, each ready to print."""
    more: bool = False
    """There are more of them, over the limit."""


def look_up(store: Store, query: Query, *, limit: int) -> Found:
    """Return at most `limit` lines that answer."""
    most = limit + _SPARE
    entries = store.find(replace(query, limit=most))
    lines = tuple(_lines(entries))
    return Found(items=lines[:limit], more=len(lines) > limit or len(entries) == most)


def quote(request: Request, means: Means) -> Message:
    """Answer `/quote`."""
    query = replace(Asked.of(request.options).query(means.now), entered_until=means.asked)
    found = look_up(means.store, query, limit=MOST)
    if not found.items:
        return _instead(request, means, query)
    pages = tuple(_pages(found.items))
    page = min(max(request.page, 1), len(pages))
    start, end = pages[page - 1]
    blocks: list[Block] = list(answer(found, query, start=start, end=end).blocks)
    if len(pages) > 1:
        key = means.keep(request.options)
        standing = f"Page {page} of {len(pages)}; a later day or one more word finds the rest."
        blocks.append(Pager(key, page, len(pages)) if key else Context((Words(standing),)))
    if not request.options:
        blocks.append(example(f"/{QUOTE.name} {QUOTE.example}", lead="To look for something: "))
    return Message(summary=_heading(found), blocks=tuple(blocks))


def _instead(request: Request, means: Means, query: Query) -> Message:
    """Say that there is nothing; for a name that is nearly right there is a button."""
    names = near_names(means.store, query.speaker, now=means.now) if query.speaker else ()
    said = instead(means.store, query, names)
    keys = ((name, means.keep({**request.options, "speaker": name})) for name in names)
    buttons = tuple(Button(name, PAGE, f"{key}:1") for name, key in keys if key)
    return replace(said, blocks=(*said.blocks, Buttons(buttons))) if buttons else said


QUOTE = Command(
    name="quote",
    description="Who said that? Statements on record, word for word, each with its source",
    options=(
        Option(name="words", description="Words that were said; a phrase in quotation marks", example="troops"),
        Option(
            name="speaker",
            description="Part of a name; a surname will do",
            example="Ana Reyes",
            suggest=suggesting.speakers,
        ),
        Option(name="about", description="Words that stand near it or in the title", example="ferry talks"),
        Option(
            name="since",
            description="A day or an age: 2026-03-01, 2w, yesterday",
            takes=Takes.DAY,
            example="2w",
            suggest=suggesting.ages,
        ),
        Option(name="outlet", description="The outlet's whole name", example="Harbour Courier"),
        Option(
            name="form",
            description="direct is all in quotation marks, indirect is in the reporter's words",
            takes=Takes.CHOICE,
            choices=tuple(form.value for form in Form),
            example="direct",
        ),
    ),
    words="words",
    example='troops speaker:"Ana Reyes" since:2w',
    handler=quote,
)


def answer(found: Found, query: Query, *, start: int = 0, end: int | None = None) -> Message:
    """Write the lines from `start` to `end` under what they answer."""
    shown = found.items[start:end]
    heading = _heading(found)
    blocks: list[Block] = [Heading(heading, level=2)]
    if understood := tuple(_understood(query)):
        blocks.append(Context(understood))
    for item in shown:
        blocks.extend(line_blocks(item))
    if found.more and start + len(shown) == len(found.items):
        blocks.append(Context((Words("There are more; a later day or one more word finds them."),)))
    return Message(summary=heading, blocks=tuple(blocks))


def as_json(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    """Return what was found for scripts: the items of `onrecord brief --format json`."""
    return [item_fields(item) for item in items]


def _pages(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Yield from where to where each page goes: so many lines as fit one post, `SHOWN` at most and one at least."""
    start = size = 0
    for place, item in enumerate(items):
        length = sum(map(len, item.spans))
        if place > start and (place - start == SHOWN or size + length > _ROOM):
            yield start, place
            start, size = place, 0
        size += length
    yield start, len(items)


def _heading(found: Found) -> str:
    number = len(found.items)
    if found.more:
        return f"The newest {number} statements" if number > 1 else "The newest statement"
    return f"{number} statements" if number > 1 else "1 statement"


def _understood(query: Query) -> Iterator[Inline]:
    """Say what was looked for, so that a mistaken answer explains itself."""
    said = [f"“{word}”" for word in query.words]
    said += [f"by {query.speaker}"] if query.speaker else []
    said += [f"about {query.about}"] if query.about else []
    said += [f"in {query.outlet}"] if query.outlet else []
    said += [query.form.value] if query.form else []
    if said:
        yield Words(" · ".join(said))
    if query.since:
        yield Words(" · since " if said else "since ")
        yield When(query.since)


def _lines(entries: Sequence[Entry]) -> Iterator[Item]:
    """Yield a line for each entry, and one for those that hold the same words, where the first of them stood."""
    groups = {id(entry): group for group in _groups(entries) for entry in group.entries}
    printed: set[int] = set()
    for entry in entries:
        group = groups.get(id(entry))
        if group is None:
            yield item_of(entry)
        elif id(group.head) not in printed:
            printed.add(id(group.head))
            yield replace(item_of(group.head), also_in=group.elsewhere)


def _groups(entries: Sequence[Entry]) -> tuple[Group, ...]:
    return group_quotes(entry for entry in entries if is_quotable(entry))
