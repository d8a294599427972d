"""What README shows is what the program prints."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SHOWN = re.compile(r"(?<=<!-- brief -->\n)```console\n\$ (?P<command>onrecord [^\n]*)\n(?P<output>.*?)```\n", re.DOTALL)


def on_a_terminal(command):
    """What a person sees who types that into a terminal of a hundred columns, without its colours."""
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("no pseudo-terminals here")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD")}
    environ |= {"COLUMNS": "100", "LINES": "50", "TERM": "dumb"}
    arguments = [sys.executable, "-m", "bot", *command.split()[1:]]
    with subprocess.Popen(arguments, stdout=theirs, stderr=subprocess.DEVNULL, env=environ, cwd=ROOT) as program:
        os.close(theirs)
        written = b""
        while True:
            try:
                written += os.read(ours, 65536)
            except OSError:  # the program has ended
                break
    os.close(ours)
    assert program.returncode == 0
    return "".join(f"{line.rstrip()}\n" for line in written.decode().splitlines())


def test_the_briefing_in_readme_is_the_programs_own(pytestconfig):
    text = README.read_text()
    shown = SHOWN.search(text)
    assert shown, "README has no briefing between <!-- brief --> and <!-- /brief -->"
    printed = on_a_terminal(shown["command"])
    if pytestconfig.getoption("--golden-update"):
        README.write_text(text[: shown.start("output")] + printed + text[shown.end("output") :])
        return
    assert shown["output"] == printed, "run make golden, and read the diff"


DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document):
    text = re.sub(r"```.*?```", "", document.read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text):
        assert (document.parent / target).exists(), target
