"""docs/configuration.md names every setting with what it means and its default, and its examples load."""

import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from bot.settings.credentials import SECRETS
from bot.settings.files import BriefingEntry, ChannelEntry, MainFile, OutletEntry, PersonEntry

PAGE = (Path(__file__).parents[3] / "docs" / "configuration.md").read_text("utf-8")

ENTRIES = {
    "onrecord": MainFile,
    "briefings": BriefingEntry,
    "outlets": OutletEntry,
    "people": PersonEntry,
    "channels": ChannelEntry,
}


def _group(annotation):
    """The group of settings in an annotation, and whether it stands in a list."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    for part in get_args(annotation):
        group, listed = _group(part)
        if group:
            return group, listed or getattr(annotation, "__origin__", None) is tuple
    return None, False


def _rows(model, prefix=""):
    for name, field in model.model_fields.items():
        group, listed = _group(field.annotation)
        default = field.get_default()
        shown = "required" if field.is_required() else _shown(default)
        yield f"| `{prefix}{name}` | {field.description} | {shown} |"
        if group:
            yield from _rows(group, f"{prefix}{name}{'[]' if listed else ''}.")


def _shown(default):
    if default in (None, {}, []):
        return ""
    return f"`[{', '.join(default)}]`" if isinstance(default, list) else f"`{default}`"


@pytest.mark.parametrize("name", ENTRIES)
def test_every_setting_is_in_the_table_of_its_file(name):
    """The table is made of the models: copy it from here when a setting comes, goes or means something else."""
    table = "\n".join(["| setting | means | left out |", "|---|---|---|", *_rows(ENTRIES[name])])
    assert table in PAGE


def test_every_secret_is_named():
    for name, purpose in SECRETS.items():
        assert f"| `{name}` | {purpose} |" in PAGE


EXAMPLES = re.findall(r"^<!-- (\w+)\.yaml -->\n```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_there_is_an_example_for_every_file():
    assert {name for name, _ in EXAMPLES} == set(ENTRIES)
    assert len(EXAMPLES) == PAGE.count("```yaml")


def test_the_examples_make_one_desk(load):
    """All the examples of a page, each under the heading of its file, load together without a problem."""
    files = {}
    for name, text in EXAMPLES:
        heading = f"{name}:\n"
        known = name in files and text.startswith(heading)
        files[name] = files.get(name, "") + (text.removeprefix(heading) if known else text)
    settings, problems = load(**files)
    assert problems == []
    assert settings.briefings
    assert settings.people
