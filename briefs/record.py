"""What do we keep? A finding with its provenance: article, place, extractor and version."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NewType

from briefs.acts import Act
from briefs.statement import Statement

if TYPE_CHECKING:
    from datetime import datetime

    from briefs.article import Article, ArticleId
    from briefs.document import Span

RecordId = NewType("RecordId", str)

Finding = Statement | Act
"""What an extractor yields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One finding, as it was read from one version of one article."""

    article: ArticleId
    """Known here, where `Article.id` hashes the whole text again: who compares many records asks this one."""
    finding: Finding
    extractor: str
    """The version of the engine that found it, such as `path/1+statements/1+acts/1`: records of others are renewed."""

    @property
    def kind(self) -> str:
        """`statement`, `threat`, `pledge` or a custom kind."""
        return "statement" if isinstance(self.finding, Statement) else self.finding.kind

    @property
    def span(self) -> Span:
        """The place in the article: a statement's content from end to end, an act's statement."""
        return self.finding.hull if isinstance(self.finding, Statement) else self.finding.statement

    @property
    def id(self) -> RecordId:
        """Made of the article, the kind and the place, so that it is stable for one finding, whoever found it."""
        found = self.finding
        place = found.content if isinstance(found, Statement) else (found.statement, found.trigger)
        where = ",".join(f"{span.start}-{span.end}" for span in place)
        key = f"{self.article}\x1f{self.kind}\x1f{where}"
        return RecordId(hashlib.sha256(key.encode()).hexdigest()[:16])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one engine found in one article: what the pipeline returns and the store keeps."""

    article: Article
    language: str
    """In which the text was read; an engine that cannot read it finds nothing."""
    extractor: str
    findings: tuple[Finding, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The findings, each with its provenance."""
        return tuple(
            Record(article=self.article.id, finding=finding, extractor=self.extractor) for finding in self.findings
        )

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The statements among the findings."""
        return tuple(finding for finding in self.findings if isinstance(finding, Statement))

    @property
    def acts(self) -> tuple[Act, ...]:
        """The threats, pledges and acts of custom kinds among the findings."""
        return tuple(finding for finding in self.findings if isinstance(finding, Act))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record beside the article it points into: what a search returns and a brief is composed of."""

    record: Record
    article: Article
    entered: datetime | None = None
    """When the record entered the store (aware); None outside a store."""

    def words(self, span: Span) -> str:
        """Return the article's own words at `span`."""
        return span.slice(self.article.text)
