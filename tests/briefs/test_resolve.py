import dataclasses
import datetime as dt

import builders
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.acts import Party
from briefs.extractors.statements import QuotedStatements
from briefs.language.layout import lay_out
from briefs.person import Ambiguous, PersonKind, Resolved, Role, Step, Unknown, printed_name
from briefs.speakers.resolve import resolve

EXTRACTOR = QuotedStatements()


def resolutions(text, people=(), **fields):
    document = lay_out(builders.article(text, language="en", **fields))
    return [found.speaker for found in resolve(document, tuple(EXTRACTOR.extract(document, ())), people)]


def names(text, people=()):
    return [printed_name(resolution) for resolution in resolutions(text, people)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the full name stands there
        ("“No,” said Ana Reyes.", ["Ana Reyes"]),
        # a surname, with title or without, before the full name or after it; the article's fullest form is printed
        ("Ana Reyes came. “No,” Reyes said.", ["Ana Reyes"]),
        ("“No,” Ms Reyes said. Ana Maria Reyes left.", ["Ana Maria Reyes"]),
        ("Tomas J. Brandt came. “No,” Tomas Brandt said.", ["Tomas J. Brandt"]),
        # accents do not part people
        ("Ana Núñez came. “No,” Nunez said.", ["Ana Núñez"]),
        # a title with nobody's full name
        ("“No,” President Reyes said.", ["Reyes"]),
        # an office: apposed, before the name, after it
        ("The Vellin president, Ana Reyes, came. “No,” the Vellin president said.", ["Ana Reyes"]),
        ("Ana Reyes, the president of Vellin, came. “No,” the president said.", ["Ana Reyes"]),
        # a pronoun after one subject, in the sentence before and in the paragraph before
        ("Ana Reyes came to the port. “No,” she said.", ["Ana Reyes"]),
        ("“No,” said Ana Reyes.\n\n“Never again,” she added.", ["Ana Reyes", "Ana Reyes"]),
        # the given name tells who is meant, whoever the subject is
        ("Ana Reyes told Tomas Brandt to go. “No,” he said.", ["Tomas Brandt"]),
        ("Tomas Brandt met Ana Reyes. “No,” he said.", ["Tomas Brandt"]),
        # states and bodies
        ("Moscow said it was “too late”.", ["Moscow"]),
        ("The Kremlin said it was “too late”.", ["Kremlin"]),
        ("Vellin’s harbour ministry closed the port. “No,” the ministry said.", ["Vellin’s harbour ministry"]),
        ("The Harbour Workers Union (HWU) met. “No,” the HWU said.", ["Harbour Workers Union"]),
        # described, not named
        ("“No,” said a White House official.", ["unnamed White House official"]),
        ("“No,” a friend of Ana Reyes said.", ["unnamed friend of Ana Reyes"]),
        # a described person goes on as such
        ("“No,” said a White House official. “Never,” he added.", ["unnamed White House official"] * 2),
    ],
)
def test_who_is_named(text, expected):
    # “Vellin’s harbour ministry” has to speak before “the ministry” can mean it.
    if "harbour ministry" in text:
        text = text.replace("closed the port", "said it was “late”")
        expected = expected * 2
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # two of one surname
        "Ana Reyes and her brother Luis Reyes came. “No,” Reyes said.",
        # two subjects in one sentence
        "Luis Reyes said that Tomas Brandt said so. “No,” he added.",
    ],
)
def test_two_who_fit_are_ambiguous(text):
    found = resolutions(text)[-1]
    assert isinstance(found, Ambiguous)
    assert len(found.candidates) == 2
    assert printed_name(found) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("“No,” he said.", "no one name stands clearly before “he”"),
        # too far back
        ("Luis Reyes came." + "\n\nIt rained." * 8 + "\n\n“No,” he said.", "no one name stands clearly"),
        # a woman's name before "he"
        ("Mrs. Reyes came. “No,” he said.", "no one name stands clearly"),
        ("It rained.\n\n“Nobody will be stranded.”", "does not say whose words"),
        ("“No,” the statement read.", "a document speaks"),
        ("“No,” I said.", "first person"),
        # a capital at a sentence's start is no name
        ("Founders came. Critics said it was “late”.", "gives no name"),
    ],
)
def test_nobody_is_named_and_why(text, reason):
    found = resolutions(text)[-1]
    assert isinstance(found, Unknown)
    assert reason in found.reason


PEOPLE = (
    builders.person(
        "Ana Maria Reyes",
        aliases=("Ana Reyes", "Reyes"),
        roles=(Role(title="Vellin president", since=dt.date(2025, 1, 1), until=dt.date(2026, 12, 31)),),
    ),
)


@pytest.mark.parametrize(
    ("text", "step", "label"),
    [
        # the article's own form is printed, under the known id
        ("“No,” said Ana Reyes.", Step.NAME, "Ana Reyes"),
        # it gives a surname alone
        ("“No,” said Mrs. Reyes.", Step.NAME, "Ana Maria Reyes"),
        # or only the office
        ("“No,” the Vellin president said.", Step.TITLE, "Ana Maria Reyes"),
    ],
)
def test_people_who_are_known(text, step, label):
    (found,) = resolutions(text, PEOPLE)
    assert isinstance(found, Resolved)
    assert (found.person.id, found.step, found.label) == (PEOPLE[0].id, step, label)


def test_an_office_counts_on_its_day():
    text = "“No,” the Vellin president said."
    (before,) = resolutions(text, PEOPLE, published=dt.date(2024, 6, 1))
    assert isinstance(before, Unknown)


def test_spellings_of_one_state_share_an_id():
    ids = {found.person.id for found in resolutions("Kyiv said “no”. Ukraine said “never”.")}
    assert ids == {"ukraine"}


def test_kinds():
    text = "Kyiv said “no”. The Harbour Union said “no”. Ana Reyes said “no”."
    kinds = [found.person.kind for found in resolutions(text)]
    assert kinds == [PersonKind.STATE, PersonKind.BODY, PersonKind.PERSON]


def test_the_parties_of_an_act_are_resolved():
    text = builders.TEXT
    document = lay_out(builders.article(text, language="en"))
    act = builders.threat()
    issuer = Party(span=builders.span("Ana Reyes", text))
    (found,) = resolve(document, (dataclasses.replace(act, issuer=(issuer,)),), ())
    assert printed_name(found.issuer[0].resolution) == "Ana Reyes"


WORDS = [
    "Ana Reyes",
    "Reyes",
    "Luis Reyes",
    "he",
    "she",
    "it",
    "said",
    "“No,”",
    "the president",
    ",",
    ".",
    "\n",
    "and",
    "The",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_resolved_or_honest(text):
    for found in resolutions(text):
        printed = printed_name(found)
        # Whatever name is printed stands in the article.
        assert printed is None or printed.removeprefix("unnamed ") in " ".join(text.split())
