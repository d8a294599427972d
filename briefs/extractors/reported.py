"""Who is reported to have said, written or thought what? All statements of a document, quoted or not.

Two readers who make different mistakes. Rules (`briefs.extractors.statements`) read the words around quotation marks
and miss hardly a quotation; the network (`briefs.extractors.tagger`) sees where reported words begin and end without
any marks. Where both see a statement, the network says how far it goes, and the rules whose it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefs.extractors.contents import is_speech
from briefs.extractors.drafts import Draft
from briefs.extractors.statements import QuotedStatements
from briefs.extractors.tagger import find_reported
from briefs.extractors.turns import Turns
from briefs.statement import Form, StatementId
from briefs.tagging.network import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from briefs.document import Document, Span
    from briefs.extractors.tagger import Reported
    from briefs.record import Finding
    from briefs.statement import Statement
    from briefs.tagging.network import Network


LEAST = 0.3
"""How probable a statement without a quotation must be to be kept: most of those below are wrong."""


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
        reported = find_reported(document, network)
        drafts = combine(document, reported, tuple(self._quoted.extract(document, found)))
        drafts = [draft for draft in drafts if draft.quotes or draft.confidence(network.calibration) >= LEAST]
        drafts.sort(key=lambda draft: draft.place)
        numbers = {id(draft): StatementId(f"s{number}") for number, draft in enumerate(drafts, start=1)}
        for draft in drafts:
            parent = numbers[id(draft.parent)] if draft.parent else None
            yield draft.finish(document.text, numbers[id(draft)], parent, network.calibration)


def combine(document: Document, reported: Sequence[Reported], ruled: Sequence[Statement]) -> list[Draft]:
    """Return the statements that the layout, the network and the rules tell together, in no order."""
    turns = Turns(document)
    drafts = [
        Draft(content=list(turn.content), quotes=list(turn.content), source=turn.name, spoken=True) for turn in turns
    ]
    combined = _Combined(document.text)
    for item in reported:
        if not turns.cover(item.hull):
            combined.report(item)
    for statement in ruled:
        if not turns.cover(statement.hull):
            combined.rule(statement)
    return drafts + combined.drafts


class _Combined:
    """The statements of one document, as they come together."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.drafts: list[Draft] = []
        self._owners: dict[Span, Draft] = {}
        """Which draft holds a quotation, by the words between its marks."""

    def report(self, item: Reported) -> None:
        """Take up what the network found."""
        quotes = [quotation.inner for quotation in item.quotations]
        draft = Draft(
            content=list(item.content),
            quotes=quotes,
            source=item.source,
            cue=item.cue,
            sureness=item.sureness,
            spoken=all(is_speech(self._text, quote) for quote in quotes),
        )
        self.drafts.append(draft)
        self._owners.update(dict.fromkeys(quotes, draft))

    def rule(self, statement: Statement) -> None:
        """Take up what the rules found: into the drafts that hold its quotations, or as a draft of its own."""
        inside: dict[Draft, list[Span]] = {}
        free = []
        is_speech_of_somebody = statement.form is Form.DIRECT and statement.source is not None
        for quote in statement.quotes:
            owner = self._owners.get(quote)
            if owner is None or (is_speech_of_somebody and owner.release(quote)):
                free.append(quote)
            else:
                inside.setdefault(owner, []).append(quote)
        home: Draft | None = None
        for owner, quotes in inside.items():
            if owner.holds_speaker_of(statement):
                # X said that Y had called it "a gift": both levels are kept.
                self._add(statement, quotes, quotes, parent=owner)
                owner.deeper.update(quotes)
                continue
            owner.agree(statement)
            owner.known.update(quotes)
            if home is None and owner.form is Form.DIRECT is statement.form:
                home = owner
        if free and home is not None:
            home.extend(free)
        elif free and statement.form is Form.DIRECT:
            home = self._add(statement, free, free)
        elif free and len(free) == len(statement.quotes):
            home = self._add(statement, list(statement.content), free)
        if home is not None:
            self._owners.update(dict.fromkeys(free, home))

    def _add(
        self, statement: Statement, content: list[Span], quotes: list[Span], *, parent: Draft | None = None
    ) -> Draft:
        draft = Draft(
            content=list(content),
            quotes=list(quotes),
            source=statement.source,
            cue=statement.cue,
            ruled=statement,
            speech=statement.form is Form.DIRECT,
            known=set(quotes),
            parent=parent,
        )
        self.drafts.append(draft)
        return draft
