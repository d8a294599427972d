"""What stands in a YAML file, and on which line? A tree of what was written, before anybody asks what it means.

Values stay the text that the editor wrote, and the setting decides what it means. So YAML 1.1's surprises do not
happen: 07:30 is no number of minutes, `no` is a country as well as a no, and a channel's id keeps all of its digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.settings.credentials import REMEDY, is_secret_key, lines_with_secrets
from briefs.errors import Severity

Place = tuple[str | int, ...]
"""Where a value stands in its file: `("briefings", 2, "when", "times", 0)`."""

DEEPEST = 24
"""Settings nest six deep; more is a mistake or an attack."""
LARGEST = 8 * 1024 * 1024
"""Bytes of a file."""
MOST = 400_000
"""Values in a file, after its anchors are written out: what keeps "a billion laughs" short."""

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same events from either; libyaml's parser takes a twentieth of the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something wrong at one place of a file; with the file's name it becomes a `Problem`."""

    line: int
    place: Place
    what: str
    remedy: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value as written; None where nothing was."""

    text: str | None
    line: int
    size: int = 1
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Sequence:
    """Values one below the other."""

    items: tuple[Node, ...]
    line: int
    size: int
    depth: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Settings by their keys."""

    entries: dict[str, Node]
    lines: dict[str, int]
    """On which line each key stands."""
    line: int
    size: int
    depth: int


Node = Scalar | Sequence | Mapping


class StopError(Exception):
    """The rest of the file cannot be read."""

    def __init__(self, *, line: int, what: str, remedy: str) -> None:
        super().__init__(what)
        self.flaw = Flaw(line=line, place=(), what=what, remedy=remedy)


def decode(data: bytes) -> str:
    """Return the text of a file: UTF-8, or UTF-16 with its mark; raise `UnicodeDecodeError` for anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    return data.decode("utf-8-sig")


def read_tree(data: bytes) -> tuple[Mapping, tuple[Flaw, ...]]:
    """Return what a file holds, and everything that is wrong with how it is written.

    A file that cannot be read to its end counts as empty; secrets are left out of the tree, with a flaw in their place.
    """
    empty = Mapping({}, {}, 1, 1, 1)
    if len(data) > LARGEST:
        return empty, (Flaw(line=1, place=(), what=f"{len(data)} bytes are too many", remedy="keep it below 8 MiB"),)
    try:
        text = decode(data)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return empty, (Flaw(line=line, place=(), what=what, remedy="save the file in the encoding UTF-8"),)
    flaws = [_secret(line) for line in lines_with_secrets(text)]
    composer = Composer(text)
    try:
        root = composer.compose()
    except StopError as stop:
        return empty, (*flaws, *composer.flaws, stop.flaw)
    flaws += composer.flaws
    match root:
        case Mapping():
            told = {flaw.line for flaw in flaws}
            kept = _without_secrets(root, (), flaws, told)
            return (kept if isinstance(kept, Mapping) else empty), tuple(flaws)
        case Scalar(text=None):
            return empty, tuple(flaws)
        case Scalar() | Sequence():
            what = "a list stands where the settings belong" if isinstance(root, Sequence) else "plain text stands here"
            flaws.append(
                Flaw(line=root.line, place=(), what=what, remedy='begin with a setting and a colon, "name: value"')
            )
            return empty, tuple(flaws)


def line_of(node: Node, place: Place) -> int:
    """Return the line of the value at `place`, or of what stands nearest above it in the tree.

    A mapping or a list counts from its key, which is where an editor looks for it.
    """
    line = node.line
    for step in place:
        match node:
            case Mapping() if isinstance(step, str) and step in node.entries:
                line = node.lines[step]
                node = node.entries[step]
            case Sequence() if isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                line = node.line
            case _:
                break
    return node.line if isinstance(node, Scalar) and node.text is not None else line


def plain(node: Node) -> object:
    """Return the tree as plain data of texts; a key with nothing after it is left out, as though it were not there."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {
                key: plain(value)
                for key, value in node.entries.items()
                if not (isinstance(value, Scalar) and value.text is None)
            }


