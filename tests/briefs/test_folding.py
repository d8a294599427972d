"""When are two words the same to somebody who types?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ana REYES", "ana reyes"),  # case
        ("Erdoğan", "erdogan"),  # a letter with an accent
        ("Łukasz Ødegård", "lukasz odegard"),  # letters that Unicode does not take apart
        ("Ǿrsted ℃", "orsted c"),  # an accent on such a letter; a capital inside a sign
        ("Straße", "strasse"),  # one letter that is two
        ("O’Brien O'Brien", "obrien obrien"),  # both apostrophes
        ("the ministers’ vote", "the ministers vote"),  # an apostrophe at a word's end
        ("“No,” she said — twice…", "no she said twice"),  # marks and dashes part words
        ("post-war", "post war"),  # so do hyphens: people type both
        ("ﬁnal", "final"),  # a ligature from a PDF
        ("snake_case", "snake case"),
        ("…", ""),  # nothing but punctuation
        ("Київ", "киів"),  # other alphabets fold too
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
