"""JSON for scripts: the published schema, and slices that are exactly those of the articles."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import builders
import editions
import hostile
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from briefs.brief import Window
from briefs.rendering.json import JsonRenderer

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schema/brief.schema.json").read_text(encoding="utf-8"))
VALID = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def fields(schema: dict, path: str = "$"):
    """Every named field and definition of a schema with its path."""
    for group in ("properties", "$defs"):
        for name, part in schema.get(group, {}).items():
            yield f"{path}.{name}", part
            yield from fields(part, f"{path}.{name}")


def test_the_schema_is_one_and_describes_every_field_strictly():
    Draft202012Validator.check_schema(SCHEMA)
    for path, field in fields(SCHEMA):
        assert field["description"].endswith("."), path
        assert field.get("type") != "object" or "additionalProperties" in field, path


def test_the_schema_tells_a_wrong_object():
    broken = json.loads(JsonRenderer().render(editions.morning()))
    broken["sections"][0]["items"][0]["said_by"] = "x"
    assert not VALID.is_valid(broken)


def test_a_window_may_have_no_beginning():
    brief = replace(editions.quiet(), window=Window(since=None, until=builders.NOON))
    written = json.loads(JsonRenderer().render(brief))
    VALID.validate(written)
    assert written["window"] == {"since": None, "until": "2026-03-02T12:00:00+00:00"}


@given(hostile.briefs())
@settings(deadline=None, max_examples=60)
def test_every_brief_fits_the_schema_and_its_slices_are_the_articles(brief):
    written = json.loads(JsonRenderer().render(brief))
    VALID.validate(written)
    items = [item for section in brief.sections for item in section.items]
    lines = [line for section in written["sections"] for line in section["items"]]
    for item, line in zip(items, lines, strict=True):
        text = item.entry.article.text
        assert [text[start:end] for start, end in line["spans"]] == line["text"]
        assert [text[start:end] for start, end in line["condition_spans"]] == line["condition"]
        assert line["line"] == text.count("\n", 0, line["spans"][0][0]) + 1


@given(hostile.briefs())
@settings(deadline=None, max_examples=60)
def test_json_acts_on_no_terminal_and_can_be_written_anywhere(brief):
    written = JsonRenderer().render(brief)
    written.encode("utf-8")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", written)


def test_languages_are_counted_by_tag():
    written = json.loads(JsonRenderer().render(editions.morning()))
    assert written["omitted"] == {"embargoed": 2, "languages": {"de": 2, "fr": 1}, "unreadable": 1}
    assert written["sections"][0]["items"][0]["also_in"][0]["line"] == 5