def _secret(line: int, place: Place = ()) -> Flaw:
    what = "a secret stands in this file" if not place else "a secret does not belong in this file"
    return Flaw(line=line, place=place, what=what, remedy=REMEDY)


def _without_secrets(node: Node, place: Place, flaws: list[Flaw], told: set[int]) -> Node | None:
    """Return the tree without the values that are secrets by their line or their key, and tell of each once."""
    match node:
        case Scalar():
            return None if node.line in told else node
        case Sequence():
            items = tuple(_without_secrets(item, (*place, at), flaws, told) for at, item in enumerate(node.items))
            return Sequence(tuple(item for item in items if item is not None), node.line, node.size, node.depth)
        case Mapping():
            entries = {}
            for key, value in node.entries.items():
                if isinstance(value, Scalar) and is_secret_key(key):
                    if value.line not in told and node.lines[key] not in told:
                        flaws.append(_secret(node.lines[key], (*place, key)))
                    continue
                kept = _without_secrets(value, (*place, key), flaws, told)
                if kept is not None and node.lines[key] not in told:
                    entries[key] = kept
            return Mapping(entries, node.lines, node.line, node.size, node.depth)


@dataclass(slots=True)
class _Open:
    """A list or a mapping whose end has not come yet."""

    line: int
    mapping: bool
    anchor: str | None
    items: list[Node] = field(default_factory=list)


class Composer:
    """Builds the tree from the parser's events, without recursion, so that no nesting exhausts the stack."""

    def __init__(self, text: str, loader: type[Any] = LOADER) -> None:
        self.text = text
        self.loader = loader
        self.flaws: list[Flaw] = []
        self.anchors: dict[str, Node] = {}

    def compose(self) -> Node:
        """Return the root; raise `StopError` where the text is not YAML or not ours."""
        stack: list[_Open] = []
        root: Node | None = None
        for event in self._events():
            line = event.start_mark.line + 1 if event.start_mark else 1
            done: Node | None = None
            match event:
                case yaml.DocumentStartEvent() if root is not None:
                    raise StopError(line=line, what="a second document begins here", remedy="remove the line ---")
                case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                    self._check_tag(event.tag, line)
                    if len(stack) >= DEEPEST:
                        raise StopError(
                            line=line, what=f"this is nested deeper than {DEEPEST} levels", remedy="write it flatter"
                        )
                    stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent), event.anchor))
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    closing = stack.pop()
                    done = self._close(closing)
                    self._anchor(closing.anchor, done)
                case yaml.ScalarEvent():
                    self._check_tag(event.tag, line)
                    done = Scalar(_written(event), line)
                    self._anchor(event.anchor, done)
                case yaml.AliasEvent():
                    done = self._alias(event.anchor or "", line)
            if done is not None:
                if stack:
                    stack[-1].items.append(done)
                else:
                    root = done
        return root or Scalar(None, 1)

    def _events(self) -> Iterator[yaml.Event]:
        try:
            yield from yaml.parse(self.text, Loader=self.loader)
        except yaml.MarkedYAMLError as error:
            raise _unreadable(self.text, error) from error
        except yaml.reader.ReaderError as error:
            line = self.text.count("\n", 0, error.position) + 1
            raise StopError(
                line=line, what="a character stands here that YAML does not allow", remedy="remove it"
            ) from error
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # PyYAML's own parser lets chr() complain of an escape such as "\\UFFFFFFFF".
            raise StopError(
                line=1, what="the file is not YAML", remedy='look for an escape such as "\\U" in quotes'
            ) from error

    def _check_tag(self, tag: str | None, line: int) -> None:
        if tag is not None and tag != "!" and tag not in _TAGS:
            raise StopError(
                line=line, what=f"the tag {tag} is not known here", remedy="remove it: settings are plain text"
            )

    def _anchor(self, anchor: str | None, node: Node) -> None:
        if anchor is not None:
            self.anchors[anchor] = node

    def _alias(self, anchor: str, line: int) -> Node:
        if anchor not in self.anchors:
            raise StopError(
                line=line,
                what=f"*{anchor} names nothing that stands before it",
                remedy=f"mark its value with &{anchor}",
            )
        return self.anchors[anchor]

    def _close(self, closing: _Open) -> Node:
        """Return the finished list or mapping; what its anchors repeat counts as often as it is repeated."""
        size = 1 + sum(item.size for item in closing.items)
        depth = 1 + max((item.depth for item in closing.items), default=0)
        if size > MOST or depth > DEEPEST:
            what = f"its anchors make more than {MOST} values, or {DEEPEST} levels, of this"
            raise StopError(line=closing.line, what=what, remedy="write out what is meant")
        if not closing.mapping:
            return Sequence(tuple(closing.items), closing.line, size, depth)
        entries: dict[str, Node] = {}
        lines: dict[str, int] = {}
        merged: list[Mapping] = []
        for key, value in zip(closing.items[::2], closing.items[1::2], strict=True):
            if not isinstance(key, Scalar) or key.text is None:
                what = "a list or nothing stands where a setting's name belongs"
                raise StopError(line=key.line, what=what, remedy='write "name: value"')
            if key.text == "<<":
                merged += self._merged(value)
            elif key.text in entries:
                what = f'"{key.text}" stands here twice, first on line {lines[key.text]}'
                self.flaws.append(Flaw(line=key.line, place=(), what=what, remedy="keep one of the two"))
            else:
                entries[key.text] = value
                lines[key.text] = key.line
        for other in merged:  # the mapping's own settings stand over those it takes from an anchor
            entries = other.entries | entries
            lines = other.lines | lines
        return Mapping(entries, lines, closing.line, size, depth)

    def _merged(self, value: Node) -> Iterator[Mapping]:
        for item in value.items if isinstance(value, Sequence) else (value,):
            if isinstance(item, Mapping):
                yield item
            else:
                what = "<< takes settings from an anchor, and this is none"
                self.flaws.append(Flaw(line=item.line, place=(), what=what, remedy='write "<<: *anchor"'))


