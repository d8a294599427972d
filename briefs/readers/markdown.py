"""Markdown, and any text that opens with YAML front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefs.article import Article
from briefs.errors import Problem
from briefs.readers.address import address
from briefs.readers.encoding import decode
from briefs.readers.fields import describe, one_line
from briefs.readers.sniffing import head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefs.readers.interface import ReadingDefaults, Resource

_SUFFIXES = frozenset({".md", ".markdown", ".mdown"})
_LONGEST = 64 * 1024

_KNOWN = re.compile(
    "(?:title|headline|outlet|publisher|publication|source|site|byline|authors?|by|published(?:_at)?|pub_?date|date"
    "|url|link|language|lang|guid|version|status|pub_?status|embargo(?:ed)?(?:[_-]until)?)[ \t]*:(?:\\s|$)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[\w.-]{1,60}[ \t]*:(?:\s|$)")
_HEADING = re.compile(r"#[ \t]+(?P<title>[^\n]*?)[ \t]*#*[ \t]*(?:\n|\Z)")


class MarkdownReader:
    """Reads Markdown with or without front matter, and front matter before text of any suffix.

    `text` is the raw body that follows the closing `---`, its markup included: what is printed is a slice of the file,
    and an asterisk belongs to it. A status or an embargo in front matter must not be missed, so a block that cannot
    be read is a problem, not a paragraph.
    """

    name = "markdown"

    def confidence(self, resource: Resource) -> float:
        """Front matter proves it; a suffix alone suggests it."""
        if resource.data[:16].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").startswith(b"---"):
            start = head(resource.data).replace("\r\n", "\n")
            if _front_matter(start) is not None or _never_ends(start):
                return 0.9
        is_markdown = resource.suffix in _SUFFIXES or (resource.media_type or "").startswith("text/markdown")
        return 0.5 if is_markdown else 0.0

    def read(self, resource: Resource, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
        """Yield the one article, after notes on what its front matter leaves unclear."""
        text = decode(resource)
        if isinstance(text, Problem):
            yield text
            return
        where = address(resource.uri)
        block = _front_matter(text)
        if block is None and _never_ends(text):
            yield Problem(
                where=f"{where}:1", what="its front matter does not end", remedy="close it with a line of ---"
            )
            return
        fields = {} if block is None else _fields(block)
        if isinstance(fields, str):
            yield Problem(
                where=where, what=f"its front matter is no YAML: {fields}", remedy="write it as `name: value`"
            )
            return
        before = 0 if block is None else block.count("\n") + 2
        body = text if block is None else text[_end_of_line(text, before) :]
        described = describe(fields, where=where, outlet=defaults.outlet)
        yield from described.problems
        title = described.fields["title"] or _first_heading(body)
        yield Article(uri=resource.uri, text=body, line_offset=before, **{**described.fields, "title": title})


def _opens(text: str) -> bool:
    return text.startswith("---") and "\n" in text and not text[3 : text.index("\n")].strip(" \t")


def _front_matter(text: str) -> str | None:
    """Return the lines between the opening and the closing `---`; None where `---` is only a rule across the page."""
    if not _opens(text):
        return None
    block: list[str] = []
    for line in text[: _LONGEST * 2].split("\n")[1:]:
        if line.rstrip(" \t") in {"---", "..."}:
            fields = any(map(_KNOWN.match, block)) or all(
                _FIELD.match(other) or other[:1] in {"", " ", "\t", "#", "-"} for other in block
            )
            return "\n".join(block) + "\n" * bool(block) if fields and "".join(block).strip() else None
        block.append(line)
    return None


def _never_ends(text: str) -> bool:
    return _opens(text) and bool(_KNOWN.match(text.split("\n", 2)[1])) and _front_matter(text) is None


def _end_of_line(text: str, lines: int) -> int:
    """Return where the text goes on after its first `lines` lines."""
    at = 0
    for _ in range(lines):
        at = text.find("\n", at) + 1
        if at == 0:
            return len(text)
    return at


def _fields(block: str) -> dict[Any, Any] | str:
    """Return the fields, or why there are none."""
    import yaml  # noqa: PLC0415 - only front matter needs it

    try:
        # Every scalar stays as it is written: the safe loader would read the Norwegian `language: no` as false, and
        # `version: 1.10` as 1.1. The base loader constructs even less than the safe one: text, lists and mappings.
        read = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 2 if broken.problem_mark else 2
        return f"{one_line(broken.problem)}, line {line}"
    except (yaml.YAMLError, ValueError, RecursionError) as broken:
        return one_line(str(broken)) or "it is nested too deep"
    return read if isinstance(read, dict) else "it holds no fields"


def _first_heading(body: str) -> str | None:
    found = _HEADING.match(body, len(body) - len(body.lstrip()))
    return one_line(found["title"]) if found else None
