"""When is a briefing due? Times on days, or cron, in a time zone; and what an editor's "12h" comes to.

All of it is decided from text and a given moment: this file has no clock.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Weekday(StrEnum):
    """A day of the week, as it is written in `briefings.yaml`; Monday comes first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WEEK = tuple(Weekday)
"""Indexed as `datetime.weekday()` counts: 0 is Monday."""


class TimingError(ValueError):
    """A time, duration or schedule that cannot be meant, and what to write in its place."""

    def __init__(self, *, what: str, remedy: str) -> None:
        super().__init__(f"{what}; {remedy}")
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """At these times on these days: 07:30 and 18:00, Monday to Friday, in Berlin."""

    times: tuple[time, ...]
    """In the order of the day, each once."""
    days: tuple[Weekday, ...] = WEEK
    timezone: ZoneInfo

    def fires(self, local: datetime) -> bool:
        """Say whether a briefing is due in the minute of `local`, which is in `timezone`."""
        return WEEK[local.weekday()] in self.days and local.time().replace(second=0, microsecond=0) in self.times


@dataclass(frozen=True, slots=True, kw_only=True)
class Cron:
    """A schedule in cron's five fields, read as cron(8) reads it.

    Where both day of month and weekday are restricted either suffices: `0 7 1 * 1` is due on the first of the month
    and on every Monday. Numbered weekdays begin with Sunday, as 0 or 7.
    """

    text: str
    """As the editor wrote it."""
    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[Weekday, ...]
    either: bool = False
    """Day of month and weekday are both restricted, so that one of them is enough."""
    timezone: ZoneInfo

    def fires(self, local: datetime) -> bool:
        """Say whether a briefing is due in the minute of `local`, which is in `timezone`."""
        on_day = local.day in self.days
        on_weekday = WEEK[local.weekday()] in self.weekdays
        due = (on_day or on_weekday) if self.either else (on_day and on_weekday)
        return due and local.month in self.months and local.hour in self.hours and local.minute in self.minutes


When = Cron | Times


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """A time of the day in which nothing is posted: from `start` up to, not including, `end`; over midnight too."""

    start: time
    end: time

    def cover(self, moment: time) -> bool:
        """Say whether `moment` (local) lies in the quiet hours: 23:30 and 06:59 do in 22:00-07:00, 07:00 does not."""
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def read_time(text: str) -> time:
    """Return the time that "07:30" means; raise `TimingError` for "25:00", "7.30" or "7 pm"."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise TimingError(what=f'"{text}" is not a time', remedy="write HH:MM, e.g. 07:30")
    return time(int(found[1]), int(found[2]))


def read_quiet_hours(text: str) -> QuietHours:
    """Return the quiet hours that "22:00-07:00" means."""
    start, dash, end = text.replace("–", "-").partition("-")
    if not dash:
        raise TimingError(what=f'"{text}" is not a stretch of the day', remedy="write FROM-TO, e.g. 22:00-07:00")
    hours = QuietHours(start=read_time(start), end=read_time(end))
    if hours.start == hours.end:
        raise TimingError(what=f'"{text}" begins and ends at once', remedy="write FROM-TO, e.g. 22:00-07:00")
    return hours


UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
"""Seconds in a unit of a duration."""

_PART = re.compile(r"([0-9]{1,6})([smhdw])")
LONGEST = timedelta(days=36500)


def read_duration(text: str) -> timedelta:
    """Return the duration that "12h", "90m" or "1h30m" means; a bare number has no unit and is refused."""
    compact = re.sub(r"\s+", "", text.lower())
    parts = _PART.findall(compact)
    if not parts or "".join(number + unit for number, unit in parts) != compact:
        raise TimingError(what=f'"{text}" is not a duration', remedy="write a number and s, m, h, d or w, e.g. 12h")
    duration = timedelta(seconds=sum(int(number) * UNITS[unit] for number, unit in parts))
    if not timedelta() < duration <= LONGEST:
        raise TimingError(what=f'"{text}" is no usable duration', remedy="write one between 1s and 100 years, e.g. 12h")
    return duration


@dataclass(frozen=True, slots=True)
class _Field:
    """One of cron's five fields."""

    name: str
    low: int
    high: int
    names: tuple[str, ...] = ()
    """Words for the values from `low` on."""

    @property
    def range(self) -> str:
        return f"{self.low}-{self.high}"


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SUNDAY_FIRST = (Weekday.SUN, *WEEK[:-1])
_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day of month", 1, 31),
    _Field("month", 1, 12, _MONTHS),
    _Field("weekday", 0, 7, _SUNDAY_FIRST),
)
_LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_STEP = re.compile(r"(?:(?P<all>\*)|(?P<first>[a-z0-9]+)(?:-(?P<last>[a-z0-9]+))?)(?:/(?P<step>[0-9]{1,4}))?")


