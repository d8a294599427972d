"""Things to test with, complete and sensible: `statement("“No.”", speaker=person("Ana Reyes"))`."""

from __future__ import annotations

from datetime import UTC, datetime

from briefs.acts import Act, ActId, MentionId, Party, Pledge, Status, Threat
from briefs.article import Article
from briefs.document import Span
from briefs.person import Person, PersonId, PersonKind, Resolution, Resolved, Step, Unknown
from briefs.record import Entry, Finding, Reading, Record
from briefs.statement import Form, Statement, StatementId

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
EXTRACTOR = "test/1"
TEXT = (
    "Port talks stall in Vellin\n\n"
    "“We will close the strait if the tariff stands,” Ana Reyes told reporters on Monday.\n\n"
    "The Vellin government pledged to keep the ferries running. “Nobody will be stranded,” said Tomas Brandt.\n"
)


def article(text: str = TEXT, **fields) -> Article:
    """An article of the Harbour Courier, published on 2 March 2026."""
    return Article(
        **{
            "uri": "file:///news/port-talks.txt",
            "text": text,
            "title": "Port talks stall",
            "outlet": "Harbour Courier",
            "published": NOON,
            **fields,
        }
    )


def span(words: str, text: str = TEXT) -> Span:
    """Where `words` first stand in `text`."""
    start = text.index(words)
    return Span(start, start + len(words))


def person(name: str = "Ana Reyes", kind: PersonKind = PersonKind.PERSON, **fields) -> Person:
    """Somebody, with an id made of the name."""
    return Person(**{"id": PersonId(name.lower().replace(" ", "-")), "name": name, "kind": kind, **fields})


def resolved(name: str = "Ana Reyes") -> Resolved:
    """That person, by full name."""
    return Resolved(person=person(name), step=Step.NAME, name=name)


def statement(
    words: str = "We will close the strait if the tariff stands,",
    *,
    text: str = TEXT,
    speaker: Resolution | None = None,
    **fields,
) -> Statement:
    """A direct quote of `words`, which stand in `text`; Ana Reyes says it unless told otherwise."""
    where = span(words, text)
    return Statement(
        **{
            "id": StatementId("s1"),
            "form": Form.DIRECT,
            "content": (where,),
            "quotes": (where,),
            "speaker": speaker or resolved(),
            **fields,
        }
    )


def _act(
    kind: type[Act], name: str, words: str, trigger: str, text: str, issuer: Resolution | None, fields: dict
) -> Act:
    where = span(words, text)
    inside = span(trigger, words)
    return kind(
        **{
            "id": MentionId(f"{name}1"),
            "act": ActId(f"{name.upper()}1"),
            "statement": where,
            "trigger": Span(where.start + inside.start, where.start + inside.end),
            "issuer": (Party(span=None, resolution=issuer or resolved()),),
            **fields,
        }
    )


def threat(
    words: str = "“We will close the strait if the tariff stands,” Ana Reyes told reporters on Monday.",
    trigger: str = "will close",
    *,
    text: str = TEXT,
    issuer: Resolution | None = None,
    **fields,
) -> Act:
    """A conditional threat by Ana Reyes."""
    if text is TEXT and "condition" not in fields:
        fields = {"condition": (span("if the tariff stands"),), "status": Status.CONDITIONAL, **fields}
    return _act(Threat, "t", words, trigger, text, issuer, fields)


def pledge(
    words: str = "The Vellin government pledged to keep the ferries running.",
    trigger: str = "pledged to keep",
    *,
    text: str = TEXT,
    issuer: Resolution | None = None,
    **fields,
) -> Act:
    """A pledge by the Vellin government."""
    return _act(Pledge, "p", words, trigger, text, issuer or resolved("Vellin government"), fields)


def unknown(reason: str = "no name stands near these words") -> Unknown:
    """Nobody who can be named."""
    return Unknown(reason=reason)


def reading(*findings: Finding, of: Article | None = None, extractor: str = EXTRACTOR, language: str = "en") -> Reading:
    """What an engine found in an article; a statement, a threat and a pledge unless told otherwise."""
    return Reading(
        article=of or article(),
        language=language,
        extractor=extractor,
        findings=findings or (statement(), threat(), pledge()),
    )


def entry(finding: Finding | None = None, *, of: Article | None = None, entered: datetime | None = None) -> Entry:
    """One record beside its article."""
    of = of or article()
    return Entry(
        record=Record(article=of.id, finding=finding or statement(), extractor=EXTRACTOR), article=of, entered=entered
    )
