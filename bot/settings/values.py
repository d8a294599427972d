"""What does one value mean? The readers that turn an editor's text into times, names and choices, or say what to write.

Each is a pydantic type. What pydantic would say of a mistake is replaced by what was found and what to write.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from enum import Enum
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from bot.settings.timing import (
    WEEK,
    QuietHours,
    TimingError,
    Weekday,
    read_duration,
    read_quiet_hours,
    read_time,
)

E = TypeVar("E", bound=Enum)
T = TypeVar("T")


def wrong(*, what: str, remedy: str, at: str | None = None) -> PydanticCustomError:
    """Return the error to raise for a value: what was found, what to write, and `at` which setting of a group."""
    return PydanticCustomError("setting", "{what}; {remedy}", {"what": what, "remedy": remedy, "at": at})


def shown(value: object) -> str:
    """Return what was found, fit for a sentence: quoted, short, and unable to steer a terminal."""
    match value:
        case str():
            clean = "".join(c if c.isprintable() else "�" for c in value)
            return f'"{clean}"' if len(clean) <= 60 else f'"{clean[:57]}…"'  # noqa: PLR2004 - one line of a terminal
        case list():
            return "a list"
        case dict():
            return "a group of settings"
        case _:
            return "nothing"


def closest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be; case does not count."""
    names = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word[:60].lower(), names, n=1, cutoff=0.6)
    return names[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'channels'? " where a known word is close, else nothing."""
    close = closest(word, known)
    return f"did you mean '{close}'? " if close else ""


def text(value: Any) -> str:
    """Return one value as it was written."""
    if not isinstance(value, str):
        raise wrong(what=f"{shown(value)} stands where one value belongs", remedy="write it on the same line")
    words = unicodedata.normalize("NFC", value).strip()
    if not words:
        raise wrong(what="it is empty", remedy="write something, or remove the line")
    return words


def several(value: Any) -> Any:
    """Let one value stand for a list of one: `times: 07:30`."""
    if isinstance(value, dict):
        raise wrong(
            what="a group of settings stands where a list belongs", remedy='write "- value" lines, or [one, two]'
        )
    return value if isinstance(value, list) else [value]


def _yes_or_no(value: Any) -> bool:
    word = text(value).lower()
    if word in {"yes", "true", "on"}:
        return True
    if word in {"no", "false", "off"}:
        return False
    raise wrong(what=f"{shown(value)} is neither yes nor no", remedy="write yes or no")


def whole(low: int, high: int) -> Callable[[Any], int]:
    """Return a reader of whole numbers from `low` to `high`."""

    def read(value: Any) -> int:
        words = text(value)
        if not re.fullmatch(r"[-+]?[0-9]{1,9}", words):
            raise wrong(what=f"{shown(value)} is not a whole number", remedy=f"write one from {low} to {high}")
        number = int(words)
        if not low <= number <= high:
            raise wrong(
                what=f"{words} is {'below' if number < low else 'above'} what is allowed",
                remedy=f"write {low} to {high}",
            )
        return number

    return read


def choice(choices: type[E], *, besides: E | None = None) -> Callable[[Any], E]:
    """Return a reader of one of an enum's values, `besides` excepted; "say so" is as good as `say-so`."""
    known = {str(member.value): member for member in choices if member is not besides}

    def read(value: Any) -> E:
        word = re.sub(r"[\s_]+", "-", text(value).lower())
        if word not in known:
            remedy = f"{did_you_mean(word, known)}write {_either(known)}"
            raise wrong(what=f"{shown(value)} is none of its choices", remedy=remedy)
        return known[word]

    return read


def _either(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _timing(read: Callable[[str], T]) -> Callable[[Any], T]:
    def checked(value: Any) -> T:
        try:
            return read(text(value))
        except TimingError as error:
            raise wrong(what=error.what, remedy=error.remedy) from error

    return checked


def _duration_or(word: str) -> Callable[[Any], timedelta | None]:
    """Return a reader of durations to which `word` means none: since-last, forever."""

    def read(value: Any) -> timedelta | None:
        written = text(value)
        if re.sub(r"[\s_]+", "-", written.lower()) == word:
            return None
        try:
            return read_duration(written)
        except TimingError as error:
            raise wrong(what=error.what, remedy=f"write {word}, or a number and s, m, h, d or w, e.g. 12h") from error

    return read


_GROUPS = {"daily": WEEK, "weekdays": WEEK[:5], "weekends": WEEK[5:]}
_DAYS = {day.value: (day,) for day in WEEK} | {
    name: (day,)
    for name, day in zip(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), WEEK, strict=True
    )
}


def _days(value: Any) -> tuple[Weekday, ...]:
    """Return the days named, Monday first: [mon, fri], weekdays, weekends, daily."""
    found: set[Weekday] = set()
    for item in several(value):
        word = text(item).lower()
        days = _GROUPS.get(word) or _DAYS.get(word)
        if days is None:
            remedy = (
                f"{did_you_mean(word, (*_GROUPS, *_DAYS))}write mon, tue, wed, thu, fri, sat, sun, weekdays or weekends"
            )
            raise wrong(what=f"{shown(item)} is not a day", remedy=remedy)
        found.update(days)
    return tuple(day for day in WEEK if day in found)


def _timezone(value: Any) -> str:
    name = text(value)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # OSError: a folder of zones, "Europe"
        known = {zone.rsplit("/", 1)[-1].lower(): zone for zone in sorted(available_timezones())}
        known |= {zone.lower(): zone for zone in known.values()}
        close = difflib.get_close_matches(name[:60].lower().replace(" ", "_"), known, n=1, cutoff=0.8)
        hint = f"did you mean '{known[close[0]]}'? " if close else ""
        raise wrong(
            what=f"{shown(name)} is not a time zone", remedy=f"{hint}write an IANA name, e.g. Europe/Berlin"
        ) from error
    return name


def _language(value: Any) -> str:
    word = text(value).lower()
    if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{1,8})*", word):
        raise wrong(what=f"{shown(value)} is not a language's code", remedy="write two letters, e.g. en")
    return word.split("-")[0]


