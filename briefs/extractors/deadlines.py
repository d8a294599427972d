"""By when? The words that set an act's deadline, and the day they come to where that can be told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from briefs.acts import Deadline
from briefs.document import Span
from briefs.extractors.circumstances import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefs.extractors.circumstances import Sign
    from briefs.language.words import Word

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MORE = 4
"""Words that may still belong to it: by the end of [the month]."""
_WEEK, _LAST_DAY, _FIRST_YEAR = 7, 31, 1900
_GOES_ON = frozenset({"the", "this", "next", "of", "year", "month", "week", "day", "quarter", "decade", "century"})


def find_deadline(
    tokens: Sequence[Word], signs: Sequence[Sign], within: Span, published: date | datetime | None
) -> Deadline | None:
    """Return the deadline in `within`; its day only where the words and the article's day leave no doubt."""
    for sign in signs:
        if sign.role is Role.DEADLINE and within.start <= tokens[sign.first].start < within.end:
            end = sign.end
            while end < min(len(tokens), sign.end + _MORE) and _belongs(tokens[end]):
                end += 1
            span = Span(tokens[sign.first].start, tokens[end - 1].end)
            return Deadline(spans=(span,), date=_day([word.lower for word in tokens[sign.first : end]], published))
    return None


def _belongs(word: Word) -> bool:
    lower = word.lower
    return lower in _GOES_ON or lower in _MONTHS or lower[:1].isdigit()


def _day(words: Sequence[str], published: date | datetime | None) -> date | None:
    today = published.date() if isinstance(published, datetime) else published
    if today is None:
        return None
    weekday = next((_DAYS.index(word) for word in words if word in _DAYS), None)
    if weekday is not None:
        return today + timedelta(days=(weekday - today.weekday()) % _WEEK)
    month = next((_MONTHS.index(word) + 1 for word in words if word in _MONTHS), None)
    numbers = [int(word) for word in (word.removesuffix("th").removesuffix("st") for word in words) if word.isdecimal()]
    day = next((number for number in numbers if 1 <= number <= _LAST_DAY), None)
    if month is None or day is None:
        return None
    year = next((number for number in numbers if number >= _FIRST_YEAR), None)
    try:
        found = date(year or today.year, month, day)
    except ValueError:
        return None
    return found.replace(year=today.year + 1) if year is None and found < today else found
