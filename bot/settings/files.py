"""What may be written in each file? The settings by name, with what they mean and what stands for them when left out.

These are pydantic models of the YAML as editors write it; `bot.settings.load` turns them into the frozen types that
the rest of the product knows. Defaults are written as an editor would write them, and read by the same rules.
"""

from __future__ import annotations

import re
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, model_validator

from bot.settings.briefing import CatchUp, OnTimeout, Review, WhenEmpty
from bot.settings.desk import CONSOLE, Level, LogFormat
from bot.settings.timing import TimingError, read_cron
from bot.settings.values import (
    Days,
    Duration,
    Keep,
    Language,
    Lines,
    Port,
    Quiets,
    Since,
    Text,
    Texts,
    Times,
    Timezone,
    Until,
    WebAddress,
    Window,
    YesNo,
    choice,
    several,
    shown,
    text,
    wrong,
)
from briefs.brief import QUOTE
from briefs.person import PersonKind

KINDS = ("threat", "pledge", QUOTE)
"""The sections of a brief."""

REQUIRED: Any = ...


def setting(default: Any, meaning: str) -> Any:
    """Return the field of one setting: what stands for it when it is left out, and what it means."""
    return Field(default, description=meaning)


class Group(BaseModel):
    """Settings that stand together; unknown ones are refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        validate_default=True,
        hide_input_in_errors=True,
        # Most files hold few kinds of entries, and a model costs a start its milliseconds whether it is used or not.
        defer_build=True,
    )


class StoreGroup(Group):
    """Where articles and records are kept."""

    path: Text = setting("../onrecord.db", "the SQLite file that is used where DATABASE_URL is not set")


class RetentionGroup(Group):
    """How long things are kept."""

    articles: Keep = setting("forever", "how long an article and its records stay: forever, or a duration such as 365d")


class WebGroup(Group):
    """The site behind the links."""

    host: Text = setting("127.0.0.1", "the address to listen at; with $PORT set it is 0.0.0.0")
    port: Port = setting("8080", "the port to listen at; $PORT goes before it")
    address: WebAddress | None = setting(None, "how people reach the site; without it lines carry no links to it")
    links_last: Duration = setting("7d", "how long a signed link opens a page")


class LoggingGroup(Group):
    """What is logged, on standard error."""

    level: Annotated[Level, PlainValidator(choice(Level))] = setting("info", "debug, info, warning or error")
    format: Annotated[LogFormat, PlainValidator(choice(LogFormat))] = setting(
        "text", "text for people, json for a log collector"
    )


class MainFile(Group):
    """`onrecord.yaml`."""

    language: Language = setting("en", "assumed where an article does not say and its words do not tell")
    timezone: Timezone = setting("UTC", "of every briefing that names no other")
    extractors: Texts = setting(["statements", "acts"], "what reads the articles, in the order they run")
    administrators: Text = setting(CONSOLE, "the channel that hears of what goes wrong")
    editors: Text | None = setting(None, "the channel that drafts go to, where a briefing wants review")
    store: StoreGroup = setting({}, "where articles and records are kept")
    retention: RetentionGroup = setting({}, "how long they are kept")
    web: WebGroup = setting({}, "the site behind the links")
    logging: LoggingGroup = setting({}, "what is logged, on standard error")


def _cron(value: Any) -> str:
    words = text(value)
    try:
        read_cron(words, ZoneInfo("UTC"))
    except TimingError as error:
        raise wrong(what=error.what, remedy=error.remedy) from error
    return words


class WhenGroup(Group):
    """Times on days, or cron."""

    times: Times | None = setting(None, "HH:MM, one or several")
    days: Days = setting("daily", "mon to sun, weekdays, weekends or daily")
    cron: Annotated[str, PlainValidator(_cron)] | None = setting(
        None, 'instead of times and days: "minute hour day month weekday"'
    )
    timezone: Timezone | None = setting(None, "an IANA name; left out, that of onrecord.yaml")

    @model_validator(mode="after")
    def _one_of_both(self) -> WhenGroup:
        if self.cron is not None and (self.times is not None or "days" in self.model_fields_set):
            raise wrong(what='it stands beside "times" or "days"', remedy="keep one of the two", at="cron")
        if self.cron is None and not self.times:
            raise wrong(what="no time is named", remedy='write "times: 07:30", or "cron:" and its five fields')
        return self


ON_REQUEST = "on-request"


def _when(value: Any) -> Any:
    if isinstance(value, str):
        if re.sub(r"[\s_]+", "-", value.strip().lower()) == ON_REQUEST:
            return None
        raise wrong(
            what=f"{shown(value)} stands where times belong", remedy=f'write "times: 07:30" below it, or {ON_REQUEST}'
        )
    return value


def _alerts(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    if word in {"yes", "true", "on"}:
        return {}
    if word in {"no", "false", "off"}:
        return None
    raise wrong(what=f"{shown(value)} is neither yes nor no", remedy='write yes or no, or "review: none" below it')


ReviewChoice = Annotated[Review, PlainValidator(choice(Review))]


class AlertsGroup(Group):
    """Alerts between editions."""

    review: ReviewChoice = setting("required", "none, or required: an editor approves each alert first")


def _kind(value: Any) -> str:
    word = text(value).lower()
    if word not in KINDS:
        singular = word.removesuffix("s")
        hint = f"did you mean '{singular}'? " if singular in KINDS else ""
        raise wrong(what=f"{shown(value)} is not a kind of line", remedy=f"{hint}write threat, pledge or quote")
    return word


Kind = Annotated[str, PlainValidator(_kind)]


class FiltersGroup(Group):
    """Which records a briefing wants; all that are given must hold."""

    people: Texts = setting([], "speakers or issuers, by their name or a part of it")
    places: Texts = setting([], "places named in the paragraph or in the title of its article")
    words: Texts = setting([], "words in the paragraph or in the title; case and accents do not matter")
    outlets: Texts = setting([], "publishers, by their whole name")
    kinds: Annotated[tuple[Kind, ...], BeforeValidator(several)] = setting([], "threat, pledge, quote")
    confidence: Lines = setting("0", "how probable, in per cent, that a quote and its speaker are read right")


class LimitsGroup(Group):
    """How many lines each section holds; what is over is counted in the brief's last line."""

    threat: Lines = setting("5", "most threats; 0 leaves the section out")
    pledge: Lines = setting("5", "most pledges")
    quote: Lines = setting("5", "most quotes")


