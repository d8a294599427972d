"""What is not news any more? What was printed before comes back only when an act's status changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefs.acts import Act, Status
from briefs.composing.group import Group, group_acts, group_quotes
from briefs.composing.select import is_quotable
from briefs.record import Entry, RecordId
from briefs.statement import Statement

FULLER = 2
"""A quotation that holds printed words is news when it is so many times as long: a sentence more, not a word."""


def unprinted(entries: Iterable[Entry], printed: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the entries that do not repeat what was `printed`, in any outlet and in other words.

    A mention of a printed act is left out, and with it the quotes inside that mention, unless the act stands otherwise
    now: a pledge that is withdrawn is news, and so is one that turned conditional.
    """
    entries = tuple(entries)
    if not printed:
        return entries
    known = {entry.record.id for entry in printed}
    both = [*printed, *(entry for entry in entries if entry.record.id not in known)]
    acts = group_acts(entry for entry in both if isinstance(entry.record.finding, Act))
    quotes = group_quotes(entry for entry in both if is_quotable(entry))
    stale = {
        *(name for group in acts for name in _said_before(group, known)),
        *(name for group in quotes for name in _quoted_before(group, known)),
        *(entry.record.id for entry in printed if not _changed(entry, entries)),
    }
    old_acts = [entry for entry in entries if entry.record.id in stale and isinstance(entry.record.finding, Act)]
    return tuple(entry for entry in entries if entry.record.id not in stale and not _inside(entry, old_acts))


def _said_before(group: Group, known: set[RecordId]) -> Iterable[RecordId]:
    """Yield the new mentions of an act that stands as it stood when it was printed."""
    stood = {_status(entry) for entry in group.entries if entry.record.id in known}
    if stood:
        yield from (
            entry.record.id for entry in group.entries if entry.record.id not in known and _status(entry) in stood
        )


def _quoted_before(group: Group, known: set[RecordId]) -> Iterable[RecordId]:
    """Yield the new quotations whose words were printed, alone or in a quotation that was hardly shorter."""
    longest = max((_length(entry) for entry in group.entries if entry.record.id in known), default=0)
    if longest:
        yield from (entry.record.id for entry in group.entries if _length(entry) < FULLER * longest)


def _changed(printed: Entry, entries: Sequence[Entry]) -> bool:
    """Say whether a record that was printed is here again and was read to stand otherwise since."""
    again = next((entry for entry in entries if entry.record.id == printed.record.id), None)
    return again is not None and _status(again) != _status(printed)


def _inside(entry: Entry, acts: Sequence[Entry]) -> bool:
    return isinstance(entry.record.finding, Statement) and any(
        act.article.id == entry.article.id and act.record.span.overlaps(entry.record.span) for act in acts
    )


def _status(entry: Entry) -> Status | None:
    finding = entry.record.finding
    return finding.status if isinstance(finding, Act) else None


def _length(entry: Entry) -> int:
    finding = entry.record.finding
    return sum(len(span) for span in finding.quotes) if isinstance(finding, Statement) else 0
