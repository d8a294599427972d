"""One act, many mentions: in one article."""

import builders
import pytest

from briefs.acts import issuer_name
from briefs.pipeline import Recipe, read_article

ENGINE = Recipe().load()


def acts(text):
    return read_article(builders.article(text, language="en", title=None), ENGINE).acts


def names(text):
    return [act.act for act in acts(text)]


@pytest.mark.parametrize(
    "text",
    [
        # the same words again, in full and by surname
        "Ana Reyes vowed to attack ships in the strait. “We will attack ships in the strait,” Reyes said.",
        # a pronoun right after
        "Ana Reyes vowed to attack ships in the strait. She threatened to attack ships in the strait.",
        # recalled
        "Ana Reyes vowed to attack ships in the strait. Ana Reyes’s threat to attack worried the port.",
    ],
)
def test_mentions_of_one_act(text):
    assert names(text) == ["T1", "T1"]


@pytest.mark.parametrize(
    "text",
    [
        # another issuer, another deed
        "Ana Reyes vowed to attack ships in the strait. Edvard Kolm vowed to attack ships in the strait.",
        "Ana Reyes vowed to attack ships in the strait. Ana Reyes vowed to expel the ambassador.",
    ],
)
def test_acts_that_stay_apart(text):
    assert names(text) == ["T1", "T2"]


def test_a_refusal_is_not_the_promise():
    text = "Ana Reyes promised to send ships to the islands. Ana Reyes refused to send ships to the islands."
    assert [(act.act, act.status.value) for act in acts(text)] == [("P1", "stated"), ("P2", "refused")]


def test_the_condition_of_one_mention_holds_for_all():
    text = (
        "Ana Reyes vowed to attack ships in the strait. "
        "“If they land, we will attack ships in the strait,” Ana Reyes said."
    )
    assert [(act.status.value, [span.slice(text) for span in act.condition]) for act in acts(text)] == [
        ("conditional", ["If they land"]),
        ("conditional", ["If they land"]),
    ]


def test_who_tells_of_a_pledge_and_goes_on_about_it_tells_of_one():
    text = (
        "Ana Reyes announced that the Meridian League had pledged to provide security guarantees to the islands.\n\n"
        "“The day the storm ends, the security guarantees will be deployed,” Ana Reyes said."
    )
    found = acts(text)
    assert [(act.act, issuer_name(act)) for act in found] == [("P1", "Meridian League"), ("P1", "Ana Reyes")]
    assert {act.condition for act in found} == {(builders.span("The day the storm ends", text),)}
