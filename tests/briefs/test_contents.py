"""What the network marks, brought into line with the quotation marks."""

import builders
import pytest
from builders import span

from briefs.extractors.contents import Quoted
from briefs.language.layout import lay_out


@pytest.mark.parametrize(
    ("text", "marked", "content", "quotes"),
    [
        # a quotation that is all of it: the words between the marks, exactly
        ("“We will go,” said Reyes.", "“We will go,”", "We will go,", 1),
        # the network stops short of the end, or runs over it
        ("“We will go home now,” said Reyes.", "We will go home", "We will go home now,", 1),
        ("“We will go,” said Reyes.", "“We will go,” said", "“We will go,” said", 1),
        # a fragment in the reporter's sentence keeps its marks
        ("Reyes said they would “go home”.", "they would “go home", "they would “go home”", 1),
        # less than half of a quotation is none of it
        ("Reyes said the tram “would go home very soon indeed”.", "the tram “would", "the tram", 0),
        ("Reyes said the tram would go, and left.", "the tram would go,", "the tram would go", 0),
    ],
)
def test_content_respects_quotation_marks(text, marked, content, quotes):
    quoted = Quoted(lay_out(builders.article(text, language="en")))
    settled, held = quoted.settle(span(marked, text))
    assert settled.slice(text) == content
    assert len(held) == quotes


def test_marks_alone_are_no_content():
    text = "Reyes said — and left."
    assert Quoted(lay_out(builders.article(text, language="en"))).settle(span("—", text)) is None
