"""The program as a shell sees it: what is printed where, and the exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from bot.cli import COMMANDS, onrecord
from briefs.article import Article
from briefs.readers.reading import read_sources

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs/schema"
TALKS = (
    "Port talks stall in Vellin\n\n"
    "“We will close the strait if the tariff stands,” said Ana Reyes, the foreign minister of Vellin, on Monday.\n\n"
    "“Nobody will be stranded,” said Tomas Brandt, the transport minister.\n"
)


@pytest.fixture
def talks(tmp_path):
    file = tmp_path / "talks.txt"
    file.write_text(TALKS)
    return file


@pytest.fixture
def desk(tmp_path):
    """A fresh configuration whose store is a file beside it."""
    done = call("init", str(tmp_path / "desk"))
    assert done.exit_code == 0, done.output
    return str(tmp_path / "desk")


def call(*arguments, stdin=None):
    return CliRunner().invoke(onrecord, [str(argument) for argument in arguments], input=stdin, standalone_mode=False)


def shell(*arguments, environ=None, **options):
    """Run the real program: what `standalone_mode` and a terminal change, only this shows."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("ONRECORD")}
    environ = ours | (environ or {})
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environ, check=False, cwd=ROOT, **options)


def test_every_command_says_what_it_does():
    for name in COMMANDS:
        done = call(name, "--help")
        assert done.exit_code == 0, done.output
        assert len(done.output.splitlines()) > 3


def test_help_lists_every_command_in_whole_sentences():
    listed = call("--help").stdout
    for name, (_, does) in COMMANDS.items():
        assert f"  {name} " in listed
        assert f" {does}\n" in listed


def test_brief_prints_a_brief_with_its_places(talks):
    done = call("brief", talks)
    assert done.return_value == 0
    for speaker, words, line in (
        ("Ana Reyes", "“We will close the strait if the tariff stands,”", 3),
        ("Tomas Brandt", "“Nobody will be stranded,”", 5),
    ):
        # as a quote or as the sentence of an act, which may be either: under the name, over the place
        assert re.search(rf"^{speaker}.*\n  {words}.*\n.*talks\.txt:{line} · undated$", done.stdout, re.MULTILINE)
    assert done.stderr == ""


def test_what_make_brief_runs_reads_every_sample():
    assert "/onrecord brief samples" in (ROOT / "Makefile").read_text()
    done = shell("brief", "samples")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("file", sorted((ROOT / "samples").iterdir()), ids=lambda path: path.name)
def test_each_sample_is_read_without_a_problem(file):
    # each format stands on packages of its own, and one that is missing shows as a problem, not as an import error
    items = list(read_sources([str(file)]))
    assert items
    assert [str(item) for item in items if not isinstance(item, Article)] == []


def test_brief_says_when_there_is_nothing(tmp_path):
    (tmp_path / "eels.txt").write_text("The eels came back to the Tarn this spring, and nobody knows why.\n")
    done = call("brief", tmp_path)
    assert done.stdout.count("None found.") == 3
    assert done.return_value == 0


@pytest.mark.parametrize("form", ["text", "markdown", "json", "slack", "discord"])
def test_every_format_holds_the_words(talks, form):
    done = call("brief", talks, "--format", form)
    assert done.return_value == 0
    assert "Nobody will be stranded" in done.stdout


def test_brief_json_is_the_documented_schema(talks):
    schema = json.loads((SCHEMAS / "brief.schema.json").read_text())
    made = json.loads(call("brief", talks, "--format", "json").stdout)
    jsonschema.validate(made, schema, cls=jsonschema.Draft202012Validator)
    assert made["window"] is None  # files have no window, and the brief of files no clock in it


def test_extract_lines_are_the_documented_schema_and_slice_back(talks):
    schema = json.loads((SCHEMAS / "extract.schema.json").read_text())
    (line,) = call("extract", talks, "--jsonl").stdout.splitlines()
    made = json.loads(line)
    jsonschema.validate(made, schema, cls=jsonschema.Draft202012Validator)
    assert made["text"] == TALKS
    assert made["uri"] == talks.as_uri()
    assert [(TALKS[quote["start"] : quote["end"]], quote["speaker"]["name"]) for quote in made["quotes"]] == [
        ("We will close the strait if the tariff stands,", "Ana Reyes"),
        ("Nobody will be stranded,", "Tomas Brandt"),
    ]


def test_extract_answers_in_input_order_whatever_the_jobs(tmp_path):
    for number in range(12):
        (tmp_path / f"{number:02}.txt").write_text(f"“This is point {number},” said Ana Reyes.\n" * (13 - number))
    alone = shell("extract", tmp_path, tmp_path / "03.txt")
    several = shell("extract", tmp_path, tmp_path / "03.txt", "--jobs", "2")
    assert alone.returncode == several.returncode == 0
    assert alone.stdout == several.stdout
    assert len(alone.stdout.splitlines()) == 13  # duplicates included


