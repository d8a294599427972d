"""Where do the words come from that attribute, threaten and pledge? From YAML an editor may change.

Reads the files and says what is wrong with them, all of it at once. What an entry means is for its reader to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from briefs.errors import BriefsError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable


class LexiconError(BriefsError):
    """A lexicon has mistakes; `problems` lists every one with its remedy."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a lexicon, as its file holds it."""

    where: str
    """`config/lexicons/threats.yaml:12`."""
    fields: dict[str, Any]

    def text(self, name: str, *, default: str | None = None) -> str:
        """Return a field that must be words; raise `LexiconError` otherwise."""
        value = self.fields.get(name, default)
        if isinstance(value, str) and value.strip():
            return value.strip()
        what = f"{name} is {'missing' if value is None else repr(value)}"
        raise self.mistake(what, f"write {name}: and the words after it")

    def choice(self, name: str, allowed: Iterable[str], *, default: str | None = None) -> str:
        """Return a field that must be one of a few words; raise `LexiconError` otherwise."""
        value = self.text(name, default=default)
        allowed = tuple(allowed)
        if value not in allowed:
            what = f"{name}: {value!r} is not known"
            raise self.mistake(what, f"write one of {', '.join(allowed)}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field that is a list of words, or is not there; raise `LexiconError` otherwise."""
        value = self.fields.get(name, [])
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return tuple(value)
        what = f"{name} is not a list of words"
        raise self.mistake(what, f"write {name}: and a list below it, each line with a dash")

    def flag(self, name: str) -> bool:
        """Return a field that is true, false or not there; raise `LexiconError` otherwise."""
        value = self.fields.get(name, False)
        if isinstance(value, bool):
            return value
        what = f"{name}: {value!r} is neither true nor false"
        raise self.mistake(what, f"write {name}: true, or leave it out")

    def only(self, known: Iterable[str]) -> None:
        """Raise `LexiconError` for a field that nobody reads, which is a slip of the pen."""
        known = sorted(known)
        unknown = sorted(set(self.fields) - set(known))
        if unknown:
            what = f"unknown field {unknown[0]!r}"
            raise self.mistake(what, f"known are {', '.join(known)}")

    def mistake(self, what: str, remedy: str) -> LexiconError:
        """Return the error to raise about this entry."""
        return LexiconError([Problem(where=self.where, what=what, remedy=remedy)])


@cache
def shipped() -> Path:
    """Return the folder of the lexicons that come with the product: in the wheel, else beside the package."""
    inside = Path(str(files("briefs"))) / "lexicons"
    return inside if inside.is_dir() else inside.parent.parent / "config" / "lexicons"


def read_text(path: Path) -> str:
    """Return the file's words; raise `LexiconError` where it is missing or not text."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as cause:
        remedy = "put the file there, or leave `lexicons` out of the settings to use those that come with the product"
        problem = Problem(where=str(path), what=f"cannot be read ({cause.strerror})", remedy=remedy)
        raise LexiconError([problem]) from cause
    except UnicodeDecodeError as cause:
        problem = Problem(where=str(path), what="is not UTF-8 text", remedy="save it as UTF-8")
        raise LexiconError([problem]) from cause


def read_entries(path: Path) -> tuple[Entry, ...]:
    """Return the entries of a lexicon that is a list, each with its line; raise `LexiconError` for what is not one."""
    root, loader = _compose(path)
    if root is None:
        return ()
    if not isinstance(root, yaml.SequenceNode):
        problem = Problem(where=f"{path}:1", what="is not a list", remedy="begin each entry with a dash: - words: …")
        raise LexiconError([problem])
    entries, problems = [], []
    for node in root.value:
        where = f"{path}:{node.start_mark.line + 1}"
        value = loader.construct_object(node, deep=True)
        if isinstance(value, dict) and all(isinstance(key, str) for key in value):
            entries.append(Entry(where=where, fields=value))
        else:
            remedy = "write it as fields: words, example and the rest"
            problems.append(Problem(where=where, what="is not an entry", remedy=remedy))
    if problems:
        raise LexiconError(problems)
    return tuple(entries)


def read_fields(path: Path) -> dict[str, Any]:
    """Return a lexicon that is a set of named lists, such as `names.yaml`; raise `LexiconError` for what is not one."""
    root, loader = _compose(path)
    value = loader.construct_document(root) if root is not None else {}
    if isinstance(value, dict):
        return value
    problem = Problem(
        where=f"{path}:1", what="is not a set of named lists", remedy="write names and a colon after each"
    )
    raise LexiconError([problem])


_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same in C, where PyYAML was built with it: a tenth of the time, and every start reads all lexicons."""


def _compose(path: Path) -> tuple[yaml.Node | None, yaml.SafeLoader]:
    text = read_text(path)
    try:
        loader = _LOADER(text)
        return loader.get_single_node(), loader
    except yaml.MarkedYAMLError as cause:
        line = cause.problem_mark.line + 1 if cause.problem_mark else 1
        remedy = "mind the indentation, and put words with a colon or a quotation mark in quotes"
        problem = Problem(where=f"{path}:{line}", what=f"is not YAML: {cause.problem}", remedy=remedy)
        raise LexiconError([problem]) from cause
    except yaml.YAMLError as cause:
        problem = Problem(
            where=str(path), what=f"is not YAML: {' '.join(str(cause).split())}", remedy="remove the character it names"
        )
        raise LexiconError([problem]) from cause
