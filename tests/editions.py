"""A morning's brief with one line of every sort, and one of a quiet day: what the golden files are made of."""

from __future__ import annotations

from datetime import date, timedelta

import builders

from briefs.acts import Act, Status, Time
from briefs.article import Article
from briefs.brief import QUOTE, Brief, Item, Omitted, Section, Window
from briefs.record import Entry

LEDGER = (
    "Cabinet splits over sanctions\n\n"
    "Norvia, Karsk and Ostmark have refused to provide troops, officials in Karsk said. The prime minister withdrew "
    "last week's promise of winter fuel subsidies for pensioners in the northern provinces after a revolt by deputies "
    "of her own party, who had called the plan unaffordable and badly drafted.\n\n"
    "“It was never funded,” said one deputy, “and everybody knew it. We were asked to vote for a headline.”\n\n"
    "“Nobody asked us,” a man on the quay said.\n\n"
    "If the ferries stop, the islands will starve, said Brandt. Then we will blockade the port, he added.\n"
)


def _ledger() -> Article:
    return builders.article(
        LEDGER,
        uri="file:///news/north/cabinet_splits.txt",
        outlet="The Northern Ledger",
        title="Cabinet splits",
        published=date(2026, 3, 2),
        url="https://ledger.example/cabinet?id=7&page=1",
    )


def _also() -> Article:
    wire = "Ferry talks\n\n" + builders.TEXT
    return builders.article(wire, uri="file:///news/wire.jsonl/17", outlet="Coast Daily", published=None)


def act(entry: Entry, **fields) -> Item:
    """A line of a brief with an act's statement."""
    finding = entry.record.finding
    assert isinstance(finding, Act)
    given = {"speaker": "Tomas Brandt", "status": finding.status.value, "condition": finding.condition, **fields}
    return Item(entry=entry, spans=(finding.statement,), **given)


def quote(stretches: tuple[str, ...], *, of: Article, **fields) -> Item:
    """A line of a brief with a quotation of one or several stretches."""
    spans = tuple(builders.span(stretch, of.text) for stretch in stretches)
    finding = builders.statement(stretches[0], text=of.text, content=spans, quotes=spans)
    return Item(entry=builders.entry(finding, of=of), spans=spans, **{"speaker": "Tomas Brandt", **fields})


def morning() -> Brief:
    """Two threats, four pledges and three quotes: conditional, refused, withdrawn, ambiguous, unknown, undated."""
    courier, ledger, also = builders.article(), _ledger(), _also()

    def at(words: str):
        return builders.span(words, LEDGER)

    threats = (
        act(
            builders.entry(builders.threat(), of=courier),
            speaker="Ana Reyes",
            also_in=(builders.entry(builders.threat(text=also.text), of=also),),
            reasons=("key act", "reported by 2 outlets"),
        ),
        act(
            builders.entry(
                builders.threat(
                    "Then we will blockade the port, he added.",
                    "will blockade",
                    text=LEDGER,
                    condition=(at("If the ferries stop"),),
                    status=Status.CONDITIONAL,
                ),
                of=ledger,
            )
        ),
    )
    pledges = (
        act(
            builders.entry(
                builders.pledge(
                    "Norvia, Karsk and Ostmark have refused to provide troops",
                    "have refused",
                    text=LEDGER,
                    status=Status.REFUSED,
                ),
                of=ledger,
            ),
            speaker="Norvia, Karsk and Ostmark",
        ),
        act(
            builders.entry(
                builders.pledge(
                    LEDGER[LEDGER.index("The prime minister") : LEDGER.index("\n\n“It was")],
                    "withdrew",
                    text=LEDGER,
                    status=Status.WITHDRAWN,
                ),
                of=ledger,
            ),
            speaker=None,
            speaker_note="ambiguous: Ilse Maurer or Petra Hahn",
        ),
        act(builders.entry(builders.pledge(), of=courier), speaker="Vellin government"),
        act(
            builders.entry(builders.pledge(text=also.text, status=Status.REAFFIRMED, time=Time.BACKGROUND), of=also),
            speaker="Vellin government",
        ),
    )
    quotes = (
        quote(
            ("It was never funded,", "and everybody knew it. We were asked to vote for a headline."),
            of=ledger,
            speaker="unnamed deputy",
        ),
        quote(("Nobody asked us,",), of=ledger, speaker=None, speaker_note="no name stands near these words"),
        quote(("Nobody will be stranded,",), of=courier),
    )
    return Brief(
        title="Morning brief",
        window=Window(since=builders.NOON - timedelta(hours=11), until=builders.NOON + timedelta(hours=1)),
        sections=(
            Section(kind="threat", items=threats, left_out=3),
            Section(kind="pledge", items=pledges),
            Section(kind=QUOTE, items=quotes),
        ),
        articles=14,
        outlets=6,
        omitted=Omitted(embargoed=2, languages=(("de", 2), ("fr", 1)), unreadable=1),
    )


def quiet() -> Brief:
    """Nothing found, in files: no window."""
    kinds = ("threat", "pledge", QUOTE)
    sections = tuple(Section(kind=kind, items=()) for kind in kinds)
    return Brief(title="Morning brief", window=None, sections=sections, articles=2, outlets=1)
