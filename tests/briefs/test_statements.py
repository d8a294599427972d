import builders
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.extractors.lexicon import read_entries, shipped
from briefs.extractors.statements import QuotedStatements
from briefs.language.layout import lay_out
from briefs.statement import Form

EXTRACTOR = QuotedStatements()


def found(text):
    document = lay_out(builders.article(text, language="en"))
    return document, list(EXTRACTOR.extract(document, ()))


def read(text):
    """What an editor would note: source, cue, the quoted stretches."""
    document, statements = found(text)
    return [
        (
            statement.source and document.slice(statement.source),
            statement.cue and document.slice(statement.cue),
            [document.slice(quote) for quote in statement.quotes],
        )
        for statement in statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # after the quotation: verb first, subject first, with apposition, with afterthought
        ("“No,” said Ana Reyes.", [("Ana Reyes", "said", ["No,"])]),
        ("“We will stay,” Ana Reyes said on Monday.", [("Ana Reyes", "said", ["We will stay,"])]),
        ("“We will stay,” she added.", [("she", "added", ["We will stay,"])]),
        (
            "“We will stay,” Ana Reyes, the minister for ports, said.",
            [("Ana Reyes", "said", ["We will stay,"])],
        ),
        (
            "“We will stay,” said the Vellin minister, Ana Reyes.",
            [("the Vellin minister, Ana Reyes", "said", ["We will stay,"])],
        ),
        (
            "“We will stay,” said Secretary of State Ana Reyes.",
            [("Secretary of State Ana Reyes", "said", ["We will stay,"])],
        ),
        ("“We will stay”, the ministry said in a statement.", [("the ministry", "said", ["We will stay"])]),
        # before it: colon, comma, that, told somebody
        ("Ana Reyes said: “We will stay.”", [("Ana Reyes", "said", ["We will stay."])]),
        ("Ana Reyes told reporters that “we will stay”.", [("Ana Reyes", "told reporters", ["we will stay"])]),
        ("According to Ana Reyes, “we will stay”.", [("Ana Reyes", "According to", ["we will stay"])]),
        # fragments in the reporter's sentence, two of one cue, named and not said
        ("He called the plan “a gift” and “a trap”.", [("He", "called", ["a gift", "a trap"])]),
        ("Brandt has said the port would be “wide open” by May.", [("Brandt", "said", ["wide open"])]),
        # at the sentence's end
        ("The plan is “a gift to smugglers”, Brandt said.", [("Brandt", "said", ["a gift to smugglers"])]),
        # a participle borrows the sentence's subject, or has its own
        ("Brandt said no, adding that it was “too late”.", [("Brandt", "adding", ["too late"])]),
        # split in two, and followed by a sentence without a cue: one statement
        ("“We,” said Ana Reyes, “will stay.”", [("Ana Reyes", "said", ["We,", "will stay."])]),
        (
            "“We will stay,” said Ana Reyes. “Nobody will leave.”",
            [("Ana Reyes", "said", ["We will stay,", "Nobody will leave."])],
        ),
        # a question goes into its cue
        ("“Who will pay?” Ana Reyes asked.", [("Ana Reyes", "asked", ["Who will pay?"])]),
        # a speech over paragraphs is one statement, wherever its cue stands
        (
            "“One came first,” said Ana Reyes. “Two.\n\n“Three.”",
            [("Ana Reyes", "said", ["One came first,", "Two.", "Three."])],
        ),
        ("“One came first.\n\n“Two,” said Ana Reyes.", [("Ana Reyes", "said", ["One came first.", "Two,"])]),
        # announced by a colon at the paragraph's end
        ("Ana Reyes said:\n“We will stay where we are.”", [("Ana Reyes", "said", ["We will stay where we are."])]),
        # the sentence before says who speaks
        ("Ana Reyes said she was tired. “I need to sleep.”", [("Ana Reyes", None, ["I need to sleep."])]),
        # an agency only hands it on
        (
            "Vellin Press quoted Ana Reyes as saying the port was “wide open”.",
            [("Ana Reyes", "saying", ["wide open"])],
        ),
        # single marks count beside a cue
        ("'We will stay,' said Ana Reyes.", [("Ana Reyes", "said", ["We will stay,"])]),
        # two speakers, two statements
        (
            "“Yes,” said Ana Reyes. “No,” Tomas Brandt said.",
            [("Ana Reyes", "said", ["Yes,"]), ("Tomas Brandt", "said", ["No,"])],
        ),
    ],
)
def test_statements(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # scare quotes, titles, nicknames, signs: nobody says them
        "The so-called “reforms” failed.",
        "Ana Reyes watched “The Long Harbour” twice.",
        "Tomas “Tommy” Brandt arrived.",
        "The port is known as “the gate”.",
        # an inch mark, an apostrophe
        "The pipe is 12\" wide, Brandt said, in the '90s style.",
        # what was not said, or is yet to be
        "Brandt declined to say what “soon” meant.",
        # a mark left open stands between no marks
        "Brandt said “we will stay and so on for ever.",
    ],
)
def test_nobody_is_quoted(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        # the name belongs to another phrase
        ("“We will stay,” a friend of Ana Reyes said.", "Ana Reyes"),
        ("After meeting Ana Reyes, the mayor said “no”.", "Ana Reyes"),
        ("Brandt met Ana Reyes, who leads the union, and she said “no”.", "Brandt"),
        ("A memo sent to Ana Reyes said the port was “wide open”.", "Ana Reyes"),
        # a cue with a subject of its own stands between
        ("Brandt said a report that concluded “it is over” was false.", "Brandt"),
    ],
)
def test_no_wrong_source(text, forbidden):
    assert forbidden not in [source for source, _, _ in read(text)]