_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "seq", "map")}
_SURROGATES = re.compile("[\ud800-\udfff]")


def _written(event: yaml.ScalarEvent) -> str | None:
    """Return a value as it was written; None where it says that there is none: nothing, ~ or null."""
    if not event.style and event.value in {"", "~", "null", "Null", "NULL"}:
        return None
    # An escape can name half a character, which no output could print.
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", event.value)


def _unreadable(text: str, error: yaml.MarkedYAMLError) -> StopError:
    """Say in an editor's words why the parser stopped, with the line on which the mistake was begun."""
    problem, context = error.problem or "", error.context or ""
    here = error.problem_mark or error.context_mark
    line = here.line + 1 if here else 1
    begun = error.context_mark.line + 1 if error.context_mark else line
    written = text.split("\n")[line - 1 : line]
    indent = re.match(r"[ \t]*", written[0] if written else "")
    if "tab" in problem or (indent and "\t" in indent[0]):
        what, remedy = "a tab stands in the indentation", "indent with spaces"
    elif "quoted" in context and "end of stream" in problem:
        line, what, remedy = begun, "a quotation mark opens here and is never closed", "close it"
    elif "flow" in context:
        line, what = begun, "a bracket opens here and is never closed"
        remedy = "close it, with commas between the values"
    elif "cannot start any token" in problem or "anchor" in context or "alias" in context:
        what, remedy = "a value begins with a character that YAML keeps for itself", "put it into quotes"
    elif "mapping values are not allowed" in problem:
        what = "a colon stands where none can"
        remedy = "put a value with a colon in it into quotes, and check the indentation"
    elif "escape" in problem:
        what, remedy = "a backslash stands in double quotes", "use single quotes, or write it twice"
    else:
        what = "this line does not fit those above it"
        remedy = "indent it as its neighbours are, and give every name its colon"
    return StopError(line=line, what=what, remedy=remedy)
