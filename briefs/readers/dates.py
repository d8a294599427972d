"""When, as the copy says: a moment with its zone, or a day, or nothing. Never a guess.

A clock time without a zone is no moment; its day is kept. 02/03/2026 is two days at once and is none.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

_LONGEST = 60
_YEARS = range(1700, 2200)
"""Years outside are how machines write "none": 0001, 9999."""

_SECONDS = range(10**8, 10**10)
_MILLISECONDS = range(10**11, 10**13)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month> jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)?"
_MONTH += r" | sept?(?:ember)? | oct(?:ober)? | nov(?:ember)? | dec(?:ember)? ) \.?"
_DAY = r"(?P<day> \d{1,2} ) (?: st | nd | rd | th )?"
_WEEKDAY = r"(?: (?: mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun ) (?:day)? \.? ,? \s+ )?"
_ENGLISH = tuple(
    re.compile(pattern, re.VERBOSE | re.IGNORECASE)
    for pattern in (
        rf"{_WEEKDAY} {_DAY} \s+ {_MONTH} ,? \s+ (?P<year> \d{{4}} )",  # Monday, 2 March 2026
        rf"{_WEEKDAY} {_MONTH} \s+ {_DAY} ,? \s+ (?P<year> \d{{4}} )",  # March 2nd, 2026
    )
)
_EMAIL = re.compile(r"(?:[a-z]{3},\s*)?\d{1,2}\s+[a-z]{3}\s+\d{4}\s+\d{1,2}:\d\d(?::\d\d)?\b", re.IGNORECASE)

LAST_ZONE = timezone(timedelta(hours=-12))
"""Where every day begins last."""


def moment(value: object) -> datetime | date | None:
    """Return the aware datetime or the date that `value` states, or None.

    Read are ISO 8601 in both its forms, e-mail dates ("Mon, 2 Mar 2026 07:30:00 GMT"), English dates in words
    ("March 2, 2026") and counts of seconds or milliseconds since 1970.
    """
    read = _stated(value)
    return read.date() if isinstance(read, datetime) and read.utcoffset() is None else read


def not_before(value: object) -> datetime | None:
    """Return the first moment at which `value` is surely reached, for an embargo.

    "Not before 4 March", or a clock time without a zone, is over only when it is over in the zone where it comes last:
    the copy may go out half a day late, never a minute early.
    """
    read = _stated(value)
    if read is None or (isinstance(read, datetime) and read.utcoffset() is not None):
        return read
    clock = read.time() if isinstance(read, datetime) else time()
    return datetime.combine(read, clock, tzinfo=LAST_ZONE).astimezone(UTC)


def _stated(value: object) -> datetime | date | None:
    """Return what is stated: a datetime with or without a zone, a date, or None."""
    if isinstance(value, str):
        read = _in_words(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        read = _counted(value)
    else:
        read = value if isinstance(value, date) else None
    return read if read is not None and read.year in _YEARS else None


def _in_words(value: str) -> datetime | date | None:
    words = " ".join(value[: _LONGEST + 1].split())
    if not words or len(words) > _LONGEST:
        return None
    for read in (_iso, _email, _english):
        found = read(words)
        if found is not None:
            return found
    return _counted(int(words)) if words.isdecimal() else None


def _counted(value: float) -> datetime | date | None:
    if _SECONDS.start <= value < _SECONDS.stop:
        return datetime.fromtimestamp(value, UTC)
    if _MILLISECONDS.start <= value < _MILLISECONDS.stop:
        return datetime.fromtimestamp(value / 1000, UTC)
    return _iso(str(value)) if isinstance(value, int) and len(str(value)[:9]) == len("20260302") else None


def _iso(words: str) -> datetime | date | None:
    """Read ISO 8601; a bare day stays a day."""
    if not words[:4].isdecimal() or len(words) < len("20260302"):
        return None
    words = re.sub(r"\s*(?:UTC|GMT)$", "Z", words.upper())
    words = re.sub(r"\s+([+-]\d\d:?\d\d)$", r"\1", words)
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None


def _email(words: str) -> datetime | None:
    if not _EMAIL.match(words):
        return None
    try:
        read = parsedate_to_datetime(words)
    except (ValueError, IndexError, TypeError):
        return None
    return read.replace(tzinfo=UTC) if words.endswith("-0000") else read  # RFC 5322: UTC, told from nowhere


def _english(words: str) -> date | None:
    for pattern in _ENGLISH:
        found = pattern.fullmatch(words)
        if found:
            month = _MONTHS.index(found["month"][:3].lower()) + 1
            try:
                return date(int(found["year"]), month, int(found["day"]))
            except ValueError:
                return None
    return None
