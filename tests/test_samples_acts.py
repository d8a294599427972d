"""The acts of the samples, beside those a careful editor finds in them (tests/golden/samples).

How many are found, how many are false, whose they are. The floors only ever rise.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from briefs.acts import issuer_name
from briefs.article import Article
from briefs.pipeline import Recipe, read_article
from briefs.readers.interface import ReadingDefaults
from briefs.readers.reading import read_sources

ROOT = Path(__file__).parents[1]
GOLDEN = [yaml.safe_load(path.read_text()) for path in sorted((ROOT / "tests/golden/samples").glob("*.yaml"))]
FIELDS = {"threat": "threats", "pledge": "pledges"}

FLOORS = {
    "threat": {"found": 0.44, "true": 0.73},
    "pledge": {"found": 0.35, "true": 0.73},
}
"""Shares: of the editor's acts that are found, and of those found that are the editor's."""
ISSUERS = 0.8
"""Share of the acts found whose issuer is the editor's, or the body or state spoken for."""


@pytest.fixture(scope="module")
def judged():
    """Every act of ours and of the editor's in the English samples: found, missed, false; issuers right and wrong."""
    engine = Recipe().load()
    counts, lines = Counter(), []
    for article in read_sources([str(ROOT / "samples")], ReadingDefaults()):
        assert isinstance(article, Article)
        reading = read_article(article, engine)
        if reading.language in engine.languages:
            _judge(reading, _golden(article), counts, lines)
    return counts, lines


def _golden(article):
    for expected in GOLDEN:
        inside = article.uri.partition(expected["file"])[2].strip("/")
        if expected["file"] in article.uri and str(expected.get("entry", "")) in (inside, article.guid or ""):
            return expected
    message = f"no golden reading of {article.uri}"
    raise AssertionError(message)


def _spaced(text):
    return re.sub(r"\s+", " ", text).strip()


def _judge(reading, expected, counts, lines):
    text = reading.article.text
    for kind, field in FIELDS.items():
        ours = [act for act in reading.acts if act.kind == kind]
        used = set()
        for golden in sorted(expected[field], key=lambda golden: golden["optional"]):
            hit = next((act for act in ours if act.id not in used and _same(act.statement.slice(text), golden)), None)
            if hit is not None:
                used.add(hit.id)
                if not golden["optional"]:
                    counts[kind, "found"] += 1
                    names = {golden["issuer"], golden["issuer_for"]}
                    named = issuer_name(hit) in names or hit.issuer_for in names
                    counts["issuer", named] += 1
                    if not named:
                        lines.append(f"issuer {issuer_name(hit)} for {golden['issuer']}: {golden['text']}")
            elif not golden["optional"]:
                counts[kind, "missed"] += 1
                lines.append(f"missed {kind}: {golden['text']}")
        for act in ours:
            if act.id not in used:
                counts[kind, "false"] += 1
                lines.append(f"false {kind}: {_spaced(act.statement.slice(text))} [{act.trigger.slice(text)}]")


def _same(statement, golden):
    return _spaced(golden["trigger"]) in _spaced(statement) and (
        _spaced(golden["text"]) in _spaced(statement) or _spaced(statement) in _spaced(golden["text"])
    )


@pytest.mark.parametrize("kind", FIELDS)
def test_how_many_acts_are_found_and_how_many_are_true(judged, kind):
    counts, lines = judged
    found, missed, false = (counts[kind, what] for what in ("found", "missed", "false"))
    told = "\n".join(lines)
    assert found / (found + missed) >= FLOORS[kind]["found"], told
    assert found / (found + false) >= FLOORS[kind]["true"], told


def test_whose_acts_they_are(judged):
    counts, lines = judged
    assert counts["issuer", True] / (counts["issuer", True] + counts["issuer", False]) >= ISSUERS, "\n".join(lines)
