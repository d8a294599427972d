from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.language.marks import find_quotations
from briefs.language.segment import find_paragraphs, find_sentences


def paragraphs(text):
    return [span.slice(text) for span in find_paragraphs(text)]


def sentences(text):
    spans = find_paragraphs(text)
    return [span.slice(text) for span in find_sentences(text, spans, find_quotations(text, spans))]


WRAPPED = """\
The port of Vellin closed its gates
on Monday after talks with the union
had failed for the third time in a
month.

By Ana Reyes
Harbour Courier

A spokesman said nobody had expected
it, and the ferries were kept in the
bay.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one newline parts paragraphs, and so do several
        ("One.\nTwo.\n\n\nThree.", ["One.", "Two.", "Three."]),
        # white space at their ends belongs to none
        ("  One.  \n \t \n Two.\n", ["One.", "Two."]),
        # nothing is nothing
        ("", []),
        (" \n ", []),
        # short lines are no wrapped text: no width makes them break where they do
        ("Alpha\nBeta\nGamma\n\nDelta\nEpsilon", ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"]),
        # long lines are paragraphs, however many
        ("\n".join(["word " * 40] * 4) + "\n\nEnd.", [("word " * 40).strip()] * 4 + ["End."]),
    ],
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == expected


def test_text_wrapped_at_a_width_keeps_its_paragraphs_and_its_short_lines():
    assert [p.replace("\n", " ") for p in paragraphs(WRAPPED)] == [
        (
            "The port of Vellin closed its gates on Monday after talks with the union had failed for the third time "
            "in a month."
        ),
        "By Ana Reyes",
        "Harbour Courier",
        "A spokesman said nobody had expected it, and the ferries were kept in the bay.",
    ]


def test_without_blank_lines_every_newline_parts():
    assert len(paragraphs(WRAPPED.replace("\n\n", "\n"))) == 9


@pytest.mark.parametrize(
    "expected",
    [
        ["It rained.", "It stopped!", "Did it?", "Yes…", "No."],
        # titles, initials, states, times, numbers
        ["Mr. Reyes met Sen. J. F. Brandt of the U.S. Senate at 5 p.m. on Sept. 11.", "He left."],
        ["He paid No. 10 $3.5 million in St. Vellin.", "No."],
        ["Talks moved to the U.S.", "The union stayed.", "Reyes left at 5 p.m.", "She was late."],
        ["Harbour Co. Ltd. of Vellin closed.", "Brandt Inc. did not."],
        # an ellipsis inside a sentence, and one that ends it
        ["We … will see ... in time.", "And then ...", "Nothing."],
        # a question goes on into its cue, with a pronoun or a name
        ["“Why?” she asked.", "“Why not?” Ana Reyes asked.", "“Never!”", "The room fell silent."],
        # a full stop inside the mark ends the sentence
        ["“We are ready.", "But he is not,” said Reyes.", "“Never.”", "Brandt left."],
        ['"We are ready.', 'But he is not," said Reyes.', '"Never."', "Brandt left."],
        # brackets close after the stop
        ["(It rained.)", "It stopped."],
        # a figure may begin a sentence
        ["It rained.", "26 nations came."],
    ],
)
def test_sentences(expected):
    assert sentences(" ".join(expected)) == expected


def test_no_sentence_crosses_a_paragraph():
    assert sentences("No stop here\nNor here") == ["No stop here", "Nor here"]


@pytest.mark.parametrize("text", ["." * 200_000, ". " * 100_000, "?”" * 100_000, "A. " * 60_000, "x" * 200_000])
def test_piles_of_stops_end_at_once(text):
    # Quadratic work here would take hours, not seconds.
    assert len(sentences(text)) <= len(text)


@given(st.text(alphabet="aZ.!?…\"”“')( \n9", max_size=200) | st.text(max_size=200))
def test_any_text_gives_sound_spans(text):
    spans = find_paragraphs(text)
    found = find_sentences(text, spans, find_quotations(text, spans))
    for span in (*spans, *found):
        assert span.slice(text).strip() == span.slice(text) != ""
    for earlier, later in (*pairwise(spans), *pairwise(found)):
        assert earlier.end <= later.start
    for sentence in found:
        assert any(paragraph.contains(sentence) for paragraph in spans)
    # Nothing but white space is left out.
    assert sum(len(s.slice(text).split()) for s in found) == len("".join(spans and [_join(text, spans)]).split())


def _join(text, spans):
    return "\n".join(span.slice(text) for span in spans)
