"""Do the files agree with each other? Names that must exist, names that must be unique, orders at odds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.settings.briefing import Review
from bot.settings.desk import CONSOLE
from bot.settings.files import BriefingEntry, ChannelEntry, MainFile, OutletEntry, PersonEntry
from bot.settings.tree import Place
from bot.settings.values import did_you_mean, shown
from briefs.errors import Severity
from briefs.folding import fold
from briefs.person import PersonId, person_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The names under which plugins are registered; an empty set is not checked against."""

    readers: Collection[str] = ()
    extractors: Collection[str] = ()
    platforms: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was read from the files, each entry by its number."""

    main: MainFile
    briefings: Mapping[int, BriefingEntry]
    outlets: Mapping[int, OutletEntry]
    people: Mapping[int, PersonEntry]
    channels: Mapping[str, ChannelEntry]
    channel_names: Collection[str]
    """Those with a mistake too, which need no second complaint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A flaw whose line is still to be looked up."""

    file: str
    place: Place
    what: str
    remedy: str
    severity: Severity = Severity.ERROR


def id_of(entry: PersonEntry) -> PersonId:
    """Return the id given, else the one that the name has without an entry, so that no record falls in two."""
    return PersonId(entry.id) if entry.id else person_id(entry.name)


def check(written: Written, installed: Installed) -> Iterator[Clash]:
    """Yield everything that is wrong between the files, in their order."""
    yield from _check_main(written, installed)
    yield from _check_briefings(written)
    yield from _check_outlets(written, installed)
    yield from _check_people(written.people)
    yield from _check_channels(written.channels, installed)


def _check_main(written: Written, installed: Installed) -> Iterator[Clash]:
    main = written.main
    for key, name in (("administrators", main.administrators), ("editors", main.editors)):
        if name is not None and name not in written.channel_names:
            yield _no_channel("onrecord.yaml", (key,), name, written.channel_names)
    for at, name in enumerate(main.extractors):
        yield from _not_installed("onrecord.yaml", ("extractors", at), "extractor", name, installed.extractors)


def _check_briefings(written: Written) -> Iterator[Clash]:
    yield from _twice("briefings.yaml", "briefings", ((at, entry.name) for at, entry in written.briefings.items()))
    outlets = [outlet.name for outlet in written.outlets.values()]
    for at, entry in written.briefings.items():
        place: Place = ("briefings", at)
        for number, name in enumerate(entry.channels):
            if name not in written.channel_names:
                yield _no_channel("briefings.yaml", (*place, "channels", number), name, written.channel_names)
        if written.main.editors is None:
            yield from _unread(entry, place)
        if entry.when and entry.when.times:
            for number, due in enumerate(entry.when.times):
                if any(hours.cover(due) for hours in entry.quiet_hours):
                    yield Clash(
                        file="briefings.yaml",
                        place=(*place, "when", "times", number),
                        what=f"{due:%H:%M} lies in its quiet hours, and waits until they end",
                        remedy="choose another time, or shorten quiet_hours",
                        severity=Severity.NOTE,
                    )
        for number, name in enumerate(entry.filters.outlets):
            hint = did_you_mean(name, outlets) if fold(name) not in map(fold, outlets) else ""
            if hint:
                yield Clash(
                    file="briefings.yaml",
                    place=(*place, "filters", "outlets", number),
                    what=f"{shown(name)} is not in outlets.yaml",
                    remedy=f"{hint}as it is written here it matches only articles that say so",
                    severity=Severity.NOTE,
                )


def _unread(entry: BriefingEntry, place: Place) -> Iterator[Clash]:
    """Yield a flaw where somebody must approve and there is no editors' channel."""
    remedy = 'name their channel in onrecord.yaml, "editors: …", or write "review: none"'
    if entry.review is Review.REQUIRED:
        what = "editors are to approve it, and they have no channel"
        yield Clash(file="briefings.yaml", place=(*place, "review"), what=what, remedy=remedy)
    if entry.alerts and entry.alerts.review is Review.REQUIRED:
        what = "editors see alerts first, and they have no channel"
        remedy = 'name their channel in onrecord.yaml, "editors: …", or write "alerts: {review: none}"'
        yield Clash(file="briefings.yaml", place=(*place, "alerts"), what=what, remedy=remedy)


