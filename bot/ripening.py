"""Which files may be read now? Those that stood still between two looks, and have changed since they were read.

Wire services write slowly, and half a file is half a story.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells whether a file changed."""

    size: int
    modified: int
    """Nanoseconds."""


@dataclass(slots=True)
class Ripening:
    """What is known of the files of one outlet."""

    _last: dict[str, Stamp] = field(default_factory=dict)
    _read: dict[str, Stamp] = field(default_factory=dict)

    def look(self, found: Mapping[str, Stamp]) -> tuple[str, ...]:
        """Return the files that may be read, in order; each is returned once until it changes."""
        ripe = tuple(
            path
            for path in sorted(found)
            if self._last.get(path) == found[path] and self._read.get(path) != found[path]
        )
        self._last = dict(found)
        self._read = {path: stamp for path, stamp in self._read.items() if path in found}
        self._read.update((path, found[path]) for path in ripe)
        return ripe

    @property
    def is_waiting(self) -> bool:
        """Say whether a file is new or changed, and is to be looked at again soon."""
        return any(self._read.get(path) != stamp for path, stamp in self._last.items())


def list_folder(folder: Path) -> dict[str, Stamp]:
    """Return the files in a folder and below it, hidden ones left out; a link in a circle is followed once."""
    return dict(_stamped(_walk(str(folder), set())))


def list_glob(pattern: str) -> dict[str, Stamp]:
    """Return the files that a pattern matches."""
    return dict(_stamped(glob.iglob(pattern, recursive=True)))  # noqa: PTH207 - Path.glob refuses absolute patterns


def _stamped(paths: Iterator[str]) -> Iterator[tuple[str, Stamp]]:
    for path in paths:
        try:
            status = Path(path).stat()
        except OSError:
            continue  # it went away between listing and looking; the next look sees
        if stat.S_ISREG(status.st_mode):
            yield path, Stamp(status.st_size, status.st_mtime_ns)


def _walk(folder: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    try:
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            return
        seen.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as listing:
            entries = [entry for entry in listing if not entry.name.startswith(".")]
    except OSError:
        return
    for entry in entries:
        if _is_folder(entry):
            yield from _walk(entry.path, seen)
        else:
            yield entry.path


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
