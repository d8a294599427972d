"""What does the corpus teach? PolNeAR's attributions as labels over the units that the network reads."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefs.article import Article
from briefs.document import Document
from briefs.language.marks import find_quotations
from briefs.language.segment import find_paragraphs
from briefs.tagging.labels import LABELS, OUTSIDE, Role, Side, begin, inside
from briefs.tagging.units import Units, find_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefs.tagging.wordpiece import WordPiece

Stretch = tuple[int, int]
"""From one character up to another; in labelled units, from one unit up to another."""

UNTAUGHT = -100
"""No label: what the loss leaves out."""

_SPAN = re.compile(r"(\w+) (\d+ \d+(?:;\d+ \d+)*)")
_ROLES = {"Source": Role.SOURCE, "Cue": Role.CUE, "Content": Role.CONTENT}


@dataclass(slots=True, kw_only=True)
class Lesson:
    """One article with what its annotator marked."""

    name: str
    document: Document
    units: Units
    labels: list[int]
    sides: list[int]
    attributions: list[dict[Role, list[Stretch]]]
    """In units, content first to last."""


Marked = list[dict[Role, list[Stretch]]]
"""What an annotator marked in an article, in characters."""


def read_marked(split: Path) -> Iterator[tuple[str, str, Marked]]:
    """Yield name, text and annotation of the articles of `split`, a folder with `text/` and `attributions/`.

    Where several people annotated an article, the first in alphabetical order counts, as in the scorer.
    """
    for path in sorted((split / "text").glob("*.txt")):
        annotated = [
            file
            for file in sorted((split / "attributions").glob(f"{path.stem}_*.ann"))
            if "_" not in file.stem[len(path.stem) + 1 :]
        ]
        if annotated:
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
            yield path.stem, text, _read_attributions(annotated[0])


def read_lessons(split: Path, wordpiece: WordPiece) -> Iterator[Lesson]:
    """Yield the articles of `split` as lessons."""
    for name, text, marked in read_marked(split):
        yield _lesson(name, text, marked, wordpiece)


def count_pairs(lessons: Iterable[Lesson]) -> list[list[float]]:
    """Return how often each label (row) is followed by each other (column); half a time more, so that none is never."""
    counts = [[0.5] * LABELS for _ in range(LABELS)]
    for lesson in lessons:
        for before, after in pairwise(lesson.labels):
            counts[before][after] += 1
    return counts


def _read_attributions(path: Path) -> Marked:
    """Read brat's standoff. Lines that are none of ours, annotators' notes among them, are passed over."""
    spans: dict[str, tuple[Role, list[Stretch]]] = {}
    events: list[list[str]] = []
    with path.open(encoding="utf-8", newline="") as file:
        for line in file:
            name, _, rest = line.rstrip("\r\n").partition("\t")
            body = rest.split("\t", 1)[0]
            match = _SPAN.fullmatch(body)
            if re.fullmatch(r"T\d+", name) and match and match[1] in _ROLES:
                stretches = [tuple(map(int, part.split())) for part in match[2].split(";")]
                spans[name] = _ROLES[match[1]], stretches
            elif re.fullmatch(r"E\d+", name):
                events.append([argument.split(":")[-1] for argument in body.split()[1:]])
    attributions = []
    for references in events:
        found: dict[Role, list[Stretch]] = defaultdict(list)
        for role, stretches in (spans[reference] for reference in references if reference in spans):
            found[role] += stretches
        if found[Role.CONTENT]:
            attributions.append(found)
    return attributions


def _lesson(name: str, text: str, marked: Marked, wordpiece: WordPiece) -> Lesson:
    paragraphs = find_paragraphs(text)
    document = Document(
        article=Article(uri=f"file:///{name}", text=text),
        language="en",
        paragraphs=paragraphs,
        sentences=(),
        quotations=find_quotations(text, paragraphs),
    )
    units = find_units(document, wordpiece)
    over = _over(units, len(text))
    attributions = []
    for spans in marked:
        attribution = {role: sorted({s for a, b in spans[role] if (s := over(a, b))}) for role in Role}
        if attribution[Role.CONTENT]:
            attributions.append(attribution)
    lesson = Lesson(
        name=name,
        document=document,
        units=units,
        labels=[OUTSIDE] * len(units),
        sides=[UNTAUGHT] * len(units),
        attributions=attributions,
    )
    _label(lesson)
    return lesson


def _over(units: Units, length: int):
    """Return what turns characters into the units of which they hold at least half."""
    at = [len(units)] * (length + 1)
    for number in range(len(units) - 1, -1, -1):
        at[units.starts[number] : units.ends[number]] = [number] * (units.ends[number] - units.starts[number])
    following = len(units)
    for place in range(length, -1, -1):
        following = at[place] if at[place] < len(units) else following
        at[place] = following

    def over(start: int, end: int) -> Stretch | None:
        first, last = at[start], at[end - 1]
        numbers = [
            number
            for number in range(first, min(last + 1, len(units)))
            if 2 * (min(end, units.ends[number]) - max(start, units.starts[number]))
            >= units.ends[number] - units.starts[number]
        ]
        return (numbers[0], numbers[-1] + 1) if numbers else None

    return over


def _label(lesson: Lesson) -> None:
    """Write every span into the labels, the longest first; the few that overlap a longer one are left out."""
    spans = {}
    for attribution in lesson.attributions:
        for role, partners in (
            (Role.CONTENT, (Role.CUE, Role.SOURCE)),
            (Role.CUE, (Role.SOURCE,)),
            (Role.SOURCE, (Role.CUE, Role.CONTENT)),
        ):
            others = next((attribution[partner] for partner in partners if attribution[partner]), [])
            for stretch in attribution[role]:
                spans[stretch, role] = _side(stretch, others)
    for (stretch, role), side in sorted(spans.items(), key=lambda item: item[0][0][0] - item[0][0][1]):
        first, end = stretch
        if any(lesson.labels[first:end]):
            continue
        lesson.labels[first:end] = [begin(role)] + [inside(role)] * (end - first - 1)
        lesson.sides[first:end] = [side] * (end - first)


def _side(stretch: Stretch, others: list[Stretch]) -> Side:
    if not others:
        return Side.NONE
    nearest = min(others, key=lambda other: max(other[0] - stretch[1], stretch[0] - other[1]))
    return Side.LEFT if nearest[0] < stretch[0] else Side.RIGHT
