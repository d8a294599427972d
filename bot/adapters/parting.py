"""How is a message that is too long for one post divided? Between its items, then its blocks, then its sentences.

Text is cut before it is escaped, so that no cut ever falls inside an escape, a link or a mention that was made safe.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Generic, TypeVar

import regex

from bot.adapters.limits import units
from briefs.message import Block, Divider, Heading, Inline, Message, Pager, Paragraph, Text, Words
from briefs.rendering.visible import visible

MARK_ROOM = 150
"""The longest title, section or summary that marks a post, in UTF-16 units."""

T = TypeVar("T")
Cost = Callable[[str], int]
"""What one character takes up at most once it is escaped."""

_SENTENCE_END = regex.compile(r"[.!?…。？！][\"'”’»)\]]*\s+|\n+")
_WORD_END = regex.compile(r"\s+|(?<=\w)[-–—/](?=\w)")
_CHARACTER = regex.compile(r"\X")
"""One character as a reader sees it: a letter with its accents, a flag, a family joined of several emoji."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece(Generic[T]):
    """Something that goes into one post whole."""

    what: T
    cost: tuple[int, ...]
    """What it takes up: characters, blocks, rows; whatever the platform counts."""
    title: str | None = None
    """The heading that this piece is, if it is one."""
    leads: bool = False
    """Must not stand last in a post: a heading, or the line that says who is quoted below."""


def runs(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Group blocks that belong together: a heading with what follows, a speaker with the words, facts and place."""
    run: list[Block] = []
    has_body = False
    for block in blocks:
        opens = isinstance(block, Heading | Paragraph | Divider | Pager)
        if opens and has_body:
            yield tuple(run)
            run, has_body = [], False
        run.append(block)
        has_body = has_body or not isinstance(block, Heading | Divider)
    if run:
        yield tuple(run)


def pack(groups: Iterable[Sequence[Piece[T]]], room: tuple[int, ...]) -> tuple[tuple[Piece[T], ...], ...]:
    """Fill posts with pieces in order, each post within `room`; a group stays whole if one post can hold it."""
    posts: list[tuple[Piece[T], ...]] = []
    current: list[Piece[T]] = []
    used = _nothing(room)
    for group in groups:
        whole = _sum((piece.cost for piece in group), room)
        if current and _fits(whole, room) and not _fits(_add(used, whole), room):
            posts.append(tuple(current))
            current, used = [], _nothing(room)
        for piece in group:
            if current and not _fits(_add(used, piece.cost), room):
                carried = _leading_tail(current)
                held = _sum((lead.cost for lead in carried), room)
                if not _fits(_add(held, piece.cost), room):
                    carried, held = [], _nothing(room)
                posts.append(tuple(current[: len(current) - len(carried)]))
                current, used = carried, held
            current.append(piece)
            used = _add(used, piece.cost)
    if current:
        posts.append(tuple(current))
    return tuple(posts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How one post of several says which it is."""

    name: str
    """What a notification opens with: "Morning brief: 3 threats in 14 articles (2/3)"."""
    above: Text = ()
    """Printed before the post's own pieces: "Morning brief · Threats, continued (2/3)"."""
    below: Text = ()


def continued(message: Message, posts: Sequence[Sequence[Piece[T]]]) -> tuple[Mark, ...]:
    """Return a mark for each post; a single post needs none."""
    summary = clip(visible(message.summary), MARK_ROOM, units)
    if len(posts) == 1:
        return (Mark(name=summary),)
    titles = (block.text for block in message.blocks if isinstance(block, Heading) and block.level == 1)
    title = clip(visible(next(titles, message.summary)), MARK_ROOM, units)
    marks: list[Mark] = []
    section: str | None = None
    for number, post in enumerate(posts, start=1):
        which = f"({number}/{len(posts)})"
        name = f"{summary} {which}"
        if number == 1:
            marks.append(Mark(name=name, below=(Words(which),)))
        elif post[0].title is None and section is not None and section != title:
            marks.append(Mark(name=name, above=(Words(f"{title} · {section}, continued {which}"),)))
        else:
            marks.append(Mark(name=name, above=(Words(f"{title} {which}"),)))
        headings = [piece.title for piece in post if piece.title is not None]
        section = clip(headings[-1], MARK_ROOM, units) if headings else section
    return tuple(marks)


def cut(text: str, room: int, cost: Cost) -> tuple[str, ...]:
    """Cut `text` into pieces that take up at most `room` each; together they are the text, character for character.

    A cut falls after a sentence if one ends in the second half of the piece, else between words, else between
    characters as readers see them; only a character longer than the room is itself divided.
    """
    reach = [0, *accumulate(map(cost, text))]
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = max(start + 1, bisect_right(reach, reach[start] + room) - 1)
        if end < len(text):
            end = _best_cut(text, start, end)
        pieces.append(text[start:end])
        start = end
    return tuple(pieces)


def cut_text(text: Text, room: int, cost: Cost, *, around: Callable[[Inline], int]) -> tuple[Text, ...]:
    """Cut running words likewise; `around` says what an inline takes up beside its characters: marks, a link's URL.

    Moments are never cut. A link that is cut stays the same link in both pieces.
    """
    pieces: list[Text] = []
    current: list[Inline] = []
    used = 0
    for inline in text:
        for part in _parts(inline, room, cost, around):
            size = around(part) + (sum(map(cost, part.text)) if isinstance(part, Words) else 0)
            if current and used + size > room:
                pieces.append(tuple(current))
                current, used = [], 0
            current.append(part)
            used += size
    if current:
        pieces.append(tuple(current))
    return tuple(pieces)


def clip(text: str, room: int, cost: Cost) -> str:
    """Return `text`, or its beginning and "…": for labels and notifications, never for an article's words."""
    pieces = cut(text, room - cost("…"), cost)
    return text if sum(map(cost, text)) <= room else f"{pieces[0].rstrip()}…"


def _nothing(room: tuple[int, ...]) -> tuple[int, ...]:
    return (0,) * len(room)


def _add(used: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(sum, zip(used, more, strict=True)))


def _sum(costs: Iterable[tuple[int, ...]], room: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(map(sum, zip(_nothing(room), *costs, strict=True)))


def _fits(used: tuple[int, ...], room: tuple[int, ...]) -> bool:
    return all(taken <= most for taken, most in zip(used, room, strict=True))


def _leading_tail(current: Sequence[Piece[T]]) -> list[Piece[T]]:
    """Return the pieces at the end that must not stand last; none if nothing would be left."""
    tail: list[Piece[T]] = []
    for piece in reversed(current):
        if not piece.leads:
            return tail[::-1]
        tail.append(piece)
    return []


def _parts(inline: Inline, room: int, cost: Cost, around: Callable[[Inline], int]) -> Iterator[Inline]:
    if isinstance(inline, Words):
        for part in cut(inline.text, max(1, room - around(inline)), cost):
            yield replace(inline, text=part)
    else:
        yield inline


def _best_cut(text: str, start: int, end: int) -> int:
    half = start + (end - start) // 2
    for ending, least in ((_SENTENCE_END, half), (_WORD_END, start)):
        ends = [match.end() for match in ending.finditer(text, start, end) if match.end() > least]
        # An accent may stand on the space itself.
        found = next((at for at in reversed(ends) if _CHARACTER.fullmatch(text, at - 1, at + 1) is None), None)
        if found is not None:
            return found
    # Only this piece and one more code point: over a long row of flags every step would look back to the first.
    whole = 0
    for character in _CHARACTER.finditer(text[start : end + 1]):
        if character.end() > end - start:
            break
        whole = character.end()
    return start + whole if whole else end
