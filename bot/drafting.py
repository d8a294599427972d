"""What does an edition say in each channel? Composed since the last one there, written, and laid out in parts.

Nothing here posts or stores: a draft is what the outbox takes, and what `onrecord preview` shows.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.adapters.interface import ChatAdapter
from bot.outbox.edition import Basis, Copy, Part
from bot.outbox.outbox import Outbox
from bot.outbox.planning import Printed
from bot.settings import Briefing, Channel, WhenEmpty
from briefs.acts import Act
from briefs.brief import Brief, Item, Window
from briefs.composing.edition import draw
from briefs.message import Context, Heading, Message, Paragraph, When, Words
from briefs.record import Entry, Record
from briefs.rendering.json import as_object
from briefs.rendering.message import write
from briefs.store.interface import Store

Adapters = Mapping[str, ChatAdapter]
"""By platform."""

FIRST_WINDOW = timedelta(days=1)
"""How far the first edition in a channel reaches back from the moment we learnt of its briefing: a new one
does not begin with the whole archive."""
REMEMBERED = timedelta(days=14)
"""How long a printed line counts as known to the readers of its channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An edition of a briefing for one channel, before it is laid out for its platform."""

    briefing: Briefing
    channel: str
    brief: Brief
    basis: Basis
    """What the channel had when this was composed."""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing qualified."""
        return not any(section.items for section in self.brief.sections)

    @property
    def is_wanted(self) -> bool:
        """Say whether it is to be posted, empty or not."""
        return not self.is_empty or self.briefing.when_empty is WhenEmpty.SAY_SO


def draft(
    briefing: Briefing,
    channel: str,
    *,
    store: Store,
    outbox: Outbox,
    readable: Container[str],
    until: datetime,
    now: datetime,
) -> Draft:
    """Compose what `channel` gets of a briefing, up to `until`."""
    basis = outbox.basis(briefing.name, channel)
    since = until - briefing.window if briefing.window else basis.until
    if since is None:
        since = (outbox.begun(briefing.name) or until) - FIRST_WINDOW
    known = outbox.printed(briefing.name, channel, after=now - REMEMBERED)
    brief = draw(
        store,
        window=Window(since=min(since, until), until=until),
        readable=readable,
        title=briefing.title,
        limits=briefing.limits,
        filters=briefing.filters,
        printed=entries_of(known, store),
    )
    return Draft(briefing=briefing, channel=channel, brief=brief, basis=basis)


def entries_of(lines: tuple[Printed, ...], store: Store) -> tuple[Entry, ...]:
    """Return the lines that were printed as records beside their articles; of a forgotten article none is left."""
    articles = {name: store.article(name) for name in {line.article for line in lines}}
    return tuple(
        Entry(record=Record(article=article.id, finding=line.finding, extractor=""), article=article)
        for line in lines
        if (article := articles[line.article]) is not None
    )


def lay_out(
    made: Draft,
    *,
    adapter: ChatAdapter,
    channel: Channel,
    late_for: datetime | None = None,
    note: str = "",
    not_before: datetime | None = None,
) -> Copy:
    """Return the draft as the posts of its platform, none where nothing qualified.

    `late_for` is the moment it was due, where it comes late.
    """
    window = made.brief.window
    silent = Copy(
        channel=channel,
        since=window.since if window else None,
        until=window.until if window else None,
        brief=as_object(made.brief),
        parts=(),
    )
    if not made.is_wanted:
        return silent
    message = labelled(write(made.brief), late_for=late_for, note=note)
    threaded = made.briefing.thread and adapter.capabilities.threads and not made.is_empty
    head = tuple(Part(post=post) for post in adapter.render(opening(message) if threaded else message))
    details = tuple(Part(post=post, in_thread=True) for post in adapter.render(message)) if threaded else ()
    return replace(
        silent,
        parts=(*head, *details),
        printed=tuple((entry, status_of(entry)) for entry in _entries(made.brief)),
        not_before=not_before,
    )


def labelled(message: Message, *, late_for: datetime | None, note: str = "") -> Message:
    """Return the message with small print under its heading: that it is late, or what else is to be known first."""
    lines = []
    if late_for is not None:
        lines.append(Context((Words("Late: it was due "), When(late_for))))
    if note:
        lines.append(Context((Words(note),)))
    at = 1 if message.blocks and isinstance(message.blocks[0], Heading) else 0
    return replace(message, blocks=(*message.blocks[:at], *lines, *message.blocks[at:])) if lines else message


def opening(message: Message) -> Message:
    """Return the short post above a thread: the heading, its small print, and what stands in the thread."""
    lead = []
    for block in message.blocks:
        if not isinstance(block, Heading | Context) or (isinstance(block, Heading) and block.level > 1):
            break
        lead.append(block)
    found = message.summary.partition(": ")[2] or message.summary
    return Message(summary=message.summary, blocks=(*lead, Paragraph((Words(f"{found[:1].upper()}{found[1:]}."),))))


def status_of(entry: Entry) -> str | None:
    """Return how an act stands; None for a quote."""
    finding = entry.record.finding
    return finding.status.value if isinstance(finding, Act) else None


def _entries(brief: Brief) -> tuple[Entry, ...]:
    items: tuple[Item, ...] = tuple(item for section in brief.sections for item in section.items)
    return tuple(entry for item in items for entry in (item.entry, *item.also_in))
