"""Transcripts and signed quotations."""

import builders
import pytest

from briefs.extractors.turns import Turns, find_signature
from briefs.language.layout import lay_out

TRANSCRIPT = (
    "A partial transcript follows.\n\n"
    "HOST: Will the ferries run?\n\n"
    "REYES: They will.\n\n"
    "“And on Sundays too.\n\n"
    "HOST (laughing): Even in winter?\n\n"
    "REYES: Even in winter."
)


def turns(text):
    return [
        (turn.name.slice(text), [span.slice(text) for span in turn.content])
        for turn in Turns(lay_out(builders.article(text, language="en")))
    ]


def test_a_transcript_is_read_turn_by_turn():
    assert turns(TRANSCRIPT) == [
        ("HOST", ["Will the ferries run?"]),
        ("REYES", ["They will.", "And on Sundays too."]),  # a turn goes on under an opening mark
        ("HOST", ["Even in winter?"]),
        ("REYES", ["Even in winter."]),
    ]


def test_questions_and_answers_are_a_transcript():
    text = "Q: Will they run?\n\nA: They will.\n\nQ: When?\n\nA: On Monday."
    assert [name for name, _ in turns(text)] == ["Q", "A", "Q", "A"]


@pytest.mark.parametrize(
    "text",
    [
        "VELLIN: The ferries run again.\n\nThe port is open.",  # a dateline
        "WHO: Ana Reyes\n\nWHAT: A speech\n\nWHERE: The port",  # a list: nobody speaks twice
        "At noon: rain.\n\nAt one: sun.\n\nAt noon: rain.",
    ],
)
def test_what_only_looks_like_a_transcript_is_none(text):
    assert turns(text) == []


def test_signed_quotations_are_told_apart():
    text = (
        "“Nobody will be stranded here.” ― Tomas Brandt\n\n"
        "“The ferries are a disgrace.”\n\n― Ana Reyes, Vellin\n\n"
        "He called it “a gift” — Reyes was not amused."
    )
    assert turns(text) == [
        ("Tomas Brandt", ["Nobody will be stranded here."]),
        ("Ana Reyes", ["The ferries are a disgrace."]),
    ]


def test_a_transcript_covers_its_turns_only():
    document = lay_out(builders.article(TRANSCRIPT, language="en"))
    found = Turns(document)
    assert not found.cover(builders.span("A partial transcript", TRANSCRIPT))
    assert found.cover(builders.span("on Sundays", TRANSCRIPT))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“Nobody will be stranded.” ― Tomas Brandt", "Tomas Brandt"),
        ("“Nobody will be stranded.”\n\n— Tomas van Brandt, harbour master", "Tomas van Brandt"),
        ("“Nobody will be stranded.” -- Ana Reyes", "Ana Reyes"),
        ("“Nobody will be stranded” — and then the lights went out", None),
        ("“Nobody will be stranded,” said Tomas Brandt.", None),
    ],
)
def test_a_signature_names_the_speaker(text, name):
    end = text.index("”") + 1
    signed = find_signature(text, end)
    assert (signed.slice(text) if signed else None) == name
