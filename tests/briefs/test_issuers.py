"""Who is bound, and by which tie. Tables: the sentence, the words looked for, the tie, who."""

import builders
import pytest

from briefs.extractors.candidates import Candidates
from briefs.extractors.issuers import Tie
from briefs.extractors.statements import QuotedStatements
from briefs.language.layout import lay_out

CANDIDATES, STATEMENTS = Candidates(), QuotedStatements()


def bound(text, words):
    """Return the tie of the first candidate at `words`, whom it names, and for whom they stand."""
    document = lay_out(builders.article(text, language="en"))
    statements = tuple(STATEMENTS.extract(document, ()))
    for group in CANDIDATES.find(document, statements):
        for candidate in group:
            if candidate.hit.span.slice(text).startswith(words):
                found = candidate.bound
                return found.tie, [span.slice(text) for span in found.spans], found.stands_for
    return pytest.fail(f"no candidate {words!r} in {text!r}")


@pytest.mark.parametrize(
    ("text", "words", "tie", "who", "stands_for"),
    [
        # we and our, in speech
        ("“We will close the strait,” said Ana Reyes.", "We will", Tie.FIRST, ["Ana Reyes"], None),
        ("“Our promise holds,” said Ana Reyes.", "promise", Tie.FIRST, ["Ana Reyes"], None),
        # the speaker by a pronoun or by what is hers
        ("Ana Reyes said she would close the strait.", "would", Tie.SELF, ["Ana Reyes"], None),
        ("Ana Reyes said her country would close the strait.", "would", Tie.SELF, ["Ana Reyes"], None),
        # her own state, by the office that the sentence or another gives her; a state's people are its own
        (
            "The Vellin minister, Ana Reyes, said Vellin would close the strait.",
            "would",
            Tie.OWN,
            ["The Vellin minister, Ana Reyes"],
            "Vellin",
        ),
        (
            "The Hestrian president, Edvard Kolm, said Hestria would close the strait.",
            "would",
            Tie.OWN,
            ["The Hestrian president, Edvard Kolm"],
            "Hestria",
        ),
        # made known by somebody
        (
            "Ana Reyes announced that the Meridian League would send ships.",
            "would",
            Tie.ANNOUNCED,
            ["the Meridian League"],
            None,
        ),
        # the reporter's own words: a subject, a list, a year that parts nothing
        ("Ana Reyes vowed to close the strait.", "vowed", Tie.SUBJECT, ["Ana Reyes"], None),
        (
            "Norway, Spain and Italy have refused to send ships.",
            "refused",
            Tie.SUBJECT,
            ["Norway", "Spain", "Italy"],
            None,
        ),
        ("In 2024 Ana Reyes vowed to close the strait.", "vowed", Tie.SUBJECT, ["Ana Reyes"], None),
        # owners, before and after what is theirs
        ("Ana Reyes’s latest threat to attack worried them.", "threat", Tie.OWNER, ["Ana Reyes"], None),
        ("Ana Reyes repeated her threat to attack.", "threat", Tie.OWNER, ["Ana Reyes"], None),
        ("The islands recalled the threat of war from Ana Reyes.", "threat", Tie.OWNER, ["Ana Reyes"], None),
        # things and those addressed are the speaker's business
        ("“These will be legitimate targets,” said Ana Reyes.", "legitimate", Tie.SPEAKER, ["Ana Reyes"], None),
        ("“You will regret this,” said Ana Reyes.", "will", Tie.SPEAKER, ["Ana Reyes"], None),
        ("“They will leave this coast,” said Ana Reyes.", "will", Tie.THEM, ["Ana Reyes"], None),
        # who only hands on what others say is not bound by it
        (
            "The Harbour Courier reported that Ana Reyes had vowed to attack.",
            "vowed",
            Tie.SUBJECT,
            ["Ana Reyes"],
            None,
        ),
    ],
)
def test_who_is_bound(text, words, tie, who, stands_for):
    assert bound(text, words) == (tie, who, stands_for)


@pytest.mark.parametrize(
    ("text", "words", "tie"),
    [
        # an opponent's claim
        ("The Vellin minister, Ana Reyes, said that Edvard Kolm would attack.", "would", Tie.OTHER),
        ("“Edvard Kolm will attack,” said Ana Reyes.", "will", Tie.OTHER),
        # nobody owns it, nothing that can act does it, or it is done to the subject
        ("Storms are threats to crops.", "threats", Tie.NOBODY),
        ("The film promises to make you laugh.", "promises", Tie.NOBODY),
        ("The harbour was threatened by storms.", "threatened", Tie.NOBODY),
        ("Floods threaten to close the road.", "threaten", Tie.NOBODY),
    ],
)
def test_who_is_not(text, words, tie):
    assert bound(text, words)[0] is tie
