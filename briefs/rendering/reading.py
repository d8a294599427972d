"""What does a script get? One article's findings as one JSON object: the line of `onrecord extract --jsonl`.

The schema is published in `docs/schema/extract.schema.json`; scripts depend on it, so fields are added, never changed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, assert_never

from briefs.acts import Act, Deadline, Party, issuer_name
from briefs.article import ArticleStatus, sha256
from briefs.document import Span
from briefs.person import Ambiguous, PersonKind, Resolution, Resolved, Unknown, join_names, printed_name
from briefs.record import Reading
from briefs.statement import Statement

SCHEMA = 1

Json = dict[str, Any]


def reading_line(reading: Reading, *, now: datetime, languages: Container[str]) -> Json:
    """Return the documented object for one article and what the engine found in it.

    `languages` are those the engine reads. An article that may not be shown at `now` gets its line without its words.
    """
    article = reading.article
    text, findings = (article.text, reading.findings) if article.is_open(now) else ("", ())
    shown = replace(reading, findings=findings)
    return {
        "schema": SCHEMA,
        "uri": article.uri,
        "article": {
            "id": article.id,
            "title": article.title if article.is_open(now) else None,
            "outlet": article.outlet,
            "published": article.published.isoformat() if article.published else None,
            "url": article.url,
            "language": reading.language,
            "sha256": sha256(text),
        },
        "text": text,
        "statements": [_statement(statement) for statement in shown.statements],
        "quotes": [quote for statement in shown.statements for quote in _quotes(statement)],
        "threats": [_act(act, text, against="target") for act in shown.acts if act.kind == "threat"],
        "pledges": [_act(act, text, against="beneficiary") for act in shown.acts if act.kind == "pledge"],
        "problems": _notes(reading, now, languages),
    }


def _notes(reading: Reading, now: datetime, languages: Container[str]) -> list[str]:
    article = reading.article
    if article.status is not ArticleStatus.USABLE:
        return [f"{article.uri}: {article.status.value} by its outlet; its words are held back"]
    if not article.is_open(now):
        until = article.embargo_until.isoformat() if article.embargo_until else ""
        return [f"{article.uri}: under embargo until {until}; its words are held back until then"]
    if reading.language not in languages:
        return [f"{article.uri}: its language ({reading.language}) is none the engine reads; nothing was looked for"]
    return []


def _statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "form": statement.form.value,
        "manner": statement.manner.value,
        "parent": statement.parent,
        "content": _pairs(statement.content),
        "source": _pair(statement.source),
        "cue": _pair(statement.cue),
        "speaker": _speaker(statement.speaker),
        "confidence": round(statement.confidence, 4),
    }


def _quotes(statement: Statement) -> list[Json]:
    speaker = _speaker(statement.speaker)
    return [
        {"start": span.start, "end": span.end, "statement": statement.id, "speaker": speaker}
        for span in statement.quotes
    ]


def _act(act: Act, text: str, *, against: str) -> Json:
    return {
        "id": act.id,
        "act": act.act,
        "start": act.statement.start,
        "end": act.statement.end,
        "trigger": _pair(act.trigger),
        "issuer": issuer_name(act),
        "issuer_for": act.issuer_for,
        "issuer_span": _hull(act.issuer),
        against: _targets(act, text),
        f"{against}_span": _hull(act.target),
        "action": _pairs(act.action),
        "condition": _pairs(act.condition),
        "deadline": _deadline(act.deadline),
        "status": act.status.value,
        "time": act.time.value,
        "confidence": round(act.confidence, 4),
        "salience": round(act.salience, 4),
        "reasons": list(act.reasons),
        "key": act.key,
        "plover": act.plover,
        "cameo": act.cameo,
    }


def _speaker(resolution: Resolution) -> Json:
    answer: Json = {
        "name": printed_name(resolution),
        "person": None,
        "kind": None,
        "resolution": "unknown",
        "step": None,
        "candidates": [],
        "reason": None,
    }
    match resolution:
        case Resolved(person=person, step=step):
            answer |= {"person": person.id, "kind": person.kind.value, "resolution": "resolved", "step": step.value}
        case Ambiguous(candidates=several, step=step):
            candidates = [{"name": person.name, "person": person.id} for person in several]
            answer |= {"resolution": "ambiguous", "step": step.value, "candidates": candidates}
        case Unknown(reason=reason, description=description):
            answer |= {"kind": PersonKind.UNNAMED.value if description else None, "reason": reason}
        case _:
            assert_never(resolution)
    return answer


def _targets(act: Act, text: str) -> str | None:
    """Return whom the act concerns: names, and the article's own words for what is not a name ("western troops")."""
    words = (printed_name(party.resolution) or (party.span.slice(text) if party.span else None) for party in act.target)
    return join_names([name for name in words if name])


def _hull(parties: Sequence[Party]) -> list[int] | None:
    spans = [party.span for party in parties if party.span]
    return _pair(Span.hull(spans)) if spans else None


def _deadline(deadline: Deadline | None) -> Json | None:
    if deadline is None:
        return None
    return {"spans": _pairs(deadline.spans), "date": deadline.date.isoformat() if deadline.date else None}


def _pair(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
