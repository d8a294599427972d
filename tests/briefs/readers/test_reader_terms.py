"""Embargoes, holds and kills of every wire: what must reach no brief, and what must reach the store."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from briefs.article import Article, ArticleStatus
from briefs.errors import Problem, Severity
from briefs.readers.fields import terms

USABLE, WITHHELD, CANCELED = ArticleStatus.USABLE, ArticleStatus.WITHHELD, ArticleStatus.CANCELED
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SAID = "2026-03-02T09:00:00Z"


@pytest.mark.parametrize(
    ("status", "embargo", "expected"),
    [
        (None, None, (USABLE, None)),
        ("usable", None, (USABLE, None)),
        ("Published", None, (USABLE, None)),
        ("stat:withheld", None, (WITHHELD, None)),
        ("http://cv.iptc.org/newscodes/pubstatusg2/canceled", None, (CANCELED, None)),
        ("Killed", None, (CANCELED, None)),
        ("on hold", None, (WITHHELD, None)),
        ("draft", None, (WITHHELD, None)),
        (200, None, (USABLE, None)),  # a crawler's
        ("", "", (USABLE, None)),
        ("usable", SAID, (USABLE, NINE)),
        ("embargoed", SAID, (USABLE, NINE)),  # held by its time, not for good
        ("embargoed", None, (WITHHELD, None)),  # held until told
        ("withheld", SAID, (WITHHELD, NINE)),
        ("canceled", SAID, (CANCELED, NINE)),
        (None, True, (WITHHELD, None)),  # an embargo without an end
        (None, "yes", (WITHHELD, None)),
        (None, "no", (USABLE, None)),
        (None, False, (USABLE, None)),
        ("canceled", "yes", (CANCELED, None)),
    ],
)
def test_what_the_copy_states_clearly(status, embargo, expected):
    read = terms(status, embargo, where="a.json")
    assert (read.status, read.embargo_until) == expected
    assert read.problems == ()


@pytest.mark.parametrize(
    ("status", "embargo", "expected", "severity", "what"),
    [
        # nobody knows it: held, and said so
        ("frobbed", None, (WITHHELD, None), Severity.ERROR, "has the status 'frobbed'"),
        (["usable"], None, (WITHHELD, None), Severity.ERROR, "has the status 'usable'"),
        (None, "until the minister has spoken", (WITHHELD, None), Severity.ERROR, "which is no time"),
        ("canceled", "soon", (CANCELED, None), Severity.ERROR, "which is no time"),
        # a time without a zone: held until it is over everywhere
        (None, "2026-03-01T21:00:00", (USABLE, NINE), Severity.NOTE, "held until 2026-03-02 09:00 UTC"),
    ],
)
def test_what_it_does_not_state_clearly_is_held_and_told(status, embargo, expected, severity, what):
    read = terms(status, embargo, where="a.json")
    assert (read.status, read.embargo_until) == expected
    (problem,) = read.problems
    assert (problem.where, problem.severity) == ("a.json", severity)
    assert what in problem.what


def ninjs(**fields) -> bytes:
    return json.dumps({"uri": "urn:talks", "type": "text", "versioncreated": SAID, **fields}).encode()


def nitf(docdata: str, body: str = "<p>He will go.</p>") -> bytes:
    return (
        f"<nitf><head><docdata {docdata}<doc-id id-string='urn:talks'/></docdata></head>"
        f"<body><body.content>{body}</body.content></body></nitf>"
    ).encode()


def g2(meta: str, content: str = "<inlineData>He will go.</inlineData>") -> bytes:
    return (
        "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:talks'>"
        f"<itemMeta>{meta}</itemMeta><contentSet>{content}</contentSet></newsItem>"
    ).encode()


WIRES = [
    # embargoed
    ("a.json", ninjs(body_text="He will go.", embargoed=SAID), USABLE, NINE),
    ("a.json", ninjs(body_text="He will go.", embargoedUntil=SAID), USABLE, NINE),
    ("a.xml", nitf("><date.release norm='20260302T090000Z'/>"), USABLE, NINE),
    ("a.xml", nitf("management-status='embargoed'><date.release norm='20260302T090000Z'/>"), USABLE, NINE),
    ("a.xml", nitf("management-status='embargoed'>"), WITHHELD, None),
    ("a.xml", g2(f"<embargoed>{SAID}</embargoed>"), USABLE, NINE),
    ("a.xml", g2("<embargoed/>"), WITHHELD, None),
    ("a.md", f"---\nguid: urn:talks\nembargo: {SAID}\n---\nHe will go.".encode(), USABLE, NINE),
    ("a.json", json.dumps({"guid": "urn:talks", "text": "He will go.", "embargo": SAID}).encode(), USABLE, NINE),
    ("a.jsonl", json.dumps({"guid": "urn:talks", "text": "He will go.", "embargo_until": SAID}).encode(), USABLE, NINE),
    # withheld
    ("a.json", ninjs(body_text="He will go.", pubstatus="withheld"), WITHHELD, None),
    ("a.xml", nitf("management-status='withheld'>"), WITHHELD, None),
    ("a.xml", g2("<pubStatus qcode='stat:withheld'/>"), WITHHELD, None),
    ("a.md", b"---\nguid: urn:talks\nstatus: withheld\n---\nHe will go.", WITHHELD, None),
    # killed, with the copy or without
    ("a.json", ninjs(body_text="He will go.", pubstatus="canceled"), CANCELED, None),
    ("a.json", ninjs(pubstatus="canceled"), CANCELED, None),
    ("a.json", ninjs(pubStatus="canceled", bodies=[]), CANCELED, None),
    ("a.xml", nitf("management-status='canceled'>"), CANCELED, None),
    ("a.xml", nitf("management-status='canceled'>", body=""), CANCELED, None),
    ("a.xml", g2("<pubStatus qcode='stat:canceled'/>"), CANCELED, None),
    ("a.xml", g2("<pubStatus uri='http://cv.iptc.org/newscodes/pubstatusg2/canceled'/>", content=""), CANCELED, None),
    ("a.json", b'{"guid": "urn:talks", "status": "canceled"}', CANCELED, None),
    ("a.md", b"---\nguid: urn:talks\nstatus: killed\n---\n", CANCELED, None),
]


@pytest.mark.parametrize(("name", "data", "status", "until"), WIRES)
def test_every_wire_carries_its_terms_into_the_article(read, name, data, status, until):
    (article,) = read(data, name)
    assert (article.guid, article.status, article.embargo_until) == ("urn:talks", status, until)
    assert not article.is_open(datetime(2026, 3, 2, 8, 59, tzinfo=UTC))


def test_an_advisory_kills_another_document(read):
    kill, advisory = read(
        nitf("management-doc-idref='urn:strike' management-idref-status='canceled'>", "<p>Kill the strike story.</p>"),
        "kill.xml",
    )
    assert (kill.guid, kill.status, kill.text) == ("urn:strike", CANCELED, "")
    assert (advisory.guid, advisory.status, advisory.text) == ("urn:talks", USABLE, "Kill the strike story.")


def test_an_advisory_without_words_kills_too(read):
    docdata = "management-doc-idref='urn:strike' management-idref-status='canceled'>"
    (kill,) = read(nitf(docdata, body=""), "kill.xml")
    assert (kill.guid, kill.status) == ("urn:strike", CANCELED)


def test_a_correction_kills_nothing(read):
    docdata = "management-doc-idref='urn:strike' management-idref-status='corrected'>"
    (article,) = read(nitf(docdata), "fix.xml")
    assert (article.guid, article.status) == ("urn:talks", USABLE)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", ninjs(body_text="He will go.", embargoed="soon")),
        ("a.json", ninjs(body_text="He will go.", pubstatus="frobbed")),
        ("a.xml", nitf("management-status='frobbed'>")),
        ("a.xml", g2("<embargoed>soon</embargoed>")),
        ("a.md", b"---\nembargo: soon\n---\nHe will go."),
        ("a.json", b'{"text": "He will go.", "embargo": {"until": "soon"}}'),
    ],
)
def test_terms_that_cannot_be_read_hold_the_article_back_and_say_so(read, name, data):
    problem, article = read(data, name)
    assert isinstance(problem, Problem)
    assert problem.severity is Severity.ERROR
    assert isinstance(article, Article)
    assert article.status is WITHHELD


def test_usable_copy_without_words_is_a_problem_and_no_article(read):
    for name, data in (("a.json", ninjs()), ("a.xml", nitf(">", body="")), ("a.xml", g2("", content=""))):
        (problem,) = read(data, name)
        assert isinstance(problem, Problem)
