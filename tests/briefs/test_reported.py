"""Statements as an editor would note them, quoted or not; and articles that nobody should have written."""

import time

import builders
import pytest
from builders import span
from hypothesis import given
from hypothesis import strategies as st

from briefs.document import Mark, Quotation, Span
from briefs.extractors.confidence import Evidence, confidence
from briefs.extractors.reported import ReportedStatements, combine
from briefs.extractors.statements import QuotedStatements
from briefs.extractors.tagger import Reported
from briefs.language.layout import lay_out
from briefs.statement import Form, Manner

EXTRACTOR = ReportedStatements()


def found(text):
    document = lay_out(builders.article(text, language="en"))
    return document, list(EXTRACTOR.extract(document, ()))


def read(text):
    """Form, source, cue and content of each statement."""
    document, statements = found(text)
    return [
        (
            str(statement.form),
            statement.source and document.slice(statement.source),
            statement.cue and document.slice(statement.cue),
            [document.slice(part) for part in statement.content],
        )
        for statement in statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # in the reporter's words
        (
            "The minister said the ferries would run again on Monday.",
            [("indirect", "The minister", "said", ["the ferries would run again on Monday"])],
        ),
        (
            "The ferries will run again on Monday, according to Ana Reyes.",
            [("indirect", "Ana Reyes", "according to", ["The ferries will run again on Monday"])],
        ),
        (
            "Tomas Brandt denied that the harbour had been closed.",
            [("indirect", "Tomas Brandt", "denied", ["that the harbour had been closed"])],
        ),
        # in marks, all of it
        ("“The ferries will run,” said Ana Reyes.", [("direct", "Ana Reyes", "said", ["The ferries will run,"])]),
        (
            "“The ferries will run,” said Ana Reyes. “Nobody will be stranded.”",
            [("direct", "Ana Reyes", "said", ["The ferries will run,", "Nobody will be stranded."])],
        ),
        # partly
        (
            "Ana Reyes said the plan to close the strait was “a gift to smugglers”.",
            [("mixed", "Ana Reyes", "said", ["the plan to close the strait was “a gift to smugglers”"])],
        ),
        # signed
        (
            "“Nobody will be stranded on these islands.”\n\n― Tomas Brandt",
            [("direct", "Tomas Brandt", None, ["Nobody will be stranded on these islands."])],
        ),
        # nobody is reported to say anything
        ("The ferries run on Mondays. The port has two cranes.", []),
    ],
)
def test_who_is_reported_to_say_what(text, expected):
    assert read(text) == expected


def test_wanting_is_not_saying():
    _, (statement,) = found("Ana Reyes wants the strait to be closed to tankers.")
    assert statement.manner is Manner.THOUGHT


def test_a_transcript_is_what_its_speakers_say():
    text = "HOST: Will the ferries run?\n\nREYES: They will, she said.\n\nHOST: When?\n\nREYES: On Monday."
    assert [(source, content) for _, source, _, content in read(text)] == [
        ("HOST", ["Will the ferries run?"]),
        ("REYES", ["They will, she said."]),
        ("HOST", ["When?"]),
        ("REYES", ["On Monday."]),
    ]


NESTED = "Ana Reyes said that Tomas Brandt had called the plan “a gift to smugglers”."


def nested(content):
    """The document, with what a network might see in it: all that Reyes said, as one content."""
    document = lay_out(builders.article(NESTED, language="en"))
    quotation = next(iter(document.quotations))
    reported = Reported(
        content=(span(content, NESTED),),
        quotations=(quotation,),
        source=span("Ana Reyes", NESTED),
        cue=span("said", NESTED),
        sureness=0.9,
    )
    return document, [reported]


