import pytest

from briefs.extractors.cues import load_cues
from briefs.extractors.lexicon import LexiconError, read_entries, read_fields, shipped

GOOD = "- words: say / said\n  takes: clause\n  manner: said\n  example: “No,” said Ana Reyes.\n"


def test_entries_know_their_line(tmp_path):
    path = tmp_path / "cues.yaml"
    path.write_text("# comment\n" + GOOD + "\n" + GOOD)
    assert [entry.where for entry in read_entries(path)] == [f"{path}:2", f"{path}:7"]


def test_an_empty_lexicon_has_no_entries(tmp_path):
    path = tmp_path / "cues.yaml"
    path.write_text("# nothing yet\n")
    assert read_entries(path) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # not YAML, with the line
        ("- words: [a\n", r"cues\.yaml:2: is not YAML.*indentation"),
        ("- words: a\n- words: \x01\n", r"cues\.yaml: is not YAML.*remove"),
        # the wrong shape
        ("words: a\n", r"cues\.yaml:1: is not a list; begin each entry with a dash"),
        ("- a\n", r"cues\.yaml:1: is not an entry; write it as fields"),
        # a field missing, of the wrong kind, unknown, or with an unknown value
        ("- takes: clause\n  manner: said\n  example: x\n", r"cues\.yaml:1: words is missing; write words"),
        (GOOD.replace("clause", "sentence"), r"'sentence' is not known; write one of clause, phrase"),
        (GOOD + "  object: maybe\n", r"object: 'maybe' is neither true nor false"),
        (GOOD + "  unless: to\n", r"unless is not a list of words"),
        (GOOD + "  wrods: said\n", r"unknown field 'wrods'; known are"),
    ],
)
def test_mistakes_are_told_with_address_and_remedy(tmp_path, text, told):
    (tmp_path / "cues.yaml").write_text(text)
    with pytest.raises(LexiconError, match=told):
        load_cues(tmp_path)


def test_all_mistakes_are_told_at_once(tmp_path):
    bad = GOOD.replace("clause", "sentence")
    (tmp_path / "cues.yaml").write_text(bad + GOOD + bad)
    with pytest.raises(LexiconError) as caught:
        load_cues(tmp_path)
    assert [problem.where.rsplit(":", 1)[1] for problem in caught.value.problems] == ["1", "9"]


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(LexiconError, match=r"cues\.yaml: cannot be read.*put the file there"):
        load_cues(tmp_path)


def test_a_file_that_is_not_text_is_told(tmp_path):
    (tmp_path / "cues.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LexiconError, match="is not UTF-8 text; save it as UTF-8"):
        load_cues(tmp_path)


def test_named_lists_must_be_named(tmp_path):
    path = tmp_path / "names.yaml"
    path.write_text("- a\n")
    with pytest.raises(LexiconError, match="is not a set of named lists"):
        read_fields(path)


def test_an_editors_own_cues_are_used(tmp_path):
    (tmp_path / "cues.yaml").write_text(GOOD.replace("say / said", "opine / opined"))
    assert set(load_cues(tmp_path)) == {"opine", "opined"}


def test_the_shipped_lexicons_are_found():
    assert (shipped() / "cues.yaml").is_file()
