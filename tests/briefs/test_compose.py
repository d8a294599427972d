"""A brief: the right lines, once, in a stable order, and every gap said."""

from dataclasses import replace
from random import Random

import pytest
from builders import NOON, article, entry, pledge, resolved, span, statement, threat, unknown

from briefs.acts import Party, Status, Time
from briefs.brief import Filters, Limits
from briefs.composing.compose import compose
from briefs.composing.select import MOST_WORDS
from briefs.person import Ambiguous, Step
from briefs.statement import Form, StatementId


def brief(*entries, **options):
    return compose(entries, articles=1, outlets=1, **options)


def section(made, kind):
    return next(part for part in made.sections if part.kind == kind)


def printed(made, kind):
    return [" […] ".join(item.text) for item in section(made, kind).items]


STRANDED = "Nobody will be stranded,"


def everything():
    return (
        entry(threat()),
        entry(pledge()),
        entry(statement()),
        entry(statement(STRANDED, id=StatementId("s2"), speaker=resolved("Tomas Brandt"))),
    )


def test_each_kind_has_its_section_and_items_are_slices_of_the_article():
    made = brief(*everything())
    assert [part.kind for part in made.sections] == ["threat", "pledge", "quote"]
    assert printed(made, "threat") == [
        "“We will close the strait if the tariff stands,” Ana Reyes told reporters on Monday."
    ]
    assert printed(made, "pledge") == ["The Vellin government pledged to keep the ferries running."]
    for item in (item for part in made.sections for item in part.items):
        assert all(words in item.entry.article.text for words in item.text)


def test_a_quote_that_stands_in_a_printed_act_is_not_printed_again():
    assert printed(brief(*everything()), "quote") == [STRANDED]


def test_a_quote_whose_speaker_is_named_stays_where_its_act_names_nobody():
    made = brief(entry(threat(issuer=unknown())), entry(statement()))
    assert [item.speaker for item in section(made, "threat").items] == [None]
    assert [item.speaker for item in section(made, "quote").items] == ["Ana Reyes"]


def test_the_same_quote_is_printed_when_its_act_is_not():
    made = brief(*everything(), limits=Limits(threat=0))
    assert "We will close the strait if the tariff stands," in printed(made, "quote")
    assert [part.kind for part in made.sections] == ["pledge", "quote"]


def test_a_condition_goes_with_its_act():
    (item,) = section(brief(*everything()), "threat").items
    assert [item.entry.words(words) for words in item.condition] == ["if the tariff stands"]
    assert item.status == "conditional"


def test_an_empty_section_stays_so_that_nothing_found_is_said():
    assert [part.items for part in brief().sections] == [(), (), ()]


def test_what_is_over_the_limit_is_counted():
    made = brief(*everything(), limits=Limits(threat=0, pledge=0, quote=1))
    assert (len(section(made, "quote").items), section(made, "quote").left_out) == (1, 1)


def test_history_is_no_news_unless_it_is_the_story():
    assert not section(brief(entry(threat(time=Time.BACKGROUND))), "threat").items
    assert section(brief(entry(threat(time=Time.BACKGROUND, key=True))), "threat").items


def test_indirect_speech_and_quotes_within_quotes_are_no_lines_of_their_own():
    inner = entry(statement(parent=StatementId("s0")))
    indirect = entry(statement(form=Form.INDIRECT, quotes=()))
    assert not section(brief(inner, indirect), "quote").items


def test_named_speakers_come_before_unknown_ones():
    unnamed = entry(statement(speaker=unknown()))
    named = entry(statement(STRANDED, id=StatementId("s2"), speaker=resolved("Tomas Brandt")))
    assert [item.speaker for item in section(brief(unnamed, named), "quote").items] == ["Tomas Brandt", None]


def test_who_is_not_known_is_said_with_the_reason():
    (item,) = section(brief(entry(statement(speaker=unknown("two people are named here")))), "quote").items
    assert (item.speaker, item.speaker_note) == (None, "two people are named here")


def test_an_ambiguous_speaker_is_given_as_the_candidates():
    who = Ambiguous(candidates=(resolved("Ana Reyes").person, resolved("Luis Reyes").person), step=Step.ALIAS)
    (item,) = section(brief(entry(statement(speaker=who))), "quote").items
    assert (item.speaker, item.speaker_note) == (None, "ambiguous: Ana Reyes or Luis Reyes")


