import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.document import Mark
from briefs.language.marks import find_quotations
from briefs.language.segment import find_paragraphs


def quotations(text):
    return find_quotations(text, find_paragraphs(text))


def outermost(text):
    return [q.inner.slice(text) for q in quotations(text) if q.depth == 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # curly and straight marks
        ("“Yes,” Reyes said. “No.”", ["Yes,", "No."]),
        ('"Yes," Reyes said. "No."', ["Yes,", "No."]),
        # German, Danish, French, and wire copy
        ("„Ja“, sagte Brandt. „Nein“.", ["Ja", "Nein"]),
        ("»Ja«, sagte Brandt.", ["Ja"]),
        ("« Oui », dit-elle.", ["Oui"]),
        ("«\u00a0Oui\u202f», dit-elle.", ["Oui"]),
        ("‹Ja›, sagte er.", ["Ja"]),
        ("``Yes,'' Reyes said. ''No,'' he said.", ["Yes,", "No,"]),
        # single marks, and apostrophes in, before and after words
        ("‘I don’t know,’ said O’Brien of the ’90s.", ["I don’t know,"]),
        ("'I don't know,' said O'Brien of the '90s.", ["I don't know,"]),
        ("Rock 'n' roll, the workers' pay and '90s' music.", []),
        ("Give 'em the workers' pay, he said.", []),
        # a plural's apostrophe does not close while a better mark is ahead
        ("‘The workers’ pay is safe,’ said Reyes.", ["The workers’ pay is safe,"]),
        ("'The workers' pay is safe,' said Reyes.", ["The workers' pay is safe,"]),
        # inches and feet open nothing and close nothing
        ('He is 6\'2" tall. The pipe is 12" wide.', []),
        ('"He is 6\'2"," she said.', ["He is 6'2\","]),
        ('"It is 12" wide," she said.', ['It is 12" wide,']),
        # a year before the closing mark is no inch
        ('"It was in 2012" was all she said.', ["It was in 2012"]),
        # marks after dashes, brackets and without a space
        ('"I was—" he said—"late."', ["I was—", "late."]),
        ("(“Late,” he said.)", ["Late,"]),
        ('He said:"Late."', ["Late."]),
        # a closing mark typed for an opening one, and mixed pairs
        ("She said ”yes”.", ["yes"]),
        ('“Yes" and "no”', ["Yes", "no"]),
        # strays: a closing mark without partner, an empty pair, a mark alone
        ("yes” he said", []),
        ('an empty "" pair', []),
        ('"', []),
    ],
)
def test_outermost_quotations(text, expected):
    assert outermost(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said ‘go’ to me,” she said.", [(0, "He said ‘go’ to me,"), (1, "go")]),
        ("\"He said 'go' to me,\" she said.", [(0, "He said 'go' to me,"), (1, "go")]),
        ('"He said “go” to me," she said.', [(0, "He said “go” to me,"), (1, "go")]),
        # three deep, all closing at once
        ("“A ‘b “c”’”", [(0, "A ‘b “c”’"), (1, "b “c”"), (2, "c")]),
        ("'\"Go,\" he said,' she told us.", [(0, '"Go," he said,'), (1, "Go,")]),
    ],
)
def test_nested_quotations_have_a_depth(text, expected):
    assert [(q.depth, q.inner.slice(text)) for q in quotations(text)] == expected


def test_a_speech_goes_on_over_paragraphs():
    text = "“One.\n\n“Two.\n\n“Three,” he said. “Four.”"
    found = [(q.inner.slice(text), q.continued, q.continues, q.balanced) for q in quotations(text)]
    assert found == [
        ("One.", False, True, True),
        ("Two.", True, True, True),
        ("Three,", True, False, True),
        ("Four.", False, False, True),
    ]


def test_straight_marks_go_on_too():
    text = '"One.\n"Two," he said.'
    assert [(q.inner.slice(text), q.continues) for q in quotations(text)] == [("One.", True), ("Two,", False)]


def test_a_mark_left_open_runs_to_the_paragraphs_end_and_says_so():
    text = "He said “foo. Then more.\nNext paragraph."
    (found,) = quotations(text)
    assert found.inner.slice(text) == "foo. Then more."
    assert not found.balanced
    assert not found.continues


def test_what_follows_a_mark_left_open_is_outermost_all_the_same():
    text = 'He said "foo. Then "bar," she said.'
    assert [(q.inner.slice(text), q.balanced, q.depth) for q in quotations(text)][1] == ("bar,", True, 0)


def test_the_kind_of_mark_is_told():
    text = "“a” 'b' ``c'' «d»"
    assert [q.mark for q in quotations(text)] == [Mark.DOUBLE, Mark.SINGLE, Mark.TWO_SINGLES, Mark.GUILLEMETS]


HOSTILE = ["“", "“a‘", "» ‘a", "'a ", "a' ", '"a" ', "n'", "''' ", "“a\n", "«»‹›", "6'2\" "]


def calls(function, *arguments):
    """How many calls a function makes below itself: a measure of work that no busy machine disturbs."""
    count = 0

    def tally(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tally)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", HOSTILE)
def test_work_grows_with_the_text_and_no_faster(unit):
    once, twice = (calls(quotations, unit * number) for number in (500, 1000))
    assert twice < 2.5 * once + 1000


marks_and_words = st.lists(st.sampled_from([*"“”„\"‘’'«»", "``", "''", "a", "I", " ", "\n", ".", ",", "9"])).map(
    "".join
)


@given(marks_and_words)
def test_any_pile_of_marks_gives_sound_spans(text):
    paragraphs = find_paragraphs(text)
    found = find_quotations(text, paragraphs)
    assert [q.outer.start for q in found] == sorted(q.outer.start for q in found)
    for quotation in found:
        assert quotation.outer.contains(quotation.inner)
        assert quotation.inner.slice(text).strip() == quotation.inner.slice(text) != ""
        assert any(paragraph.contains(quotation.outer) for paragraph in paragraphs)
        if quotation.balanced and not quotation.continues:
            assert text[quotation.outer.end - 1] in "“”\"‘’'«»"
    for earlier, later in pairwise(q for q in found if q.depth == 0 and q.balanced):
        assert earlier.outer.end <= later.outer.start


@given(marks_and_words)
def test_continuation_comes_in_pairs(text):
    found = quotations(text)
    assert sum(q.continues for q in found) == sum(q.continued for q in found)
