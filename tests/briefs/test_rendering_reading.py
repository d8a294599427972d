"""The extract line: what scripts get, as the published schema says."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
from builders import NOON, article, pledge, reading, resolved, span, statement, threat, unknown

from briefs.acts import Deadline, Party
from briefs.article import ArticleStatus
from briefs.person import Ambiguous, Step, Unknown
from briefs.rendering.reading import reading_line

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schema/extract.schema.json").read_text())


def line(*findings, of=None, language="en"):
    made = reading_line(reading(*findings, of=of, language=language), now=NOON, languages={"en"})
    jsonschema.validate(made, SCHEMA, cls=jsonschema.Draft202012Validator)
    return json.loads(json.dumps(made))


def test_every_span_slices_back_to_the_article():
    made = line()
    (quote,) = made["quotes"]
    (made_threat,) = made["threats"]
    assert made["text"][quote["start"] : quote["end"]] == "We will close the strait if the tariff stands,"
    assert made["text"][slice(*made_threat["trigger"])] == "will close"
    assert [made["text"][slice(*words)] for words in made_threat["condition"]] == ["if the tariff stands"]
    assert made["article"]["sha256"] == hashlib.sha256(made["text"].encode()).hexdigest()


def test_a_threat_has_a_target_and_a_pledge_a_beneficiary():
    made = line(
        threat(target=(Party(span=span("the tariff"), resolution=unknown()),)),
        pledge(target=(Party(span=None, resolution=resolved("Oster")),)),
    )
    assert made["threats"][0]["target"] == "the tariff"  # the article's own words where there is no name
    assert made["threats"][0]["target_span"] == [span("the tariff").start, span("the tariff").end]
    assert made["pledges"][0]["beneficiary"] == "Oster"
    assert "target" not in made["pledges"][0]


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (resolved(), {"name": "Ana Reyes", "resolution": "resolved", "step": "name", "kind": "person"}),
        (unknown("no name is near"), {"name": None, "resolution": "unknown", "reason": "no name is near"}),
        (
            Unknown(reason="described, not named", description="port official"),
            {"name": "unnamed port official", "kind": "unnamed", "resolution": "unknown", "person": None},
        ),
        (
            Ambiguous(candidates=(resolved("Ana Reyes").person, resolved("Luis Reyes").person), step=Step.ALIAS),
            {"name": None, "resolution": "ambiguous", "candidates": [
                {"name": "Ana Reyes", "person": "ana-reyes"}, {"name": "Luis Reyes", "person": "luis-reyes"},
            ]},
        ),
    ],
)  # fmt: skip
def test_speakers(speaker, expected):
    made = line(statement(speaker=speaker))
    assert expected.items() <= made["statements"][0]["speaker"].items()
    assert made["quotes"][0]["speaker"] == made["statements"][0]["speaker"]


def test_an_issuer_that_cannot_be_named_is_null_not_a_pronoun():
    made = line(threat(issuer=unknown()))
    assert made["threats"][0]["issuer"] is None


def test_a_deadline_is_words_and_a_day():
    deadline = Deadline(spans=(span("on Monday"),), date=NOON.date())
    assert line(threat(deadline=deadline))["threats"][0]["deadline"]["date"] == "2026-03-02"


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        ({"embargo_until": datetime(2099, 1, 1, tzinfo=UTC)}, "under embargo until 2099-01-01"),
        ({"status": ArticleStatus.WITHHELD}, "withheld by its outlet"),
        ({"status": ArticleStatus.CANCELED}, "canceled by its outlet"),
    ],
)
def test_held_back_copy_gets_its_line_without_its_words(fields, note):
    made = line(of=article(**fields))
    assert note in made["problems"][0]
    assert made["text"] == ""
    assert made["statements"] == made["quotes"] == made["threats"] == made["pledges"] == []
    assert "strait" not in json.dumps(made)
    assert made["article"]["title"] is None


def test_an_embargo_that_is_over_holds_nothing_back():
    assert line(of=article(embargo_until=NOON))["quotes"]


def test_an_article_in_a_language_that_is_not_read_says_so():
    made = reading_line(reading(statement(), language="de"), now=NOON, languages={"en"})
    assert "its language (de)" in made["problems"][0]
