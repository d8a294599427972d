"""Who is reported to have said, written or thought what? All statements of a document, quoted or not.

Two readers who make different mistakes. Rules (`briefs.extractors.statements`) read the words around quotation marks and
miss hardly a quotation; the network (`briefs.extractors.tagger`) sees where reported words begin and end without any
marks. The network's statement stands where both see one, and the rules fill what it left open: a source, a quotation.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefs.document import Span
from briefs.extractors.confidence import Evidence, confidence
from briefs.extractors.manners import manner
from briefs.extractors.statements import QuotedStatements
from briefs.extractors.tagger import Reported, find_reported
from briefs.extractors.turns import covering, find_signature, find_turns
from briefs.statement import Form, Statement, StatementId
from briefs.tagging.network import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefs.document import Document
    from briefs.record import Finding
    from briefs.tagging.network import Network


@dataclass(slots=True, eq=False)
class _Draft:
    """A statement in the making."""

    content: list[Span]
    quotes: list[Span]
    source: Span | None
    cue: Span | None
    sureness: float | None
    """The network's; None where it saw nothing."""
    ruled: Statement | None = None
    """What the rules say of the same words."""
    parent: _Draft | None = None
    form: Form = field(init=False)

    def __post_init__(self) -> None:
        self.settle()

    def settle(self) -> None:
        """Put the content in order and read the form off it."""
        self.content.sort()
        self.quotes.sort()
        quoted = set(self.quotes)
        direct = bool(quoted) and all(span in quoted for span in self.content)
        self.form = Form.DIRECT if direct else Form.MIXED if quoted else Form.INDIRECT

    def holds(self, span: Span | None) -> bool:
        """Say whether `span` stands inside the content."""
        return span is not None and any(part.contains(span) for part in self.content)

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands in reading order: what holds it comes first."""
        return self.content[0].start, -self.content[-1].end


class ReportedStatements:
    """Finds direct, mixed and indirect statements, with the words that say whose they are."""

    name = "statements"
    version = "2"
    languages = frozenset({"en"})

    def __init__(self, lexicons: Path | None = None, *, network: Network | None = None) -> None:
        self._quoted = QuotedStatements(lexicons=lexicons)
        self._network = network

    def extract(self, document: Document, found: Sequence[Finding]) -> Iterator[Statement]:
        """Yield the statements of `document` in reading order."""
        network = self._network or shipped()
        drafts = _Drafts(document, find_reported(document, network))
        for statement in self._quoted.extract(document, found):
            drafts.add(statement)
        yield from drafts.finish(network)


class _Drafts:
    """The statements of one document, as they come together."""

    def __init__(self, document: Document, reported: Sequence[Reported]) -> None:
        self._text = document.text
        self._drafts: list[_Draft] = []
        self._owners: dict[Span, _Draft] = {}
        """Which draft holds a quotation, by the words between its marks."""
        turns = find_turns(document)
        self._taken = covering(turns)
        for turn in turns:
            self._drafts.append(
                _Draft(content=list(turn.content), quotes=list(turn.content), source=turn.name, cue=None, sureness=None)
            )
        for item in reported:
            if not self._is_taken(item.hull):
                self._keep(item)

    def _is_taken(self, span: Span) -> bool:
        """Say whether the words stand in a transcript, whose turns are statements already."""
        place = bisect_left(self._taken, span.end, key=lambda stretch: stretch.start)
        return place > 0 and self._taken[place - 1].overlaps(span)

    def _keep(self, item: Reported) -> None:
        quotes = [quotation.inner for quotation in item.quotations]
        draft = _Draft(
            content=list(item.content), quotes=quotes, source=item.source, cue=item.cue, sureness=item.sureness
        )
        self._drafts.append(draft)
        self._owners.update(dict.fromkeys(quotes, draft))

    def add(self, ruled: Statement) -> None:
        """Bring in what the rules found: into the drafts that hold its quotations, or as one of its own."""
        if self._is_taken(ruled.hull):
            return
        free = [quote for quote in ruled.quotes if quote not in self._owners]
        home: _Draft | None = None
        for quote in ruled.quotes:
            owner = self._owners.get(quote)
            if owner is None or owner is home:
                continue
            if owner.form is not Form.DIRECT and (owner.holds(ruled.source) or owner.holds(ruled.cue)):
                self._nest(ruled, quote, owner)
                continue
            owner.ruled = owner.ruled or ruled
            owner.source = owner.source or ruled.source
            if owner.form is Form.DIRECT is ruled.form and home is None:
                home = owner
        if home is not None:
            home.content += free
            home.quotes += free
            home.settle()
        elif free and (ruled.form is Form.DIRECT or len(free) == len(ruled.quotes)):
            content = free if ruled.form is Form.DIRECT else list(ruled.content)
            home = _Draft(
                content=content, quotes=free, source=ruled.source, cue=ruled.cue, sureness=None, ruled=ruled
            )
            self._drafts.append(home)
        if home is not None:
            self._owners.update(dict.fromkeys(free, home))

    def _nest(self, ruled: Statement, quote: Span, owner: _Draft) -> None:
        """Keep both levels: X said that Y had called it "a gift"."""
        self._drafts.append(
            _Draft(
                content=[quote], quotes=[quote], source=ruled.source, cue=ruled.cue, sureness=None, ruled=ruled,
                parent=owner,
            )
        )

    def finish(self, network: Network) -> Iterator[Statement]:
        """Yield the drafts as statements, in reading order."""
        self._drafts.sort(key=lambda draft: draft.place)
        numbers = {id(draft): StatementId(f"s{number}") for number, draft in enumerate(self._drafts, start=1)}
        for draft in self._drafts:
            if draft.source is None and draft.form is Form.DIRECT:
                draft.source = find_signature(self._text, self._after(draft.content[-1].end))
            evidence = Evidence(
                form=draft.form,
                sureness=draft.sureness,
                ruled=draft.ruled.confidence if draft.ruled else None,
                has_source=draft.source is not None,
                has_cue=draft.cue is not None,
            )
            yield Statement(
                id=numbers[id(draft)],
                form=draft.form,
                content=tuple(draft.content),
                quotes=tuple(draft.quotes),
                source=draft.source,
                cue=draft.cue,
                manner=manner(self._text, draft.source, draft.cue),
                parent=numbers[id(draft.parent)] if draft.parent else None,
                confidence=confidence(evidence, network.calibration),
            )

    def _after(self, end: int) -> int:
        """Return where the closing mark after `end` ends."""
        while end < len(self._text) and self._text[end] in "\"”'’»":
            end += 1
        return end
