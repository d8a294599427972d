"""Who said that? `/quote` in chat and `onrecord quote` on the terminal, from one piece of code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.commands.days import read_day
from briefs.brief import Item
from briefs.composing.compose import item_of
from briefs.message import Block, Heading, Message, Paragraph, Words
from briefs.rendering.json import item_fields
from briefs.rendering.message import line_blocks
from briefs.statement import Form
from briefs.store.interface import Query, Store

SHOWN = 5
"""Answers given unless more are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody typed, option by option; what was left out does not restrict."""

    words: tuple[str, ...] = ()
    speaker: str | None = None
    about: str | None = None
    since: str | None = None
    outlet: str | None = None
    form: Form | None = None
    limit: int = SHOWN

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
            limit=self.limit,
        )


def look_up(store: Store, asked: Asked, *, now: datetime) -> tuple[Item, ...]:
    """Return the statements that match, newest first, each ready to print."""
    return tuple(item_of(entry) for entry in store.find(asked.query(now)))


def answer(items: tuple[Item, ...]) -> Message:
    """Say what was found, or plainly that nothing was."""
    if not items:
        said = "Nothing on record matches. Fewer words, a surname alone or no date find more."
        return Message(summary=said, blocks=(Paragraph((Words(said),)),))
    heading = "1 statement" if len(items) == 1 else f"{len(items)} statements"
    blocks: list[Block] = [Heading(heading, level=2)]
    for item in items:
        blocks.extend(line_blocks(item))
    return Message(summary=heading, blocks=tuple(blocks))


def as_json(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    """Return what was found for scripts: the items of `onrecord brief --format json`."""
    return [item_fields(item) for item in items]
