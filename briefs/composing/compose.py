"""How does a brief come about? Filter, group, rank, pick; then one item a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefs.acts import issuer_name
from briefs.brief import QUOTE, Brief, Filters, Item, Limits, Omitted, Section, Window
from briefs.composing.group import Group, group_acts, group_quotes
from briefs.composing.select import Choice, is_news, is_quotable, leading, pick, rank_act, rank_quote, wanted
from briefs.person import UNREAD, Ambiguous, Resolution, Unknown, printed_name
from briefs.record import Entry
from briefs.statement import Statement

TITLE = "On the record"


def compose(
    entries: Iterable[Entry],
    *,
    articles: int,
    outlets: int,
    title: str = TITLE,
    limits: Limits | None = None,
    filters: Filters | None = None,
    window: Window | None = None,
    omitted: Omitted | None = None,
) -> Brief:
    """Return the brief of `entries`, which stand in `articles` articles of `outlets` outlets.

    Pure and stable: the same entries, in any order, give the same brief. Every section that the limits allow is there,
    empty where nothing was found.
    """
    limits = limits or Limits()
    passed = tuple(entry for entry in entries if wanted(entry, filters or Filters()))
    acts = group_acts(entry for entry in passed if is_news(entry))
    sections = [
        _section("threat", limits.threat, [rank_act(group) for group in acts if group.head.record.kind == "threat"]),
        _section("pledge", limits.pledge, [rank_act(group) for group in acts if group.head.record.kind == "pledge"]),
    ]
    printed = tuple(item for section in sections for item in section.items)
    quotes = group_quotes(entry for entry in passed if is_quotable(entry))
    fresh = [rank_quote(group) for group in quotes if not _repeats(group, printed)]
    sections.append(_section(QUOTE, limits.quote, fresh))
    return Brief(
        title=title,
        window=window,
        sections=tuple(section for section in sections if getattr(limits, section.kind) > 0),
        articles=articles,
        outlets=outlets,
        omitted=omitted or Omitted(),
    )


def _section(kind: str, limit: int, choices: Sequence[Choice]) -> Section:
    chosen = pick(choices, limit)
    return Section(kind=kind, items=tuple(map(_chosen, chosen)), left_out=len(choices) - len(chosen))


def _repeats(group: Group, printed: Sequence[Item]) -> bool:
    """Say whether a quote stands inside an act that is already printed, in any of its articles.

    Where the act names nobody and the quote does, both are printed: a name is not lost to save a line.
    """
    named = printed_name(_speaker(group.head)) is not None
    return any(
        entry.record.article == other.record.article and entry.record.span.overlaps(other.record.span)
        for item in printed
        if item.speaker is not None or not named
        for other in (item.entry, *item.also_in)
        for entry in group.entries
    )


def _speaker(entry: Entry) -> Resolution:
    finding = entry.record.finding
    return finding.speaker if isinstance(finding, Statement) else UNREAD


def item_of(entry: Entry) -> Item:
    """Return an entry ready to print, on its own: an act by its statement, a quote by its stretches."""
    finding = entry.record.finding
    if isinstance(finding, Statement):
        return Item(
            entry=entry,
            spans=finding.quotes or finding.content,
            speaker=printed_name(finding.speaker),
            speaker_note=_note((finding.speaker,)),
        )
    resolutions = tuple(party.resolution for party in finding.issuer)
    return Item(
        entry=entry,
        spans=(finding.statement,),
        speaker=issuer_name(finding),
        speaker_note=_note(resolutions) if resolutions else "nobody is named as the one who commits",
        status=finding.status.value,
        condition=finding.condition,
        reasons=finding.reasons,
    )


def _chosen(choice: Choice) -> Item:
    head = choice.group.head
    item = item_of(head)
    return replace(
        item,
        spans=leading(head, item.spans),
        also_in=choice.group.elsewhere,
        reasons=choice.reasons,
    )


def _note(resolutions: Iterable[Resolution]) -> str | None:
    """Say what an editor must know of names that are not certain."""
    for resolution in resolutions:
        if isinstance(resolution, Ambiguous):
            return f"ambiguous: {' or '.join(person.name for person in resolution.candidates)}"
        if isinstance(resolution, Unknown) and resolution.description is None:
            return resolution.reason
    return None
