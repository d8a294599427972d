"""How is a finding written down, so that it comes back equal? As JSON with a version, every field named.

Decoding is strict: what this program did not write is refused with a remedy, never half-read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any, assert_never

from briefs.acts import Act, ActId, Deadline, MentionId, Party, Status, Time
from briefs.document import Span
from briefs.person import Ambiguous, Person, PersonId, PersonKind, Resolution, Resolved, Role, Step, Unknown
from briefs.record import Finding
from briefs.statement import Form, Manner, Statement, StatementId
from briefs.store.interface import StoreError

FORMAT = 1
"""Raised when an older program could no longer read what is written."""

STATEMENT = "statement"


def dump(finding: Finding) -> str:
    """Return the finding as JSON text."""
    body = _dump_statement(finding) if isinstance(finding, Statement) else _dump_act(finding)
    return json.dumps({"format": FORMAT, **body}, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Finding:
    """Return the finding that `dump` was given; raise `StoreError` for what it did not write."""
    try:
        body = json.loads(text)
        written = body["format"]
        if written == FORMAT:
            return _load_statement(body) if body["kind"] == STATEMENT else _load_act(body)
    except (ValueError, KeyError, TypeError) as cause:
        message = (
            f"a record in the store is damaged ({cause!r}); restore the file from a copy, or run onrecord reextract"
        )
        raise StoreError(message) from cause
    message = f"a record in the store has format {written!r}, this program reads {FORMAT}; install a newer onrecord"
    raise StoreError(message)


def _dump_statement(statement: Statement) -> dict[str, Any]:
    return {
        "kind": STATEMENT,
        "id": statement.id,
        "form": statement.form,
        "content": _dump_spans(statement.content),
        "quotes": _dump_spans(statement.quotes),
        "source": _dump_span(statement.source),
        "cue": _dump_span(statement.cue),
        "manner": statement.manner,
        "parent": statement.parent,
        "speaker": _dump_resolution(statement.speaker),
        "confidence": statement.confidence,
    }


def _load_statement(body: dict[str, Any]) -> Statement:
    return Statement(
        id=StatementId(body["id"]),
        form=Form(body["form"]),
        content=_load_spans(body["content"]),
        quotes=_load_spans(body["quotes"]),
        source=_load_span(body["source"]),
        cue=_load_span(body["cue"]),
        manner=Manner(body["manner"]),
        parent=None if body["parent"] is None else StatementId(body["parent"]),
        speaker=_load_resolution(body["speaker"]),
        confidence=body["confidence"],
    )


def _dump_act(act: Act) -> dict[str, Any]:
    own = {field.name for field in fields(act)} - {field.name for field in fields(Act)}
    if own:
        message = f"acts of kind {act.kind!r} have fields of their own ({', '.join(sorted(own))}), which no store keeps"
        raise StoreError(message)
    return {
        "kind": act.kind,
        "id": act.id,
        "act": act.act,
        "statement": _dump_span(act.statement),
        "trigger": _dump_span(act.trigger),
        "issuer": [_dump_party(party) for party in act.issuer],
        "issuer_for": act.issuer_for,
        "target": [_dump_party(party) for party in act.target],
        "action": _dump_spans(act.action),
        "condition": _dump_spans(act.condition),
        "deadline": None if act.deadline is None else _dump_deadline(act.deadline),
        "status": act.status,
        "time": act.time,
        "confidence": act.confidence,
        "salience": act.salience,
        "reasons": list(act.reasons),
        "key": act.key,
        "plover": act.plover,
        "cameo": act.cameo,
    }


def _load_act(body: dict[str, Any]) -> Act:
    return act_class(body["kind"])(
        id=MentionId(body["id"]),
        act=ActId(body["act"]),
        statement=Span(*body["statement"]),
        trigger=Span(*body["trigger"]),
        issuer=tuple(_load_party(party) for party in body["issuer"]),
        issuer_for=body["issuer_for"],
        target=tuple(_load_party(party) for party in body["target"]),
        action=_load_spans(body["action"]),
        condition=_load_spans(body["condition"]),
        deadline=None if body["deadline"] is None else _load_deadline(body["deadline"]),
        status=Status(body["status"]),
        time=Time(body["time"]),
        confidence=body["confidence"],
        salience=body["salience"],
        reasons=tuple(body["reasons"]),
        key=body["key"],
        plover=body["plover"],
        cameo=body["cameo"],
    )


def act_class(kind: str) -> type[Act]:
    """Return the class of that kind: ours, a plugin's where it is loaded, else a stand-in that prints the same.

    An editor who removes a plugin keeps its records readable.
    """
    return _find_class(Act, kind) or _stand_in(kind)


@cache
def _stand_in(kind: str) -> type[Act]:
    made = type("CustomAct", (Act,), {"kind": kind, "__slots__": (), "__module__": __name__})
    return dataclass(frozen=True, kw_only=True)(made)


def _find_class(among: type[Act], kind: str) -> type[Act] | None:
    """Search `among` and its subclasses, the latest first: a slotted dataclass leaves its unslotted draft behind."""
    if among.kind == kind:
        return among
    for subclass in reversed(among.__subclasses__()):
        found = _find_class(subclass, kind)
        if found is not None:
            return found
    return None


def _dump_party(party: Party) -> dict[str, Any]:
    return {"span": _dump_span(party.span), "resolution": _dump_resolution(party.resolution)}


def _load_party(body: dict[str, Any]) -> Party:
    return Party(span=_load_span(body["span"]), resolution=_load_resolution(body["resolution"]))


def _dump_deadline(deadline: Deadline) -> dict[str, Any]:
    return {"spans": _dump_spans(deadline.spans), "date": _dump_day(deadline.date)}


def _load_deadline(body: dict[str, Any]) -> Deadline:
    return Deadline(spans=_load_spans(body["spans"]), date=_load_day(body["date"]))


def _dump_resolution(resolution: Resolution) -> dict[str, Any]:
    match resolution:
        case Resolved():
            person = _dump_person(resolution.person)
            return {"is": "resolved", "person": person, "step": resolution.step, "name": resolution.name}
        case Ambiguous():
            candidates = [_dump_person(person) for person in resolution.candidates]
            return {"is": "ambiguous", "candidates": candidates, "step": resolution.step}
        case Unknown():
            return {"is": "unknown", "reason": resolution.reason, "description": resolution.description}
        case _:
            assert_never(resolution)


def _load_resolution(body: dict[str, Any]) -> Resolution:
    match body["is"]:
        case "resolved":
            return Resolved(person=_load_person(body["person"]), step=Step(body["step"]), name=body["name"])
        case "ambiguous":
            candidates = tuple(_load_person(person) for person in body["candidates"])
            return Ambiguous(candidates=candidates, step=Step(body["step"]))
        case "unknown":
            return Unknown(reason=body["reason"], description=body["description"])
        case other:
            message = f"no such resolution: {other!r}"
            raise ValueError(message)


def _dump_person(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "kind": person.kind,
        "aliases": list(person.aliases),
        "roles": [[role.title, _dump_day(role.since), _dump_day(role.until)] for role in person.roles],
    }


def _load_person(body: dict[str, Any]) -> Person:
    return Person(
        id=PersonId(body["id"]),
        name=body["name"],
        kind=PersonKind(body["kind"]),
        aliases=tuple(body["aliases"]),
        roles=tuple(
            Role(title=title, since=_load_day(since), until=_load_day(until)) for title, since, until in body["roles"]
        ),
    )


def _dump_span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _load_span(body: list[int] | None) -> Span | None:
    return None if body is None else Span(*body)


def _dump_spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _load_spans(body: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in body)


def _dump_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _load_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
