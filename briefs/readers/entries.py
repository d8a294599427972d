"""How many objects does a JSON file hold, and where? One, a list, or one on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefs.errors import Problem
from briefs.readers.address import address, inside
from briefs.readers.encoding import decode
from briefs.readers.sniffing import head

if TYPE_CHECKING:
    from briefs.readers.interface import Resource

SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_LINES = frozenset({".jsonl", ".ndjson"})
_LISTS = ("articles", "items", "entries", "docs", "documents", "results", "data")
_TEXTS = frozenset({"text", "body", "content", "body_text", "content_text", "content_html", "bodies"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One object of a JSON file."""

    value: dict[str, Any]
    where: str
    """Its address for a problem: the file, `file:line`, or the file and the object's number."""
    number: int | None
    """Its 1-based line or place in the list; None for the only object of a file."""

    def uri(self, of: str) -> str:
        """Return the uri of the article in it, in the file whose uri is `of`."""
        if self.number is None:
            return of
        key = next((self.value[name] for name in ("id", "_id", "uri", "guid") if self.value.get(name)), None)
        return inside(of, key, self.number)


def looks_like_json(resource: Resource) -> bool:
    """Say whether the file opens as an object or as a list of objects does."""
    start = head(resource.data)[:4096].split(None, 2)[:3]
    opening = "".join(start)[:3]
    return opening.startswith(('{"', "{}", '[{"', "[{}", "[[{"))


def entries(resource: Resource) -> Iterator[Entry | Problem]:
    """Yield the objects of a JSON file in order, a problem in the place of each that cannot be read.

    One object a line is told by the suffix, else by the first line being an object of its own. A list may stand alone
    or under a name such as `articles`, as news services send it.
    """
    text = decode(resource)
    if isinstance(text, Problem):
        yield text
        return
    lines = resource.suffix in _LINES or "ndjson" in (resource.media_type or "")
    value = None if lines else _parsed(text)
    if isinstance(value, _Broken):
        if value.after_the_first and isinstance(_parsed(text.lstrip().split("\n", 1)[0]), dict):
            lines = True
        else:
            where = address(resource.uri, line=value.line)
            yield Problem(
                where=where, what=f"is not JSON: {value.why}", remedy="mend it there, or fetch the file again"
            )
            return
    yield from _by_line(resource, text) if lines else _of(resource, value)


def _by_line(resource: Resource, text: str) -> Iterator[Entry | Problem]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = address(resource.uri, line=number)
        value = _parsed(line)
        if isinstance(value, _Broken):
            yield Problem(
                where=where, what=f"is not JSON: {value.why}", remedy="mend or drop the line; others are read"
            )
        else:
            yield _entry(value, where, number)


def _of(resource: Resource, value: Any) -> Iterator[Entry | Problem]:
    where = address(resource.uri)
    if isinstance(value, dict) and not _TEXTS.intersection(value):
        name = next((name for name in _LISTS if _is_list_of_objects(value.get(name))), None)
        value = value if name is None else value[name]
    if isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield _entry(inner, f"{where}, object {number}", number)
    else:
        yield _entry(value, where, None)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(inner, dict) for inner in value)


def _entry(value: Any, where: str, number: int | None) -> Entry | Problem:
    if isinstance(value, dict):
        return Entry(value=value, where=where, number=number)
    return Problem(
        where=where,
        what="is no JSON object",
        remedy='write an article as an object, such as {"title": "…", "text": "…"}',
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    why: str
    line: int | None = None
    after_the_first: bool = False
    """A whole value was read, and more stands behind it."""


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as broken:
        why = f"{broken.msg.removesuffix(' at')} at character {broken.colno}"
        return _Broken(why=why, line=broken.lineno, after_the_first=broken.msg == "Extra data")
    except ValueError:
        return _Broken(why="a number in it is too long")
    except RecursionError:
        return _Broken(why="it is nested too deep")
