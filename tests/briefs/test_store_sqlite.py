"""What only the SQLite store promises: its index, its locks, its sentences when something is wrong."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from builders import NOON, TEXT, article, pledge, reading, statement, threat
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from strategies import any_text, readings, texts

from bot.database import open_store
from briefs.store.interface import Added, Query, StoreError
from briefs.store.matching import terms_of, wanted
from briefs.store.sqlite import SqliteStore, index_expression, open_engine


@pytest.fixture
def path(blank_database, tmp_path):
    return Path(shutil.copyfile(blank_database, tmp_path / "desk.db"))


@pytest.fixture
def desk(path):
    with closing(open_store(f"sqlite:///{path}", patience=0.1)) as store:
        yield store


# The index


def test_the_index_stays_in_step_with_the_records(path, desk):
    for number in range(20):
        desk.add(reading(of=article(uri=str(number), title=str(number))), entered=NOON)
    for number in range(0, 20, 2):
        better = reading(statement(), extractor="test/2", of=article(uri=str(number), title=str(number)))
        desk.add(better, entered=NOON)
    for number in range(0, 20, 3):
        desk.forget(article(uri=str(number), title=str(number)).id)
    with closing(sqlite3.connect(path)) as raw:
        # raises where the index and the records differ
        raw.execute("INSERT INTO records_index (records_index, rank) VALUES ('integrity-check', 1)")
        (indexed,) = raw.execute(
            "SELECT count(*) FROM records_index WHERE records_index MATCH 'words : strait'"
        ).fetchone()
    assert indexed == len(desk.find(Query(now=NOON, words=("strait",)))) > 0


def test_what_is_forgotten_is_in_no_file_any_more(path, desk):
    text = TEXT.replace("stranded", "xylophoned")
    secret = article(text, title="Xylophones", byline="Ida Xylander", uri="secret")
    desk.add(reading(statement("Nobody will be xylophoned,", text=text), of=secret), entered=NOON)
    for number in range(20):
        desk.add(reading(of=article(uri=str(number), title=str(number))), entered=NOON)
    assert any(b"xyl" in file.read_bytes().lower() for file in path.parent.iterdir())
    desk.forget(secret.id)
    assert [file.name for file in path.parent.iterdir() if b"xyl" in file.read_bytes().lower()] == []


@pytest.fixture(scope="module")
def index():
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE VIRTUAL TABLE records_index USING fts5(words, speaker, about, tokenize = 'ascii')")
        yield raw


words = st.lists(any_text | texts, max_size=3).map(tuple)


@settings(max_examples=150, deadline=None)
@given(of=readings(), asked=words, speaker=any_text | texts, about=any_text | texts, data=st.data())
def test_the_index_finds_all_that_matches_and_when_it_says_so_nothing_else(index, of, asked, speaker, about, data):
    found = terms_of(of)
    if found:
        # words that stand there, so that something is found at times
        whole = data.draw(st.sampled_from(found))
        asked += tuple(whole.words.split()[:2])
        speaker = data.draw(st.sampled_from((speaker, "", *whole.speaker.split())))
        about = data.draw(st.sampled_from((about, "", *whole.about.split())))
    terms = wanted(Query(now=NOON, words=asked, speaker=speaker, about=about))
    expression, exact = index_expression(terms)
    if terms.impossible or not expression:
        return
    index.execute("DELETE FROM records_index")
    index.executemany(
        "INSERT INTO records_index (rowid, words, speaker, about) VALUES (?, ?, ?, ?)",
        [(number, each.words, each.speaker, each.about) for number, each in enumerate(found)],
    )
    rows = index.execute("SELECT rowid FROM records_index WHERE records_index MATCH ?", (expression,))
    candidates = {number for (number,) in rows}
    matching = {number for number, each in enumerate(found) if terms.matches(each)}
    assert matching <= candidates
    assert not exact or matching == candidates


def plan_of(path, **asked):
    """How SQLite looks for records, step by step."""
    engine = open_engine(path)
    steps = []

    @event.listens_for(engine, "before_cursor_execute")
    def explain(_, cursor, statement, parameters, *__):
        if statement.startswith("SELECT records.number \n") and not steps:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps.extend(row[3] for row in cursor.fetchall())

    with closing(SqliteStore(engine, where="desk.db")) as store:
        store.find(Query(now=NOON, **asked))
    assert steps
    return steps


@pytest.mark.parametrize("asked", [{"words": ("strait",)}, {"speaker": "Ana Reyes"}, {"about": "port"}])
def test_words_are_looked_up_not_searched_for(path, asked):
    plan = plan_of(path, **asked)
    assert any("records_index VIRTUAL TABLE INDEX" in step for step in plan)
    assert not any(step.startswith(("SCAN records ", "SCAN articles")) or step == "SCAN records" for step in plan)


def test_the_newest_records_are_read_off_without_sorting_all(path):
    plan = plan_of(path, limit=5)
    assert any("ix_articles_order" in step for step in plan)
    assert not any("FOR ORDER BY" in step for step in plan)


# Locks

WRITER = """
import sys
from datetime import timedelta
sys.path.insert(0, sys.argv[2])
from builders import NOON, article, reading
from bot.database import open_store
store = open_store(f"sqlite:///{sys.argv[1]}")
for number in range(40):
    store.add(reading(of=article(uri=f"{number}", title=f"{number}")), entered=NOON)
    store.add(reading(of=article(uri=f"{sys.argv[3]}-{number}", title=f"{sys.argv[3]}-{number}")), entered=NOON)
