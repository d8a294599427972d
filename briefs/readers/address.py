"""Where is it, in words an editor can follow, and in a form a program can keep?"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

STDIN = "stdin:"

_LONGEST_KEY = 200
_LONGEST_LINK = 2_000


def address(uri: str, *, line: int | None = None) -> str:
    """Return the address for a problem: a path for `file:` (`/news/port talks.jsonl:7`), else the URL.

    A file's name is as hostile as its text: control characters in it are written as escapes.
    """
    if uri.startswith("file://"):
        place = unquote(uri.removeprefix("file://"), errors="backslashreplace")
    else:
        place = "standard input" if uri == STDIN else uri
    place = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in place)
    return place if line is None else f"{place}:{line}"


def file_uri(path: str) -> str:
    """Return `file://` and the percent-encoded absolute path; links on the way stay as they are written."""
    return Path(os.path.abspath(path)).as_uri()  # noqa: PTH100 - Path.resolve would follow the links


def inside(uri: str, key: object, number: int) -> str:
    """Return the uri of an article in a container: its id, percent-encoded, else its 1-based line or entry number.

    `key` counts as an id when it is a word or a whole number; one too long to read gives way to the number.
    """
    word = str(key).strip() if isinstance(key, (str, int)) and not isinstance(key, bool) else ""
    usable = word if 0 < len(word) <= _LONGEST_KEY else str(number)
    return f"{uri}/{quote(usable, safe='', errors='surrogatepass')}"


def web_link(value: object) -> str | None:
    """Return `value` if it is a link that may be shown: http or https, with a host and no user name before it.

    `https://bank.example@evil.example/` looks like one address and opens another, so it is none.
    """
    if not isinstance(value, str):
        return None
    link = value.strip()
    if len(link) > _LONGEST_LINK or not link.isprintable() or any(char in link for char in ' <>"\\`'):
        return None
    try:
        parts = urlsplit(link)
        fits = parts.scheme.lower() in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    return link if fits else None
