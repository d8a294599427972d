"""What keeps a desk from working, and what is to be done about it? A table of checks, each a plain function.

A check is given what is known of the patient and says what it found; it changes nothing and reaches for no network.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import assert_never
from zoneinfo import ZoneInfo

import fsspec

from bot import database
from bot.settings import Feed, Folder, Glob, Outlet, Settings
from bot.settings.credentials import SECRETS, SHAPES, redact
from briefs import plugins
from briefs.errors import Problem, Severity
from briefs.extractors.lexicon import LexiconError
from briefs.pipeline import Recipe
from briefs.plugins import PluginError
from briefs.store.interface import StoreError


class State(StrEnum):
    """How bad it is."""

    OK = "ok"
    NOTE = "note"
    """Worth knowing; nothing is lost."""
    FAIL = "FAIL"
    """Something will not work until it is mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the examination."""

    state: State
    what: str
    remedy: str = ""
    """Empty where all is well."""


def _ok(what: str) -> Finding:
    return Finding(state=State.OK, what=what)


def _note(what: str, remedy: str) -> Finding:
    return Finding(state=State.NOTE, what=what, remedy=remedy)


def _fail(what: str, remedy: str) -> Finding:
    return Finding(state=State.FAIL, what=what, remedy=remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """What the checks are told: the settings as they loaded, and the machine."""

    settings: Settings
    problems: tuple[Problem, ...]
    """What is wrong with the settings."""
    now: datetime
    """What the clock says; aware."""
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free
    """How many bytes there are left beside a folder."""
    may: Callable[[Path, int], bool] = os.access
    """Whether this user may read (`os.R_OK`), write or enter a place."""


Check = Callable[[Patient], Iterator[Finding]]


def check_settings(patient: Patient) -> Iterator[Finding]:
    """Repeat what is wrong with the settings, and say how much they hold."""
    for problem in patient.problems:
        what = f"{problem.where}: {problem.what}"
        yield _note(what, problem.remedy) if problem.severity is Severity.NOTE else _fail(what, problem.remedy)
    settings = patient.settings
    held = {"briefing": settings.briefings, "outlet": settings.outlets, "known speaker": settings.people}
    counted = ", ".join(_counted(len(items), word) for word, items in held.items())
    yield _ok(f"{settings.folder}: {counted}, {_counted(len(settings.channels), 'channel')}")


NEEDED = {
    "slack": (("SLACK_BOT_TOKEN",), ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")),
    "discord": (("DISCORD_TOKEN",),),
}
"""What a platform needs: of each row one. Slack is heard in Socket Mode or over HTTP."""


def check_secrets(patient: Patient) -> Iterator[Finding]:
    """Say which secrets are set and whether each looks like what it should be; never show one."""
    settings = patient.settings
    present = settings.secrets.names
    for name in present:
        pattern, shape = SHAPES[name]
        if re.fullmatch(pattern, settings.secrets.reveal(name) or ""):
            yield _ok(f"{name} is set")
        else:
            yield _fail(f"{name} is set, and does not look like one", f"copy it again, without quotes: {shape}")
    missed = tuple(_missed(settings))
    for name, why in missed:
        yield _fail(f"{name} is not set, and {why} needs it", f"set it in the environment: it {SECRETS[name]}")
    told = {*present, *(name for name, _ in missed)}
    yield _ok(f"not set, and not needed by these settings: {', '.join(n for n in SECRETS if n not in told) or 'none'}")


def _missed(settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the secrets that these settings need and that are not there, and what needs them."""
    platforms = {channel.platform for channel in settings.channels.values()}
    for platform in sorted(platforms & set(NEEDED)):
        for names in NEEDED[platform]:
            if not set(names) & set(settings.secrets.names):
                yield names[0], f"a {platform.title()} channel in channels.yaml"
    signing = "ONRECORD_SECRET_KEY"
    if settings.web.address and signing not in settings.secrets.names:
        yield signing, "web.address in onrecord.yaml"


def check_database(patient: Patient) -> Iterator[Finding]:
    """Open the store, if it is there, and see whether its tables are those of this program."""
    url = patient.settings.database_url
    try:
        path = database.locate(url)
        if not path.exists():
            folder = path.absolute().parent
            if patient.may(folder, os.W_OK):
                yield _ok(f"{path} is not there yet; the first ingest makes it")
            else:
                yield _fail(f"{folder} cannot be written to", "give this user the right, or change store.path")
            return
        store = database.open_store(url)
        try:
            counts = store.counts()
        finally:
            store.close()
    except StoreError as error:
        what, _, remedy = redact(str(error)).partition("; ")
        yield _fail(what, remedy or "see docs/configuration.md")
        return
    yield _ok(
        f"{path}: {_counted(counts.articles, 'article')}, {_counted(counts.statements, 'statement')}, "
        f"{_counted(counts.acts, 'act')}"
    )
    if counts.quarantined:
        what = f"{_counted(counts.quarantined, 'file')} in quarantine"
        yield _note(what, "onrecord ingest tries them again when they have changed")
    if not patient.may(path, os.W_OK):
        yield _fail(f"{path} cannot be written to", "give this user the right to, or change store.path")


MUCH, LITTLE = 1024**3, 100 * 1024**2
"""Bytes: below the first an editor should know, below the second the store will soon fail."""