class BriefingEntry(Group):
    """One briefing of `briefings.yaml`."""

    name: Text = setting(REQUIRED, "how commands and editors call it; each name once")
    title: Text | None = setting(None, "the heading; left out, the name")
    channels: Texts = setting(REQUIRED, "where it is posted, by the names in channels.yaml")
    when: Annotated[WhenGroup | None, BeforeValidator(_when)] = setting(
        REQUIRED, f"when it is due: times or cron; or {ON_REQUEST}"
    )
    window: Window = setting(
        "since-last", "what it covers: since-last (all that came in since its last edition), or a duration such as 12h"
    )
    filters: FiltersGroup = setting({}, "which records it wants; all of them where nothing is named")
    limits: LimitsGroup = setting({}, "how many lines each section holds")
    when_empty: Annotated[WhenEmpty, PlainValidator(choice(WhenEmpty))] = setting(
        "skip", "when nothing qualifies: skip, or say-so"
    )
    catch_up: Annotated[CatchUp, PlainValidator(choice(CatchUp))] = setting(
        "latest", "of the editions missed while the bot was down: latest, all or none"
    )
    quiet_hours: Quiets = setting([], "FROM-TO, e.g. 22:00-07:00: what falls into them waits until they end")
    thread: YesNo = setting("no", "yes puts the details into a thread under a short post")
    alerts: Annotated[AlertsGroup | None, BeforeValidator(_alerts)] = setting(
        "no", "yes posts a new key threat within a minute of reading it"
    )
    review: ReviewChoice = setting("none", "none, or required: an editor approves each draft first")
    review_within: Duration = setting("30m", "how long editors have for that")
    on_timeout: Annotated[OnTimeout, PlainValidator(choice(OnTimeout))] = setting(
        "skip", "what becomes of a draft that nobody approved in time: skip or post"
    )
    paused: YesNo = setting("no", "yes keeps it and posts nothing")

    @model_validator(mode="after")
    def _has_a_channel(self) -> BriefingEntry:
        if not self.channels:
            raise wrong(what="no channel is named", remedy=f'write "channels: [{CONSOLE}]", or others of channels.yaml')
        return self


