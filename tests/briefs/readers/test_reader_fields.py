"""What the copy's own fields say, under whatever names they stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.readers.address import address, inside, web_link
from briefs.readers.fields import describe, language, one_line


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"headline": "Talks stall"}, "title", "Talks stall"),
        ({"title": "", "headline": "Talks stall"}, "title", "Talks stall"),
        ({"title": " Talks\n stall\x07 "}, "title", "Talks stall"),
        ({"title": 1984}, "title", "1984"),
        ({"title": True}, "title", None),
        ({"source": {"id": None, "name": "Harbour Courier"}}, "outlet", "Harbour Courier"),
        ({"publisher": "Harbour Courier"}, "outlet", "Harbour Courier"),
        ({}, "outlet", "The Desk"),
        ({"authors": ["Mara Lind", {"name": "Jonas Ek"}, "Mara Lind", None]}, "byline", "Mara Lind, Jonas Ek"),
        ({"publishedAt": "2026-03-02"}, "published", date(2026, 3, 2)),
        ({"date_published": "2026-03-02"}, "published", date(2026, 3, 2)),
        ({"date": "02/03/2026"}, "published", None),
        ({"link": "https://courier.example/a"}, "url", "https://courier.example/a"),
        ({"url": "javascript:alert(1)"}, "url", None),
        ({"lang": "en_GB"}, "language", "en-GB"),
        ({"language": "English"}, "language", None),
        ({"id": 7}, "guid", None),  # ids that start at 1 in every file are no publisher's identifiers
        ({"guid": "urn:talks", "version": 2}, "version", "2"),
    ],
)
def test_fields_are_known_under_their_usual_names(fields, name, value):
    assert describe(fields, where="a.json", outlet="The Desk").fields[name] == value


@pytest.mark.parametrize(
    ("value", "link"),
    [
        ("https://courier.example/a?b=c#d", "https://courier.example/a?b=c#d"),
        (" http://courier.example ", "http://courier.example"),
        ("HTTPS://courier.example", "HTTPS://courier.example"),
        ("ftp://courier.example", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//courier.example", None),
        ("courier.example", None),
        ("https://", None),
        ("https://bank.example@evil.example/", None),  # looks like one address and opens another
        ("https://courier.example/a b", None),
        ("https://courier.example/<script>", None),
        ("https://courier.example/\u202egnp", None),
        ("https://courier.example/\na", None),
        ("http://[::1", None),
        ("https://courier.example/" + "a" * 2000, None),
        (None, None),
        (5, None),
    ],
)
def test_only_plain_web_links_are_links(value, link):
    assert web_link(value) == link


@pytest.mark.parametrize(
    ("key", "uri"),
    [
        ("a 1/b", "file:///a.jsonl/a%201%2Fb"),
        ("urn:x", "file:///a.jsonl/urn%3Ax"),
        (7, "file:///a.jsonl/7"),
        (None, "file:///a.jsonl/3"),
        ("", "file:///a.jsonl/3"),
        (True, "file:///a.jsonl/3"),
        ("x" * 201, "file:///a.jsonl/3"),
        ("é", "file:///a.jsonl/%C3%A9"),
    ],
)
def test_an_article_in_a_container_has_its_id_or_its_number(key, uri):
    assert inside("file:///a.jsonl", key, 3) == uri


@pytest.mark.parametrize(
    ("uri", "line", "place"),
    [
        ("file:///news/port%20talks.txt", None, "/news/port talks.txt"),
        ("file:///news/a.jsonl", 7, "/news/a.jsonl:7"),
        ("stdin:", None, "standard input"),
        ("https://courier.example/a%20b", None, "https://courier.example/a%20b"),
        ("file:///news/%ff.txt", None, "/news/\\xff.txt"),
    ],
)
def test_an_address_is_one_an_editor_can_follow(uri, line, place):
    assert address(uri, line=line) == place


@pytest.mark.parametrize(
    ("value", "tag"),
    [("en", "en"), ("pt_BR", "pt-BR"), ("zh-Hant-TW", "zh-Hant-TW"), ("nb", "nb"), ("e", None), ("", None), (5, None)],
)
def test_a_language_is_a_tag(value, tag):
    assert language(value) == tag


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "value", "x"]), inner),
    max_leaves=8,
)


@given(VALUES)
def test_one_line_is_one_line_whatever_it_is_given(value):
    words = one_line(value)
    assert words is None or (words and len(words.splitlines()) == 1 and words.encode())


@given(st.dictionaries(st.sampled_from(["title", "status", "embargo", "date", "author", "url", "source", "x"]), VALUES))
def test_any_fields_describe_an_article(fields):
    described = describe(fields, where="a.json", outlet=None)
    assert set(described.fields) >= {"title", "status", "embargo_until"}
