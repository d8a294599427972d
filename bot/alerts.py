"""Which key threats are told at once? Those that were just read, each once, to the channels of the briefings that ask.

An act that several outlets report is one alert, and one that was withdrawn since is another.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.drafting import REMEMBERED, Adapters, entries_of, labelled, status_of
from bot.outbox.edition import Copy, Edition, EditionKey, Kind, Part
from bot.outbox.outbox import Outbox
from bot.schedule import quiet_until
from bot.settings import Briefing, Review, Settings
from briefs.acts import Threat, Time
from briefs.brief import Item
from briefs.composing.compose import item_of
from briefs.composing.group import group_acts
from briefs.composing.news import unprinted
from briefs.composing.select import wanted
from briefs.message import Heading, Message
from briefs.record import Entry
from briefs.rendering.message import line_blocks
from briefs.store.interface import Query, Store

SUMMARY_ROOM = 120
"""Characters of the threat itself in a notification."""


def raise_alerts(
    briefing: Briefing, *, store: Store, outbox: Outbox, settings: Settings, adapters: Adapters, until: datetime
) -> int:
    """Plan an alert for each key threat that entered the store since the last call, and say how many are new.

    `until` lies a little behind the clock, for the same reason as a window's end does. Readable languages need no
    check: of others nothing is in the store.
    """
    if briefing.alerts is None:
        return 0
    name = f"alerts {briefing.name}"
    seen = outbox.seen(name, otherwise=until)
    if briefing.paused or until <= seen:
        outbox.see(name, until)
        return 0
    review = briefing.alerts.review is Review.REQUIRED and settings.editors is not None
    channels = (settings.editors,) if review and settings.editors else briefing.channels
    found = store.find(Query(now=until, entered_after=seen, entered_until=until, kinds=(Threat.kind,)))
    known = outbox.printed(briefing.name, channels[0], after=until - REMEMBERED, kinds=(Kind.ALERT,))
    fresh = unprinted(filter(_is_key, found), entries_of(known, store))
    groups = group_acts(entry for entry in fresh if wanted(entry, briefing.filters))
    planned = 0
    for group in sorted(groups, key=lambda group: group.head.entered or until):
        item = replace(item_of(group.head), also_in=group.elsewhere)
        message = labelled(_message(item, briefing), late_for=None, note=_note(briefing) if review else "")
        copies = tuple(
            Copy(
                channel=settings.channels[channel],
                until=until,
                parts=tuple(Part(post=post) for post in adapters[settings.channels[channel].platform].render(message)),
                printed=tuple((entry, status_of(entry)) for entry in group.entries),
                not_before=quiet_until(briefing, until),
            )
            for channel in channels
        )
        day = (group.head.entered or until).astimezone(ZoneInfo(briefing.timezone)).date()
        key = EditionKey(kind=Kind.ALERT, briefing=briefing.name, day=day, slot=group.head.record.id)
        outbox.plan(Edition(key=key, due=until, copies=copies), now=until)
        planned += 1
    outbox.see(name, until)
    return planned


def _is_key(entry: Entry) -> bool:
    finding = entry.record.finding
    return isinstance(finding, Threat) and finding.key and finding.time is Time.CURRENT


def _message(item: Item, briefing: Briefing) -> Message:
    said = " ".join(" ".join(item.text).split())
    clipped = said if len(said) <= SUMMARY_ROOM else f"{said[: SUMMARY_ROOM - 1].rstrip()}…"
    who = f"{item.speaker}: " if item.speaker else ""
    return Message(
        summary=f"Key threat, {briefing.title}: {who}{clipped}",
        blocks=(Heading(f"Key threat · {briefing.title}"), *line_blocks(item)),
    )


def _note(briefing: Briefing) -> str:
    return f"For the editors; {', '.join(briefing.channels)} would get it. Approving in chat comes later."
