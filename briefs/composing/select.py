"""Which groups go into a brief, and in what order? Each choice comes with its reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from briefs.acts import Act, Time
from briefs.brief import QUOTE, Filters
from briefs.composing.group import Group
from briefs.document import Span
from briefs.folding import fold
from briefs.person import Resolution, Resolved, printed_name
from briefs.record import Entry
from briefs.statement import Form, Statement

PER_SPEAKER = 2
"""How many lines of one section a speaker gets while others wait."""
NAMED = 0.2
"""What an act gains whose issuer has a name: a line that nobody stands behind is the first to be left out."""
FEWEST_WORDS = 5
"""A quotation shorter than this says too little to stand alone."""
MOST_WORDS = 60
"""A longer quotation is printed by its first stretches up to here, at least one; every stretch stays whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A group with its rank (higher is better) and the reasons for it."""

    group: Group
    rank: float
    reasons: tuple[str, ...]


def kind_of(entry: Entry) -> str:
    """Return the section an entry belongs to: its act's kind, or `quote`."""
    return QUOTE if isinstance(entry.record.finding, Statement) else entry.record.kind


def wanted(entry: Entry, filters: Filters) -> bool:
    """Say whether a briefing's filters let an entry through."""
    if filters.kinds and kind_of(entry) not in filters.kinds:
        return False
    finding = entry.record.finding
    if isinstance(finding, Statement) and finding.confidence < filters.confidence:
        return False
    if filters.outlets and fold(entry.article.outlet or "") not in map(fold, filters.outlets):
        return False
    if filters.people and not _mentions(filters.people, " ".join(_names(entry))):
        return False
    said = f"{entry.words(_around(entry))} {entry.article.title or ''}"
    return (not filters.places or _mentions(filters.places, said)) and (
        not filters.words or _mentions(filters.words, said)
    )


def is_quotable(entry: Entry) -> bool:
    """Say whether an entry is a quote that a brief may print: words between quotation marks, not inside another's."""
    finding = entry.record.finding
    return (
        isinstance(finding, Statement)
        and finding.form is not Form.INDIRECT
        and bool(finding.quotes)
        and finding.parent is None
    )


def is_news(entry: Entry) -> bool:
    """Say whether an entry is an act of today's news; history belongs in a brief only when it is the story."""
    finding = entry.record.finding
    return isinstance(finding, Act) and (finding.time is Time.CURRENT or finding.key)


def rank_act(group: Group) -> Choice:
    """Rank an act by its salience, by whether its issuer has a name and by how many outlets report it."""
    acts = [entry.record.finding for entry in group.entries if isinstance(entry.record.finding, Act)]
    best = max(acts, key=lambda act: (act.key, act.salience))
    reasons = [*best.reasons, *_reported_by(group)]
    named = any(isinstance(party.resolution, Resolved) for act in acts for party in act.issuer)
    rank = best.salience + (1.0 if best.key else 0.0) + (NAMED if named else 0.0) + 0.2 * (group.outlets - 1)
    return Choice(group=group, rank=rank, reasons=tuple(dict.fromkeys(reasons)))


def rank_quote(group: Group) -> Choice:
    """Rank a quote: named speakers, whole sentences and early paragraphs first, and what several outlets report."""
    statement = group.head.record.finding
    if not isinstance(statement, Statement):
        message = f"record {group.head.record.id} is no statement"
        raise TypeError(message)
    words = sum(len(group.head.words(span).split()) for span in statement.quotes)
    position = statement.hull.start / max(1, len(group.head.article.text))
    grounds = [
        (2.0, isinstance(statement.speaker, Resolved), "words of a named speaker"),
        (1.0, printed_name(statement.speaker) is not None, ""),
        (1.0, statement.form is Form.DIRECT, "quoted in full"),
        (1.0, FEWEST_WORDS <= words <= MOST_WORDS, ""),
        (0.5, position < 1 / 3, "in the first third of the article"),
        (0.5 * (group.outlets - 1), group.outlets > 1, ""),
    ]
    rank = sum(weight for weight, holds, _ in grounds if holds) + statement.confidence + min(words, 40) / 100
    reasons = [reason for _, holds, reason in grounds if holds and reason]
    return Choice(group=group, rank=rank, reasons=(*reasons, *_reported_by(group)))


def pick(choices: Iterable[Choice], limit: int) -> tuple[Choice, ...]:
    """Return the best `limit` choices, not more than two of one speaker while others wait."""
    taken: list[Choice] = []
    waiting: list[Choice] = []
    by_speaker: Counter[object] = Counter()
    for choice in sorted(choices, key=_order):
        who = tuple(_names(choice.group.head)) or choice.group.head.record.article
        by_speaker[who] += 1
        (taken if by_speaker[who] <= PER_SPEAKER else waiting).append(choice)
    chosen = (taken + waiting)[:limit]
    return tuple(sorted(chosen, key=_order))


def leading(entry: Entry, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the first stretches of a quotation, up to `MOST_WORDS` words and at least one."""
    kept: list[Span] = []
    words = 0
    for span in spans:
        words += len(entry.words(span).split())
        if kept and words > MOST_WORDS:
            break
        kept.append(span)
    return tuple(kept)


def _reported_by(group: Group) -> tuple[str, ...]:
    return (f"reported by {group.outlets} outlets",) if group.outlets > 1 else ()


def _names(entry: Entry) -> tuple[str, ...]:
    finding = entry.record.finding
    resolutions: tuple[Resolution, ...] = (
        (finding.speaker,) if isinstance(finding, Statement) else tuple(party.resolution for party in finding.issuer)
    )
    return tuple(name for name in map(printed_name, resolutions) if name)


def _mentions(wanted_words: Iterable[str], text: str) -> bool:
    """Say whether any of the wanted phrases stands in `text` as whole words."""
    folded = f" {fold(text)} "
    return any(f" {fold(phrase)} " in folded for phrase in wanted_words)


def _around(entry: Entry) -> Span:
    """Return the line of text around an entry: its paragraph, in most formats."""
    text, span = entry.article.text, entry.record.span
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)


def _order(choice: Choice) -> tuple[float, float, str, int]:
    """Order choices best first, then newest, then by place: the same input gives the same brief."""
    entry = choice.group.head
    return (-choice.rank, -_ordinal(entry.article.published), entry.article.uri, entry.record.span.start)


def _ordinal(published: datetime | date | None) -> float:
    if isinstance(published, datetime):
        return published.timestamp()
    if published is not None:
        return (published - date(1970, 1, 1)).days * 86_400.0
    return float("-inf")