class OutletEntry(Group):
    """One publisher of `outlets.yaml`."""

    name: Text = setting(REQUIRED, "as it is printed where the copy does not name its publisher")
    folder: Text | None = setting(
        None, "a folder, read with all below it; or an fsspec address such as s3://bucket/wire"
    )
    glob: Text | None = setting(None, "instead of a folder: files by pattern, e.g. ../wire/**/*.xml")
    feed: WebAddress | None = setting(None, "instead of a folder: the address of an RSS, Atom or JSON feed")
    reader: Text | None = setting(
        None, "which reader takes its files, whatever they look like; left out, the content decides"
    )
    language: Language | None = setting(None, "assumed where the copy does not say; left out, that of onrecord.yaml")
    check_every: Duration = setting("5m", "how often we look for new articles")
    usual_interval: Duration | None = setting(
        None, "how often it publishes at the least; administrators hear of a longer silence"
    )

    @model_validator(mode="after")
    def _one_supply(self) -> OutletEntry:
        given = [key for key in ("folder", "glob", "feed") if getattr(self, key) is not None]
        if not given:
            raise wrong(what="nothing says where its articles are", remedy='write "folder:", "glob:" or "feed:"')
        if len(given) > 1:
            raise wrong(
                what=f'it stands beside "{given[0]}"', remedy="keep one; a second supply is a second entry", at=given[1]
            )
        return self


def _person_kind(value: Any) -> PersonKind:
    if text(value).lower() == PersonKind.UNNAMED:
        raise wrong(
            what='"unnamed" is for people whom an article does not name', remedy="write person, state, body or group"
        )
    return choice(PersonKind, besides=PersonKind.UNNAMED)(value)


class RoleEntry(Group):
    """One office of a person."""

    title: Text = setting(
        REQUIRED, "as articles write it, with the place where that matters: foreign minister of Vellin"
    )
    since: Since | None = setting(None, "from that day, month or year on")
    until: Until | None = setting(None, "to the end of that day, month or year")

    @model_validator(mode="after")
    def _in_order(self) -> RoleEntry:
        if self.since and self.until and self.since > self.until:
            raise wrong(
                what=f"it ends on {self.until}, before it begins on {self.since}",
                remedy="exchange since and until",
                at="until",
            )
        return self


def _roles(value: Any) -> Any:
    items = value if isinstance(value, list) else [value]  # a single role may stand without a dash
    return [{"title": item} if isinstance(item, str) else item for item in items]


class PersonEntry(Group):
    """One known speaker of `people.yaml`."""

    name: Text = setting(REQUIRED, "the fullest form of the name")
    id: Text | None = setting(
        None, "what joins the spellings for good; left out, made of the name. Needed where two share a name"
    )
    kind: Annotated[PersonKind, PlainValidator(_person_kind)] = setting("person", "person, state, body or group")
    aliases: Texts = setting([], "other names and spellings")
    roles: Annotated[tuple[RoleEntry, ...], BeforeValidator(_roles)] = setting(
        [], "offices; a title, or a title with dates"
    )


class ChannelEntry(Group):
    """One channel of `channels.yaml`."""

    platform: Text = setting(REQUIRED, "slack, discord or console")
    id: Text | None = setting(None, "as the platform knows it: C0123456789 on Slack, 18 digits or so on Discord")

    @model_validator(mode="after")
    def _has_its_id(self) -> ChannelEntry:
        known = _IDS.get(self.platform)
        if self.platform == CONSOLE and self.id is not None:
            raise wrong(what="the console has no id", remedy="remove it", at="id")
        if known and not re.fullmatch(known[0], self.id or ""):
            what = (
                "it has no id" if self.id is None else f"{shown(self.id)} is not a {self.platform.title()} channel's id"
            )
            raise wrong(what=what, remedy=known[1], at="id")
        return self


_IDS = {
    "slack": (
        "[CGD][A-Z0-9]{6,20}",
        'write the one that begins with C, from the foot of "View channel details", e.g. C0123456789',
    ),
    "discord": (
        "[0-9]{15,22}",
        'write the number that "Copy Channel ID" gives, with developer mode on',
    ),
}
