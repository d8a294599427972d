"""The network's small parts: spelling, units, windows, labels; and that only the weights that were measured are run."""

import json
import shutil

import builders
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.language.layout import lay_out
from briefs.tagging.decoding import Scores, find_spans, legal
from briefs.tagging.labels import LABELS, OUTPUTS, Role, begin, inside
from briefs.tagging.network import SHIPPED, ModelError, Network, shipped
from briefs.tagging.units import CAPITALS, CLOSING, HEAD, INSIDE, OPENING, PLAIN, TAIL, TITLE, find_units
from briefs.tagging.windows import cut
from briefs.tagging.wordpiece import LONGEST, WordPiece

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "ferry", "##s", "run", "cafe", ".", '"', ","]
PIECES = WordPiece(WORDS)


def document(text):
    return lay_out(builders.article(text, language="en"))


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("ferry", ["ferry"]),
        ("Ferrys", ["ferry", "##s"]),  # capitals do not count, and the longest entry comes first
        ("Café", ["cafe"]),  # nor do accents
        ("zebra", ["[UNK]"]),
        ("ferryz", ["[UNK]"]),  # a word is spelt whole or not at all
        ("ferry" * LONGEST, ["[UNK]"]),
    ],
)
def test_a_word_is_spelt_with_the_longest_entries(word, spelling):
    assert PIECES.spell(word) == tuple(WORDS.index(entry) for entry in spelling)


@given(st.text(min_size=1).filter(lambda word: not any(mark.isspace() for mark in word)))
def test_any_word_has_a_spelling(word):
    assert PIECES.spell(word)


def test_units_know_capitals_and_quotation_marks():
    units = find_units(document("NATO said the “Ferry” runs."), PIECES)
    traits = [CAPITALS, PLAIN, PLAIN, OPENING + INSIDE, TITLE + INSIDE, CLOSING + INSIDE, PLAIN, PLAIN]
    assert units.traits == traits


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "‘’", ("''", "''"), ("``", "''")])
def test_marks_of_all_shapes_are_one(marks):
    opening, closing = marks
    units = find_units(document(f"Ana Reyes said: {opening}The ferry will run.{closing}"), PIECES)
    mark = PIECES.spell('"')
    assert [spelling == mark for spelling in units.spellings].count(True) == 2


def test_the_middle_of_a_long_quotation_is_one_unit():
    said = " ".join(f"word{number}" for number in range(60))
    text = f"“{said},” said Ana Reyes."
    units = find_units(document(text), PIECES)
    elided = units.spellings.index((PIECES.elided,))
    assert elided == 1 + HEAD
    assert text[units.starts[elided] : units.ends[elided]].startswith("word8 ")
    assert text[units.starts[elided + TAIL + 1]] == "”"


@given(st.text(alphabet=st.sampled_from("ab. \n\"“”‘’'A-")))
def test_units_are_in_order_and_within_the_text(text):
    units = find_units(document(text), PIECES)
    for number in range(len(units)):
        assert 0 <= units.starts[number] < units.ends[number] <= len(text)
        assert number == 0 or units.ends[number - 1] <= units.starts[number]


@given(st.text(alphabet=st.sampled_from('ab. \n"A'), max_size=300), st.integers(8, 40))
def test_windows_hold_every_unit_once(text, width):
    units = find_units(document(text), PIECES)
    windows = cut(units, PIECES, width=width)
    held = [window.first + place for window in windows for place in range(len(window.places))]
    assert held == list(range(len(units)))
    for window in windows:
        assert len(window.pieces) == len(window.traits) <= width
        firsts = [units.spellings[window.first + place][0] for place in range(len(window.places))]
        assert [window.pieces[place] for place in window.places] == firsts


def test_a_window_ends_with_a_paragraph():
    paragraph = "The ferry runs. " * 5
    units = find_units(document(f"{paragraph}\n\n{paragraph}\n\n{paragraph}"), PIECES)
    windows = cut(units, PIECES, width=60)
    ends = [window.first + len(window.places) for window in windows]
    assert all(end == len(units) or units.paragraphs[end] != units.paragraphs[end - 1] for end in ends)


EVEN = legal(np.ones((LABELS, LABELS)), weight=0.0, prior_weight=0.0)


def scored(*labels, windows=None):
    outputs = np.zeros((len(labels), OUTPUTS), dtype=np.float32)
    for row, label in enumerate(labels):
        outputs[row, label] = 5.0
    return Scores(outputs=outputs, windows=windows or ((0, len(labels)),))


def test_spans_are_read_off_the_labels():
    content = [begin(Role.CONTENT), inside(Role.CONTENT), inside(Role.CONTENT)]
    spans = find_spans(scored(begin(Role.SOURCE), begin(Role.CUE), *content, 0), EVEN)
    assert [(span.role, span.first, span.end) for span in spans] == [
        (Role.SOURCE, 0, 1),
        (Role.CUE, 1, 2),
        (Role.CONTENT, 2, 5),
    ]


def test_no_span_begins_with_its_middle():
    spans = find_spans(scored(0, inside(Role.CONTENT), inside(Role.CONTENT)), EVEN)
    assert all(span.first == 1 for span in spans)
    assert len(spans) == 1


def test_no_span_crosses_the_end_of_a_window():
    labels = [begin(Role.CONTENT), *[inside(Role.CONTENT)] * 5]
    spans = find_spans(scored(*labels, windows=((0, 3), (3, 6))), EVEN)
    assert [(span.first, span.end) for span in spans] == [(0, 3), (3, 6)]


@given(st.lists(st.lists(st.floats(-9, 9, width=32), min_size=OUTPUTS, max_size=OUTPUTS), max_size=12))
def test_any_scores_give_spans_in_order(rows):
    outputs = np.array(rows, dtype=np.float32).reshape(len(rows), OUTPUTS)
    spans = find_spans(Scores(outputs=outputs, windows=((0, len(rows)),) if rows else ()), EVEN)
    places = [place for span in spans for place in (span.first, span.end)]
    assert places == sorted(places)


def test_weights_that_were_not_measured_are_refused(tmp_path):
    for name in ("tagger.json", "tagger.onnx", "vocab.txt"):
        shutil.copy(SHIPPED / name, tmp_path)
    with (tmp_path / "tagger.onnx").open("ab") as weights:
        weights.write(b"\0")
    with pytest.raises(ModelError, match=r"tagger\.onnx: not the file that was measured"):
        Network(tmp_path)


def test_a_missing_part_is_named_with_a_remedy(tmp_path):
    with pytest.raises(ModelError, match=r"tagger\.json.*install onrecord again"):
        Network(tmp_path)
    (tmp_path / "tagger.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="no mapping"):
        Network(tmp_path)
    (tmp_path / "tagger.json").write_text(json.dumps({"sha256": {}}), encoding="utf-8")
    with pytest.raises(ModelError, match=r"vocab\.txt: a part of the tagger is missing"):
        Network(tmp_path)


def test_the_same_words_have_the_same_scores_in_any_company():
    network = shipped()
    alone = find_units(document("Ana Reyes said the ferries would run."), network.wordpiece)
    first = network.score(alone).outputs
    np.testing.assert_array_equal(first, network.score(alone).outputs)
