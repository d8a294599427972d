"""docs/commands.md names every command and option, and what it says is told is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import NOON

from bot.commands.catalogue import CATALOGUE
from bot.commands.parsing import check, parse
from bot.problems import MisaskedError

TEXT = (Path(__file__).parents[3] / "docs/commands.md").read_text()
SECTIONS = dict(re.findall(r"^## /(\w+)$(.*?)(?=^## )", TEXT, re.MULTILINE | re.DOTALL))
TOLD = re.findall(r"^\| `/(\w+) (.+?)` \| ((?:There|“).+?) \|$", TEXT, re.MULTILINE)


@pytest.mark.parametrize("command", CATALOGUE, ids=lambda command: command.name)
def test_every_option_is_documented(command):
    assert re.findall(r"^\| `(\w+)` \|", SECTIONS[command.name], re.MULTILINE) == [
        option.name for option in command.options
    ]


def test_the_example_is_that_of_the_command():
    assert f"    /quote {CATALOGUE[0].example}\n" in TEXT


@pytest.mark.parametrize(("name", "line", "told"), TOLD)
def test_what_is_told_is_told(name, line, told):
    command = next(command for command in CATALOGUE if command.name == name)

    def ask():
        check(parse(line, command), command, now=NOON)

    with pytest.raises(MisaskedError) as error:
        ask()
    assert str(error.value) == told


def test_there_is_something_to_tell():
    assert len(TOLD) == 2
