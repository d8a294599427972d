"""Do the pages on delivery and running say what the program does? `--golden-update` renews the tables."""

from __future__ import annotations

import re
from pathlib import Path

from bot.cli import COMMANDS
from bot.outbox.states import as_markdown

DOCS = Path(__file__).parents[2] / "docs"
MARKED = re.compile(r"(?<=<!-- states -->\n).*?(?=<!-- /states -->)", re.DOTALL)


def test_the_table_of_states_is_that_of_the_program(request):
    page = DOCS / "delivery.md"
    text = page.read_text()
    if request.config.getoption("--golden-update"):
        page.write_text(MARKED.sub(f"{as_markdown()}\n", text))
        text = page.read_text()
    assert MARKED.search(text).group() == f"{as_markdown()}\n", "run make golden"


def test_every_command_that_the_pages_name_is_there():
    for page in ("delivery.md", "running.md"):
        named = set(re.findall(r"\$ onrecord ([a-z]+)", (DOCS / page).read_text()))
        assert named
        assert named <= set(COMMANDS)


def test_the_procfile_runs_the_program():
    lines = dict(line.split(": ") for line in (DOCS.parent / "Procfile").read_text().splitlines())
    assert {name: command.removeprefix("onrecord ") for name, command in lines.items()} == {
        "release": "migrate",
        "worker": "run",
        "web": "serve",
    }
