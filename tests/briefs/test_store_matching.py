"""By which words is a record found? Those that stand with it, and no others."""

from dataclasses import replace

import pytest
from builders import NOON, TEXT, article, pledge, reading, resolved, span, statement
from hypothesis import given, settings
from strategies import readings

from briefs.acts import Party
from briefs.document import Span
from briefs.folding import fold
from briefs.store.interface import Query
from briefs.store.matching import Terms, Wanted, terms_of, wanted

SPLIT = statement(content=(span("We will close the strait"), span("the tariff stands,")), source=span("Ana Reyes"))


def terms(finding, of=None):
    (found,) = terms_of(reading(finding, of=of))
    return found


def test_a_statement_is_found_by_its_content_its_speaker_and_the_sentence_around_it():
    assert terms(SPLIT, article(title="Port talks")) == Terms(
        words="we will close the strait the tariff stands",
        speaker="ana reyes ana reyes ana reyes",
        about="port talks we will close the strait if the tariff stands ana reyes told reporters on monday",
    )


def test_an_act_is_found_by_its_statement_and_each_of_its_parties():
    parties = (Party(span=span("Tomas Brandt"), resolution=resolved("Tomas Brandt")), Party(span=None))
    found = terms(replace(pledge(), issuer=parties, issuer_for="Vellin"), article(title=None))
    assert found.speaker.split("\n") == ["tomas brandt tomas brandt tomas brandt", "vellin"]
    assert found.words == found.about == "the vellin government pledged to keep the ferries running"


def test_a_quote_over_two_sentences_is_about_both():
    found = terms(statement(content=(span("tariff stands"), span("Nobody will"))), article(title=None))
    # neither the title line before them nor the sentence between them
    assert found.about == fold(
        "We will close the strait if the tariff stands,” Ana Reyes told reporters on Monday. Nobody will be stranded,”"
        " said Tomas Brandt."
    )


@pytest.mark.parametrize("place", [Span(0, 0), Span(len(TEXT), len(TEXT)), Span(26, 27)])
def test_an_empty_place_is_no_mistake(place):
    assert terms(statement(content=(place,), speaker=resolved("")), article(title=None)).words == ""


@settings(max_examples=100, deadline=None)
@given(readings())
def test_terms_are_folded_words_and_lines(of):
    for found in terms_of(of):
        assert fold(found.words) == found.words
        assert fold(found.about) == found.about
        assert [fold(line) for line in found.speaker.split("\n")] == found.speaker.split("\n")


def test_a_word_at_either_end_is_whole():
    found = Terms(words="close the strait", speaker="", about="")
    asked = {"close": True, "strait": True, "lose": False, "strai": False, "close the": True, "the strait": True}
    assert {word: Wanted(words=(word,)).matches(found) for word in asked} == asked


def test_a_long_article_with_many_records_is_linear():
    # every record asks for the sentences around it: trying them all would take minutes here
    text = "The minister said no. " * 4_000
    of = article(text)
    places = [statement(content=(Span(start, start + 3),)) for start in range(0, len(text) - 22, 22)]
    found = terms_of(reading(*places, of=replace(of, title=None)))
    assert {each.about for each in found} == {"the minister said no"}


def test_words_left_empty_ask_for_nothing():
    assert wanted(Query(now=NOON, words=("", " "), speaker=" ", outlet="")).is_anything
    assert wanted(Query(now=NOON, speaker="?")).impossible