def test_a_process_that_dies_costs_the_article_that_killed_it(tmp_path):
    package = tmp_path / "lib" / "bomb-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: bomb\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[onrecord.extractors]\nbomb = bomb:Bomb\n")
    (tmp_path / "lib/bomb.py").write_text(
        "import os\n"
        "class Bomb:\n"
        "    name, version, languages = 'bomb', '1', frozenset({'en'})\n"
        "    def __init__(self, *, lexicons): pass\n"
        "    def extract(self, document, found): return iter(()) if 'fuse' not in document.text else os._exit(9)\n"
    )
    desk, wire = tmp_path / "desk", tmp_path / "wire"
    desk.mkdir()
    wire.mkdir()
    (desk / "onrecord.yaml").write_text("extractors: [bomb]\n")
    for number in range(9):
        (wire / f"{number}.txt").write_text("The fuse was lit.\n" if number == 4 else "The ferries sailed.\n")
    done = shell("extract", wire, "--config", desk, "--jobs", "2", environ={"PYTHONPATH": str(tmp_path / "lib")})
    assert done.returncode == 1
    assert [json.loads(line)["uri"][-5] for line in done.stdout.splitlines()] == list("01235678")
    assert done.stderr.count("problem:") == 1
    assert f"{wire}/4.txt: the process that read it died" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_file_is_named_with_its_remedy_and_the_others_are_read(talks):
    (talks.parent / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    done = shell("extract", talks.parent)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "photo.txt" in done.stderr
    assert "; " in done.stderr  # address: what; remedy
    assert "Traceback" not in done.stderr


def test_standard_input_is_an_article():
    done = shell("extract", "-", input=TALKS)
    assert done.returncode == 0
    assert json.loads(done.stdout)["text"] == TALKS


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Usage"),  # no command: help
        (["brief"], "PATH"),  # a missing argument
        (["brief", "x", "--format", "pdf"], "choose one of"),  # an unknown format, with the known ones
        (["brief", "x", "--jobs", "0"], "--jobs"),
        (["quote", "--form", "loud"], "--form"),
        (["transmogrify"], "No such command"),
        (["breif", "x"], "Did you mean 'brief'?"),
    ],
)
def test_wrong_usage_exits_with_2(arguments, said):
    done = shell(*arguments)
    assert done.returncode == 2
    assert said in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_where_nothing_could_be_read_no_section_says_that_nothing_was_found(tmp_path):
    (tmp_path / "list.json").write_text("[1, 2]")
    done = shell("brief", tmp_path)
    assert (done.returncode, done.stderr.count("problem: ")) == (1, 2)
    assert done.stdout == (
        "On the record\n=============\n0 articles\n\nThere was nothing to read.\n\n---\n"
        "Not in this brief: 2 that could not be read.\n"
    )


@pytest.mark.parametrize("command", ["brief", "extract"])
@pytest.mark.parametrize(
    ("where", "said", "code"),
    [
        ("> /dev/full", "onrecord: the output cannot be written (No space left on device); make room, ", 1),
        (">&-", "", 0),  # closed: there is nobody to complain to
    ],
)
def test_output_that_cannot_be_written_is_no_traceback(command, where, said, code):
    line = f'"{sys.executable}" -m bot {command} samples/harbour-courier.txt {where}'
    done = subprocess.run(["/bin/bash", "-c", line], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == code
    assert done.stderr[: len(said)] == said
    assert len(done.stderr.splitlines()) == bool(said)


def test_output_is_utf8_whatever_the_locale():
    environ = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = shell("brief", "samples/harbour-courier.txt", environ=environ, encoding="utf-8")
    assert "“" in done.stdout


def test_a_file_that_is_not_there_exits_with_1_and_a_sentence(tmp_path):
    done = shell("brief", tmp_path / "gone.txt")
    assert done.returncode == 1
    assert "gone.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    (tmp_path / "long.jsonl").write_text("".join(json.dumps({"text": TALKS * 20}) + "\n" for _ in range(50)))
    command = f'set -o pipefail; "{sys.executable}" -m bot extract "{tmp_path}/long.jsonl" | head -c 10'
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout == '{"schema":'
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_article_text_cannot_steer_a_terminal(tmp_path):
    (tmp_path / "evil.txt").write_text("“\x1b[2J\x1b]0;owned\x07We will close it,” said Ana Reyes.\n")
    for arguments in (["brief"], ["extract"], ["brief", "--format", "markdown"]):
        assert "\x1b" not in call(*arguments, tmp_path).stdout


def test_ingest_then_quote(talks, desk):
    assert call("ingest", talks, "--config", desk).stdout == "1 article: 1 new\n"
    assert call("ingest", talks, "--config", desk).stdout == "1 article: 1 unchanged\n"
    done = call("quote", "stranded", "--config", desk)
    assert "“Nobody will be stranded,”" in done.stdout
    assert "Tomas Brandt" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["strait"], 1),
        (["STRAIT", "tariff"], 1),  # all words, without case
        (["strait", "stranded"], 0),  # which stand in two statements
        (["--speaker", "reyes"], 1),  # a surname will do
        (["--speaker", "Reyes", "stranded"], 0),
        (["--form", "direct"], 2),
        (["--form", "indirect", "strait"], 0),
        (["--about", "transport"], 1),  # a word beside the quotation
        (["--outlet", "Vellin Post"], 0),
        (["--since", "7d"], 2),  # undated copy counts by the day it entered
        (["--limit", "1"], 1),
    ],
)
def test_quote_finds_by(talks, desk, arguments, found):
    call("ingest", talks, "--config", desk)
    done = call("quote", *arguments, "--json", "--config", desk)
    assert len(json.loads(done.stdout)) == found


