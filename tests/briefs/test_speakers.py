"""Who said that? Short articles with invented people, and the speakers that a careful editor would print."""

import builders
import pytest

from briefs.extractors.statements import QuotedStatements
from briefs.language.layout import lay_out
from briefs.person import printed_name
from briefs.speakers.resolve import resolve

EXTRACTOR = QuotedStatements()


def speakers(text):
    document = lay_out(builders.article(text, language="en"))
    return [printed_name(found.speaker) for found in resolve(document, tuple(EXTRACTOR.extract(document, ())), ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a surname never given in full, once it speaks
        ("Okafor told the port that “it is over”.", ["Okafor"]),
        # the given name alone
        ("Ana Reyes came. “No,” said Ana.", ["Ana Reyes"]),
        # family name first
        ("Park Geun-sol came. “No,” Park said.", ["Park Geun-sol"]),
        # the longer surname
        ("Ana Castro Reyes came. “No,” Castro Reyes said.", ["Ana Castro Reyes"]),
        # a short given name, and an initial
        ("William Brandt came. “No,” Bill Brandt said.", ["William Brandt"]),
        # one slip of the typist joins two spellings; the commoner one is printed
        ("Ana Brantlund came. Ana Brantlund spoke. “No,” Ana Brantlnud said.", ["Ana Brantlund"]),
        # Maria and Marie are two people
        ("Maria Reyes and Marie Reyes came. “No,” Reyes said.", [None]),
        # a nickname between marks is part of the name and no quotation
        ("“No,” said Tomas “Tommy” Brandt.", ["Tomas “Tommy” Brandt"]),
        # long titles, places and bodies before a name are none of it
        ("“No,” Harbour News Senior Vellin Producer Luis Brandt said.", ["Luis Brandt"]),
        ("“No,” said Ambassador to France Ana Reyes.", ["Ana Reyes"]),
        # a surname that is a month's, or an office's
        ("“No,” Ana May said. “Never,” Mrs May added.", ["Ana May", "Ana May"]),
        ("“No,” said Luis King. “Never,” Mr. King added.", ["Luis King", "Luis King"]),
        # the bare surname is theirs who is never again named in full
        (
            "Joe Reyes said his son Tim Reyes worked there. Tim Reyes left. “No,” Reyes said. Reyes smiled.",
            ["Joe Reyes"],
        ),
        # a lord has no other name
        ("“No,” said Lord Reyes.", ["Lord Reyes"]),
    ],
)
def test_names(text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whoever spoke before, not whom the words themselves name
        (
            "“We lost,” said Tomas Okafor. Luis Brandt fell, as Okafor said. “Brandt is fine,” he said.",
            ["Tomas Okafor", "Tomas Okafor"],
        ),
        # the sentence's subject before the person beside it
        ("Luis Brandt came with Tomas Okafor. “No,” he said.", ["Luis Brandt"]),
        # names of the other sex are out, by title or given name
        ("Mr Okafor met Ms Brandt. “No,” she said.", ["Brandt"]),
        # the article's own sentences tell the sex
        ("Kasimi Brandt sold her boat. Brandt kept her oars. Luis Okafor came. “No,” she said.", ["Kasimi Brandt"]),
        # whoever is spoken to in the same clause is somebody else
        ("Luis Brandt came. Tomas Okafor came. “No,” he told Okafor.", ["Luis Brandt"]),
        # two who fit as well as each other are ambiguous
        ("Luis Brandt said that Tomas Okafor said so. “No,” he added.", [None]),
        # after "asked X whether he", he is X
        ("A reporter asked Luis Brandt whether he would go. “No,” he said.", ["Luis Brandt"]),
        # "according to him"
        ("Luis Brandt came. According to him, “the port is closed”.", ["Luis Brandt"]),
        # a place is nobody
        ("Luis Brandt lives in Vellin. Fog lay over Vellin. “No,” he said.", ["Luis Brandt"]),
        # "it" is a body, or the document just brought in
        ("The Harbour Union met. It said the port was “closed”.", ["Harbour Union"]),
        ("Ana Reyes sent a letter to the port. Every boat, it says, “will be watched”.", ["Ana Reyes"]),
        # the paragraph's own subject before the speaker of the paragraph before
        ("“Yes,” said Ana Reyes.\n\nMaria Okafor was gracious. “We lost,” she said.", ["Ana Reyes", "Maria Okafor"]),
    ],
)
def test_pronouns(text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the former one, the deputy and the minister are three people
        (
            "Ana Reyes, the president of Vellin, met former president Luis Brandt. “No,” the president said.",
            ["Ana Reyes"],
        ),
        ("Vice President Luis Brandt met President Ana Reyes. “No,” the president said.", ["Ana Reyes"]),
        # a state under any of its names
        ("Ana Reyes, the president of France, came. “No,” the French president said.", ["Ana Reyes"]),
        # an office in capitals
        ("President Ana Reyes came. “No,” the President said.", ["Ana Reyes"]),
        # the last speaker by another word, where nothing speaks against it
        ("“Yes,” said Ana Reyes. “Never,” the diplomat added.", ["Ana Reyes", "Ana Reyes"]),
        # but not a second one, and not one with words of their own
        ("“Yes,” said Ana Reyes. “Never,” the second diplomat added.", ["Ana Reyes", "unnamed second diplomat"]),
        # an unnamed party goes on under a shorter word
        (
            "A senior League official came. “No,” said one of the officials. “Never,” the official said.",
            ["unnamed official", "unnamed official"],
        ),
        # where they stand is not who they are; for whom they work is
        ("“No,” a Vellin diplomat in Drev said.", ["unnamed Vellin diplomat"]),
        ("“No,” said a spokesman for the port.", ["unnamed spokesman for the port"]),
        # a name that is part of a description is not the speaker
        (
            "“No,” said a spokesperson for Vellin’s Harbour Ministry.",
            ["unnamed spokesperson for Vellin’s Harbour Ministry"],
        ),
        # the lead describes, the next sentence names without a further word
        ("A mayor said the port was “lost”.\n\nLuis Brandt said it would close.", ["Luis Brandt"]),
        # unless the article says that it will not name them
        (
            "A mayor, who asked not to be named, said the port was “lost”.\n\nLuis Brandt said it would close.",
            ["unnamed mayor"],
        ),
    ],
)
def test_descriptions(text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # initials beside the name, and initials alone
        ("The Strait Harbour Agency met. “No,” the SHA said.", ["Strait Harbour Agency"]),
        # with its state
        ("“No,” France’s Harbour Commission said.", ["France’s Harbour Commission"]),
        ("“No,” said the Institute for the Study of Straits.", ["Institute for the Study of Straits"]),
        # by its first word
        ("The Treasury Department met. “No,” the Treasury said.", ["Treasury Department"]),
        # a document is its author's
        ("“No,” said Reyes’s letter. Ana Reyes smiled.", ["Ana Reyes"]),
        ("A letter from Ana Reyes came. “No,” the letter said.", ["Ana Reyes"]),
        # who only saw it is not its author
        ("A memo seen by Ana Reyes came. “No,” the memo said.", [None]),
        # several
        ("“No,” wrote Brandt and Okafor. Luis Brandt and Ana Okafor left.", ["Luis Brandt and Ana Okafor"]),
        ("Ana Reyes and Luis Brandt, both of Drev, said it was “late”.", ["Ana Reyes and Luis Brandt"]),
    ],
)
def test_bodies_documents_and_groups(text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a caption and a teaser name nobody
        (
            "Ana Reyes came to the port on Monday.\n\nImage caption Maria Okafor at sea\n\n“No,” she said.",
            ["Ana Reyes"],
        ),
        # a paragraph of nothing but speech goes on, across an advertisement too
        ("“We stay,” said Ana Reyes.\n\nADVERTISEMENT\n\n“Nobody will leave the port.”", ["Ana Reyes", "Ana Reyes"]),
        # and after a sentence that reports
        ("Ana Reyes said that she was tired.\n\n“I have not slept since Monday.”", ["Ana Reyes"]),
        # signatures below, each quotation its own
        (
            "“It was never ours to close.”\n\nAna Reyes, Union\n\n“Nor theirs to open.”\n\nLuis Brandt, Vellin Post",
            ["Ana Reyes", "Luis Brandt"],
        ),
        # a name and a colon, a dash and a name
        ("Reyes: “The port will stay open today.”\n\nAna Reyes left.", ["Ana Reyes"]),
        ("“The port will stay open today.” — Ana Reyes", ["Ana Reyes"]),
        # a sentence that ends with a colon
        ("But Ana Reyes had one last word: “Nobody will close the port.”", ["Ana Reyes"]),
        # an agency only hands it on
        ("Ana Reyes called it “a late answer”, the Vellin News Agency reported.", ["Ana Reyes"]),
    ],
)
def test_where_no_verb_tells(text, expected):
    assert speakers(text) == expected
