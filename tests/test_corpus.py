"""Real news, where it is at hand: nothing in it may stop a run, and every quoted character is its article's own.

    ONRECORD_CORPORA=/path/to/corpora make test

The folder holds `news/news_sample.jsonl`, one article a line with its `text`. Without it these tests are skipped.
"""

import json
import os
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import onrecord
from bot.database import open_store
from briefs.store.interface import Query

ARCHIVE = Path(os.environ.get("ONRECORD_CORPORA", "")) / "news/news_sample.jsonl"
pytestmark = pytest.mark.skipif("ONRECORD_CORPORA" not in os.environ, reason="no corpora here")

ENOUGH = 200
MARKS = frozenset("“”„‟\"«»‹›‘’‚‛'`´")
"""What may stand before the first quoted character and behind the last one, white space aside."""


def call(*arguments):
    return CliRunner().invoke(onrecord, [str(argument) for argument in arguments], standalone_mode=False)


@pytest.fixture(scope="module")
def lines():
    with ARCHIVE.open(encoding="utf-8", newline="") as file:
        return [json.loads(line) for line in file]


def test_an_archive_enters_twice_and_leaves_the_same_store(tmp_path):
    call("init", tmp_path / "desk")
    wire = tmp_path / "wire.jsonl"
    with ARCHIVE.open("rb") as file:
        wire.write_bytes(b"".join(islice(file, ENOUGH)))

    def ingest():
        done = call("ingest", wire, "--config", tmp_path / "desk")
        assert (done.return_value, done.stderr) == (0, "")
        store = open_store(f"sqlite:///{tmp_path / 'onrecord.db'}")
        try:
            found = store.find(Query(now=datetime.now(UTC)))
            return done.stdout, (found, list(store.articles()), store.quarantined(), store.counts())
        finally:
            store.close()

    said, first = ingest()
    assert said == f"{ENOUGH} articles: {ENOUGH} new\n"
    said, second = ingest()
    assert said == f"{ENOUGH} articles: {ENOUGH} unchanged\n"
    assert second == first


def test_every_quoted_character_stands_between_quotation_marks_of_its_article(lines):
    done = call("extract", ARCHIVE, "--jsonl")
    assert (done.return_value, done.stderr) == (0, "")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(lines)
    quotes = 0
    for line, written in zip(lines, found, strict=True):
        text = written["text"]
        assert text == line["text"].replace("\r\n", "\n")
        for quote in written["quotes"]:
            quotes += 1
            before, after = text[: quote["start"]].rstrip()[-1:], text[quote["end"] :].lstrip()[:1]
            inside = text[quote["start"] : quote["end"]]
            assert before in MARKS, (written["uri"], inside)
            # the last paragraph of a quotation closes it; those before it leave it open
            assert after in MARKS or "\n" in text[quote["end"] :][:2] or not text[quote["end"] :], (
                written["uri"],
                inside,
            )
    assert quotes > len(lines)
