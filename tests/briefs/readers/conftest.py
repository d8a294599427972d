"""The readers that pyproject.toml registers, and the folder of files they are tried on."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path

import pytest

from briefs.readers.interface import ReadingDefaults, Resource
from briefs.readers.reading import read_resource

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def readers():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["onrecord.readers"]
    found = []
    for point in points.values():
        module, name = point.split(":")
        found.append(getattr(importlib.import_module(module), name)())
    assert [reader.name for reader in found] == list(points)
    return tuple(found)


@pytest.fixture(scope="session")
def samples():
    return Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def read(readers):
    """Reads bytes as a file of that name, or as a page at that address."""

    def read_bytes(data: bytes, name: str = "news.txt", media_type: str | None = None, **defaults):
        uri = name if "://" in name else f"file:///desk/{name}"
        resource = Resource(uri=uri, data=data, media_type=media_type)
        return list(read_resource(resource, ReadingDefaults(**defaults), readers))

    return read_bytes