_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_DECEMBER = 12


def _day(*, end: bool) -> Callable[[Any], date]:
    """Return a reader of days that takes a year or a month as well: its first day, or its last where `end` is set."""

    def read(value: Any) -> date:
        found = _DATE.fullmatch(text(value))
        year, month, day = (int(part) if part else None for part in found.groups()) if found else (0, None, None)
        month = month or (_DECEMBER if end else 1)
        try:
            if day or not end:
                return date(year or 0, month, day or 1)
            return date(year or 0, month, monthrange(year or 0, month)[1])
        except ValueError as error:
            raise wrong(
                what=f"{shown(value)} is not a date", remedy="write YYYY-MM-DD, YYYY-MM or YYYY, e.g. 2024-05-31"
            ) from error

    return read


def _web_address(value: Any) -> str:
    words = text(value)
    if not re.fullmatch(r"https?://[^\s/?#@]+([/?#]\S*)?", words, re.IGNORECASE):
        raise wrong(what=f"{shown(value)} is not a web address", remedy="write one that begins with https://")
    return words


Text = Annotated[str, PlainValidator(text)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(several)]
YesNo = Annotated[bool, PlainValidator(_yes_or_no)]
Time = Annotated[time, PlainValidator(_timing(read_time))]
Times = Annotated[tuple[Time, ...], BeforeValidator(several)]
Duration = Annotated[timedelta, PlainValidator(_timing(read_duration))]
Window = Annotated[timedelta | None, PlainValidator(_duration_or("since-last"))]
Keep = Annotated[timedelta | None, PlainValidator(_duration_or("forever"))]
Quiet = Annotated[QuietHours, PlainValidator(_timing(read_quiet_hours))]
Quiets = Annotated[tuple[Quiet, ...], BeforeValidator(several)]
Days = Annotated[tuple[Weekday, ...], PlainValidator(_days)]
Timezone = Annotated[str, PlainValidator(_timezone)]
Language = Annotated[str, PlainValidator(_language)]
Since = Annotated[date, PlainValidator(_day(end=False))]
Until = Annotated[date, PlainValidator(_day(end=True))]
WebAddress = Annotated[str, PlainValidator(_web_address)]
Port = Annotated[int, PlainValidator(whole(1, 65535))]
Lines = Annotated[int, PlainValidator(whole(0, 100))]