def test_a_changed_lexicon_makes_what_was_read_stale(talks, desk):
    call("ingest", talks, "--config", desk)
    assert call("reextract", "--config", desk).stdout == "0 articles\n"
    cues = Path(desk) / "lexicons/cues.yaml"
    cues.write_text(cues.read_text() + "\n# changed\n")
    assert call("reextract", "--config", desk).stdout == "1 article: 1 renewed\n"
    assert call("ingest", talks, "--config", desk).stdout == "1 article: 1 unchanged\n"


def test_an_outlets_reader_reads_all_its_files(tmp_path, desk):
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "talks.story").write_text(TALKS)  # of no format that anybody knows
    (Path(desk) / "outlets.yaml").write_text(f"outlets: [{{name: Courier, folder: {wire}, reader: plain}}]\n")
    assert call("ingest", "--config", desk).stdout == "Courier: 1 article: 1 new\n"
    (answer,) = json.loads(call("quote", "stranded", "--json", "--config", desk).stdout)
    assert answer["outlet"] == "Courier"


def test_an_outlets_reader_that_cannot_read_a_file_says_how_to_let_the_content_decide(tmp_path, talks, desk):
    wire = tmp_path / "wire"
    wire.mkdir()
    talks = talks.rename(wire / "talks.txt")
    (Path(desk) / "outlets.yaml").write_text(f"outlets: [{{name: Courier, folder: {wire}, reader: newsml}}]\n")
    done = call("ingest", "--config", desk)
    assert done.return_value == 1
    (problem,) = done.stderr.splitlines()
    assert problem.startswith(f"problem: {talks}: is not well-formed XML")
    assert problem.endswith("or take reader: newsml out of outlets.yaml, and the content decides")


def test_quote_says_plainly_that_nothing_matches(desk):
    call("migrate", "--config", desk)
    assert "Nothing on record matches" in call("quote", "zeppelin", "--config", desk).stdout


@pytest.mark.parametrize("command", [["quote", "strait"], ["reextract"], ["forget", "talks.txt"]])
def test_a_store_that_is_not_there_is_not_made_by_asking(desk, command):
    done = shell(*command, "--config", desk)
    assert done.returncode == 1
    assert "there is no store yet; onrecord ingest makes" in done.stderr
    assert not (Path(desk).parent / "onrecord.db").exists()


def test_quote_refuses_a_day_that_is_none(desk):
    done = shell("quote", "--since", "soonish", "--config", desk)
    assert done.returncode == 2
    assert "2026-03-01" in done.stderr  # the right form


def test_embargoed_copy_is_kept_and_shown_nowhere(tmp_path, desk):
    held = {"title": "Held back", "text": "“The audit is damning,” said Ida Holm.", "embargo": "2099-01-01T00:00:00Z"}
    file = tmp_path / "held.json"
    file.write_text(json.dumps(held))
    assert "damning" not in call("brief", file).stdout
    assert "1 article embargoed" in call("brief", file).stdout
    assert "damning" not in call("extract", file).stdout
    assert call("ingest", file, "--config", desk).stdout == "1 article: 1 new\n"
    assert json.loads(call("quote", "damning", "--json", "--config", desk).stdout) == []


def test_forget(talks, desk):
    call("ingest", talks, "--config", desk)
    assert "1 version forgotten" in call("forget", talks, "--config", desk).stdout
    again = call("forget", talks, "--config", desk)
    assert again.return_value == 1
    assert "no such article" in again.stderr


def test_a_mistake_in_the_configuration_stops_before_anything_is_done(talks, desk):
    (Path(desk) / "onrecord.yaml").write_text("langauge: en\n")
    done = shell("brief", talks, "--config", desk)
    assert done.returncode == 1
    assert "language" in done.stderr  # did you mean
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
