"""The wording of a brief, line by line."""

from __future__ import annotations

from dataclasses import replace

import builders
import editions
import hostile
import pytest
from hypothesis import given, settings

from briefs.acts import Status, Time
from briefs.brief import Brief, Omitted, Section, Window
from briefs.message import Button, Context, Fields, Heading, Pager, Paragraph, Quotation, Style, When, Words
from briefs.rendering.message import in_order, line_blocks, place, section_title, write
from briefs.rendering.visible import spoken
from briefs.statement import Form

THREAT = editions.act(builders.entry(builders.threat()), speaker="Ana Reyes")
QUOTE = editions.quote(("Nobody will be stranded,",), of=builders.article())


def who(item) -> str:
    """The line that names the speaker."""
    return spoken(line_blocks(item)[0].text)


def printed(item) -> str:
    """What stands below it."""
    return next(block.text for block in line_blocks(item) if isinstance(block, Quotation))


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (QUOTE, "Tomas Brandt"),
        # a name that is somebody's description only
        (replace(QUOTE, speaker="unnamed deputy"), "unnamed deputy"),
        # nobody: said plainly, with the reason
        (
            replace(QUOTE, speaker=None, speaker_note="no name stands near these words"),
            "Speaker unknown (no name stands near these words)",
        ),
        (replace(QUOTE, speaker=None), "Speaker unknown"),
        # several candidates: all of them, never one
        (
            replace(QUOTE, speaker=None, speaker_note="ambiguous: Ilse Maurer or Petra Hahn"),
            "Ilse Maurer or Petra Hahn (the article does not say which)",
        ),
        # one issuer of several is uncertain
        (
            replace(THREAT, status="stated", speaker="Norvia", speaker_note="ambiguous: Karsk or Ostmark"),
            "Norvia (ambiguous: Karsk or Ostmark)",
        ),
        # how an act stands, in words; "stated" goes without saying
        (replace(THREAT, status="stated"), "Ana Reyes"),
        (replace(THREAT, status="reaffirmed"), "Ana Reyes · reaffirmed"),
        (replace(THREAT, status="conditional"), "Ana Reyes · conditional"),
        (replace(THREAT, status="fulfilled"), "Ana Reyes · fulfilled"),
        (replace(THREAT, status="refused"), "REFUSED · Ana Reyes"),
        (replace(THREAT, status="withdrawn"), "WITHDRAWN · Ana Reyes"),
        # a plugin's own status
        (replace(THREAT, status="rumoured"), "Ana Reyes · rumoured"),
    ],
)
def test_who_and_how_it_stands(item, expected):
    assert who(item) == expected


def test_history_says_so():
    entry = builders.entry(builders.threat(time=Time.BACKGROUND))
    assert who(editions.act(entry)) == "Tomas Brandt · conditional · background"


@pytest.mark.parametrize("status", [Status.REFUSED, Status.WITHDRAWN])
def test_what_turns_an_act_round_leads_its_line_and_is_loud(status):
    words = line_blocks(replace(THREAT, status=status.value))[0].text
    assert words[0] == Words(status.value.upper(), Style.ALERT)


def test_an_acts_statement_is_the_reporters_sentence_and_gets_no_marks():
    assert printed(THREAT) == "“We will close the strait if the tariff stands,” Ana Reyes told reporters on Monday."


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        (("No.",), "“No.”"),
        # a split quote: each stretch in its own marks, so that nothing seems to stand together
        (("It was never funded,", "and we knew."), "“It was never funded,” […] “and we knew.”"),
        # straight marks and apostrophes inside collide with nothing
        (('He said "no" to Reyes’s plan',), '“He said "no" to Reyes’s plan”'),
        # curly marks inside: guillemets outside, the slice as it was
        (("He said “no” to it",), "«He said “no” to it»"),
        # one pair for a whole line
        (("He said “no”", "to it"), "«He said “no”» […] «to it»"),
        (("“No” and «nein»",), "「“No” and «nein»」"),
        # every pair occurs: none is added, the quotation is set apart anyway
        (("“No”, «nein», 「いいえ」",), "“No”, «nein», 「いいえ」"),
    ],
)
def test_quotation_marks(stretches, expected):
    article = builders.article(" -- ".join(stretches))
    assert printed(editions.quote(stretches, of=article)) == expected