def _check_outlets(written: Written, installed: Installed) -> Iterator[Clash]:
    for at, entry in written.outlets.items():
        if entry.reader is not None:
            place: Place = ("outlets", at, "reader")
            yield from _not_installed("outlets.yaml", place, "reader", entry.reader, installed.readers)


def _check_people(people: Mapping[int, PersonEntry]) -> Iterator[Clash]:
    ids: dict[PersonId, int] = {}
    once: dict[int, PersonEntry] = {}
    for at, entry in people.items():
        known = ids.setdefault(id_of(entry), at)
        if known == at:
            once[at] = entry
        else:
            what = f"{shown(entry.name)} has the id of people[{known}]"
            remedy = f'write them as one, or give this one an id of its own, e.g. "id: {id_of(entry)}-2"'
            yield Clash(file="people.yaml", place=("people", at), what=what, remedy=remedy)
    owners: dict[str, int] = {}
    for at, entry in once.items():
        for place, name in (
            (("name",), entry.name),
            *((("aliases", n), alias) for n, alias in enumerate(entry.aliases)),
        ):
            owner = owners.setdefault(fold(name), at)
            if owner != at:
                yield Clash(
                    file="people.yaml",
                    place=("people", at, *place),
                    what=f"{shown(name)} is a name of {people[owner].name} too",
                    remedy="an article that gives no more than this is printed as ambiguous",
                    severity=Severity.NOTE,
                )


def _check_channels(channels: Mapping[str, ChannelEntry], installed: Installed) -> Iterator[Clash]:
    known = {CONSOLE, "slack", "discord", *installed.platforms}
    seen: dict[tuple[str, str], str] = {}
    for name, entry in channels.items():
        place: Place = ("channels", name)
        if entry.platform not in known:
            remedy = f"{did_you_mean(entry.platform, known)}write {', '.join(sorted(known))}"
            what = f"{shown(entry.platform)} is no platform we post to"
            yield Clash(file="channels.yaml", place=(*place, "platform"), what=what, remedy=remedy)
        if name == CONSOLE and entry.platform != CONSOLE:
            what, remedy = "this name is the terminal's own", "choose another name"
            yield Clash(file="channels.yaml", place=place, what=what, remedy=remedy)
        if entry.id:
            first = seen.setdefault((entry.platform, entry.id), name)
            if first != name:
                yield Clash(
                    file="channels.yaml",
                    place=(*place, "id"),
                    what=f'"{first}" is the same channel',
                    remedy="a briefing that goes to both is posted there twice",
                    severity=Severity.NOTE,
                )


def _no_channel(file: str, place: Place, name: str, known: Iterable[str]) -> Clash:
    remedy = f"{did_you_mean(name, known)}write one of {', '.join(sorted(known))}, or add it there"
    return Clash(file=file, place=place, what=f"there is no channel {shown(name)} in channels.yaml", remedy=remedy)


def _not_installed(file: str, place: Place, kind: str, name: str, known: Collection[str]) -> Iterator[Clash]:
    if known and name not in known:
        remedy = f"{did_you_mean(name, known)}write one of {', '.join(sorted(known))}"
        yield Clash(file=file, place=place, what=f"no {kind} {shown(name)} is installed", remedy=remedy)


def _twice(file: str, key: str, names: Iterable[tuple[int, str]]) -> Iterator[Clash]:
    seen: dict[str, int] = {}
    for at, name in names:
        first = seen.setdefault(fold(name), at)
        if first != at:
            what = f"{shown(name)} is the name of {key}[{first}] too"
            yield Clash(file=file, place=(key, at, "name"), what=what, remedy="give each its own")
