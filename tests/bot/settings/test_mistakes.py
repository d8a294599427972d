"""Every mistake an editor can make is told at once, with its line and what to write."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from bot.settings import (
    load_settings,
)
from bot.settings.explain import explain
from bot.settings.tree import Mapping, plain, read_tree

CHANNELS = "channels: {desk: {platform: slack, id: C0123456789}, editors-room: {platform: console}}\n"


def _mistakes():
    """The cases of mistakes.txt: files and their texts, the problems told; the id is where the case stands."""
    files, told = {}, []
    for number, line in enumerate((Path(__file__).parent / "mistakes.txt").read_text("utf-8").split("\n"), 1):
        if line.startswith("== "):
            if told or not files:
                files, told = {}, []
                yield pytest.param(files, told, id=f"line-{number}")
            lines = files[line[3:].removesuffix(".yaml")] = []
        elif line.startswith("=> "):
            told.append(line[3:])
        elif files and not told:
            lines.append(line)


@pytest.mark.parametrize(("files", "expected"), list(_mistakes()))
def test_a_mistake_is_told_with_its_line_and_its_remedy(load, files, expected):
    texts = {name: "\n".join([*lines, ""]) for name, lines in files.items()}
    _, problems = load(**{"channels": CHANNELS} | texts)
    assert expected
    assert problems == expected


WRITTEN_BADLY = [
    # Latin-1, as an old editor saves it: the line of the first byte that is not UTF-8
    ("people", "people:\n- name: Zoë\n".encode("latin-1"), "people.yaml:2: byte 0xEB is not UTF-8"),
    ("onrecord", b"language: e\x00n\n", "onrecord.yaml:1: a character stands here that YAML does not allow"),
    # more than anybody writes: told before it is parsed
    ("people", b"#" * (8 * 1024 * 1024 + 1), "people.yaml:1: 8388609 bytes are too many"),
    # escapes cannot steer the terminal that prints the problem
    ("onrecord", b'web: {address: "\\e[2Jx"}\n', 'onrecord.yaml:1: web.address: "�[2Jx" is not a web address'),
    # half a character, which no terminal could print
    ("onrecord", b'web: {address: "\\uD800"}\n', "onrecord.yaml:1: a backslash stands in double quotes"),
    # a long value is cut
    ("onrecord", b"web: {port: " + b"9" * 500 + b"}\n", f'onrecord.yaml:1: web.port: "{"9" * 57}…" is not a whole'),
    # so is a long name
    ("onrecord", b"x" * 500 + b": 1\n", f"onrecord.yaml:1: {'x' * 57}…: there is no such setting"),
    ("outlets", b"outlets: [{name: A, folder: x, reader: newml}]", 'outlets[0].reader: no reader "newml" is installed'),
]


@pytest.mark.parametrize(("file", "data", "expected"), WRITTEN_BADLY)
def test_bytes_that_are_not_settings(load, file, data, expected):
    _, (problem,) = load(**{file: data})
    assert expected in problem


def test_what_pydantic_may_say_one_day_is_passed_on():
    class Odd(BaseModel):
        number: int

    with pytest.raises(ValidationError) as told:
        Odd(number="many")
    root, _ = read_tree(b"\nnumber: many\n")
    (flaw,) = explain(told.value, Odd, root, ())
    assert (flaw.line, flaw.place) == (2, ("number",))
    assert "valid integer" in flaw.what
    assert flaw.remedy


def test_a_billion_laughs_are_counted_not_written_out(load):
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
    )
    _, (problem,) = load(onrecord=laughs)
    assert problem == (
        "onrecord.yaml:6: its anchors make more than 400000 values, or 24 levels, of this; write out what is meant"
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_no_nesting_exhausts_the_stack(load, opening):
    _, (problem,) = load(onrecord="a:\n  " + opening * 100_000)
    assert "nested deeper than 24 levels" in problem


def test_an_anchor_cannot_hold_itself(load):
    _, (problem,) = load(onrecord="extractors: &a [*a]\n")
    assert "*a names nothing that stands before it" in problem


WORDS = st.sampled_from([
    "briefings", "channels", "name", "when", "times", "07:30", "cron", "* * * * *", "desk", "web", "port", "<<", "&a",
    "*a", "outlets", "people", "roles", "title", "since", "filters", "limits", "language", "no", "~", "-", ":", "!!x",
    "{", "",
])  # fmt: skip
TREES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=12
)


@given(st.text() | st.lists(WORDS | st.sampled_from(["\n", "  ", ": ", "- ", "\t"])).map("".join))
def test_no_text_makes_the_reader_raise(text):
    root, _ = read_tree(text.encode("utf-8", "surrogatepass"))
    assert isinstance(root, Mapping)
    plain(root)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("scratch")


@given(st.dictionaries(st.sampled_from(["onrecord", "briefings", "outlets", "people", "channels"]), TREES, min_size=1))
def test_no_settings_make_the_loader_raise(scratch, files):
    """Whatever is written, settings come back that can be used, and each problem has its address and remedy."""
    for name in ("onrecord", "briefings", "outlets", "people", "channels"):
        tree = files.get(name, {})
        content = {name: tree} if name != "onrecord" and not isinstance(tree, dict) else tree
        (scratch / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True))
    settings, problems = load_settings(scratch, {})
    assert all(problem.where and problem.what and problem.remedy for problem in problems)
    assert all(set(briefing.channels) <= set(settings.channels) for briefing in settings.briefings) or problems