def test_reported_speech_gets_no_marks():
    words = "The Vellin government pledged to keep the ferries running."
    statement = builders.statement(words, form=Form.INDIRECT, quotes=())
    item = replace(QUOTE, entry=builders.entry(statement), spans=statement.content)
    assert printed(item) == words


def test_a_condition_inside_the_statement_is_printed_there_and_not_twice():
    assert "if the tariff stands" in printed(THREAT)
    assert not any(isinstance(block, Fields) for block in line_blocks(THREAT))


def test_a_condition_that_stands_elsewhere_is_brought_to_its_act():
    item = editions.morning().sections[0].items[1]
    assert Fields((("Condition", (Words("If the ferries stop"),)),)) in line_blocks(item)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (builders.article(), "Harbour Courier · 2 Mar 2026, 12:00 UTC · port-talks.txt:5"),
        (builders.article(published=None), "Harbour Courier · port-talks.txt:5 · undated"),
        (builders.article(outlet=None), "2 Mar 2026, 12:00 UTC · port-talks.txt:5"),
        (
            builders.article(line_offset=7),
            "Harbour Courier · 2 Mar 2026, 12:00 UTC · port-talks.txt:12",
        ),  # front matter
    ],
)
def test_where_it_stands(article, expected):
    context = line_blocks(editions.quote(("Nobody will be stranded,",), of=article))[-1]
    assert spoken(context.text) == expected


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("file:///news/port%20talks.txt", "port talks.txt:1"),
        ("file:///news/2026.03/talks.txt", "2026.03/talks.txt:1"),  # a folder with a dot reads as a container: harmless
        ("file:///news.d/2026/talks.txt", "talks.txt:1"),
        ("file:///news/wire.jsonl/17", "wire.jsonl/17:1"),  # inside a container
        ("file:///news/README", "README:1"),
        ("https://ledger.example/cabinet", "ledger.example/cabinet:1"),
        ("-", "-:1"),  # standard input
    ],
)
def test_places(uri, expected):
    entry = builders.entry(of=builders.article(uri=uri))
    assert place(entry, 0) == expected


def test_other_outlets_are_named_up_to_three_and_then_counted():
    others = tuple(
        builders.entry(of=builders.article(outlet=name, url=f"https://{number}.example/"))
        for number, name in enumerate(("A", "B", "C", "D", "E"))
    )
    context = line_blocks(replace(QUOTE, also_in=others))[-1]
    assert spoken(context.text).endswith(" · also in A, B, C and 2 more")
    assert Words("B", link="https://1.example/") in context.text


def test_the_outlet_links_to_the_article():
    article = builders.article(url="https://ledger.example/cabinet")
    context = line_blocks(editions.quote(("Nobody will be stranded,",), of=article))[-1]
    assert context.text[0] == Words("Harbour Courier", link="https://ledger.example/cabinet")


def test_sections_stand_in_reading_order_with_custom_kinds_before_the_quotes():
    kinds = ("quote", "trade-barrier", "pledge", "threat")
    sections = in_order(Section(kind=kind, items=()) for kind in kinds)
    assert [section.kind for section in sections] == ["threat", "pledge", "trade-barrier", "quote"]
    assert section_title("trade-barrier") == "Trade barriers"


