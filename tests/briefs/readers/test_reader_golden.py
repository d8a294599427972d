"""One file of each format, and exactly what a careful editor takes from it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from briefs.article import Article, ArticleStatus
from briefs.errors import Problem

CET = timezone(timedelta(hours=1))
QUOTE = "“We will close the strait,” Ana Reyes said."
TALKS = f"{QUOTE}\n\nThe ferries run on."
URN = "urn:newsml:wire.example:20260302"

EXPECTED = {
    # The whole file, headline included, is the text; nothing in it is taken for a title.
    "talks.txt": [
        Article(
            uri="file:///desk/talks.txt",
            text=(
                "Port talks stall in Vellin\n\n"
                "“We will close the strait if the tariff stands,” Ana Reyes told reporters on Monday.\n\n"
                "The Vellin government pledged to keep the ferries running.\n"
            ),
        )
    ],
    # Markup stays in the text, `language: no` is Norwegian and `1.10` no number.
    "talks.md": [
        Article(
            uri="file:///desk/talks.md",
            text="\n“We will close the *strait*,” Ana Reyes told reporters.\n",
            title="Port talks stall: no deal",
            outlet="Harbour Courier",
            byline="Mara Lind, Jonas Ek",
            published=datetime(2026, 3, 2, 7, 30, tzinfo=CET),
            url="https://courier.example/port-talks",
            language="no",
            guid="tag:courier.example,2026:port-talks",
            version="1.10",
            embargo_until=datetime(2026, 3, 2, 9, 0, tzinfo=CET),
            line_offset=11,
        )
    ],
    # No menu, caption, comment or footer; no date from "© 2019"; the headline does not open the text again.
    "talks.html": [
        Article(
            uri="file:///desk/talks.html",
            text=(
                "“We will close the strait if the tariff stands,” Ana Reyes told reporters on Monday.\n\n"
                "Ferries go on\n\n"
                "The Vellin government pledged to keep the ferries running. "
                "“Nobody will be stranded,” said Tomas Brandt."
            ),
            title="Port talks stall in Vellin",
            outlet="Harbour Courier",
            byline="Mara Lind",
            published=datetime(2026, 3, 2, 7, 30, tzinfo=CET),
            url="https://courier.example/port-talks",
            language="en-GB",
        )
    ],
    # CRLF becomes LF, spaces and the last line break stay: offsets are offsets into the string.
    "talks.json": [
        Article(
            uri="file:///desk/talks.json",
            text=f"{QUOTE}\n\n  The ferries run on.\n",
            title="Port talks stall",
            outlet="Harbour Courier",
            byline="Mara Lind",
            published=date(2026, 3, 2),
            url="https://courier.example/port-talks",
            language="en",
        )
    ],
    # The id is percent-encoded, a bad line is named and the others are read, blank lines count.
    "desk.jsonl": [
        Article(uri="file:///desk/desk.jsonl/a%201", text="Ana Reyes said: “No.”", title="No"),
        Problem(
            where="/desk/desk.jsonl:2",
            what="is not JSON: Unterminated string starting at character 22",
            remedy="mend or drop the line; others are read",
        ),
        Article(uri="file:///desk/desk.jsonl/4", text="The ferries run on.", status=ArticleStatus.WITHHELD),
    ],
    # The plain body has lost its paragraphs, the marked-up one has kept them.
    "talks.ninjs.json": [
        Article(
            uri="file:///desk/talks.ninjs.json",
            text=TALKS,
            title="Port talks stall",
            outlet="Harbour Wire",
            byline="By Mara Lind",
            published=datetime(2026, 3, 2, 7, 30, tzinfo=CET),
            language="en",
            guid=f"{URN}:port-talks",
            version="3",
            embargo_until=datetime(2026, 3, 2, 9, 0, tzinfo=CET),
        )
    ],
    # Version 3 writes its names in camel case and has roles.
    "talks.ninjs3.json": [
        Article(
            uri="file:///desk/talks.ninjs3.json",
            text=QUOTE,
            title="Port talks stall",
            outlet="Harbour Wire",
            byline="By Mara Lind",
            published=datetime(2026, 3, 2, 8, 30, tzinfo=CET),
            language="en",
            guid=f"{URN}:port-talks",
            version="4",
            status=ArticleStatus.WITHHELD,
        )
    ],
    # The release date is the embargo; abstract, caption and tagline are no part of the story; &mdash; is known.
    "talks.nitf.xml": [
        Article(
            uri="file:///desk/talks.nitf.xml",
            text="“We will close the strait — all of it,” said Ana Reyes.\n\nThe ferries run on.",
            title="Port talks stall",
            outlet="Harbour Wire",
            byline="Mara Lind",
            published=datetime(2026, 3, 2, 7, 30, tzinfo=CET),
            url="https://wire.example/port-talks",
            language="en-GB",
            guid="20260302-0007",
            version="2",
            embargo_until=datetime(2026, 3, 2, 8, 0, tzinfo=UTC),
        )
    ],
    # A kill has no text and is an article; an empty embargo has no end; the package and the photo are passed over.
    "message.g2.xml": [
        Article(
            uri="file:///desk/message.g2.xml/urn%3Anewsml%3Awire.example%3A20260302%3Aport-talks",
            text=TALKS,
            title="Port talks stall",
            outlet="Harbour Wire",
            byline="By Mara Lind",
            published=datetime(2026, 3, 2, 7, 30, tzinfo=CET),
            language="en",
            guid=f"{URN}:port-talks",
            version="10",
            embargo_until=datetime(2026, 3, 2, 9, 0, tzinfo=CET),
        ),
        Article(
            uri="file:///desk/message.g2.xml/urn%3Anewsml%3Awire.example%3A20260301%3Astrike",
            text="",
            title="KILL: Strike called off",
            outlet="HW",
            published=datetime(2026, 3, 2, 7, 31, tzinfo=UTC),
            guid="urn:newsml:wire.example:20260301:strike",
            version="4",
            status=ArticleStatus.CANCELED,
        ),
        Article(
            uri="file:///desk/message.g2.xml/urn%3Anewsml%3Awire.example%3A20260302%3Abudget",
            text="The minister will cut the toll.",
            title="Budget",
            outlet="Harbour Wire",
            published=date(2026, 3, 2),
            guid=f"{URN}:budget",
            version="1",
            status=ArticleStatus.WITHHELD,
        ),
    ],
    # Full text before summary, summary before nothing; a script's link is no link.
    "courier.rss.xml": [
        Article(
            uri="file:///desk/courier.rss.xml/courier-4711",
            text=TALKS,
            title="Port talks stall & ferries run",
            outlet="Harbour Courier: World",
            byline="Mara Lind",
            published=datetime(2026, 3, 2, 7, 30, tzinfo=CET),
            url="https://courier.example/port-talks",
            language="en-gb",
            guid="courier-4711",
        ),
        Article(
            uri="file:///desk/courier.rss.xml/2",
            text="The minister will cut the toll.",
            title="Budget",
            outlet="Harbour Courier: World",
            language="en-gb",
        ),
        Problem(
            where="/desk/courier.rss.xml, entry 3",
            what="has no text, only a link",
            remedy="read the page it links to",
        ),
    ],
    "courier.atom.xml": [
        Article(
            uri="file:///desk/courier.atom.xml/tag%3Acourier.example%2C2026%3Aport-talks",
            text=TALKS,
            title="Port talks stall",
            outlet="Harbour Courier",
            byline="Mara Lind",
            published=datetime(2026, 3, 2, 6, 30, tzinfo=UTC),
            url="https://courier.example/port-talks",
            language="en",
            guid="tag:courier.example,2026:port-talks",
        )
    ],
    # Lines broken at the mail's width are joined; the attachment is left out.
    "letter.eml": [
        Article(
            uri="file:///desk/letter.eml",
            text=(
                "“We will close the strait if the tariff stands, all of it and on the same day,” "
                "Ana Reyes told reporters in the harbour.\n\nThe ferries run on."
            ),
            title="Café talks stall",
            outlet="Harbour Courier",
            published=datetime(2026, 3, 2, 7, 30, tzinfo=CET),
            url="https://courier.example/letters/1",
            guid="20260302.1@courier.example",
        )
    ],
    # ">From" is unquoted; -0000 is UTC, no zone at all is only a day; a stub gives way to the HTML, less what it hides.
    "letters.mbox": [
        Article(
            uri="file:///desk/letters.mbox/1%40courier.example",
            text=f"{QUOTE}\n\nFrom the harbour came no answer.",
            title="Talks",
            outlet="news@courier.example",
            published=datetime(2026, 3, 2, 7, 30, tzinfo=UTC),
            guid="1@courier.example",
        ),
        Article(
            uri="file:///desk/letters.mbox/2",
            text=(
                "The Vellin government pledged to keep the ferries running.\n\n"
                "“Nobody will be stranded,” said Tomas Brandt."
            ),
            title="View this",
            outlet="Harbour Courier",
            published=date(2026, 3, 3),
        ),
    ],
    # Undated although the file says when it was made; a hyphen at a line's end stays.
    "talks.pdf": [
        Article(
            uri="file:///desk/talks.pdf",
            text=(
                "Port talks stall in Vellin\n\n"
                "“We will close the strait if the tariff stands, all of it and on the same day,” "
                "Ana Reyes told reporters in the harbour on Monday.\n\n"
                "The Vellin government pledged to keep the ferries run-ning in all weathers."
            ),
            title="Port talks stall in Vellin",
            language="en-GB",
        )
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_file_gives_exactly_these_articles(name, read, samples):
    assert read((samples / name).read_bytes(), name) == EXPECTED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_content_is_known_without_the_suffix(name, read, samples):
    texts = [item.text for item in read((samples / name).read_bytes(), "noname") if isinstance(item, Article)]
    assert texts == [item.text for item in EXPECTED[name] if isinstance(item, Article)]


def test_every_sample_is_expected(samples):
    assert {path.name for path in samples.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", ["talks.txt", "talks.pdf", "desk.jsonl"])
def test_the_configured_outlet_stands_in_where_the_copy_names_none(name, read, samples):
    articles = [
        item for item in read((samples / name).read_bytes(), name, outlet="The Desk") if isinstance(item, Article)
    ]
    assert {article.outlet for article in articles} == {"The Desk"}


@pytest.mark.parametrize(
    "name", ["talks.md", "talks.html", "talks.json", "talks.nitf.xml", "letter.eml", "talks.ninjs.json"]
)
def test_the_copy_names_its_outlet_itself(name, read, samples):
    articles = [
        item for item in read((samples / name).read_bytes(), name, outlet="The Desk") if isinstance(item, Article)
    ]
    assert [article.outlet for article in articles] == [item.outlet for item in EXPECTED[name]]


def test_a_configured_outlet_is_surer_than_a_feeds_title(read, samples):
    first = read((samples / "courier.rss.xml").read_bytes(), "courier.rss.xml", outlet="Harbour Courier")[0]
    assert first.outlet == "Harbour Courier"
