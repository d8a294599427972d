"""The samples, read as `onrecord` reads them, beside what a careful editor finds in them (tests/golden/samples).

Attribution is judged without mercy: a speaker is the editor's, or none. Coverage has a floor, which only ever rises.
"""

import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from briefs.article import Article
from briefs.person import Unknown, printed_name
from briefs.pipeline import Recipe, read_article
from briefs.readers.interface import ReadingDefaults
from briefs.readers.reading import read_sources
from briefs.record import Reading

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
GOLDEN = sorted((ROOT / "tests/golden/samples").glob("*.yaml"))
MARKS = "“”„‟\"«»‘’'`‚‹›"


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    engine = Recipe().load()
    items = list(read_sources([str(SAMPLES)], ReadingDefaults()))
    assert not [item for item in items if not isinstance(item, Article)]
    return {_slug(article): read_article(article, engine) for article in items}


def _slug(article: Article) -> str:
    """The golden file's stem: the file's, and in a container the article's place in it."""
    file = next(file for file in SAMPLES.iterdir() if article.uri.startswith(file.as_uri()))
    inside = article.uri.removeprefix(file.as_uri()).strip("/")
    if not inside:
        return file.stem
    for golden in GOLDEN:
        expected = yaml.safe_load(golden.read_text())
        if expected["file"] == file.name and str(expected.get("entry")) in (inside, article.guid):
            return golden.stem
    message = f"no golden reading of {article.uri}"
    raise AssertionError(message)


@pytest.fixture(params=GOLDEN, ids=lambda path: path.stem)
def golden(request):
    return request.param.stem, yaml.safe_load(request.param.read_text())


def test_every_article_has_its_reading(readings):
    assert set(readings) == {path.stem for path in GOLDEN}


def test_metadata_is_what_the_copy_says(readings, golden):
    slug, expected = golden
    article = readings[slug].article
    for name, value in expected.get("article", {}).items():
        found = getattr(article, name)
        if name in ("published", "embargo_until"):
            assert found.isoformat() == (value.isoformat() if isinstance(value, datetime) else str(value))
        elif name == "language":
            assert found.lower() == value.lower()
        else:
            assert str(found) == str(value), name


def test_the_furniture_of_the_page_is_not_in_the_text(readings, golden):
    slug, expected = golden
    for words in expected.get("furniture", []):
        assert words not in readings[slug].article.text


def test_the_text_holds_every_line_of_the_reading(readings, golden):
    slug, expected = golden
    text = _spaced(readings[slug].article.text)
    for line in (*expected["quotes"], *expected["threats"], *expected["pledges"]):
        assert _spaced(line["text"]) in text


def test_every_quoted_character_stands_between_quotation_marks(readings, golden):
    slug, _ = golden
    text = readings[slug].article.text
    for statement in readings[slug].statements:
        for span in statement.quotes:
            before = text[: span.start].rstrip()[-1:]
            assert before in MARKS, span.slice(text)


def test_no_speaker_is_wrong(readings, golden):
    """Somebody else's name over these words is the one mistake that a newsroom pays for."""
    slug, expected = golden
    text = readings[slug].article.text
    speakers = {_spaced(quote["text"]): quote["speaker"] for quote in expected["quotes"]}
    for statement in readings[slug].statements:
        name = printed_name(statement.speaker)
        if name is None:
            continue
        for span in statement.quotes:
            words = _spaced(span.slice(text))
            if words in speakers and not isinstance(statement.speaker, Unknown):
                assert name == speakers[words], words


def test_no_name_or_coinage_in_marks_is_taken_for_a_quote(readings, golden):
    slug, expected = golden
    text = readings[slug].article.text
    quoted = {_spaced(span.slice(text)) for statement in readings[slug].statements for span in statement.quotes}
    assert not quoted & {_spaced(words) for words in expected["not_quotes"]}


def test_what_is_nobody_is_threatened_or_promised(readings, golden):
    """No act in an article that the editor found to hold none, optional ones aside."""
    slug, expected = golden
    if not expected["threats"] and not expected["pledges"]:
        assert [act.statement.slice(readings[slug].article.text) for act in readings[slug].acts] == []


def test_how_many_quotes_are_found_and_attributed(readings):
    """Floors, measured and raised as the engine improves; a fall is a defect."""
    found: Counter[str] = Counter()
    for slug, reading in _in_english(readings):
        expected = yaml.safe_load((ROOT / f"tests/golden/samples/{slug}.yaml").read_text())
        text = reading.article.text
        ours = {
            _spaced(span.slice(text)): printed_name(statement.speaker)
            for statement in reading.statements
            for span in statement.quotes
        }
        for quote in expected["quotes"]:
            words = _spaced(quote["text"])
            found["quotes"] += 1
            found["quotes found"] += words in ours
            found["speakers named"] += ours.get(words) == quote["speaker"]
    assert found["quotes found"] / found["quotes"] >= QUOTES_FOUND
    assert found["speakers named"] / found["quotes"] >= SPEAKERS_NAMED


def _in_english(readings):
    return [(slug, reading) for slug, reading in readings.items() if reading.language == "en"]


QUOTES_FOUND = 0.98
SPEAKERS_NAMED = 0.95


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
