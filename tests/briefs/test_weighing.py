"""The weighing: marks that can be read, shares of one, the same for the same sentence."""

import math

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.extractors.candidates import Candidates
from briefs.extractors.statements import QuotedStatements
from briefs.extractors.weighing import CONSTANT, KINDS, Weights, load_weights, marks_of, told_in
from briefs.language.layout import lay_out

CANDIDATES, STATEMENTS = Candidates(), QuotedStatements()
WEIGHTS = load_weights()


def marks(text):
    """The marks of the first candidate of a text."""
    document = lay_out(builders.article(text, language="en"))
    groups = list(CANDIDATES.find(document, tuple(STATEMENTS.extract(document, ()))))
    return marks_of(groups[0][0], groups[0], told_in(groups))


def test_what_grammar_and_words_say_is_written_as_plain_marks():
    found = marks("“We will close the strait if the tariff stands,” Ana Reyes warned.")
    assert {
        "setting=quoted",
        "tie=first",
        "cue=warned",
        "deed=close",
        "class=pressure",
        "condition",
        "place=lead",
        "word=strait",
    } <= set(found)


def test_names_and_numbers_are_all_alike():
    one = marks("“We will send 14 ships to Vellin,” Ana Reyes said.")
    other = marks("“We will send 20 ships to Karsia,” Edvard Kolm said.")
    assert one == other
    assert not any("reyes" in mark or "vellin" in mark for mark in one)


def test_a_mark_counts_once():
    found = marks("“We will strike and strike and strike,” Ana Reyes said.")
    assert len(found) == len(set(found))


def test_weights_add_up_to_a_share_of_one():
    weights = Weights(table={CONSTANT: (-1.0, -2.0), "a": (1.0, 0.5), "b": (2.0, -3.0)})
    threat, pledge = weights.chances(["a", "b", "not in the table"])
    assert threat == pytest.approx(1 / (1 + math.exp(-2.0)))
    assert pledge == pytest.approx(1 / (1 + math.exp(4.5)))


def test_the_heaviest_marks_of_a_kind_are_its_reasons():
    weights = Weights(table={"a": (1.0, 0.0), "b": (2.0, -3.0), "c": (-4.0, 1.0)})
    assert weights.heaviest(["a", "b", "c"], "threat", 5) == ("b", "a")
    assert weights.heaviest(["a", "b", "c"], "pledge", 1) == ("c",)


@given(st.lists(st.sampled_from([*sorted(WEIGHTS.table)[::50], "unknown"]), max_size=400))
def test_chances_are_chances(found):
    assert all(0 <= chance <= 1 for chance in WEIGHTS.chances(found))


def test_the_table_that_comes_with_the_product_holds_no_name():
    """Single words, marks and signs: nothing from which an article could be put together again."""
    assert len(WEIGHTS.table) > 1000
    assert all(mark == mark.lower() for mark in WEIGHTS.table)
    assert not any(" " in mark for mark in WEIGHTS.table)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # one phrase, two deeds: the deed tells the kind
        ("Ana Reyes vowed to bomb the port.", "threat"),
        ("Ana Reyes vowed to rebuild the port.", "pledge"),
        ("“We are prepared to attack,” said Ana Reyes.", "threat"),
        ("“We are prepared to help,” said Ana Reyes.", "pledge"),
    ],
)
def test_the_deed_decides_not_the_verb(text, kind):
    chances = WEIGHTS.chances(marks(text))
    assert max(zip(chances, KINDS, strict=True))[1] == kind
