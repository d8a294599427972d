"""What cannot be read, and the sentence an editor gets for it."""

from __future__ import annotations

import zlib

import pytest

from briefs.article import Article
from briefs.errors import Problem

BOMB = '<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><{root}>&b;</{root}>'
FETCH = '<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY a SYSTEM "file:///etc/hostname">]><{root}>&a;</{root}>'

TABLE = [
    # nothing there
    ("a.txt", b"", "/desk/a.txt", "is empty"),
    ("a.txt", b" \n\r\n\t", "/desk/a.txt", "is empty"),
    ("a.txt", b"\xef\xbb\xbf\n", "/desk/a.txt", "has no text"),
    # no text at all, whatever the suffix says
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "/desk/a.png", "is a PNG image"),
    ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "/desk/a.txt", "is a PNG image"),
    ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "/desk/a.jpg", "is a JPEG image"),
    ("a.zip", b"PK\x03\x04\x14\0\0\0", "/desk/a.zip", "is a zip archive"),
    ("a.docx", b"PK\x03\x04\x14\0\0\0word/document.xml", "/desk/a.docx", "is a Word document"),
    ("a.txt", b"No.\0\0\x01", "/desk/a.txt", "is binary"),
    ("a.bin", b"\x01\0\0\x01", "/desk/a.bin", "is binary"),
    # nobody knows it
    ("a.csv", b"a,b\n1,2\n", "/desk/a.csv", "nothing here knows .csv files"),
    ("a.xml", b"<recipe><p>Salt.</p></recipe>", "/desk/a.xml", "nothing here knows XML that begins with <recipe>"),
    # JSON
    ("a.json", b'{"text": "No', "/desk/a.json:1", "is not JSON: Unterminated string"),
    ("a.json", b'{\n"text" "No"}', "/desk/a.json:2", "is not JSON: Expecting ':'"),
    ("a.json", b'{"name": "package"}', "/desk/a.json", "has no text"),
    ("a.json", b'{"text": 5}', "/desk/a.json", "has no text"),
    ("a.json", b'{"text": ""}', "/desk/a.json", "has no text"),
    ("a.json", b"[1]", "/desk/a.json, object 1", "is no JSON object"),
    ("a.json", b"[]", "/desk/a.json", "holds no article"),
    ("a.json", b'{"text": "\\ud83d No."}', "/desk/a.json", "wrong encoding"),
    ("a.jsonl", b'{"text": "No.\\u0000", "id": 1}', "/desk/a.jsonl/1", "wrong encoding"),
    ("a.json", b"[" * 100_000, "/desk/a.json", "nested too deep"),
    ("a.json", b'{"uri": "urn:x", "pubstatus": "usable", "headline": "No"}', "/desk/a.json", "has no body"),
    (
        "a.json",
        b'{"uri": "u", "type": "picture", "pubstatus": "usable"}',
        "/desk/a.json",
        "is a picture, video or event",
    ),
    # front matter
    (
        "a.md",
        b"---\ntitle: Talks: stall\n---\nNo.",
        "/desk/a.md",
        "is no YAML: mapping values are not allowed here, line 2",
    ),
    ("a.md", b"---\ntitle: Talks\n\nNo.", "/desk/a.md:1", "its front matter does not end"),
    ("a.txt", b"---\nembargo: *x\n---\nNo.", "/desk/a.txt", "is no YAML: found undefined alias"),
    ("a.md", b"---\ntitle: Talks\n---\n", "/desk/a.md", "has no text"),
    # pages
    ("a.html", b"<!DOCTYPE html><html><body></body></html>", "/desk/a.html", "is a page without an article"),
    ("a.html", b"<html><title>Log in</title><p>Log in</p><a href='/'>Home</a>", "/desk/a.html", "without an article"),
    ("a.html", b"<html>" + b"<p>" * 60_000, "/desk/a.html", "has more than 60,000 tags"),
    # wires
    ("a.xml", b"<nitf><body>", "/desk/a.xml", "is not well-formed XML: no element found, line 1"),
    ("a.xml", b"<nitf><body><body.content/></body></nitf>", "/desk/a.xml", "has no paragraphs"),
    ("a.xml", b"<nitf>" + b"<p>" * 200_000, "/desk/a.xml", "has more than 200,000 tags"),
    ("a.xml", BOMB.format(root="nitf").encode(), "/desk/a.xml", "declares XML entities"),
    ("a.xml", FETCH.format(root="nitf").encode(), "/desk/a.xml", "declares XML entities"),
    ("a.xml", BOMB.format(root="newsItem").encode(), "/desk/a.xml", "declares XML entities"),
    ("a.xml", b"<newsItem/>", "/desk/a.xml", "has no text"),
    ("a.xml", b"<packageItem/>", "/desk/a.xml", "only points to other items"),
    ("a.xml", b"<newsItem><contentSet><remoteContent/></contentSet></newsItem>", "/desk/a.xml", "lies elsewhere"),
    ("a.xml", b"<planningItem/>", "/desk/a.xml", "holds planned coverage"),
    ("a.xml", b"<NewsML/>", "/desk/a.xml", "is NewsML 1"),
    # feeds
    ("a.xml", b"<rss><channel/></rss>", "/desk/a.xml", "is a feed without entries"),
    ("a.xml", BOMB.format(root="rss").encode(), "/desk/a.xml", "declares XML entities"),
    ("a.xml", FETCH.format(root="feed").encode(), "/desk/a.xml", "declares XML entities"),
    ("a.xml", b"<rss><channel><item>&" + b"&" * 200_000, "/desk/a.xml", "has more than 200,000 tags"),
    ("a.xml", b"<rss><channel><item>&lt;" * 70_000, "/desk/a.xml", "has more than 200,000 tags"),
    # mail
    ("a.eml", b"Subject: No\n\n", "/desk/a.eml", "is a mail without text"),
    ("a.eml", b"MIME-Version: 1.0\nContent-Type: image/png\n\nxx", "/desk/a.eml", "is a mail without text"),
    ("a.eml", b"Content-Type: message/rfc822\n\n" * 3000, "/desk/a.eml", "is not a mail that can be read"),
    ("a.eml", b"MIME-Version: 1.0\n" + b"X: y\n" * 60_000, "/desk/a.eml", "more headers or parts than any mail"),
    ("a.eml", b"MIME-Version: 1.0\n\n" + b"--b\n" * 20_002, "/desk/a.eml", "more headers or parts than any mail"),
    # PDF
    ("a.pdf", b"%PDF-1.7\nbroken", "/desk/a.pdf", "is a broken PDF"),
]