def read_cron(text: str, timezone: ZoneInfo) -> Cron:
    """Return the schedule that "30 7 * * mon-fri" means; raise `TimingError` where it is malformed or never comes."""
    words = text.lower().split()
    if len(words) != len(_FIELDS):
        what = f'"{text}" has {len(words)} field{"" if len(words) == 1 else "s"}, cron has five'
        remedy = 'write "minute hour day month weekday", e.g. "30 7 * * mon-fri"'
        raise TimingError(what=what, remedy=remedy)
    minutes, hours, days, months, numbers = (
        _read_field(field, word, text) for field, word in zip(_FIELDS, words, strict=True)
    )
    weekdays = {_SUNDAY_FIRST[number % 7] for number in numbers}
    either = not words[2].startswith("*") and not words[4].startswith("*")
    if not either and not any(days[0] <= _LONGEST_MONTH[month - 1] for month in months):
        what = f'"{text}" never comes: no such month has a day {days[0]}'
        raise TimingError(what=what, remedy='name a day that exists, e.g. "30 7 1 * *"')
    return Cron(
        text=text,
        minutes=minutes,
        hours=hours,
        days=days,
        months=months,
        weekdays=tuple(day for day in WEEK if day in weekdays),
        either=either,
        timezone=timezone,
    )


def _read_field(field: _Field, word: str, text: str) -> tuple[int, ...]:
    """Return the values that one field stands for, in order: "*/15" or "1-5,7"."""
    values: set[int] = set()
    for part in word.split(","):
        found = _STEP.fullmatch(part)
        if not found:
            what = f'"{part}" in "{text}" is no {field.name}'
            remedy = f'write *, a number {field.range}, a range such as "1-5" or a step such as "*/2"'
            raise TimingError(what=what, remedy=remedy)
        first, last, step = found["first"], found["last"], int(found["step"] or 1)
        if step == 0 or (step > 1 and first and not last):
            raise TimingError(
                what=f'"{part}" in "{text}" is no step', remedy='write a step over a range, e.g. "*/15" or "0-30/10"'
            )
        low = _value(field, first, text) if first else field.low
        high = _value(field, last, text) if last else low if first else field.high
        if low > high:
            what = f'"{part}" in "{text}" runs backwards'
            remedy = f'write it as two ranges, e.g. "{first}-{field.high},{field.low}-{last}"'
            raise TimingError(what=what, remedy=remedy)
        values.update(range(low, high + 1, step))
    return tuple(sorted(values))


def _value(field: _Field, word: str, text: str) -> int:
    if word in field.names:
        return field.low + field.names.index(word)
    if word.isdecimal() and word.isascii() and len(word) <= 2 and field.low <= int(word) <= field.high:  # noqa: PLR2004 - no field has three digits
        return int(word)
    names = f" or {field.names[0]}-{field.names[-1]}" if field.names else ""
    raise TimingError(what=f'"{word}" in "{text}" is no {field.name}', remedy=f"write {field.range}{names}")
