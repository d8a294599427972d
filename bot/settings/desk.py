"""What is configured? One newsroom's settings, read from a folder of YAML and the environment, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from bot.settings.briefing import Briefing
from bot.settings.credentials import Secrets
from briefs.person import Person

CONSOLE = "console"
"""The channel that is always there: what is posted to it is printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A place to post, under our own name."""

    name: str
    platform: str
    """`slack`, `discord`, `console` or an installed adapter."""
    id: str | None = None
    """As the platform knows it; None for the console."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Every file in a folder and below it."""

    address: str
    """An absolute path, or an fsspec URL such as s3://bucket/wire."""

    @property
    def path(self) -> Path | None:
        """The folder on this machine; None for a URL."""
        return None if "://" in self.address else Path(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glob:
    """Files by pattern: /srv/wire/**/*.xml."""

    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An RSS, Atom or JSON feed."""

    url: str


Supply = Folder | Glob | Feed
"""Where the articles of an outlet come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher, and where its articles come from."""

    name: str
    """As it is printed where the copy does not name its publisher."""
    supply: Supply
    reader: str | None = None
    """None lets the content decide."""
    language: str
    """Assumed where the copy does not say."""
    check_every: timedelta = timedelta(minutes=5)
    """How often we look."""
    usual_interval: timedelta | None = None
    """How often it publishes at the least: a longer silence is worth a word to the administrators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """The site behind the links."""

    host: str = "127.0.0.1"
    port: int = 8080
    address: str | None = None
    """How people reach it, https://record.example.org; None when they do not, and then lines carry no links to it."""
    links_last: timedelta = timedelta(days=7)


class Level(StrEnum):
    """From which severity on events are logged."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class LogFormat(StrEnum):
    """Lines for people, or JSON for a log collector."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Logging:
    """What is logged; always to standard error."""

    level: Level = Level.INFO
    format: LogFormat = LogFormat.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an editor may decide, and the secrets of the environment."""

    folder: Path
    """Where the YAML files were read."""
    base: Path
    """What relative paths count from: `folder`, or ./config for the settings that come with the product."""
    language: str = "en"
    timezone: str = "UTC"
    extractors: tuple[str, ...] = ("statements", "acts")
    store: Path
    """The SQLite file that is used without `DATABASE_URL`."""
    keep_articles: timedelta | None = None
    """How long an article and its records stay in the store; None for ever."""
    administrators: str = CONSOLE
    """The channel that hears of what goes wrong."""
    editors: str | None = None
    """The channel that drafts go to; needed where a briefing wants review."""
    web: Web = Web()
    logging: Logging = Logging()
    briefings: tuple[Briefing, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    people: tuple[Person, ...] = ()
    channels: Mapping[str, Channel] = field(
        default_factory=lambda: MappingProxyType({CONSOLE: Channel(name=CONSOLE, platform=CONSOLE)})
    )
    """By our own names."""
    lexicons: Path | None = None
    """The folder's own lexicons; None for those that come with the product."""
    secrets: Secrets = field(default_factory=Secrets)

    @property
    def database_url(self) -> str:
        """Where the store is: `DATABASE_URL`, which may hold a password and is never printed, else the SQLite file."""
        return self.secrets.reveal("DATABASE_URL") or f"sqlite:///{self.store}"
