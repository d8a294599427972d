"""YAML is read to the letter, whichever parser is installed."""

import pytest
import yaml

from bot.settings import defaults_folder
from bot.settings.tree import Composer, plain

SAME = ["a:\nb: ~\nc: ''\nd: 'null'\n", "a: &x [1, 0x1]\nb: *x\n", "a: |\n  b\n\n  c\n", "- a: {b: c}\n"]


@pytest.mark.parametrize("text", [*SAME, *(path.read_text("utf-8") for path in defaults_folder().glob("*.yaml"))])
def test_both_of_pyyamls_parsers_give_one_tree(text):
    trees = [plain(Composer(text, loader).compose()) for loader in (yaml.SafeLoader, yaml.CSafeLoader)]
    assert trees[0] == trees[1]
    assert trees[0]
