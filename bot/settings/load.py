"""How does a folder of YAML become settings? Read, check, cross-check, freeze; every mistake is told at once."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from bot.settings import crosscheck, files
from bot.settings.briefing import Alerts, Briefing
from bot.settings.credentials import Secrets, redact
from bot.settings.desk import CONSOLE, Channel, Feed, Folder, Glob, Logging, Outlet, Settings, Supply, Web
from bot.settings.explain import explain
from bot.settings.folder import FILES, LEXICONS, MAIN, Found, find_folder, settle
from bot.settings.timing import Times, When, read_cron
from bot.settings.tree import Flaw, Place, line_of, plain, read_tree
from bot.settings.tree import Mapping as Tree
from bot.settings.tree import Sequence as Items
from bot.settings.values import did_you_mean, shown
from briefs import plugins
from briefs.brief import Filters, Limits
from briefs.errors import Problem, Severity
from briefs.person import Person, Role

G = TypeVar("G", bound=files.Group)

_EMPTY = Tree({}, {}, 1, 1, 1)


@dataclass(slots=True)
class _File:
    """One file as it was read, and what is wrong with it so far."""

    shown: str
    """Its name as it stands in a problem: `config/briefings.yaml`."""
    tree: Tree = _EMPTY
    flaws: list[Flaw] = field(default_factory=list)

    def note(self, place: Place, what: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        self.flaws.append(
            Flaw(line=line_of(self.tree, place), place=place, what=what, remedy=remedy, severity=severity)
        )

    def problems(self) -> Iterable[Problem]:
        """Yield what is wrong, from the first line to the last; nothing that looks like a secret is repeated."""
        for flaw in sorted(self.flaws, key=lambda flaw: flaw.line):
            place = written(flaw.place)
            where = f"{self.shown}:{flaw.line}" + (f": {place}" if place else "")
            yield Problem(
                where=redact(where), what=redact(flaw.what), remedy=redact(flaw.remedy), severity=flaw.severity
            )


@dataclass(slots=True)
class _Entries(Generic[G]):
    """The entries of one file."""

    whole: list[G] = field(default_factory=list)
    """Those without a mistake."""
    told: dict[int, G] = field(default_factory=dict)
    """All of them by number, as far as they can be told."""


def written(place: Place) -> str:
    """Return a place as it is printed: `briefings[2].when.times[0]`."""
    text = ""
    for step in place:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            text += ("." if text else "") + shown(step).strip('"')
    return text


def load_settings(
    folder: Path | None, environ: Mapping[str, str], *, here: Path = Path()
) -> tuple[Settings, tuple[Problem, ...]]:
    """Return the settings, and every problem in them at once.

    `folder` goes before `$ONRECORD_CONFIG`, that before `here`/config, that before what comes with the product. What
    has an error is left out, or stands at its default; whoever runs a desk stops where there is one.
    """
    found = find_folder(folder, environ, here)
    problems = list(_look_at(found))
    read = {name: _read(found.folder / name) for name in FILES}
    main = _check(read[MAIN], files.MainFile, plain(read[MAIN].tree), (), {})[0] or files.MainFile()
    briefings = _entries(
        read["briefings.yaml"], "briefings", files.BriefingEntry, channels=[CONSOLE], when=files.ON_REQUEST
    )
    outlets = _entries(read["outlets.yaml"], "outlets", files.OutletEntry, folder=".")
    people = _entries(read["people.yaml"], "people", files.PersonEntry)
    channels, channel_names = _channels(read["channels.yaml"])
    all_written = crosscheck.Written(
        main=main,
        briefings=briefings.told,
        outlets=outlets.told,
        people=people.told,
        channels=channels,
        channel_names=channel_names,
    )
    installed = crosscheck.Installed(
        readers=plugins.names("onrecord.readers"),
        extractors=plugins.names("onrecord.extractors"),
        platforms=plugins.names("onrecord.adapters"),
    )
    for clash in crosscheck.check(all_written, installed):
        read[clash.file].note(clash.place, clash.what, clash.remedy, clash.severity)
    for name in FILES:
        problems += read[name].problems()
    web, flaw = _web(main.web, environ)
    problems += flaw
    lexicons = found.folder / LEXICONS
    settings = Settings(
        folder=found.folder,
        base=found.base,
        language=main.language,
        timezone=main.timezone,
        extractors=main.extractors,
        store=Path(settle(found.base, main.store.path)),
        keep_articles=main.retention.articles,
        administrators=main.administrators,
        editors=main.editors,
        web=web,
        logging=Logging(level=main.logging.level, format=main.logging.format),
        briefings=tuple(_briefing(entry, main.timezone) for entry in briefings.whole),
        outlets=tuple(_outlet(entry, found.base, main.language) for entry in outlets.whole),
        people=tuple(_person(entry) for entry in people.whole),
        channels=MappingProxyType(
            {CONSOLE: Channel(name=CONSOLE, platform=CONSOLE)}
            | {name: Channel(name=name, platform=entry.platform, id=entry.id) for name, entry in channels.items()}
        ),
        lexicons=lexicons if lexicons.is_dir() else None,
        secrets=Secrets.read(environ),
    )
    return settings, tuple(problems)


def _look_at(found: Found) -> Iterable[Problem]:
    """Yield what is wrong with the folder itself: not there, nothing in it, or files under names that nobody reads."""
    remedy = f'name a folder with {MAIN}, or make one with "onrecord init {redact(str(found.folder))}"'
    shown_folder = redact(str(found.folder))
    try:
        there = {path.name for path in found.folder.iterdir()}
    except OSError as error:
        what = f"{found.asked_for or 'it'} names no folder that can be read ({error.strerror})"
        yield Problem(where=shown_folder, what=what, remedy=remedy)
        return
    if not there.intersection(FILES):
        yield Problem(where=shown_folder, what="it holds no settings", remedy=remedy)
    for name in sorted(there.difference(FILES)):
        stem, _, suffix = name.rpartition(".")
        if suffix.lower() in {"yaml", "yml"}:
            hint = did_you_mean(f"{stem}.yaml", FILES)
            missed = bool(hint) and not any(f"'{known}'" in hint for known in there)
            yield Problem(
                where=redact(str(found.folder / name)),
                what="nobody reads a file of this name",
                remedy=f"{hint}known are {', '.join(FILES)}",
                severity=Severity.ERROR if missed else Severity.NOTE,
            )


def _read(path: Path) -> _File:
    file = _File(shown=str(path))
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return file
    except OSError as error:
        file.note((), f"it cannot be read ({error.strerror})", "check its permissions; it is to be a plain file")
        return file
    file.tree, flaws = read_tree(data)
    file.flaws += flaws
    return file


def _check(file: _File, model: type[G], data: object, at: Place, spare: Mapping[str, object]) -> tuple[G | None, bool]:
    """Return what was written and whether it is whole; every mistake in it is told.

    Where it is not, the values with a mistake are replaced by their defaults, or by `spare` where they have none, so
    that the rest can still be checked against the other files.
    """
    try:
        return model.model_validate(data), True
    except ValidationError as error:
        file.flaws += explain(error, model, file.tree, at)
        rest = copy.deepcopy(data)
        for _ in range(_ROUNDS):
            for each in error.errors(include_url=False, include_input=False):
                inside = each.get("ctx", {}).get("at")
                _remove(rest, (*each["loc"], inside) if inside else each["loc"])
            try:
                return model.model_validate({**spare, **rest} if isinstance(rest, dict) else spare), False
            except ValidationError as another:
                error = another
    return None, False


_ROUNDS = 4
"""A time that goes may take its group with it, and so on; settings nest no deeper."""


def _remove(data: object, where: Place) -> None:
    """Take the setting at `where` out of `data`; a list goes as a whole, since numbers are addresses."""
    parent, last = data, None
    for step in where:
        match data:
            case dict() if step in data:
                parent, last, data = data, step, data[step]
            case dict() if isinstance(step, int):
                continue  # one value that stands for a list of one
            case _:
                break
    if isinstance(parent, dict) and last is not None:
        del parent[last]


def _entries(file: _File, key: str, model: type[G], **spare: object) -> _Entries[G]:
    """Return the entries, by number: those without a mistake, and what can be told of all."""
    _only(file, key)
    node = file.tree.entries.get(key)
    read: _Entries[G] = _Entries()
    if node is None:
        return read
    if not isinstance(node, Items):
        if plain(node) is not None:
            file.note((key,), "a list belongs here", 'write each entry below it, beginning with "- name: …"')
        return read
    for at, item in enumerate(node.items):
        data = plain(item)
        if not isinstance(data, dict):
            remedy = 'begin it with "- name: …"'
            file.note((key, at), f"{shown(data)} stands where an entry belongs", remedy)
        else:
            entry, whole = _check(file, model, data, (key, at), {**spare, "name": f"{key}[{at}]"})
            if entry is not None:
                read.told[at] = entry
            if entry is not None and whole:
                read.whole.append(entry)
    return read


def _channels(file: _File) -> tuple[dict[str, files.ChannelEntry], set[str]]:
    """Return the channels without a mistake, and the names of all."""
    key = "channels"
    _only(file, key)
    node = file.tree.entries.get(key)
    if node is None or plain(node) is None:
        return {}, {CONSOLE}
    if not isinstance(node, Tree):
        file.note((key,), "names belong here, each with its platform", 'write "desk:" and "platform: slack" below it')
        return {}, {CONSOLE}
    entries = {}
    for name, value in node.entries.items():
        entry, whole = _check(file, files.ChannelEntry, plain(value), (key, name), {"platform": CONSOLE})
        if entry is not None and whole:
            entries[name] = entry
    return entries, {CONSOLE, *node.entries}


def _only(file: _File, key: str) -> None:
    """Tell of everything that stands beside the one key that a file has."""
    for other in file.tree.entries:
        if other != key:
            remedy = f"{did_you_mean(other, (key,))}this file has one setting, {key}, and all else stands below it"
            file.note((other,), "there is no such setting", remedy)


def _web(group: files.WebGroup, environ: Mapping[str, str]) -> tuple[Web, tuple[Problem, ...]]:
    """Return the site's settings; a host's $PORT goes before the file's, and opens the site to the host's network."""
    web = Web(host=group.host, port=group.port, address=group.address, links_last=group.links_last)
    port = environ.get("PORT", "").strip()
    if not port:
        return web, ()
    if port.isascii() and port.isdigit() and len(port) <= 5 and 0 < int(port) <= 65535:  # noqa: PLR2004 - as far as ports go
        return Web(host="0.0.0.0", port=int(port), address=web.address, links_last=web.links_last), ()  # noqa: S104 - what $PORT asks for
    what = f"{redact(shown(port))} is not a port"
    return web, (Problem(where="$PORT", what=what, remedy="set it to 1 to 65535, or not at all"),)


def _briefing(entry: files.BriefingEntry, timezone: str) -> Briefing:
    zone = (entry.when.timezone if entry.when else None) or timezone
    return Briefing(
        name=entry.name,
        title=entry.title or entry.name,
        channels=tuple(dict.fromkeys(entry.channels)),
        when=_when(entry.when, ZoneInfo(zone)),
        window=entry.window,
        filters=Filters(
            people=entry.filters.people,
            places=entry.filters.places,
            words=entry.filters.words,
            outlets=entry.filters.outlets,
            kinds=entry.filters.kinds,
            confidence=entry.filters.confidence / 100,
        ),
        limits=Limits(threat=entry.limits.threat, pledge=entry.limits.pledge, quote=entry.limits.quote),
        when_empty=entry.when_empty,
        catch_up=entry.catch_up,
        quiet_hours=entry.quiet_hours,
        timezone=zone,
        thread=entry.thread,
        alerts=Alerts(review=entry.alerts.review) if entry.alerts else None,
        review=entry.review,
        review_within=entry.review_within,
        on_timeout=entry.on_timeout,
        paused=entry.paused,
    )


def _when(group: files.WhenGroup | None, zone: ZoneInfo) -> When | None:
    if group is None:
        return None
    if group.cron is not None:
        return read_cron(group.cron, zone)
    return Times(times=tuple(sorted(set(group.times or ()))), days=group.days, timezone=zone)


def _outlet(entry: files.OutletEntry, base: Path, language: str) -> Outlet:
    supply: Supply
    if entry.folder is not None:
        supply = Folder(address=settle(base, entry.folder))
    elif entry.glob is not None:
        supply = Glob(pattern=settle(base, entry.glob))
    else:
        supply = Feed(url=entry.feed or "")
    return Outlet(
        name=entry.name,
        supply=supply,
        reader=entry.reader,
        language=entry.language or language,
        check_every=entry.check_every,
        usual_interval=entry.usual_interval,
    )


def _person(entry: files.PersonEntry) -> Person:
    return Person(
        id=crosscheck.id_of(entry),
        name=entry.name,
        kind=entry.kind,
        aliases=tuple(dict.fromkeys(entry.aliases)),
        roles=tuple(Role(title=role.title, since=role.since, until=role.until) for role in entry.roles),
    )