def test_several_issuers_are_one_line():
    parties = tuple(Party(span=None, resolution=resolved(name)) for name in ("Vellin", "Karsia", "Oster"))
    (item,) = section(brief(entry(_by(parties))), "pledge").items
    assert (item.speaker, item.status) == ("Vellin, Karsia and Oster", "refused")


def _by(parties):
    return replace(pledge(status=Status.REFUSED), issuer=parties)


def test_an_issuer_of_whom_one_cannot_be_named_is_not_half_named():
    parties = (Party(span=None, resolution=resolved("Vellin")), Party(span=None, resolution=unknown()))
    (item,) = section(brief(entry(_by(parties))), "pledge").items
    assert item.speaker is None


def quotes_by(name, count):
    for number in range(count):
        words = f"{name} has made point number {number} here today"
        of = article(f"“{words},” he said.", uri=f"file:///{name}-{number}.txt")
        yield entry(statement(words, text=of.text, speaker=resolved(name)), of=of)


def test_one_talkative_speaker_does_not_fill_the_section():
    made = brief(*quotes_by("Ana Reyes", 9), *quotes_by("Tomas Brandt", 1), *quotes_by("Ida Holm", 1))
    speakers = [item.speaker for item in section(made, "quote").items]
    assert len(speakers) == 5
    assert {"Tomas Brandt", "Ida Holm"} < set(speakers)


def test_the_same_input_in_any_order_gives_the_same_brief():
    entries = [*everything(), *quotes_by("Ana Reyes", 6), *quotes_by("Tomas Brandt", 4)]
    expected = brief(*entries)
    for seed in range(20):
        Random(seed).shuffle(entries)  # noqa: S311 - any order will do
        assert brief(*entries) == expected


def test_a_long_quotation_is_cut_between_stretches_never_inside_one():
    stretch = " ".join(["word"] * (MOST_WORDS - 10))
    text = f"“{stretch}”\n\n“{stretch} again”"
    of = article(text)
    first, second = span(stretch, text), span(f"{stretch} again", text)
    (item,) = section(brief(entry(statement(stretch, text=text, quotes=(first, second)), of=of)), "quote").items
    assert item.spans == (first,)


@pytest.mark.parametrize(
    ("filters", "lines"),
    [
        (Filters(people=("reyes",)), 1),  # any word of the name, without case
        (Filters(people=("Rey",)), 0),  # whole words only
        (Filters(words=("strait",)), 1),
        (Filters(words=("glacier", "tariff")), 1),  # any of the words will do
        (Filters(outlets=("harbour courier",)), 1),
        (Filters(outlets=("Vellin Post",)), 0),
        (Filters(kinds=("pledge",)), 0),
        (Filters(places=("Vellin",)), 1),  # in the article's title or the line around it
        (Filters(people=("Reyes",), words=("glacier",)), 0),  # all filters hold together
    ],
)
def test_filters(filters, lines):
    of = article(title="Port talks stall in Vellin")
    assert len(section(brief(entry(threat(), of=of), filters=filters), "threat").items) == lines


@pytest.mark.parametrize(("floor", "lines"), [(0.0, 1), (0.6, 1), (0.7, 0)])
def test_a_floor_leaves_out_quotes_that_may_be_read_wrong(floor, lines):
    made = brief(entry(statement(confidence=0.6)), filters=Filters(confidence=floor))
    assert len(section(made, "quote").items) == lines


def test_also_in_names_other_articles_once():
    here, there = article(), article(outlet="Vellin Post", uri="file:///post.txt")
    made = brief(entry(threat(), of=here), entry(threat(), of=there), entry(threat(id="t2"), of=there))
    (item,) = section(made, "threat").items
    assert len(item.also_in) == 1
    assert "reported by 2 outlets" in item.reasons


def test_published_does_not_mix_dates_and_moments_badly():
    dated = article(published=NOON.date(), uri="file:///a.txt")
    undated = article(published=None, uri="file:///b.txt", title="Other")
    assert section(brief(entry(statement(), of=dated), entry(statement(), of=undated)), "quote").items
