"""What stands among an article's words and is none of them, and what only looks like it."""

import pytest

from briefs.readers.furniture import drop_teasers, without_footer, without_signature
from briefs.readers.markup import paragraphs, parse_html

LINK = "<a href='/1'>Ferry crews threaten to strike</a>"


@pytest.mark.parametrize(
    ("paragraph", "stays"),
    [
        (f"<p><b>Read also:</b> {LINK}</p>", False),
        (f"<p>{LINK}</p>", False),
        (f"<p>More: {LINK} | {LINK}</p>", False),
        # an article links names and whole sentences
        ("<p>The <a href='/2'>Strait Seamen’s Union</a> will vote on Friday.</p>", True),
        ("<p><a href='/3'>“We will strike,” said Ilse Brandt.</a></p>", True),
        ("<p>He said: <a href='/4'>“No”</a></p>", True),
        # and without a link nothing is a teaser
        ("<p>Read also: the small print</p>", True),
        ("<p></p>", True),
    ],
)
def test_teasers(paragraph, stays):
    tree = parse_html(f"<html><body><p>Before.</p>{paragraph}<p>After.</p></body></html>")
    before = list(paragraphs(tree))
    drop_teasers(tree)
    assert list(paragraphs(tree)) == (before if stays else ["Before.", "After."])


@pytest.mark.parametrize(
    ("last", "stays"),
    [
        ("Read more from our Olmar pages.", False),
        ("Continue reading…", False),
        ("The post Port talks stall appeared first on Harbour Courier.", False),
        ("Read the judgment, he told them.", True),
        ("The post was advertised on Monday.", True),
        ("Read more books, the minister told them, " + "and then more, " * 20, True),
    ],
)
def test_the_last_line_of_an_entry(last, stays):
    assert without_footer(["Talks stall.", last]) == (["Talks stall.", last] if stays else ["Talks stall."])
    assert without_footer([last]) == [last]  # it may be all there is
    assert without_footer([]) == []


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("He will go.\n-- \nWe promise never to sell your address.\n", "He will go.\n"),
        ("He will go.\n--\nShe will stay.\n", "He will go.\n--\nShe will stay.\n"),  # a line between two stories
        ("-- \nHe will go.\n", "-- \nHe will go.\n"),  # nothing but a signature
        ("One.\n-- \nTwo.\n-- \nIda Holm", "One.\n-- \nTwo.\n"),  # the last mark is the signature's
    ],
)
def test_the_signature_of_a_mail(text, body):
    assert without_signature(text) == body
