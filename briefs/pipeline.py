"""The main path: an article is laid out, read and resolved; what was found comes back with its provenance."""

from __future__ import annotations

from dataclasses import dataclass

from briefs import plugins
from briefs.article import Article
from briefs.errors import Problem
from briefs.extractors.interface import Extractor
from briefs.language.layout import lay_out
from briefs.person import Person
from briefs.record import Finding, Reading
from briefs.speakers.resolve import resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The extractors in the order they run, and the people they may meet."""

    extractors: tuple[Extractor, ...]
    people: tuple[Person, ...] = ()
    """From `people.yaml`: names, aliases and roles that an article may take for granted."""
    language: str = "en"
    """Assumed where an article does not say and its words do not tell."""

    @property
    def version(self) -> str:
        """Names what read an article, such as `statements/1+acts/1`: records of another version are renewed."""
        return "+".join(f"{extractor.name}/{extractor.version}" for extractor in self.extractors)

    @property
    def languages(self) -> frozenset[str]:
        """The languages that every extractor can read."""
        return frozenset.intersection(*(extractor.languages for extractor in self.extractors))


def load_engine(
    names: tuple[str, ...] = ("statements", "acts"), *, people: tuple[Person, ...] = (), language: str = "en"
) -> Engine:
    """Return an engine made of the extractors registered under `names`; raise `PluginError` for an unknown one."""
    extractors = tuple(plugins.load("onrecord.extractors", name)() for name in names)
    return Engine(extractors=extractors, people=people, language=language)


def read_article(article: Article, engine: Engine) -> Reading:
    """Return what the engine finds in one article: nothing when it cannot read the language."""
    document = lay_out(article, language=engine.language)
    findings: tuple[Finding, ...] = ()
    if document.language in engine.languages:
        for extractor in engine.extractors:
            findings += tuple(extractor.extract(document, findings))
        findings = resolve(document, findings, engine.people)
    return Reading(article=article, language=document.language, extractor=engine.version, findings=findings)


def read_safely(article: Article, engine: Engine) -> Reading | Problem:
    """Read an article with extractors that may be anybody's: one that fails costs that article, never the run."""
    try:
        return read_article(article, engine)
    except Exception as cause:  # noqa: BLE001 - whatever a plugin raises; the run goes on
        return Problem(
            where=article.uri,
            what=f"an extractor failed on it ({type(cause).__name__}: {cause})",
            remedy="report it to the author of the extractor with this article",
        )