def test_a_sentence_that_nobody_says_is_kept_without_a_source():
    document, (statement,) = found("It rained in Vellin.\n\n“Nobody will be stranded tonight.”\n\nIt stopped.")
    assert statement.source is None
    assert statement.quotes[0].slice(document.text) == "Nobody will be stranded tonight."


def test_a_paragraph_of_nothing_but_speech_goes_on_with_the_speaker_before():
    text = "“We will stay,” said Ana Reyes.\n\n“Nobody will leave the port.”"
    assert [source for source, _, _ in read(text)] == ["Ana Reyes", "Ana Reyes"]


@pytest.mark.parametrize(
    ("text", "form", "content"),
    [
        ("“We will stay,” said Ana Reyes.", Form.DIRECT, "We will stay,"),
        # the reported clause, where the quotation ends it
        ("Brandt said that the port was “wide open”.", Form.MIXED, "the port was “wide open”"),
        # only the words in marks, where more follows
        ("Brandt said the port was “wide open” in May.", Form.MIXED, "wide open"),
    ],
)
def test_form_and_content(text, form, content):
    document, (statement,) = found(text)
    assert statement.form is form
    assert document.slice(statement.hull) == content


CUES = read_entries(shipped() / "cues.yaml")


@pytest.mark.parametrize("entry", CUES, ids=lambda entry: entry.text("words")[:20])
def test_every_cue_attributes_its_example(entry):
    example = entry.text("example")
    document, (statement,) = found(example)
    assert statement.source is not None
    assert statement.cue is not None
    cue = document.slice(statement.cue).lower()
    assert any(cue.startswith(form.strip().lower()) for form in entry.text("words").split("/"))


def test_ids_follow_reading_order():
    _, statements = found("“Yes,” said Ana Reyes. “No,” said Tomas Brandt. Okafor said “maybe so”.")
    assert [statement.id for statement in statements] == ["s1", "s2", "s3"]
    assert [s.hull.start for s in statements] == sorted(s.hull.start for s in statements)


WORDS = [
    *"“”\"‘’',.:?\n",
    " ",
    "said",
    "Ana Reyes",
    "he",
    "told reporters",
    "that",
    "We will stay",
    "no",
    "according to",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_quotes_between_marks(text):
    document, statements = found(text)
    marks = "“”\"‘’'„«»‹›`"
    continued = {q.inner for q in document.quotations if q.continues}
    for statement in statements:
        for quote in statement.quotes:
            assert any(content.contains(quote) for content in statement.content)
            before = text[: quote.start].rstrip()
            after = text[quote.end :].lstrip()
            assert before[-1] in marks
            assert quote in continued or after[0] in marks


def test_piles_of_quotations_end():
    # Quadratic work here would take hours.
    assert len(found("He called it “a gift” and " * 4000)[1]) > 0
    assert found("“a b c d” " * 5000) is not None
