"""YAML is read to the letter, whichever parser is installed."""

import pytest
import yaml

from bot.settings import defaults_folder
from bot.settings.tree import Composer, StopError, plain

SAME = ["a:\nb: ~\nc: ''\nd: 'null'\n", "a: &x [1, 0x1]\nb: *x\n", "a: |\n  b\n\n  c\n", "- a: {b: c}\n"]


@pytest.mark.parametrize("text", [*SAME, *(path.read_text("utf-8") for path in defaults_folder().glob("*.yaml"))])
def test_both_of_pyyamls_parsers_give_one_tree(text):
    trees = [plain(Composer(text, loader).compose()) for loader in (yaml.SafeLoader, yaml.CSafeLoader)]
    assert trees[0] == trees[1]
    assert trees[0] or text not in SAME  # some files come with comments alone


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize(
    "text",
    [
        r'"\UFFFFFFFF"',  # no such character; one of the parsers raises OverflowError
        "a: [",
        "a:\n\tb: 1",
        "a: 'x",
        "a: *",
        "a: b: c",
        "a\x00",
        "%YAML 9.9\n---\na",
    ],
)
def test_both_refuse_what_is_no_yaml_in_words(text, loader):
    with pytest.raises(StopError) as told:
        Composer(text, loader).compose()
    assert told.value.flaw.what
    assert told.value.flaw.remedy


def test_half_a_character_is_replaced_where_the_parser_lets_it_through():
    assert plain(Composer(r'a: "\ud800"', yaml.SafeLoader).compose()) == {"a": "\N{REPLACEMENT CHARACTER}"}
