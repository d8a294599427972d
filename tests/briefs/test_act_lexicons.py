"""Every entry of the lexicons does what its example says, and nothing in its counterexamples."""

from pathlib import Path

import builders
import pytest

from briefs.acts import Status
from briefs.extractors.candidates import Candidates
from briefs.extractors.circumstances import Role, Surroundings, load_circumstances
from briefs.extractors.commitments import OPEN, load_commitments
from briefs.extractors.lexicon import LexiconError, shipped
from briefs.extractors.phrases import compile_phrase, forms, load_classes, match, spread
from briefs.extractors.statements import QuotedStatements
from briefs.language.layout import lay_out
from briefs.language.words import words
from briefs.pipeline import Recipe, read_article

ENGINE = Recipe().load()
COMMITMENTS = load_commitments()
CIRCUMSTANCES = load_circumstances()


def line(entry):
    return Path(entry.where).name


PLACES = "\n\nThe coast runs from Vellin to Ostmark; Ana Reyes met Tomas Brandt there."
"""Shows that these are names, as an article's other sentences do; a lone word with a capital may be anything."""


def acts(text):
    return read_article(builders.article(text + PLACES, language="en", title=None), ENGINE).acts


def candidates(text):
    document = lay_out(builders.article(text + PLACES, language="en"))
    statements = tuple(QuotedStatements().extract(document, ()))
    return [candidate for group in Candidates().find(document, statements) for candidate in group]


@pytest.mark.parametrize("entry", [entry for entry in COMMITMENTS if entry.kind != OPEN], ids=line)
def test_a_phrase_that_tells_the_kind_finds_its_example(entry):
    (act, *_) = acts(entry.example) or pytest.fail(f"nothing found in {entry.example!r}")
    assert act.kind == entry.kind
    assert act.status in {entry.status, Status.CONDITIONAL if act.condition else entry.status}
    assert any(hit.hit.commitment == entry for hit in candidates(entry.example))


@pytest.mark.parametrize(
    ("entry", "text"),
    [(entry, text) for entry in COMMITMENTS for text in entry.counterexamples],
    ids=lambda value: value if isinstance(value, str) else line(value),
)
def test_and_nothing_in_its_counterexamples(entry, text):
    assert [act for act in acts(text) if act.kind == entry.kind] == []


@pytest.mark.parametrize("entry", [entry for entry in COMMITMENTS if entry.kind == OPEN], ids=line)
def test_a_phrase_that_leaves_the_kind_open_is_a_candidate_in_its_example(entry):
    assert entry.family in {found.hit.commitment.family for found in candidates(entry.example)}


def signs(text, circumstances=CIRCUMSTANCES):
    tokens = spread(words(text, 0, len(text)))
    return {
        (sign.role, text[tokens[sign.first].start : tokens[sign.end - 1].end])
        for sign in Surroundings(circumstances).signs(tokens)
    }


@pytest.mark.parametrize("entry", CIRCUMSTANCES, ids=line)
def test_a_circumstance_is_found_in_its_example(entry):
    assert entry.role in {role for role, _ in signs(entry.example, (entry,))}


@pytest.mark.parametrize(
    ("text", "role", "found"),
    [
        ("Vellin will close the strait even if it rains.", Role.CONDITION, False),
        ("Asked if Vellin would close the strait, she laughed.", Role.CONDITION, False),
        ("They should come, Vellin will close it.", Role.CONDITION, False),
        ("On Monday, should they come, Vellin will close it.", Role.CONDITION, True),
    ],
)
def test_openers_that_open_nothing(text, role, found):
    assert (role in {role for role, _ in signs(text)}) is found


@pytest.mark.parametrize(
    ("phrase", "text", "matched"),
    [
        ("~vow to", "vowing to leave", "vowing to"),
        ("~deny/denied", "denies it", "denies"),
        ("~plan", "planned well", "planned"),
        ("<will> (also) close", "will also close", "will also close"),
        ("will ... close", "will by tonight close", "will by tonight close"),
        # a gap of five words, or over a mark, is none
        ("will ... close", "will by tonight or by tomorrow close", None),
        ("will ... close", "will go, close", None),
        ("threat/threats to", "threats to", "threats to"),
    ],
)
def test_the_signs_of_a_phrase(phrase, text, matched):
    tokens = spread(words(text, 0, len(text)))
    end = match(compile_phrase(phrase, load_classes().words), tokens, 0)
    assert (text[: tokens[end - 1].end] if end else None) == matched


def test_forms_of_verbs():
    assert {"deny", "denies", "denied", "denying"} <= forms("deny")
    assert {"pledge", "pledged", "pledging"} <= forms("pledge")
    assert {"plan", "planned", "planning"} <= forms("plan")
    assert "reaches" in forms("reach")


def test_typographic_and_straight_apostrophes_are_one():
    tokens = spread(words("“We’ll see”", 0, 11))
    assert [token.lower for token in tokens] == ["we", "'ll", "see"]
    assert [(token.start, token.end) for token in tokens] == [(1, 3), (3, 6), (7, 10)]


@pytest.fixture
def lexicons(tmp_path):
    """An editor's own folder: the shipped lexicons, to be changed."""
    for file in shipped().glob("*.yaml"):
        (tmp_path / file.name).write_text(file.read_text())
    return tmp_path


def test_an_editors_own_phrase_finds_its_act(lexicons):
    own = "- words: ~moor at dawn\n  plover: THREATEN\n  cameo: '130'\n  example: Vellin moored at dawn.\n"
    (lexicons / "threats.yaml").write_text(own)
    engine = Recipe(lexicons=lexicons).load()
    (act,) = read_article(builders.article("Ana Reyes will moor at dawn.", language="en", title=None), engine).acts
    assert act.reasons[0] == "the words “~moor at dawn” (threats.yaml)"


@pytest.mark.parametrize(
    ("file", "text", "told"),
    [
        ("threats.yaml", "- words: <nonsense>\n", r"threats\.yaml:1: <nonsense> is no class in deeds\.yaml; known are"),
        ("threats.yaml", "- words: (now) vow\n  example: x\n", "must begin with a word that cannot be missing"),
        ("pledges.yaml", "- words: vow\n  plover: AGREE\n  example: x\n", r"pledges\.yaml:1: cameo is missing"),
        ("pledges.yaml", "- words: vow\n  family: vow\n", r"pledges\.yaml:1: unknown field 'family'"),
        ("commitments.yaml", "- words: vow\n  example: x\n", r"commitments\.yaml:1: family is missing"),
        (
            "circumstances.yaml",
            "- role: hope\n  words: hope\n  example: x\n",
            r"'hope' is not known; write one of wish",
        ),
        ("circumstances.yaml", "- role: wish\n  words: [no]\n  example: x\n", r"words is not a list of words"),
        ("deeds.yaml", "verbs:\n  force: [strike, no]\n", r"verbs: force is not a list of words; .* quotes around"),
    ],
)
def test_mistakes_are_told_with_address_and_remedy(lexicons, file, text, told):
    (lexicons / file).write_text(text)
    with pytest.raises(LexiconError, match=told):
        Candidates(lexicons)


def test_every_standing_has_a_phrase_but_the_one_that_a_condition_makes():
    assert {entry.status for entry in COMMITMENTS} == set(Status)