def test_an_empty_section_says_so():
    blocks = write(editions.quiet()).blocks
    assert blocks[2:4] == (Heading("Threats", level=2), Paragraph((Words("None found."),)))
    assert len(blocks) == 8


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        (editions.quiet(), "2 articles from 1 outlet"),
        (replace(editions.quiet(), articles=1, outlets=0), "1 article"),
        (
            replace(editions.quiet(), window=Window(since=None, until=builders.NOON)),
            "2 articles from 1 outlet · up to 2 Mar 2026, 12:00 UTC",
        ),
        (
            editions.morning(),
            "14 articles from 6 outlets · 2 Mar 2026, 01:00 UTC to 2 Mar 2026, 13:00 UTC",
        ),
    ],
)
def test_what_was_considered(brief, expected):
    assert spoken(write(brief).blocks[1].text) == expected


def test_the_window_is_in_moments_which_a_platform_shows_in_the_readers_time():
    assert When(builders.NOON.replace(hour=13)) in write(editions.morning()).blocks[1].text


@pytest.mark.parametrize(
    ("omitted", "expected"),
    [
        (Omitted(), None),
        (Omitted(unreadable=1), "Not in this brief: 1 that could not be read."),
        (Omitted(embargoed=1), "Not in this brief: 1 article embargoed, withheld or killed."),
        (
            Omitted(embargoed=2, languages=(("de", 1),)),
            "Not in this brief: 2 articles embargoed, withheld or killed; 1 article in German.",
        ),
        (
            Omitted(languages=(("de", 2), ("tlh", 1))),
            "Not in this brief: 3 articles in other languages (2 German, 1 tlh).",
        ),
    ],
)
def test_what_was_left_out(omitted, expected):
    last = write(replace(editions.quiet(), omitted=omitted)).blocks[-1]
    assert (spoken(last.text) if isinstance(last, Context) else None) == expected


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        (editions.morning(), "Morning brief: 2 threats, 4 pledges and 3 quotes in 14 articles"),
        (editions.quiet(), "Morning brief: nothing found in 2 articles"),
        (
            replace(editions.quiet(), sections=(Section(kind="threat", items=(THREAT,)),)),
            "Morning brief: 1 threat in 2 articles",
        ),
    ],
)
def test_the_summary_reads_well_alone(brief, expected):
    assert write(brief).summary == expected


def test_a_preview_says_why_each_line_is_there():
    texts = [
        spoken(block.text) for block in write(editions.morning(), reasons=True).blocks if isinstance(block, Context)
    ]
    assert "Here because: key act; reported by 2 outlets" in texts
    assert not any("Here because" in spoken(b.text) for b in write(editions.morning()).blocks if isinstance(b, Context))


@given(hostile.briefs())
@settings(deadline=None, max_examples=60)
def test_every_slice_is_printed_whole_in_its_own_quotation(brief: Brief):
    quotations = iter(block.text for block in write(brief).blocks if isinstance(block, Quotation))
    for section in in_order(brief.sections):
        for item in section.items:
            quotation = next(quotations)
            at = 0
            for words in item.text:
                at = quotation.index(words, at) + len(words)
    assert next(quotations, None) is None


@pytest.mark.parametrize(
    "given_fields",
    [
        {"label": " ", "action": "why"},  # no label
        {"label": "Why"},  # does nothing
        {"label": "Why", "action": "why", "url": "https://ledger.example"},  # does two things
        {"label": "Why", "action": "why:not"},  # the colon parts action and key
        {"label": "Why", "action": "why", "key": "k" * 97},  # more than Discord sends back
    ],
)
def test_impossible_buttons_are_refused(given_fields):
    with pytest.raises(ValueError, match=r"button has|action has"):
        Button(**given_fields)


def test_a_pager_stands_on_one_of_its_pages():
    with pytest.raises(ValueError, match="3 of 2"):
        Pager(key="k", page=3, pages=2)
    with pytest.raises(ValueError, match="fits 100 characters"):
        Pager(key="k" * 94, page=1, pages=2)
    assert Pager(key="k" * 93, page=1, pages=2).buttons
