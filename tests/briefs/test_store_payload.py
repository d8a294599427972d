"""Does a finding come back equal, and is what we did not write refused?"""

import json
from dataclasses import dataclass
from typing import ClassVar

import pytest
from builders import statement, threat
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import findings, texts

from briefs.acts import Act, Pledge, Threat
from briefs.store import payload
from briefs.store.interface import StoreError


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_finding_comes_back_equal(data):
    finding = data.draw(findings(data.draw(texts)))
    assert payload.load(payload.dump(finding)) == finding


def test_what_is_written_does_not_change_unnoticed():
    # stored records are read by later programs: whoever changes this raises payload.FORMAT, and can still read 1
    assert json.loads(payload.dump(threat())) == {
        "format": 1,
        "kind": "threat",
        "id": "t1",
        "act": "T1",
        "statement": [28, 112],
        "trigger": [32, 42],
        "issuer": [
            {
                "span": None,
                "resolution": {
                    "is": "resolved",
                    "person": {"id": "ana-reyes", "name": "Ana Reyes", "kind": "person", "aliases": [], "roles": []},
                    "step": "name",
                    "name": "Ana Reyes",
                },
            }
        ],
        "issuer_for": None,
        "target": [],
        "action": [],
        "condition": [[54, 74]],
        "deadline": None,
        "status": "conditional",
        "time": "current",
        "confidence": 1.0,
        "salience": 0.0,
        "reasons": [],
        "key": False,
        "plover": "",
        "cameo": "",
    }


GOOD = json.loads(payload.dump(statement()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"statement"',
        "{}",
        json.dumps({"format": 1}),
        json.dumps({**GOOD, "form": "sung"}),
        json.dumps({**GOOD, "content": []}),
        json.dumps({**GOOD, "content": [[9, 3]]}),
        json.dumps({**GOOD, "content": [[1]]}),
        json.dumps({**GOOD, "content": 7}),
        json.dumps({**GOOD, "speaker": {"is": "guessed"}}),
        json.dumps({**GOOD, "speaker": []}),
    ],
)
def test_what_is_damaged_is_refused(text):
    with pytest.raises(StoreError, match="damaged"):
        payload.load(text)


def test_what_a_newer_program_wrote_is_refused_with_a_remedy():
    with pytest.raises(StoreError, match="install a newer onrecord"):
        payload.load(json.dumps({**GOOD, "format": 2}))


# Custom kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned(Act):
    """A kind that a plugin brings."""

    kind: ClassVar[str] = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction(Act):
    """A kind with a field of its own."""

    kind: ClassVar[str] = "sanction"
    article_of_law: str = ""


def made_as(kind):
    act = threat()
    return kind(id=act.id, act=act.act, statement=act.statement, trigger=act.trigger)


def test_a_plugins_kind_comes_back_as_its_own_class():
    assert payload.load(payload.dump(made_as(Warned))) == made_as(Warned)


def test_a_kind_whose_plugin_is_gone_stays_readable():
    body = {**json.loads(payload.dump(made_as(Warned))), "kind": "ultimatum \ud800"}
    once, again = payload.load(json.dumps(body)), payload.load(json.dumps(body))
    assert isinstance(once, Act)
    assert (once.kind, once.trigger) == ("ultimatum \ud800", threat().trigger)
    assert once == again
    assert json.loads(payload.dump(once)) == body


def test_fields_that_no_store_keeps_are_not_lost_silently():
    with pytest.raises(StoreError, match="article_of_law"):
        payload.dump(made_as(Sanction))


def test_our_kinds_are_our_classes():
    assert [payload.act_class(kind) for kind in ("threat", "pledge", "act")] == [Threat, Pledge, Act]
