"""Does somebody else's Discord see the same? The adapter over our sockets, with simcord's server behind them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from servers.discord import shown
from servers.discord_rules import EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS

from bot.adapters.discord_reference import reference

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def found():
    answer = subprocess.run(
        [sys.executable, "-m", "servers.discord_by_simcord"],
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_it_registers_our_commands(found):
    assert found["commands"] == ["announce", "brief", "pause", "quote"]


def test_a_post_is_sent_silently_found_edited_and_still_found(found):
    assert shown(found["posted"]) == "One line."
    assert found["posted"]["flags"] == SUPPRESS_NOTIFICATIONS
    assert (found["found"], found["not found"]) == (True, True)
    assert shown(found["edited"]) == "Another line."
    assert found["edited"]["embeds"][-1]["footer"]["text"] == reference("k1")
    assert found["still found"]


def test_a_thread_is_opened_once_and_takes_a_post(found):
    assert found["same thread"]
    assert found["inside"]


def test_the_doctor_finds_all_well(found):
    assert [sound for sound, _ in found["checks"]] == [True, True, True]


@pytest.mark.parametrize(("command", "flags"), [("quote", EPHEMERAL), ("announce", 0)])
def test_a_command_is_answered_in_the_place_that_was_kept(found, command, flags):
    assert "troops" in shown(found[command])
    assert found[command]["flags"] & (EPHEMERAL | LOADING) == flags


def test_a_button_changes_its_post(found):
    assert "You pressed page a:2" in shown(found["pressed"])
    assert found["pressed"]["components"] == []
    assert found["pressed"]["id"] == found["posted"]["id"]
