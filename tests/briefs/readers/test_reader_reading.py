"""Who reads a file, and what happens when a reader stumbles."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from briefs.article import Article, ArticleStatus
from briefs.errors import Problem
from briefs.plugins import PluginError
from briefs.readers.interface import ReadingDefaults, Resource
from briefs.readers.reading import choose_reader, load_readers, read_resource, read_sources

FILE = Resource(uri="file:///desk/a%20b.txt", data=b"He will go.")


class Sure:
    """A reader that is as sure as it is told, and yields what it is told."""

    def __init__(self, name, sure, *items):
        self.name, self.sure, self.items = name, sure, items

    def confidence(self, _):
        return self.sure

    def read(self, *_):
        yield from self.items


class Stumbling(Sure):
    """A plugin with a fault."""

    def confidence(self, _):
        if self.sure < 0:
            raise ValueError
        return self.sure

    def read(self, *_):
        yield from self.items
        raise RuntimeError


def article(text="He will go.", **fields):
    return Article(uri=FILE.uri, text=text, **fields)


@pytest.mark.parametrize(
    ("readers", "name"),
    [
        ([Sure("a", 0.5), Sure("b", 1.0)], "b"),
        ([Sure("a", 0.5), Sure("b", 0.5)], "a"),  # the first of equals
        ([Sure("a", 0.0)], None),
        ([Stumbling("a", -1), Sure("b", 0.1)], "b"),  # who stumbles over a file does not know it
        ([], None),
    ],
)
def test_the_surest_reader_gets_the_file(readers, name):
    chosen = choose_reader(FILE, readers)
    assert (chosen.name if chosen else None) == name


def test_a_readers_fault_is_a_problem_and_what_it_read_before_stays():
    first, problem = read_resource(FILE, readers=[Stumbling("a", 1.0, article())])
    assert first == article()
    assert (problem.where, problem.what) == ("/desk/a b.txt", "the a reader failed on it (RuntimeError)")


def test_a_reader_that_finds_nothing_says_nothing_and_we_do():
    (problem,) = read_resource(FILE, readers=[Sure("a", 1.0)])
    assert problem.what == "holds no article"


@pytest.mark.parametrize(
    ("item", "what"),
    [
        (article("He\0"), "wrong encoding"),
        (article("He \ud83d"), "wrong encoding"),
        (article(" \n"), "has no text"),
        (article("", status=ArticleStatus.CANCELED), None),  # a kill needs no words
        (article("", status=ArticleStatus.WITHHELD), None),
    ],
)
def test_only_what_the_store_can_keep_passes(item, what):
    (kept,) = read_resource(FILE, readers=[Sure("a", 1.0, item)])
    assert kept == item if what is None else what in kept.what


def test_a_reader_nobody_knows_is_an_error_of_the_call():
    with pytest.raises(PluginError, match="nonesuch"):
        load_readers(["nonesuch"])
    with pytest.raises(PluginError, match="install onrecord"):
        load_readers([])


def test_sources_are_read_in_order_and_defaults_reach_the_readers(tmp_path, readers):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(f"{name} will go.", encoding="utf-8")
    paths = [str(tmp_path), str(tmp_path / "none.txt"), str(tmp_path / "b.txt")]
    items = list(read_sources(paths, ReadingDefaults(outlet="The Desk"), readers))
    assert [item.text if isinstance(item, Article) else item.what for item in items] == [
        "a.txt will go.",
        "b.txt will go.",
        "does not exist",
        "b.txt will go.",
    ]
    assert {item.outlet for item in items if isinstance(item, Article)} == {"The Desk"}


def test_the_same_bytes_give_the_same_articles(read, samples):
    for path in sorted(samples.iterdir()):
        assert read(path.read_bytes(), path.name) == read(path.read_bytes(), path.name)


@pytest.mark.skipif("ONRECORD_CORPORA" not in os.environ, reason="no corpora here")
def test_a_news_archive_reads_without_a_problem_and_to_the_character(read):
    archive = Path(os.environ["ONRECORD_CORPORA"]) / "news" / "news_sample.jsonl"
    with archive.open("rb") as file:
        lines = [next(file) for _ in range(200)]
    items = read(b"".join(lines), "news_sample.jsonl")
    rows = [json.loads(line) for line in lines]
    assert [item for item in items if isinstance(item, Problem)] == []
    assert [item.text for item in items] == [row["text"].replace("\r\n", "\n") for row in rows]
    assert [(item.title, item.outlet) for item in items] == [
        (" ".join(row["title"].split()) or None, " ".join(row["outlet"].split()) or None) for row in rows
    ]
    assert [str(item.published or "") for item in items] == [row["published"] for row in rows]
