"""What do the copy's own fields say of it? Outlet, date, status: read once, the same for every format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from briefs.article import ArticleStatus
from briefs.errors import Problem, Severity
from briefs.readers.address import web_link
from briefs.readers.dates import moment, not_before

_LONGEST = 1_000
_MOST_NAMES = 20

_USABLE = frozenset(
    {"usable", "published", "publish", "public", "live", "final", "released", "release", "active", "ok"}
)
_CANCELED = frozenset({"canceled", "cancelled", "killed", "kill", "retracted", "withdrawn", "deleted", "removed"})
_WITHHELD = frozenset({"withheld", "hold", "held", "on hold", "draft", "pending", "private", "unpublished", "review"})
_UNTIL_TOLD = frozenset({"embargoed", "scheduled"})

_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"", "false", "no", "off", "none", "null", "~", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the publisher lets us do with the copy, and what was unclear about it."""

    status: ArticleStatus = ArticleStatus.USABLE
    embargo_until: datetime | None = None
    problems: tuple[Problem, ...] = ()


def terms(status: object, embargo: object, *, where: str) -> Terms:
    """Return status and embargo as the copy states them, on the safe side wherever it does not state them clearly.

    A status nobody knows, an embargo that is no time ("until the minister has spoken") or has no end: the article is
    withheld, and a problem says so. A number is no status: crawlers write 200 there.
    """
    until, problems = _embargo(embargo, where)
    withheld = until is None and _says_something(embargo)
    word = "usable" if status is None or isinstance(status, (int, float)) else _last_word(status)
    if word in _CANCELED:
        read = ArticleStatus.CANCELED
    elif word in _UNTIL_TOLD:
        read = ArticleStatus.USABLE if until is not None else ArticleStatus.WITHHELD
    elif word in _USABLE and not withheld:
        read = ArticleStatus.USABLE
    else:
        read = ArticleStatus.WITHHELD
        if word not in _USABLE and word not in _WITHHELD:
            problem = Problem(
                where=where,
                what=f"has the status {one_line(status)!r}, which is none we know; the article is withheld",
                remedy="write usable, withheld or canceled",
            )
            problems = (*problems, problem)
    return Terms(status=read, embargo_until=until, problems=problems)


def _last_word(status: object) -> str:
    """Return `usable` for `stat:usable` and for `http://cv.iptc.org/newscodes/pubstatusg2/usable`."""
    return re.split("[:/]", _word(status))[-1].strip() or "usable"


def _word(value: object) -> str:
    """Return a scalar in small letters; lists are not written out, since aliases in YAML can make them endless."""
    return "a list" if isinstance(value, (list, tuple, Mapping)) else str(value)[:_LONGEST].strip().lower()


def _says_something(embargo: object) -> bool:
    return embargo is not None and _word(embargo) not in _NO


def _embargo(embargo: object, where: str) -> tuple[datetime | None, tuple[Problem, ...]]:
    if not _says_something(embargo) or _word(embargo) in _YES:
        return None, ()
    until = not_before(embargo)
    remedy = "write the time with its zone, such as 2026-03-02T07:30:00+01:00"
    if until is None:
        what = f"is embargoed until {one_line(embargo)!r}, which is no time; the article is withheld"
        return None, (Problem(where=where, what=what, remedy=remedy),)
    if not isinstance(moment(embargo), datetime):
        what = f"its embargo {one_line(embargo)!r} names no time zone; held until {until:%Y-%m-%d %H:%M} UTC"
        return until, (Problem(where=where, what=what, remedy=remedy, severity=Severity.NOTE),)
    return until, ()


def one_line(value: object) -> str | None:
    """Return a field as words on one line, control characters out; None when it holds none.

    Of `{"name": "Mara Lind"}` the name is taken; a list is read one after the other: "Mara Lind, Jonas Ek".
    """
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "value", "title", "literal") if value.get(key)), None)
        return one_line(value) if isinstance(value, str) else None
    if isinstance(value, (list, tuple)):
        flat = (inner for inner in value[:_MOST_NAMES] if not isinstance(inner, (list, tuple)))
        found = dict.fromkeys(filter(None, map(one_line, flat)))
        return ", ".join(found)[:_LONGEST] or None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    words = " ".join(str(value)[: 4 * _LONGEST].split())[:_LONGEST]
    return "".join(char for char in words if unicodedata.category(char) not in {"Cc", "Cs"}).strip() or None


_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")


def language(value: object) -> str | None:
    """Return a BCP 47 tag as the copy writes it, with hyphens; None for anything else ("English")."""
    words = one_line(value)
    return words.replace("_", "-") if words and _LANGUAGE.fullmatch(words) else None


def first(fields: Mapping[str, Any], *names: str) -> Any:
    """Return the first field among `names` that says something, or None."""
    return next((fields[name] for name in names if fields.get(name) not in (None, "", [], {})), None)


def plain_names(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """Return fields by their names in small letters without `_`, `-` and spaces: `publishedAt` is `published_at`.

    The first of two that fall together counts.
    """
    found: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(name, str) and len(name) <= _LONGEST:
            found.setdefault(re.sub("[_ .-]", "", name).lower(), value)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """The fields of an `Article` but for its uri and text, and what was unclear about them."""

    fields: Mapping[str, Any]
    problems: tuple[Problem, ...]


def describe(loose: Mapping[Any, Any], *, where: str, outlet: str | None) -> Described:
    """Read the fields that people and programs put beside an article, under the names they give them.

    `outlet` stands in where the copy names none. `id` is no `guid`: numbers that start at 1 in every file would make
    one article's later version of another.
    """
    fields = plain_names(loose)
    published: datetime | date | None = moment(
        first(fields, "published", "publishedat", "datepublished", "publicationdate", "pubdate", "publishdate", "date")
    )
    held = terms(
        first(fields, "pubstatus", "status"),
        first(fields, "embargountil", "embargoeduntil", "embargoed", "embargo"),
        where=where,
    )
    return Described(
        fields={
            "title": one_line(first(fields, "title", "headline")),
            "outlet": one_line(first(fields, "outlet", "publisher", "publication", "source", "sitename", "site"))
            or outlet,
            "byline": one_line(first(fields, "byline", "author", "authors", "by")),
            "published": published,
            "url": web_link(first(fields, "url", "link", "canonicalurl")),
            "language": language(first(fields, "language", "lang", "inlanguage")),
            "guid": one_line(first(fields, "guid")),
            "version": one_line(first(fields, "version")),
            "status": held.status,
            "embargo_until": held.embargo_until,
        },
        problems=held.problems,
    )
