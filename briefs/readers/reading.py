"""The way in: a file's bytes go to the reader that knows them best, and articles or problems come out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs import plugins
from briefs.article import Article, ArticleStatus
from briefs.errors import Problem
from briefs.readers.address import address
from briefs.readers.interface import ReadingDefaults
from briefs.readers.sniffing import binary_kind, root_element
from briefs.readers.sources import open_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefs.readers.interface import Reader, Resource

_DEFAULTS = ReadingDefaults()


def load_readers(names: Iterable[str] | None = None) -> tuple[Reader, ...]:
    """Return the readers registered under `names`, all of them unless told.

    Raise `PluginError` for an unknown one, and where there is none at all: a run that skips every file helps nobody.
    """
    group = "onrecord.readers"
    names = plugins.names(group) if names is None else names
    readers = tuple(plugins.load(group, name)() for name in names)
    if not readers:
        message = "no readers are registered; install onrecord (pip install -e . in a checkout)"
        raise plugins.PluginError(message)
    return readers


def read_sources(
    paths: Iterable[str], defaults: ReadingDefaults = _DEFAULTS, readers: Sequence[Reader] | None = None
) -> Iterator[Article | Problem]:
    """Yield everything that the paths hold, in their order, one file in memory at a time."""
    readers = load_readers() if readers is None else readers
    for opened in open_sources(paths):
        if isinstance(opened, Problem):
            yield opened
        else:
            yield from read_resource(opened, defaults, readers)


def read_resource(
    resource: Resource, defaults: ReadingDefaults = _DEFAULTS, readers: Sequence[Reader] | None = None
) -> Iterator[Article | Problem]:
    """Yield the articles of one file, or problems in their place; no bytes make it raise.

    A file without an article always gives a problem. An article may have no text only if it is not usable: a kill
    often carries none, and must still reach the store.
    """
    if not resource.data.strip():
        yield _empty(resource)
        return
    reader = choose_reader(resource, load_readers() if readers is None else readers)
    if reader is None:
        yield _unreadable(resource)
        return
    yield from _read(resource, reader, defaults)


def read_as(resource: Resource, reader: Reader, defaults: ReadingDefaults = _DEFAULTS) -> Iterator[Article | Problem]:
    """Yield the articles of one file as `reader` reads it, whatever its content looks like: somebody asked for it."""
    if resource.data.strip():
        yield from _read(resource, reader, defaults)
    else:
        yield _empty(resource)


def _empty(resource: Resource) -> Problem:
    return Problem(where=address(resource.uri), what="is empty", remedy="leave it out, or fetch it again")


def _read(resource: Resource, reader: Reader, defaults: ReadingDefaults) -> Iterator[Article | Problem]:
    where = address(resource.uri)
    found = False
    try:
        for item in reader.read(resource, defaults):
            found = True
            yield _kept(item, where) if isinstance(item, Article) else item
    except Exception as fault:  # noqa: BLE001 - a reader's fault, ours or a plugin's, must not stop the other files
        found = True
        yield Problem(
            where=where,
            what=f"the {reader.name} reader failed on it ({type(fault).__name__})",
            remedy="report this with the file, and save the article as text meanwhile",
        )
    if not found:
        yield Problem(where=where, what="holds no article", remedy="leave it out, or look at what it is")


def choose_reader(resource: Resource, readers: Iterable[Reader]) -> Reader | None:
    """Return the reader that is surest of the file, the first of equals; None when none knows it."""
    best, most = None, 0.0
    for reader in readers:
        try:
            sure = reader.confidence(resource)
        except Exception:  # noqa: BLE001, S112 - a plugin that stumbles over a file does not know it
            continue
        if sure > most:
            best, most = reader, sure
    return best


def _kept(article: Article, where: str) -> Article | Problem:
    """Return the article if the store can keep it to the character and there is something to read in it."""
    if not article.text.strip() and article.status is ArticleStatus.USABLE:
        return Problem(where=_within(article, where), what="has no text", remedy="leave it out, or fetch it again")
    if "\0" in article.text or any("\ud800" <= char <= "\udfff" for char in article.text):
        return Problem(
            where=_within(article, where),
            what="wrong encoding: its text holds NUL or half a character, which is no text",
            remedy="write it again as UTF-8",
        )
    return article


def _within(article: Article, where: str) -> str:
    inner = address(article.uri)
    return inner if inner.startswith(where) else where


def _unreadable(resource: Resource) -> Problem:
    kind = binary_kind(resource.data)
    suffix = resource.suffix
    if kind:
        what, remedy = f"is {kind}, not an article", "leave it out, or save the article as text, HTML or JSON"
    elif b"\0" in resource.data:
        what, remedy = "is binary (it holds NUL bytes), not an article", "leave it out"
    elif root := root_element(resource.data):
        what = f"has no reader: nothing here knows XML that begins with <{root}>"
        remedy = "ask its publisher for NewsML-G2, NITF, HTML or a feed, or leave it out"
    else:
        what = f"has no reader: nothing here knows {suffix} files" if suffix else "has no reader: it is no known format"
        remedy = "save it as .txt if it is an article's text, else leave it out"
    return Problem(where=address(resource.uri), what=what, remedy=remedy)
