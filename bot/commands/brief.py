"""What happened? `/brief` composes from the record now, for the person who asks."""

from __future__ import annotations

from datetime import timedelta

from bot.commands import suggesting
from bot.commands.days import read_moment
from bot.commands.registry import Command, Means, Option, Request, Takes
from briefs.brief import Brief, Filters, Limits, Window
from briefs.composing.compose import TITLE
from briefs.composing.edition import draw
from briefs.message import Block, Context, Message, Paragraph, Words
from briefs.rendering.message import write

WINDOW = timedelta(hours=24)
"""How far back a brief looks unless told otherwise."""
_LIMITS = Limits(threat=3, pledge=3, quote=3)
"""Shorter than a channel's briefing: it is read at once, in the middle of something."""


def brief(request: Request, means: Means) -> Message:
    """Answer `/brief`."""
    options = request.options
    since = read_moment(options["since"], now=means.now) if "since" in options else means.now - WINDOW
    place = options.get("place")
    drawn = draw(
        means.store,
        window=Window(since=since, until=means.now),
        readable=means.readable,
        title=_title(options.get("topic"), options.get("speaker"), place),
        limits=_LIMITS,
        filters=Filters(places=(place,) if place else ()),
        speaker=options.get("speaker"),
        about=options.get("topic"),
    )
    return _said(drawn, is_default="since" not in options)


BRIEF = Command(
    name="brief",
    description="The key threats, pledges and quotes of the last day, or since you say",
    options=(
        Option(name="topic", description="Words that stand near it or in the title", example="grain"),
        Option(
            name="since",
            description="A day or an age: 12h, yesterday, 2026-03-01",
            takes=Takes.DAY,
            example="7d",
            suggest=suggesting.ages,
        ),
        Option(
            name="speaker",
            description="Part of a name; a surname will do",
            example="Ana Reyes",
            suggest=suggesting.speakers,
        ),
        Option(name="place", description="A place that the line names", example="Vellin"),
    ),
    words="topic",
    example="ferries since:7d",
    handler=brief,
)


def _said(drawn: Brief, *, is_default: bool) -> Message:
    window = "That is the last 24 hours; since:7d looks further back." if is_default else ""
    if not any(section.items for section in drawn.sections):
        said = f"{drawn.title}: nothing {'in the last 24 hours' if is_default else 'since then'}."
        blocks: tuple[Block, ...] = (Paragraph((Words(said),)),)
        if is_default:
            blocks += (Context((Words("since:7d looks further back."),)),)
        return Message(summary=said, blocks=blocks)
    written = write(drawn)
    return Message(
        summary=written.summary,
        blocks=(*written.blocks, *((Context((Words(window),)),) if window else ())),
    )


def _title(topic: str | None, speaker: str | None, place: str | None) -> str:
    of = ", ".join(word for word in (topic, speaker, place) if word)
    return f"{TITLE}: {of}" if of else TITLE
