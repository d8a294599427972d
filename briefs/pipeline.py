"""The main path: an article is laid out, read and resolved; what was found comes back with its provenance."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefs import plugins
from briefs.article import Article
from briefs.errors import BriefsError, Problem
from briefs.extractors.interface import Extractor, ExtractorFactory
from briefs.extractors.lexicon import shipped
from briefs.fingerprint import fingerprint
from briefs.language.layout import lay_out
from briefs.person import Person
from briefs.readers.address import address
from briefs.record import Finding, Reading
from briefs.speakers.resolve import resolve

VERSION = "1"
"""Of this path: raised when laying out or resolving changes what comes out of the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What an engine is made of; small enough to be sent to another process, which makes its own."""

    extractors: tuple[str, ...] = ("statements", "acts")
    """Names under `onrecord.extractors`, in the order they run."""
    people: tuple[Person, ...] = ()
    """From `people.yaml`: names, aliases and roles that an article may take for granted."""
    language: str = "en"
    """Assumed where an article does not say and its words do not tell."""
    lexicons: Path | None = None
    """An editor's own lexicons; None for those that come with the product."""

    def load(self) -> Engine:
        """Make the engine; raise `PluginError` for an extractor that cannot be made, `LexiconError` for bad words."""
        return Engine(
            recipe=self,
            extractors=tuple(map(self._make, self.extractors)),
            setup=fingerprint(self.lexicons or shipped(), self.people, self.language),
        )

    def _make(self, name: str) -> Extractor:
        factory: ExtractorFactory = plugins.load("onrecord.extractors", name)
        try:
            return factory(lexicons=self.lexicons)
        except BriefsError:
            raise
        except Exception as cause:
            what = f"the extractor {name!r} cannot be made ({type(cause).__name__}: {cause})"
            message = f"{what}; tell its author, or take it out of extractors in onrecord.yaml"
            raise plugins.PluginError(message) from cause


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What reads an article: the extractors, ready to run."""

    recipe: Recipe
    extractors: tuple[Extractor, ...]
    setup: str = ""
    """What it was made with that an editor may change, in short: the lexicons, people.yaml, the assumed language."""

    @property
    def version(self) -> str:
        """Names all that decides what is found: records of another version are renewed.

        Written `path/1+statements/1+acts/1+language/en+lexicons/0f3a5c7e+people/81d2b4c6`.
        """
        code = [f"{extractor.name}/{extractor.version}" for extractor in self.extractors]
        return "+".join(filter(None, (f"path/{VERSION}", *code, self.setup)))

    @property
    def languages(self) -> frozenset[str]:
        """The languages that every extractor can read."""
        return frozenset.intersection(*(extractor.languages for extractor in self.extractors))


def read_article(article: Article, engine: Engine) -> Reading:
    """Return what the engine finds in one article: nothing when it cannot read the language."""
    document = lay_out(article, language=engine.recipe.language)
    findings: tuple[Finding, ...] = ()
    if document.language in engine.languages:
        for extractor in engine.extractors:
            findings += tuple(extractor.extract(document, findings))
        findings = resolve(document, findings, engine.recipe.people)
    return Reading(article=article, language=document.language, extractor=engine.version, findings=findings)


def read_safely(article: Article, engine: Engine) -> Reading | Problem:
    """Read an article with extractors that may be anybody's: one that fails costs that article, never the run."""
    try:
        return read_article(article, engine)
    except Exception as cause:  # noqa: BLE001 - whatever a plugin raises; the run goes on
        return Problem(
            where=address(article.uri),
            what=f"an extractor failed on it ({type(cause).__name__}: {cause})",
            remedy="report it to the author of the extractor with this article",
        )
