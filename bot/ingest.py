"""How do files become records? Read, skip what is known, extract, keep; what cannot be read is quarantined.

The run goes on whatever a file holds, and running it again leaves the same store.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import assert_never

from bot.settings.desk import Feed, Folder, Glob, Outlet, Settings
from briefs.article import Article, sha256
from briefs.errors import Problem, Severity
from briefs.parallel import read_in_order
from briefs.pipeline import Engine
from briefs.readers.address import file_uri
from briefs.readers.interface import Reader, ReadingDefaults, Resource
from briefs.readers.reading import choose_reader, read_as, read_resource
from briefs.record import Reading
from briefs.store.interface import Added, Quarantined, Store

Clock = Callable[[], datetime]
"""Says what time it is, aware."""


@dataclass(slots=True, kw_only=True)
class Ingested:
    """What a run came to."""

    added: Counter[Added] = field(default_factory=Counter)
    quarantined: int = 0

    def __str__(self) -> str:
        total = self.added.total()
        parts = [f"{self.added[kind]} {kind.value}" for kind in Added if self.added[kind]]
        articles = f"{total} article{'' if total == 1 else 's'}"
        said = f"{articles}: {', '.join(parts)}" if parts else articles
        return f"{said}; {self.quarantined} in quarantine" if self.quarantined else said


def ingest(
    store: Store,
    sources: Iterable[Resource | Problem],
    engine: Engine,
    *,
    defaults: ReadingDefaults,
    clock: Clock,
    report: Callable[[Problem], None],
    jobs: int = 1,
    reader: Reader | None = None,
) -> Ingested:
    """Read `sources` into the store and say what became of them; each problem goes to `report` as it is met.

    `reader` reads them all, where the outlet asks for one; else the content of each decides.
    An article that this version of the engine has read already is not read again. A file that could not be read stays
    in quarantine with its reason until it is read, changed or forgotten.
    """
    before = {item.uri: item for item in store.quarantined()}
    intake = _Intake(store=store, version=engine.version, defaults=defaults, clock=clock, before=before, reader=reader)
    for article, reading in read_in_order(intake.articles(sources), engine, jobs=jobs):
        if isinstance(reading, Reading):
            intake.result.added[store.add(reading, entered=clock())] += 1
            continue
        report(reading)
        if article is not None:  # the file was read; an extractor failed on what it says
            intake.quarantine(article.uri, sha256(article.text), reading.what)
    return intake.result


def reextract(
    store: Store, engine: Engine, *, clock: Clock, report: Callable[[Problem], None], jobs: int = 1
) -> Ingested:
    """Renew the records of every article that another version of the engine read."""
    result = Ingested()
    for _, reading in read_in_order(store.stale(engine.version), engine, jobs=jobs):
        if isinstance(reading, Reading):
            result.added[store.add(reading, entered=clock())] += 1
        else:
            report(reading)
    return result


@dataclass(slots=True, kw_only=True)
class _Intake:
    """Files on their way in: what is known is left out, what is broken is set aside, what was mended comes back."""

    store: Store
    version: str
    defaults: ReadingDefaults
    clock: Clock
    before: Mapping[str, Quarantined]
    """What lay in quarantine when the run began, by uri."""
    reader: Reader | None = None
    """The one that the outlet asks for."""
    broken: set[str] = field(default_factory=set)
    """What this run set aside."""
    result: Ingested = field(default_factory=Ingested)

    def articles(self, sources: Iterable[Resource | Problem]) -> Iterator[Article | Problem]:
        """Yield the articles that the engine has not read yet, and the problems; count the others."""
        for source in sources:
            if isinstance(source, Problem):
                yield source
                continue
            errors: list[Problem] = []
            for item in self._read(source):
                if isinstance(item, Problem):
                    errors += [item] if item.severity is Severity.ERROR else []
                    yield item
                elif self.store.known(item.id, self.version, uri=item.uri):
                    self.result.added[Added.UNCHANGED] += 1
                else:
                    yield item
            if errors:
                more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
                self.quarantine(source.uri, hashlib.sha256(source.data).hexdigest(), f"{errors[0].what}{more}")
            elif source.uri not in self.broken:
                self.store.release(source.uri)

    def _read(self, source: Resource) -> Iterator[Article | Problem]:
        if self.reader is None:
            return read_resource(source, self.defaults)
        read = read_as(source, self.reader, self.defaults)
        return read if choose_reader(source, (self.reader,)) else map(self._doubt, read)

    def _doubt(self, item: Article | Problem) -> Article | Problem:
        """Say beside a problem that the outlet's reader may be the wrong one: it does not know such files."""
        if self.reader is None or isinstance(item, Article):
            return item
        what = f"{item.what} (read as {self.reader.name}, since its outlet says so)"
        remedy = f"{item.remedy}; or take reader: {self.reader.name} out of outlets.yaml, and the content decides"
        return replace(item, what=what, remedy=remedy)

    def quarantine(self, uri: str, digest: str, reason: str) -> None:
        """Set a file aside with its reason; one that lies there already for the same reason keeps its date."""
        self.result.quarantined += 1
        self.broken.add(uri)
        known = self.before.get(uri)
        same = known is not None and (known.sha256, known.reason) == (digest, reason)
        since = known.since if known is not None and same else self.clock()
        self.store.quarantine(Quarantined(uri=uri, sha256=digest, reason=reason, since=since))


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Some paths, and what the configuration says of the articles there."""

    paths: tuple[str, ...]
    defaults: ReadingDefaults
    reader: str | None = None
    """The reader that the outlet asks for, by name; None lets the content decide."""


def supplies(settings: Settings, paths: tuple[str, ...]) -> tuple[Supply, ...]:
    """Return what is to be read: `paths` where any are given, else every outlet's own."""
    if paths:
        return (Supply(paths=paths, defaults=ReadingDefaults(language=settings.language)),)
    return tuple(
        Supply(
            paths=(_address(outlet),),
            defaults=ReadingDefaults(language=outlet.language, outlet=outlet.name),
            reader=outlet.reader,
        )
        for outlet in settings.outlets
    )


def _address(outlet: Outlet) -> str:
    match outlet.supply:
        case Folder(address=address):
            return address
        case Glob(pattern=pattern):
            return pattern
        case Feed(url=url):
            return url
        case _:
            assert_never(outlet.supply)


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What left the store under one name."""

    versions: int
    """Of articles: all that there were, superseded ones too."""
    quarantined: bool
    """Whether it was a file that could not be read."""

    def __bool__(self) -> bool:
        return self.versions > 0 or self.quarantined

    def __str__(self) -> str:
        versions = f"{self.versions} version{'' if self.versions == 1 else 's'} forgotten" if self.versions else ""
        return ", ".join(filter(None, (versions, "taken out of quarantine" if self.quarantined else "")))


def forget(store: Store, name: str) -> Forgotten:
    """Delete every article that goes by `name`, an id, uri, link or file, whole: all its versions and their records.

    A file that holds several articles means them all. A file is not touched: one that still lies where an outlet's
    articles come from is read again by the next ingest.
    """
    uri = file_uri(name)
    # An existing file has nothing below it but the articles in it; of a name alone that cannot be told.
    found = [*store.named(name), *store.named(uri, within=Path(name).is_file())]
    versions = sum(store.forget(article) for article in dict.fromkeys(found))
    released = [store.release(place) for place in (name, uri)]
    return Forgotten(versions=versions, quarantined=any(released))
