"""Which day does somebody mean? "2026-03-01", "7d", "today": what people type after `since`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.settings.timing import TimingError, read_duration

_WORDS = {"today": 0, "yesterday": 1}
_REMEDY = "write a day such as 2026-03-01, or an age such as 7d, 2w or 12h"


def read_day(text: str, *, now: datetime) -> date:
    """Return the day that `text` means, seen from `now` (aware); raise `TimingError` with the right form.

    An age counts back from now: "7d" is the day seven days ago.
    """
    word = text.strip().lower()
    if word in _WORDS:
        return now.date() - timedelta(days=_WORDS[word])
    try:
        return date.fromisoformat(word)
    except ValueError:
        pass
    try:
        return (now - read_duration(word)).date()
    except (TimingError, OverflowError) as cause:
        raise TimingError(what=f'"{text}" is no day', remedy=_REMEDY) from cause


def read_moment(text: str, *, now: datetime) -> datetime:
    """Return the moment that `text` means: an age is exact, "12h" is twelve hours ago; a day begins at its midnight."""
    try:
        return now - read_duration(text.strip().lower())
    except (TimingError, OverflowError):
        day = read_day(text, now=now)
        return datetime.combine(day, time(), tzinfo=now.tzinfo)
