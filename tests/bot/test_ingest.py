"""Files become records once: what is known is skipped, what is broken is quarantined, and the run goes on."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.ingest import forget, ingest, reextract
from briefs.acts import Act
from briefs.pipeline import Engine, Recipe
from briefs.readers.interface import ReadingDefaults
from briefs.readers.sources import open_sources
from briefs.statement import Form, Statement, StatementId
from briefs.store.interface import Added, Query

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


class Clock:
    """Says a minute more each time it is asked."""

    def __init__(self):
        self.now = START

    def __call__(self):
        self.now += timedelta(minutes=1)
        return self.now


class WholeQuotations:
    """An extractor that finds every outermost quotation; enough to see records come and go."""

    name = "whole"
    languages = frozenset({"en"})

    def __init__(self, version="1"):
        self.version = version

    def extract(self, document, found):  # noqa: ARG002 - the protocol's signature
        for number, quotation in enumerate(document.quotations):
            if quotation.depth == 0:
                yield Statement(
                    id=StatementId(f"s{number}"),
                    form=Form.DIRECT,
                    content=(quotation.inner,),
                    quotes=(quotation.inner,),
                )


class Failing(WholeQuotations):
    """An extractor of somebody else's that fails on a word."""

    def extract(self, document, found):
        if "glacier" in document.text:
            message = "no glaciers"
            raise LookupError(message)
        yield from super().extract(document, found)


def engine(extractor=None):
    return Engine(recipe=Recipe(), extractors=(extractor or WholeQuotations(),))


@pytest.fixture
def wire(tmp_path):
    folder = tmp_path / "wire"
    folder.mkdir()
    (folder / "a.txt").write_text("“We will close the strait,” said Ana Reyes.\n")
    (folder / "b.txt").write_text("“Nobody will be stranded,” said Tomas Brandt.\n")
    return folder


def run(store, folder, *, with_engine=None, clock=None):
    problems = []
    result = ingest(
        store,
        open_sources([str(folder)]),
        with_engine or engine(),
        defaults=ReadingDefaults(),
        clock=clock or Clock(),
        report=problems.append,
    )
    return result, problems


def words(store, **query):
    now = START + timedelta(days=1)
    return sorted(
        entry.words(span)
        for entry in store.find(Query(now=now, **query))
        if not isinstance(entry.record.finding, Act)
        for span in entry.record.finding.quotes
    )


def everything(store):
    """All that a store holds, with the moments it entered."""
    found = store.find(Query(now=START + timedelta(days=1)))
    return found, store.quarantined(), store.counts(), list(store.articles())


def test_articles_enter_and_are_found(store, wire):
    result, problems = run(store, wire)
    assert str(result) == "2 articles: 2 new"
    assert problems == []
    assert words(store) == ["Nobody will be stranded,", "We will close the strait,"]


def test_two_runs_leave_the_same_store(store, wire):
    (wire / "broken.json").write_text('{"text": ')
    clock = Clock()
    run(store, wire, clock=clock)
    before = everything(store)
    result, problems = run(store, wire, clock=clock)
    assert everything(store) == before
    assert str(result) == "2 articles: 2 unchanged; 1 in quarantine"
    assert len(problems) == 1  # still said: it is still broken


def test_a_bad_file_is_quarantined_and_the_run_goes_on(store, wire):
    (wire / "aa.txt").write_bytes(b"\x00\x01\x02")
    result, problems = run(store, wire)
    assert result.added[Added.NEW] == 2
    (quarantined,) = store.quarantined()
    assert quarantined.uri == (wire / "aa.txt").as_uri()
    assert quarantined.reason == problems[0].what
    assert len(quarantined.sha256) == 64


def test_a_mended_file_leaves_quarantine(store, wire):
    (wire / "c.txt").write_bytes(b"")
    run(store, wire)
    assert len(store.quarantined()) == 1
    (wire / "c.txt").write_text("“It is mended,” said Ida Holm.\n")
    run(store, wire)
    assert store.quarantined() == ()
    assert "It is mended," in words(store)


