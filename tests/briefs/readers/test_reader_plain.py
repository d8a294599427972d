"""Offsets into the text of a `.txt` or JSON article are offsets into its file."""

from __future__ import annotations

import codecs
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefs.readers.interface import ReadingDefaults, Resource
from briefs.readers.plain import PlainReader

WORDS = st.text(
    st.one_of(
        st.sampled_from("“”‘’ \n\t—é.,\r"),
        st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff\ufffd"),
    ),
    min_size=1,
)


@given(text=WORDS, mark=st.sampled_from([b"", codecs.BOM_UTF8]))
@settings(deadline=None)
def test_the_text_is_the_decoded_file(text, mark):
    (article,) = PlainReader().read(Resource(uri="file:///a.txt", data=mark + text.encode("utf-8")), ReadingDefaults())
    assert article.text == text.replace("\r\n", "\n")


@given(text=WORDS, encoding=st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
@settings(deadline=None)
def test_utf_16_and_32_too(text, encoding):
    data = ("\ufeff" + text).encode(encoding)
    (article,) = PlainReader().read(Resource(uri="file:///a.txt", data=data), ReadingDefaults())
    assert article.text == text.replace("\r\n", "\n")


@given(text=WORDS, ascii_only=st.booleans())
@settings(deadline=None)
def test_the_text_is_the_string_in_json(read, text, ascii_only):
    assume(text.strip())
    data = json.dumps({"text": text, "id": 7}, ensure_ascii=ascii_only).encode()
    (article,) = read(data, "a.json")
    assert article.text == text.replace("\r\n", "\n")
    (in_lines,) = read(data, "a.jsonl")
    assert (in_lines.text, in_lines.uri) == (article.text, "file:///desk/a.jsonl/7")


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", b"One sentence.", "One sentence."),  # one sentence is an article
        ("a.TXT", b"One sentence.", "One sentence."),  # suffixes are read without case
        ("noname", b"One sentence.", "One sentence."),  # no suffix, but text
        ("a.txt", b"\n\n  One.  \n\n", "\n\n  One.  \n\n"),  # nothing is stripped
        ("a.txt", b"One.\r\nTwo.\rThree.\n", "One.\nTwo.\rThree.\n"),  # only CRLF is changed
        ("a.txt", "\ufeff\ufeffOne.".encode(), "\ufeffOne."),  # one mark is dropped, a second is a character
        ("a.txt", b"BM said no. MZ too.", "BM said no. MZ too."),  # two letters make no bitmap
        ("a.txt", b"From our correspondent\nDear: reader", "From our correspondent\nDear: reader"),  # no mail
        ("a.txt", b"To: desk\nFrom: Ana\nSubject: no\n\nNo.", "To: desk\nFrom: Ana\nSubject: no\n\nNo."),  # a memo
        ("a.txt", b"---\n\nA rule, then prose.\n", "---\n\nA rule, then prose.\n"),  # no front matter
        ("a.txt", b"[UPDATED] He said no.", "[UPDATED] He said no."),  # no JSON
        ("a.txt", b"<b>No</b>, he said.", "<b>No</b>, he said."),  # a tag is no page
    ],
)
def test_plain_text_stays_plain(read, name, data, text):
    (article,) = read(data, name)
    assert (article.text, article.title) == (text, None)


def test_content_comes_before_the_suffix(read):
    page = b"<!DOCTYPE html><title>Talks stall</title><p>We will close the strait, said Ana Reyes on Monday.</p>"
    (article,) = read(page, "page.txt")
    assert (article.title, article.text) == ("Talks stall", "We will close the strait, said Ana Reyes on Monday.")
