"""Which readers, extractors and renderers are there? Entry points, ours and other people's through the same door."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from briefs.errors import BriefsError


class PluginError(BriefsError):
    """A plugin is not installed under that name, or does not load."""


@cache
def _points(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in sorted(entry_points(group=group), key=lambda point: point.name)}


def names(group: str) -> tuple[str, ...]:
    """Return the names registered under `group`, such as `onrecord.readers`, in alphabetical order."""
    return tuple(_points(group))


@cache
def load(group: str, name: str) -> Any:
    """Return what is registered as `name` under `group`; raise `PluginError`, which lists the known names."""
    point = _points(group).get(name)
    if point is None:
        known = ", ".join(names(group)) or "none: is onrecord installed?"
        message = f"no {group.removeprefix('onrecord.')} named {name!r}; known are {known}"
        raise PluginError(message)
    try:
        return point.load()
    except Exception as cause:
        message = f"{group} {name!r} ({point.value}) does not load: {cause}; reinstall the package that brings it"
        raise PluginError(message) from cause
