"""Whatever the bytes are: articles and problems, at least one of them, never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefs.article import Article
from briefs.errors import Problem
from briefs.readers.interface import ReadingDefaults, Resource

SAMPLES = {path.name: path.read_bytes() for path in sorted((Path(__file__).parent / "samples").iterdir())}
SUFFIXES = ["", "txt", "md", "html", "json", "jsonl", "xml", "eml", "mbox", "pdf", "png", "csv"]
NASTY = [
    b"\0", b"\xff", b"\xef\xbb\xbf", b"<", b"&#0;", b"&#x110000;", b'"', b"\\ud800", b"\\u0000", b"]]>", b"{",
    b"[" * 2000, b"<!DOCTYPE a [", b"--", b"\n", b"\r", b"=?utf-8?b?//8=?=", b"9" * 5000, b"null", b"1e999",
    b"<p>" * 500, b"2026-13-45", b"0001-01-01T00:00:00+14:00", b"\xe2\x80\xae", b"(" * 2000, b" charset=idna ", b"http://[",
]  # fmt: skip


@st.composite
def mutated(draw):
    """A sample file with a few places cut, doubled or overwritten, under any name."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    data = SAMPLES[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 2, 30, 500])))
        piece = draw(
            st.one_of(st.just(b""), st.just(data[start:end] * 2), st.sampled_from(NASTY), st.binary(max_size=6))
        )
        data = data[:start] + piece + data[end:]
    return draw(st.sampled_from([name, name, name, "noname", "wrong.txt", "wrong.json"])), data


def checked(items):
    assert items
    for item in items:
        assert isinstance(item, (Article, Problem))
        if isinstance(item, Problem):
            assert item.where
            assert item.what
            assert item.remedy
            assert str(item).isprintable()
            assert "reader failed on it" not in item.what
        else:
            item.text.encode("utf-8")
            assert item.id
            assert item.url is None or item.url.startswith(("http://", "https://"))


@given(data=st.binary(max_size=400), suffix=st.sampled_from(SUFFIXES))
@example(data=b"%PDF-1.4\n", suffix="pdf")
@example(data=b"From a b\nFrom:", suffix="mbox")
@example(data=b"[" * 100_000, suffix="json")
@example(data=b'{"text": "\\ud800"}', suffix="json")
@example(data=b'{"text": "a\\u0000b"}', suffix="json")
@example(data=b'{"text": "a", "version": ' + b"9" * 5000 + b"}", suffix="json")
@example(data=b"<nitf>" * 20_000, suffix="xml")
@example(data=b"---\ntitle: [[[[[[\n---\nx", suffix="md")
@example(data=b"---\na: &a [b]\nc: *a\ntitle: *a\n---\nx", suffix="md")
@example(data=b"<rss><channel><title>a &#99999999;</title><item><title>b</title></item></channel></rss>", suffix="rss")
@example(data=b"<rss><channel><title>a &#xd800 b</title><item><title>b</title></item></channel></rss>", suffix="rss")
@example(data=b"<rss><channel><title>&#" + b"9" * 5000 + b";</title><item/></channel></rss>", suffix="rss")
@settings(deadline=None, max_examples=150)
def test_random_bytes(read, data, suffix):
    checked(read(data, f"any.{suffix}" if suffix else "any"))


@given(file=mutated())
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_damaged_files(read, file):
    name, data = file
    checked(read(data, name))


@given(file=mutated(), which=st.integers(0, 9))
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_every_reader_alone_keeps_its_promise_on_files_of_any_format(readers, file, which):
    name, data = file
    reader = readers[which % len(readers)]
    resource = Resource(uri=f"file:///desk/{name}", data=data)
    assert 0 <= reader.confidence(resource) <= 1
    assert all(isinstance(item, (Article, Problem)) for item in reader.read(resource, ReadingDefaults()))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_cut_anywhere_is_no_crash(read, name):
    data = SAMPLES[name]
    for end in range(0, len(data), max(1, len(data) // 12)):
        checked(read(data[:end], name))