@pytest.mark.parametrize(("name", "data", "where", "what"), TABLE)
def test_a_file_that_cannot_be_read_is_a_problem_with_address_and_remedy(read, name, data, where, what):
    (problem,) = read(data, name)
    assert isinstance(problem, Problem)
    assert problem.where == where
    assert what in problem.what
    assert problem.remedy


def test_of_a_broken_feed_the_entries_before_the_break_are_read(read):
    feed = b"<rss><channel><item><description>He will go.</description></item><item><description>She will <"
    first, problem = read(feed, "feed.xml")
    assert first.text == "He will go."
    assert problem.what == "is not well-formed XML at line 1; entries read: 1, others may be lost"


def test_a_stray_ampersand_costs_a_feed_nothing_but_a_problem(read):
    feed = b"<rss><channel><item><description>Reyes & Brandt will go.</description></item></channel></rss>"
    first, problem = read(feed, "feed.xml")
    assert first.text == "Reyes & Brandt will go."
    assert "is not well-formed XML" in problem.what


def test_of_a_message_the_items_that_have_text_are_read(read):
    item = "<newsItem guid='{0}'><contentSet><inlineData>{1}</inlineData></contentSet></newsItem>"
    body = item.format("urn:1", "He will go.") + item.format("urn:2", "") + item.format("", "She will stay.")
    first, second, third = read(f"<newsMessage><itemSet>{body}</itemSet></newsMessage>".encode(), "m.xml")
    assert (first.uri, first.text) == ("file:///desk/m.xml/urn%3A1", "He will go.")
    assert (second.where, second.what) == ("/desk/m.xml, item 2", "has no text")
    assert (third.uri, third.text) == ("file:///desk/m.xml/3", "She will stay.")


def a_pdf(content: bytes, *, pages: int = 1, resources: bytes = b"", more: tuple[bytes, ...] = (), flate: bool = False):
    """A PDF whose pages all draw `content`."""
    stream = zlib.compress(content) if flate else content
    head = b"<< /Filter /FlateDecode /Length %d >>" if flate else b"<< /Length %d >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b"3 0 R " * pages),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> >>"
        % resources,
        head % len(stream) + b"\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *more,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def test_the_small_pdf_is_one(read):
    (article,) = read(a_pdf(b"BT /F 12 Tf (He will go.) Tj ET"), "a.pdf")
    assert article.text == "He will go."


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (a_pdf(b""), "holds no text, only pictures of it"),
        (a_pdf(b"BT /F 12 Tf (He.) Tj ET", pages=201), "has 201 pages"),
        (a_pdf(b"BT /F 12 Tf (@#%&*^$;:=+~<>/) Tj ET"), "has letters that stand for other letters"),
        # a few kilobytes that unpack to megabytes of drawing
        (a_pdf(b"BT /F 12 Tf (He.) Tj ET " * 200_000, flate=True), "has far more drawing than an article needs"),
        # forms within forms: ten times ten times ten times …
        (
            a_pdf(
                b"/X Do " * 10,
                resources=b"/XObject << /X 6 0 R >>",
                more=tuple(
                    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 60"
                    b" /Resources << /XObject << /X %d 0 R >> >> >>\nstream\n%s\nendstream" % (number, b"/X Do " * 10)
                    for number in range(7, 16)
                ),
            ),
            "has far more drawing than an article needs",
        ),
    ],
)
def test_a_pdf_without_readable_text_or_without_end_is_a_problem(read, data, what):
    (problem,) = read(data, "a.pdf")
    assert isinstance(problem, Problem)
    assert what in problem.what


def test_a_locked_pdf_says_so(read):
    import io  # noqa: PLC0415

    import pypdf  # noqa: PLC0415

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(a_pdf(b"BT /F 12 Tf (He will go.) Tj ET")))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    (problem,) = read(locked.getvalue(), "a.pdf")
    assert problem.what == "is locked with a password"


def test_a_name_cannot_forge_lines_of_the_report(read):
    (problem,) = read(b"", "a%0AERROR%20all%20fine%1B[2J.txt")
    assert problem.where == "/desk/a\\nERROR all fine\\x1b[2J.txt"


def test_notes_stand_beside_the_article(read):
    note, article = read(b"---\nembargo: 2026-03-02\n---\nNo.", "a.md")
    assert "names no time zone" in note.what
    assert isinstance(article, Article)
