"""How is a time kept, so that nothing is lost and everything can be compared?

What the copy says is kept as it was written, offset and all; beside it stands the moment in UTC, to sort and select by.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)


def utc(moment: datetime) -> datetime:
    """Return an aware moment in UTC; one that UTC's calendar cannot hold becomes its first or last.

    "0001-01-01T00:00+05:00" stands in hostile copy only, and must not stop the run.
    """
    if moment.tzinfo is None:
        message = f"a time in the store needs a time zone; got {moment.isoformat()}"
        raise ValueError(message)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return EARLIEST if moment.year == 1 else LATEST


def written(moment: datetime | date | None) -> str | None:
    """Return the moment as text: a date stays a date, a time keeps its offset."""
    return None if moment is None else moment.isoformat()


def read_moment(text: str | None) -> datetime | date | None:
    """Return what `written` was given."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def read_time(text: str | None) -> datetime | None:
    """Return what `written` was given, for moments that are never a bare date."""
    return None if text is None else datetime.fromisoformat(text)


def instant(published: datetime | date | None, *, otherwise: datetime) -> datetime:
    """Return the moment by which copy is ordered: a bare date counts from its midnight in UTC, none as `otherwise`."""
    if published is None:
        return utc(otherwise)
    if isinstance(published, datetime):
        return utc(published)
    return datetime.combine(published, time(), tzinfo=UTC)


def day(published: datetime | date | None, *, otherwise: datetime) -> date:
    """Return the day on the dateline: in the copy's own offset, for undated copy that of `otherwise` in UTC."""
    if published is None:
        return utc(otherwise).date()
    return published.date() if isinstance(published, datetime) else published