def test_an_edited_article_supersedes_the_one_before(store, wire):
    run(store, wire)
    (wire / "a.txt").write_text("“We may close the strait,” said Ana Reyes.\n")
    result, _ = run(store, wire)
    assert result.added == {Added.REVISED: 1, Added.UNCHANGED: 1}
    assert words(store) == ["Nobody will be stranded,", "We may close the strait,"]


def test_an_edit_taken_back_brings_the_first_words_back(store, wire):
    first = (wire / "a.txt").read_text()
    run(store, wire)
    (wire / "a.txt").write_text("“We may close the strait,” said Ana Reyes.\n")
    run(store, wire)
    (wire / "a.txt").write_text(first)
    run(store, wire)
    assert words(store) == ["Nobody will be stranded,", "We will close the strait,"]


def test_a_moved_file_is_the_same_article(store, wire):
    run(store, wire)
    (wire / "a.txt").rename(wire / "z.txt")
    run(store, wire)
    assert store.counts().articles == 2


def test_reextract_renews_what_an_older_engine_read_and_nothing_else(store, wire):
    clock = Clock()
    run(store, wire, clock=clock)
    newer = engine(WholeQuotations("2"))
    problems = []
    result = reextract(store, newer, clock=clock, report=problems.append)
    assert result.added == {Added.RENEWED: 2}
    assert {entry.record.extractor for entry in store.find(Query(now=clock()))} == {newer.version}
    assert str(reextract(store, newer, clock=clock, report=problems.append)) == "0 articles"
    assert problems == []


def test_an_article_that_an_extractor_fails_on_costs_that_article(store, wire):
    (wire / "aa.txt").write_text("“The glacier moved,” said Ida Holm.\n")
    result, (problem,) = run(store, wire, with_engine=engine(Failing()))
    assert result.added == {Added.NEW: 2}
    assert "LookupError: no glaciers" in problem.what
    assert [item.uri for item in store.quarantined()] == [(wire / "aa.txt").as_uri()]


def test_a_kill_of_the_same_words_takes_them_away(store, tmp_path):
    item = {"id": "wire:1", "text": "“We will close the strait,” said Ana Reyes.", "status": "usable", "version": "1"}
    file = tmp_path / "wire.jsonl"
    file.write_text(json.dumps(item) + "\n")
    run(store, file)
    assert words(store) == ["We will close the strait,"]
    file.write_text(json.dumps({**item, "status": "canceled", "version": "2"}) + "\n")
    run(store, file)
    assert words(store) == []


@pytest.mark.parametrize("by", ["id", "uri", "path"])
def test_a_forgotten_article_is_gone(store, wire, by):
    run(store, wire)
    article = next(article for article in store.articles() if article.uri.endswith("a.txt"))
    name = {"id": article.id, "uri": article.uri, "path": str(wire / "a.txt")}[by]
    assert str(forget(store, name)) == "1 version forgotten"
    assert words(store) == ["Nobody will be stranded,"]
    assert not forget(store, name)


@pytest.mark.parametrize("by", [0, 1, "uri"])
def test_a_forgotten_article_takes_its_other_versions_along(store, wire, by):
    file = wire / "a.txt"
    run(store, wire)
    file.write_text("“We may close the strait,” said Ana Reyes.\n")
    run(store, wire)
    versions = store.named(file.as_uri())
    assert len(versions) == 2
    assert forget(store, file.as_uri() if by == "uri" else versions[by]).versions == 2
    assert [store.article(name) for name in versions] == [None, None]
    assert words(store) == ["Nobody will be stranded,"]


def test_a_file_that_holds_many_articles_is_forgotten_whole(store, tmp_path):
    file = tmp_path / "wire.jsonl"
    file.write_text("".join(json.dumps({"text": f"“This is point {n},” said Ana Reyes."}) + "\n" for n in range(3)))
    run(store, file)
    assert not forget(store, str(tmp_path))  # a folder is no name: too much would go by it
    assert forget(store, str(file)).versions == 3
    assert store.counts().articles == 0


def test_a_file_in_quarantine_is_forgotten_too(store, wire):
    (wire / "c.txt").write_bytes(b"")
    run(store, wire)
    assert str(forget(store, str(wire / "sub/../c.txt"))) == "taken out of quarantine"
    assert store.quarantined() == ()
