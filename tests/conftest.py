"""Fixtures that many tests share: a store of every kind."""

from __future__ import annotations

import shutil
from itertools import count

import pytest
from hypothesis import settings

from bot.database import migrate, open_store
from briefs.store.memory import MemoryStore

# How long an example takes says more about the machine than about the program.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")


def pytest_addoption(parser):
    parser.addoption("--golden-update", action="store_true", help="rewrite the golden files; review the diff")


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory):
    """A SQLite file with all tables and nothing in them; tests open copies of it."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def new_sqlite_store(blank_database, tmp_path_factory):
    """Opens an empty SQLite store, in a new file each time; the caller closes it."""
    folder = tmp_path_factory.mktemp("stores")
    numbers = count()

    def make():
        path = folder / f"{next(numbers)}.db"
        shutil.copyfile(blank_database, path)
        return open_store(f"sqlite:///{path}")

    return make


@pytest.fixture(scope="session", params=["memory", "sqlite"])
def new_store(request):
    """Opens an empty store of each kind; the caller closes it."""
    return MemoryStore if request.param == "memory" else request.getfixturevalue("new_sqlite_store")


@pytest.fixture
def store(new_store):
    """An empty store of each kind."""
    made = new_store()
    yield made
    made.close()