def check_disk(patient: Patient) -> Iterator[Finding]:
    """See how much room the store has to grow."""
    if "DATABASE_URL" in patient.settings.secrets.names:
        return
    folder = patient.settings.store.parent
    try:
        free = patient.free(folder)
    except OSError as error:
        yield _fail(f"{folder}: {error.strerror}", "make the folder, or change store.path")
        return
    room = f"{free / 1024**3:.1f} GiB free beside {patient.settings.store}"
    if free < LITTLE:
        yield _fail(room, "make room, or move the store: store.path")
    elif free < MUCH:
        yield _note(room, "make room, or let articles go sooner: retention.articles")
    else:
        yield _ok(room)


def check_time_zones(patient: Patient) -> Iterator[Finding]:
    """Show what time it is in every zone that a briefing names, for a person to compare with the wall."""
    names = {patient.settings.timezone, *(briefing.timezone for briefing in patient.settings.briefings)}
    for name in sorted(names):
        yield _ok(f"it is {patient.now.astimezone(ZoneInfo(name)):%a %H:%M} in {name}")


TOLERANCE = timedelta(minutes=5)


def check_clock(patient: Patient) -> Iterator[Finding]:
    """Compare the clock with the youngest file of the program and its settings: nothing is written in the future."""
    made = [Path(__file__), *patient.settings.folder.glob("*.yaml")]
    youngest = max(datetime.fromtimestamp(path.stat().st_mtime, patient.now.tzinfo) for path in made)
    if patient.now + TOLERANCE < youngest:
        what = f"the clock says {patient.now:%Y-%m-%d %H:%M}, and files here were written {youngest:%Y-%m-%d %H:%M}"
        yield _fail(what, "set the clock, and let it be kept (NTP): briefings are due by it")
    else:
        yield _ok(f"the clock says {patient.now:%Y-%m-%d %H:%M %Z}, later than any file here")


def check_lexicons(patient: Patient) -> Iterator[Finding]:
    """Make the engine as a run would: extractors by their names, words from the lexicons."""
    settings = patient.settings
    recipe = Recipe(
        extractors=settings.extractors, people=settings.people, language=settings.language, lexicons=settings.lexicons
    )
    try:
        engine = recipe.load()
    except LexiconError as error:
        for problem in error.problems:
            yield _fail(f"{problem.where}: {problem.what}", problem.remedy)
    except PluginError as error:
        what, _, remedy = str(error).rpartition("; ")
        yield _fail(what, remedy)
    else:
        where = settings.lexicons or "those that come with the product"
        yield _ok(f"lexicons ({where}) and extractors load: {engine.version}")


GROUPS = ("readers", "extractors", "renderers")


def check_plugins(patient: Patient) -> Iterator[Finding]:  # noqa: ARG001 - every check is given the patient
    """Load everything that is installed under our entry points, ours and other people's."""
    for group in GROUPS:
        yield from check_group(group)


def check_group(group: str) -> Iterator[Finding]:
    """Load the plugins of one group."""
    names = plugins.names(f"onrecord.{group}")
    if not names:
        yield _fail(f"no {group} are installed", "install onrecord itself: pip install onrecord")
    sound = []
    for name in names:
        try:
            plugins.load(f"onrecord.{group}", name)
        except PluginError as error:
            what, _, remedy = str(error).rpartition("; ")
            yield _fail(what, remedy)
        else:
            sound.append(name)
    if sound:
        yield _ok(f"{group}: {', '.join(sound)}")


def check_outlets(patient: Patient) -> Iterator[Finding]:
    """See whether the articles of each outlet are where it says; feeds and object storage are not asked."""
    if not patient.settings.outlets:
        yield _note("no outlets", "name them in outlets.yaml, or give paths to onrecord ingest")
    for outlet in patient.settings.outlets:
        yield _check_outlet(outlet, patient)


def _check_outlet(outlet: Outlet, patient: Patient) -> Finding:
    match outlet.supply:
        case Folder(address=address):
            folder = outlet.supply.path
            return _check_folder(outlet.name, folder, patient) if folder else _check_address(outlet.name, address)
        case Glob(pattern=pattern):
            if next(glob.iglob(pattern, recursive=True), None) is None:  # noqa: PTH207 - Path.glob refuses absolute patterns
                return _note(f"{outlet.name}: no file matches {pattern} now", "check the pattern in outlets.yaml")
            return _ok(f"{outlet.name}: {pattern}")
        case Feed(url=url):
            return _ok(f"{outlet.name}: {redact(url)} (not fetched)")
        case _:
            assert_never(outlet.supply)


def _check_folder(name: str, folder: Path, patient: Patient) -> Finding:
    if not folder.is_dir():
        return _fail(f"{name}: there is no folder {folder}", "make it, or change it in outlets.yaml")
    if not patient.may(folder, os.R_OK | os.X_OK):
        return _fail(f"{name}: {folder} cannot be read", "give this user the right to (chmod +rx)")
    return _ok(f"{name}: {folder}")


def _check_address(name: str, address: str) -> Finding:
    try:
        fsspec.get_filesystem_class(address.split("://", 1)[0])
    except (ImportError, ValueError) as error:
        return _fail(f"{name}: {redact(address)} cannot be opened ({error})", "install what it names")
    return _ok(f"{name}: {redact(address)} (not asked)")


CHECKS: Mapping[str, Check] = {
    "settings": check_settings,
    "secrets": check_secrets,
    "time zones": check_time_zones,
    "clock": check_clock,
    "database": check_database,
    "disk": check_disk,
    "lexicons": check_lexicons,
    "plugins": check_plugins,
    "outlets": check_outlets,
}
"""By the name that is printed, in the order they are made: a platform adds its own row."""


def examine(patient: Patient, checks: Mapping[str, Check] = CHECKS) -> Iterator[tuple[str, Finding]]:
    """Yield what every check finds, with its name."""
    for name, check in checks.items():
        for finding in check(patient):
            yield name, finding


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
