"""Does somebody else's Discord see the same? The adapter over our sockets, with simcord's server behind them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest
from servers.discord import shown
from servers.discord_rules import EPHEMERAL, LOADING, SUPPRESS_NOTIFICATIONS, ApiError, check_message

from bot.adapters.discord_reference import reference

TESTS = Path(__file__).parents[1]


def ask(*arguments: str, told: str = ""):
    answer = subprocess.run(
        [sys.executable, "-m", "servers.discord_by_simcord", *arguments],
        cwd=TESTS.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))},
        input=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


@pytest.fixture(scope="module")
def found():
    return ask()


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


def button(**others):
    return {"type": 2, "style": 2, "label": "Next", "custom_id": "a", **others}


def rows(*buttons, times=1):
    return {"content": "x", "components": [{"type": 1, "components": list(buttons)}] * times}


def embed(**others):
    return {"embeds": [others]}


PAYLOADS = (
    # at the limit, then one beyond it
    ({"content": "x" * 2000}, 0),
    ({"content": "x" * 2001}, 50035),
    ({"content": ""}, 50006),
    ({"content": "  "}, 50006),
    (embed(title="x" * 256), 0),
    (embed(title="x" * 257), 50035),
    (embed(description="x" * 4096), 0),
    (embed(description="x" * 4097), 50035),
    (embed(description="x", footer={"text": "x" * 2048}), 0),
    (embed(description="x", footer={"text": "x" * 2049}), 50035),
    (embed(fields=[{"name": "n", "value": "v"}] * 25), 0),
    (embed(fields=[{"name": "n", "value": "v"}] * 26), 50035),
    ({"embeds": [{"description": "x"}] * 10}, 0),
    ({"embeds": [{"description": "x"}] * 11}, 50035),
    ({"embeds": [{"description": "x" * 3000}] * 2}, 0),
    ({"embeds": [{"description": "x" * 3000}] * 2 + [{"title": "x"}]}, 50035),
    ({"embeds": [{"description": "x" * 3000}, {"description": "x" * 2990, "footer": {"text": "ref abcd2345"}}]}, 50035),
    (rows(*(button(custom_id=str(number)) for number in range(5))), 0),
    (rows(*(button(custom_id=str(number)) for number in range(6))), 50035),
    (rows(button(), button()), 50035),  # one custom id twice
    (rows(button(label="x" * 80)), 0),
    (rows(button(label="x" * 81)), 50035),
    (rows(button(custom_id="x" * 100)), 0),
    (rows(button(custom_id="x" * 101)), 50035),
    (rows({"type": 2, "style": 5, "label": "Open", "url": "https://x.example/"}), 0),
    (rows({"type": 2, "style": 5, "label": "Open", "url": f"https://x.example/{'x' * 500}"}), 50035),
    (rows({"type": 2, "style": 5, "label": "Open", "url": "https://x.example/", "custom_id": "a"}), 50035),
    (rows(), 50035),
    ({"content": "x", "allowed_mentions": {"parse": ["nobody"]}}, 50035),
)
STRICTER = ((rows({"type": 2, "style": 5, "label": "Open", "url": "javascript:x"}), 50035),)
"""What Discord refuses (its schemes are http, https and discord) and simcord takes."""


def test_two_servers_refuse_the_same():
    """Ours was written from the documents, simcord by other people: neither may be kinder than the other.

    An empty message is 50006 in the documents and 50035 to simcord; whether it is refused is what counts.
    """
    judged = ask("judge", told=json.dumps([payload for payload, _ in PAYLOADS]))
    assert [bool(code) for code in judged] == [bool(code) for _, code in PAYLOADS]


@pytest.mark.parametrize(("payload", "code"), PAYLOADS + STRICTER)
def test_our_server_refuses_it(payload, code):
    expected = pytest.raises(ApiError, match=str(code)) if code else nullcontext()
    with expected:
        check_message(payload, flags=0)
