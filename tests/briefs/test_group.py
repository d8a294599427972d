"""One act once, the same words once; in doubt apart."""

import pytest
from builders import article, entry, pledge, resolved, span, statement, threat, unknown

from briefs.acts import ActId, Status
from briefs.composing.group import group_acts, group_quotes

CLOSE = "Ana Reyes said Vellin would close the strait if the tariff stood."
CLOSE_AGAIN = "Vellin would close the strait to all freighters, Ana Reyes said."
EXPEL = "Ana Reyes vowed to expel the ambassador of Karsia."


def act(text, trigger, *, make=threat, outlet="Harbour Courier", **fields):
    of = article(text, outlet=outlet, uri=f"file:///{outlet}/{len(text)}.txt")
    return entry(make(text, trigger, text=text, **fields), of=of)


def test_one_act_in_two_outlets_is_one_group_led_by_the_wording_with_its_condition():
    first = act(CLOSE, "would close", condition=(span("if the tariff stood", CLOSE),), status=Status.CONDITIONAL)
    second = act(CLOSE_AGAIN, "would close", outlet="Vellin Post")
    (group,) = group_acts([second, first])
    assert group.head is first
    assert group.others == (second,)
    assert group.outlets == 2


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (act(EXPEL, "vowed to expel"), "one issuer may make two threats"),
        (act(CLOSE_AGAIN, "would close", issuer=resolved("Tomas Brandt")), "another issuer is another act"),
        (act(CLOSE_AGAIN, "would close", make=pledge, issuer=resolved()), "a pledge is no threat"),
        (act(CLOSE_AGAIN, "would close", status=Status.WITHDRAWN), "taken back is news of its own"),
        (act(CLOSE_AGAIN, "would close", issuer=unknown()), "nobody can say that the unknown issuer is she"),
    ],
)
def test_what_stays_apart(other, why):
    assert len(group_acts([act(CLOSE, "would close"), other])) == 2, why


def test_mentions_that_share_an_act_in_one_article_are_one_whatever_their_words():
    text = f"{CLOSE}\n\nThe threat stands."
    of = article(text)
    lead = entry(threat(CLOSE, "would close", text=text), of=of)
    recap = entry(threat("The threat stands.", "threat", text=text, issuer=unknown(), act=ActId("T1")), of=of)
    (group,) = group_acts([recap, lead])
    assert group.head is lead


def test_the_surer_wording_leads_even_if_it_is_shorter():
    sure = act(CLOSE_AGAIN, "would close", confidence=0.9)
    longer = act(CLOSE, "would close", confidence=0.5, outlet="Vellin Post")
    (group,) = group_acts([longer, sure])
    assert group.head is sure


def quote(words, *, speaker=None, outlet="Harbour Courier"):
    text = f"“{words}” she said."
    of = article(text, outlet=outlet, uri=f"file:///{outlet}.txt")
    return entry(statement(words, text=text, speaker=speaker), of=of)


FULL = "We will close the strait, and we will keep it closed until the tariff falls"


def test_a_quotation_inside_a_longer_one_is_the_same_words():
    full, part = quote(FULL), quote("we will keep it closed until the tariff falls", outlet="Vellin Post")
    (group,) = group_quotes([part, full])
    assert (group.head, group.others) == (full, (part,))


def test_editing_of_marks_and_case_does_not_make_other_words():
    assert len(group_quotes([quote(FULL), quote(FULL.upper().replace(",", " —"), outlet="Vellin Post")])) == 1


@pytest.mark.parametrize(
    ("words", "speaker", "why"),
    [
        (FULL.replace("we will keep", "we will not keep"), None, "a dropped or added not is another quotation"),
        (FULL, resolved("Tomas Brandt"), "two people may say the same"),
        (FULL, unknown(), "an unknown speaker is not guessed to be the same"),
        ("strait, and we will keep it clos", None, "half a word is not the word"),
    ],
)
def test_quotations_that_stay_apart(words, speaker, why):
    assert len(group_quotes([quote(FULL), quote(words, speaker=speaker, outlet="Vellin Post")])) == 2, why
