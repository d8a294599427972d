"""What a page says of its article, and what it does not say."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from briefs.readers.markup import html_paragraphs

TEXT = "We will close the strait, said Ana Reyes on Monday, if the tariff stands.\n\nShe left."
STORY = f"<article><p>{TEXT}</p></article>".replace("\n\n", "</p><p>")
SEVEN = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
LINKED = '<script type="application/ld+json">{}</script>'


def page(head: str = "", body: str = STORY, html: str = "") -> bytes:
    return f"<!DOCTYPE html><html {html}><head>{head}</head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("head", "body", "name", "value"),
    [
        # title: JSON-LD, OpenGraph, the one headline, the title without the outlet
        (LINKED.format('{"@type": "NewsArticle", "headline": "Talks"}') + "<title>No</title>", "", "title", "Talks"),
        ('<meta property="og:title" content="Talks">', "<h1>No</h1>", "title", "Talks"),
        ("<title>No</title>", "<h1>Talks <i>stall</i></h1>", "title", "Talks stall"),
        ("<title>Talks | Courier</title><meta property='og:site_name' content='Courier'>", "", "title", "Talks"),
        ("<title>Talks - part 2</title>", "", "title", "Talks - part 2"),
        # outlet
        (LINKED.format('[{"@type": ["NewsArticle"], "publisher": {"name": "Courier"}}]'), "", "outlet", "Courier"),
        ('<meta property="og:site_name" content="Courier">', "", "outlet", "Courier"),
        ('<link rel="canonical" href="https://courier.example/a">', "", "outlet", None),
        # byline: names, no links
        ('<meta name="author" content="Mara Lind">', "", "byline", "Mara Lind"),
        ('<meta property="article:author" content="https://social.example/mara">', "", "byline", None),
        (
            LINKED.format('{"@type": "NewsArticle", "author": ["Mara Lind", {"name": "Jonas Ek"}]}'),
            "",
            "byline",
            "Mara Lind, Jonas Ek",
        ),
        ("", '<p class="byline">By <a>Mara Lind</a></p>', "byline", "By Mara Lind"),
        # published: said by the page, never read out of an address, a footer or the words
        (LINKED.format('{"@type": "Article", "datePublished": "2026-03-02T07:30:00Z"}'), "", "published", SEVEN),
        ('<meta property="article:published_time" content="2026-03-02T07:30:00Z">', "", "published", SEVEN),
        ('<meta itemprop="datePublished" content="2026-03-02">', "", "published", date(2026, 3, 2)),
        ("", '<time class="published" datetime="2026-03-02T07:30:00Z">2 March</time>', "published", SEVEN),
        ("", '<time datetime="2026-03-02T07:30:00Z">2 March</time>', "published", None),  # of what?
        ('<meta property="article:modified_time" content="2026-03-02T07:30:00Z">', "", "published", None),
        ('<link rel="canonical" href="https://courier.example/2026/03/02/talks">', "", "published", None),
        ("", "<footer>© 2 March 2026</footer>", "published", None),
        # url
        ('<link rel="canonical" href="/talks">', "", "url", "https://courier.example/talks"),
        ('<meta property="og:url" content="https://courier.example/b">', "", "url", "https://courier.example/b"),
        ('<link rel="canonical" href="javascript:alert(1)">', "", "url", "https://courier.example/a"),
        ("", "", "url", "https://courier.example/a"),
        # language
        (LINKED.format('{"@type": "NewsArticle", "inLanguage": "en"}'), "", "language", "en"),
        ('<meta property="og:locale" content="en_GB">', "", "language", "en-GB"),
        ("", "", "language", None),
    ],
)
def test_a_page_describes_its_article(read, head, body, name, value):
    (article,) = read(page(head, body + STORY), "https://courier.example/a")
    assert getattr(article, name) == value


@pytest.mark.parametrize(
    "script",
    [
        "{broken",
        "[" * 100_000,
        "null",
        '"x"',
        "[[1]]",
        '{"@type": 5}',
        '{"@type": "NewsArticle", "author": 5, "headline": {}}',
    ],
)
def test_broken_linked_data_is_passed_over(read, script):
    (article,) = read(page(LINKED.format(script) + "<title>Talks</title>"), "a.html")
    assert (article.title, article.text) == ("Talks", TEXT)


def test_raw_line_breaks_in_linked_data_are_read(read):
    (article,) = read(page(LINKED.format('{"@type": "NewsArticle",\n "headline": "Talks\nstall"}')), "a.html")
    assert article.title == "Talks stall"


def test_a_saved_page_without_a_link_has_none(read):
    (article,) = read(page(), "a.html")
    assert (article.url, article.uri, article.text) == (None, "file:///desk/a.html", TEXT)


def test_the_language_of_the_page_counts_first(read):
    (article,) = read(page('<meta property="og:locale" content="en_US">', html='lang="en-GB"'), "a.html")
    assert article.language == "en-GB"


def test_where_the_page_shows_nothing_what_it_gives_search_engines_is_read(read):
    script = LINKED.format('{"@type": "NewsArticle", "articleBody": "He will go.\\nShe will stay."}')
    (article,) = read(page(script, '<div id="app"></div>'), "a.html")
    assert article.text == "He will go.\n\nShe will stay."


def test_a_headline_that_opens_the_text_again_is_left_out(read):
    (article,) = read(page("", STORY.replace("<article>", "<article><h1>Talks stall</h1>")), "a.html")
    assert (article.title, article.text) == ("Talks stall", TEXT)


@pytest.mark.parametrize(
    ("fragment", "paragraphs"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("One.\n\nTwo\nlines.", ["One.", "Two lines."]),
        ("One<br><br>Two<br/>Three", ["One", "Two", "Three"]),
        ("<div>One <b>bo</b>ld&nbsp;&amp; <i>it</i>.<div>Two.</div>Three.</div>", ["One bold & it.", "Two.", "Three."]),
        ("<p>“We <q>will</q> go.”</p>", ["“We “will” go.”"]),
        ("<ul><li>One<li>Two</ul>", ["One", "Two"]),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", ["One", "Two"]),
        ("<p>One.</p><script>x()</script><style>p{}</style><p>Two.</p>", ["One.", "Two."]),
        ("<p>One.<figure><img alt='x'><figcaption>No</figcaption></figure>Two.</p>", ["One.", "Two."]),
        ('<p>One. <span style="DISPLAY : none">Buy.</span>Two. <b hidden>x</b></p>', ["One. Two."]),
        ("<!-- no --><p>One.<!-- no --> Two.</p>", ["One. Two."]),
        ("5 < 6 &lt;p&gt; &#8220;Yes&#8221;", ["5 < 6 <p> “Yes”"]),
        ("", []),
        ("<p> </p>", []),
    ],
)
def test_markup_becomes_paragraphs(fragment, paragraphs):
    assert html_paragraphs(fragment) == paragraphs
