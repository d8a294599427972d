"""The main path as a whole: what it is made with shows in its version, and what fails costs one article."""

import shutil

import pytest
from builders import article, person

from briefs.errors import Problem
from briefs.extractors.lexicon import shipped
from briefs.pipeline import Engine, Recipe, read_article, read_safely
from briefs.plugins import PluginError


@pytest.fixture
def words(tmp_path):
    return shutil.copytree(shipped(), tmp_path / "lexicons")


def test_the_version_names_what_reads(words):
    path, statements, acts, language, lexicons = Recipe().load().version.split("+")
    assert path.startswith("path/")
    assert (statements.split("/")[0], acts.split("/")[0], language) == ("statements", "acts", "language/en")
    assert Recipe(lexicons=words).load().version == Recipe().load().version  # by content, not by place
    assert lexicons.startswith("lexicons/")


def test_whatever_an_editor_changes_shows_in_the_version(words):
    seen = {Recipe(lexicons=words).load().version}
    cues = words / "cues.yaml"
    cues.write_text(cues.read_text() + "\n# a comment is a change too: whether it matters, only a reader could say\n")
    for recipe in (
        Recipe(lexicons=words),
        Recipe(lexicons=words, language="de"),
        Recipe(lexicons=words, people=(person("Ana Reyes"),)),
        Recipe(lexicons=words, people=(person("Ana Reyes", aliases=("Ana María Reyes",)),)),
        Recipe(lexicons=words, extractors=("statements",)),
    ):
        version = recipe.load().version
        assert version == recipe.load().version
        assert version not in seen
        seen.add(version)


def test_an_article_in_a_language_that_nobody_reads_is_kept_and_left_alone():
    german = "„Wir werden die Straße sperren, wenn der Zoll bleibt“, sagte Ana Reyes am Montag vor der Presse. " * 4
    reading = read_article(article(german), Recipe().load())
    assert (reading.language, reading.findings) == ("de", ())


class Stumbles:
    """An extractor as somebody may write one."""

    name, version, languages = "stumbles", "1", frozenset({"en"})

    def extract(self, document, found):
        raise LookupError(document.text[:4], *found)


def test_an_extractor_that_fails_costs_one_article():
    problem = read_safely(article(), Engine(recipe=Recipe(), extractors=(Stumbles(),)))
    assert isinstance(problem, Problem)
    assert problem.where == "/news/port-talks.txt"
    assert problem.what == "an extractor failed on it (LookupError: Port)"


def test_an_extractor_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(PluginError, match="no extractors named 'telepathy'; known are acts, statements"):
        Recipe(extractors=("telepathy",)).load()