store.close()
"""


def test_two_processes_ingest_at_once(path, desk):
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-W", "error", "-c", WRITER, str(path), str(tests)]
    writers = [subprocess.Popen([*command, name], stderr=subprocess.PIPE, cwd=tests.parent) for name in "ab"]
    complaints = [writer.communicate(timeout=120)[1] for writer in writers]
    assert complaints == [b"", b""]
    assert desk.counts().articles == 40 + 2 * 40
    assert len(desk.find(Query(now=NOON, words=("strait",), kinds=("threat",)))) == 120


def test_who_waits_too_long_is_told_so_and_readers_never_wait(path, desk):
    desk.add(reading(), entered=NOON)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert desk.counts().articles == 1
        with pytest.raises(StoreError, match=r"desk\.db: another process is writing"):
            desk.add(reading(of=article(title="other")), entered=NOON)
        other.execute("ROLLBACK")
    assert desk.add(reading(of=article(title="other", uri="other")), entered=NOON) is Added.NEW


def test_walking_an_archive_keeps_no_lock(path, desk):
    for number in range(3):
        desk.add(reading(of=article(uri=str(number), title=str(number))), entered=NOON)
    walk = desk.articles()
    next(walk)
    with closing(sqlite3.connect(path, timeout=0.1, isolation_level=None)) as other:
        # empties the log, which somebody in the midst of reading would prevent
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    assert len(list(walk)) == 2


# Failures


def test_a_failure_half_way_leaves_nothing_behind(desk):
    unkeepable = replace(threat(), confidence=object())  # JSON cannot write it: a defect in an engine
    with pytest.raises(TypeError):
        desk.add(reading(statement(), pledge(), unkeepable), entered=NOON)
    assert desk.counts().articles == 0
    assert desk.add(reading(), entered=NOON) is Added.NEW


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:100] + b"\xff" * 8_000), "the file is damaged; restore"),
        (lambda file: file.write_bytes(b"Dear diary, " * 1_000), "not a SQLite database; name another file"),
        (lambda file: file.unlink(), "cannot be opened; check that it"),
        (lambda file: file.write_bytes(b""), "run onrecord migrate"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_in_a_sentence(path, harm, says):
    harm(path)
    with closing(SqliteStore(open_engine(path), where="desk.db")) as store:
        for ask in (store.counts, lambda: store.add(reading(), entered=NOON)):
            with pytest.raises(StoreError, match=says) as caught:
                ask()
            assert str(caught.value).startswith("desk.db: ")
            assert "sqlalche" not in str(caught.value)
