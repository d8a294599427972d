"""The contract suite's fixtures: an archive of invented copy, a newsroom over it, each platform in turn."""

from __future__ import annotations

import shutil
from importlib import import_module

import pytest
from newsroom import Newsroom, fill

from bot.database import open_store
from bot.settings import load_settings

PLATFORMS = {
    "memory": "servers.memory:MemoryPlatform",
    "slack": "servers.slack:SlackPlatform",
    "discord": "servers.discord:DiscordPlatform",
}


@pytest.fixture(scope="session")
def archive(tmp_path_factory, blank_database):
    """A SQLite file with all the copy in it."""
    path = tmp_path_factory.mktemp("archive") / "archive.db"
    shutil.copyfile(blank_database, path)
    store = open_store(f"sqlite:///{path}")
    fill(store)
    store.close()
    return path


@pytest.fixture
def newsroom(archive, tmp_path):
    settings, problems = load_settings(None, {})
    assert problems == ()
    path = tmp_path / "desk.db"
    shutil.copyfile(archive, path)
    room = Newsroom(path, settings)
    yield room
    room.stop()


@pytest.fixture(params=PLATFORMS)
async def platform(request, newsroom):
    """Each platform in turn, its adapter serving the newsroom."""
    module, name = PLATFORMS[request.param].split(":")
    async with getattr(import_module(module), name).open(newsroom) as opened:
        yield opened