def test_a_statement_inside_a_statement_keeps_both_levels():
    document, reported = nested("that Tomas Brandt had called the plan “a gift to smugglers”")
    outer, inner = combine(document, reported, tuple(QuotedStatements().extract(document, ())))
    assert document.slice(outer.source) == "Ana Reyes"
    assert document.slice(inner.source) == "Tomas Brandt"
    assert inner.parent is outer
    assert [document.slice(part) for part in inner.content] == ["a gift to smugglers"]


def test_the_rules_know_best_which_words_name_the_speaker():
    text = "“The ferries will run,” said Ana Reyes, who has been minister for ports since May."
    document = lay_out(builders.article(text, language="en"))
    quotation = Quotation(inner=span("The ferries will run,", text), outer=Span(0, 23), mark=Mark.DOUBLE)
    reported = Reported(
        content=(quotation.inner,),
        quotations=(quotation,),
        source=span("Ana Reyes, who has been minister for ports since May", text),
        cue=span("said", text),
        sureness=0.9,
    )
    (draft,) = combine(document, [reported], tuple(QuotedStatements().extract(document, ())))
    assert document.slice(draft.source) == "Ana Reyes"


def test_a_coinage_in_marks_makes_no_quote_of_a_report():
    _, statements = found("The minister said the so-called “fish tax” would be dropped next year.")
    assert all(not statement.quotes for statement in statements)
    assert all(statement.form is not Form.DIRECT for statement in statements)


def test_confidence_is_a_probability_and_grows_with_what_is_known():
    calibration = {"constant": -1.0, "seen": 0.5, "sureness": 1.0, "source": 1.0}

    def of(sureness, *, has_source):
        evidence = Evidence(form=Form.INDIRECT, sureness=sureness, ruled=None, has_source=has_source, has_cue=True)
        return confidence(evidence, calibration)

    assert 0 < of(None, has_source=False) < of(0.6, has_source=False) < of(0.9, has_source=True) < 1
    assert of(1.0, has_source=True) <= 0.99


def test_same_text_same_statements():
    assert found(builders.TEXT)[1] == found(builders.TEXT)[1]


SIZE = 8_000
HOSTILE = {
    "one sentence": "the minister said that the ferries would run and ",
    "marks": '"',
    "marks apart": '" ',
    "marks left open": "“a ",
    "capitals": "THE MINISTER SAID THE FERRIES WILL RUN. ",
    "one word": "a",
    "from right to left": "قال الوزير إن العبارات ستعمل. ",
    "a list": "- ferry\n",
    "a table": "| ferry | 12 |\n|---|---|\n",
    "stops": ".",
    "no punctuation": "the minister said ferries run ",
    "cues alone": "said ",
    "quotes": "“We go,” he said. ",
    "a transcript": "HOST: Will it run?\n\nREYES: It will.\n\n",
    "half characters": "\ud800 said “\udc00” ",
    "rules of dashes": "“Go.” ― " + "-" * 50 + "\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_article_is_too_odd_to_read(piece):
    text = (piece * SIZE)[:SIZE]
    start = time.process_time()
    document, statements = found(text)
    assert time.process_time() - start < 20
    check(document.text, statements)


def check(text, statements):
    """Every span lies within the text, content is not empty, quotes lie in it, parents are there."""
    ids = {statement.id for statement in statements}
    assert len(ids) == len(statements)
    for statement in statements:
        for part in (*statement.content, *statement.quotes, statement.source, statement.cue):
            assert part is None or 0 <= part.start < part.end <= len(text)
        for quote in statement.quotes:
            assert any(part.contains(quote) for part in statement.content)
        assert statement.parent is None or statement.parent in ids
        assert 0 < statement.confidence < 1


@given(
    st.lists(
        st.sampled_from(
            [
                "“",
                "”",
                '"',
                "‘",
                "’",
                " said ",
                "Ana Reyes",
                " ",
                ". ",
                ", ",
                "\n\n",
                "the ferries run",
                "— ",
                "He",
                ": ",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_any_pile_of_words_gives_sound_statements(text):
    document, statements = found(text or "x")
    check(document.text, statements)
