"""Whatever owners, crashes and platforms do: one post for each part, in order, and no step that is not in the table."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from bot.adapters.interface import MessageRef
from bot.database import migrate, open_outbox
from bot.outbox.edition import KEY_LENGTH, Basis, Copy, Edition, EditionKey, Kind, Part, Planned, delivery_key
from bot.outbox.outbox import LostError
from bot.outbox.states import MEANINGS, MOVES, State, StateError, befores, check
from bot.outbox.tables import deliveries
from bot.settings import Channel

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LEASE = timedelta(minutes=2)
DESK = Channel(name="desk", platform="memory", id="C1")
WIRE = Channel(name="wire", platform="memory", id="C2")
SAME = Channel(name="same", platform="memory", id="C1")
"""Another name of the desk's channel."""


@pytest.fixture
def outbox(blank_database, tmp_path):
    path = tmp_path / "desk.db"
    shutil.copyfile(blank_database, path)
    made = open_outbox(f"sqlite:///{path}")
    yield made
    made.close()


def edition(slot="12:00", *channels, parts=1, until=NOON, kind=Kind.SCHEDULED, **fields) -> Edition:
    posts = tuple(Part(post={"text": f"{slot} {number}"}) for number in range(parts))
    copies = tuple(Copy(channel=channel, until=until, parts=posts) for channel in channels or (DESK,))
    key = EditionKey(kind=kind, briefing="morning", day=NOON.date(), slot=slot)
    return Edition(key=key, due=NOON, copies=copies, **fields)


def ref(claim) -> MessageRef:
    return MessageRef(platform=claim.platform, channel=claim.address, id=f"m{claim.number}")


def take(outbox, now=NOON, owner="a"):
    return outbox.claim(now=now, owner=owner, lease=LEASE)


def post(outbox, now=NOON, owner="a"):
    claim = take(outbox, now, owner)
    outbox.begin(claim, now=now, lease=LEASE)
    outbox.sent(claim, ref(claim), now=now)
    return claim


def rows(outbox):
    with outbox.reading() as connection:
        return connection.execute(deliveries.select().order_by(deliveries.c.number)).all()


def test_an_edition_is_stored_once(outbox):
    assert outbox.plan(edition(parts=2), now=NOON) is Planned.PLANNED
    assert outbox.plan(edition(parts=3), now=NOON) is Planned.ALREADY
    assert len(rows(outbox)) == 2
    assert outbox.plan(edition(kind=Kind.ALERT), now=NOON) is Planned.PLANNED  # another kind, another edition


def test_an_edition_is_stored_whole_or_not_at_all(outbox):
    unwritable = replace(edition(), copies=(Copy(channel=DESK, parts=(Part(post={"text": object()}),)),))
    with pytest.raises(TypeError):
        outbox.plan(unwritable, now=NOON)
    assert rows(outbox) == []
    assert outbox.plan(edition(), now=NOON) is Planned.PLANNED


def test_keys_are_short_and_tell_everything_apart():
    keys = {
        delivery_key(replace(edition().key, briefing=briefing, slot=slot), channel, part)
        for briefing in ("morning", "evening")
        for slot in ("07:30", "12:00")
        for channel in (DESK, WIRE, SAME)
        for part in (1, 2)
    }
    assert len(keys) == 24
    assert all(len(key) == KEY_LENGTH and key.isalnum() and key.isascii() for key in keys)


def test_parts_go_in_order_and_a_channel_has_one_sender(outbox):
    outbox.plan(edition("12:00", DESK, SAME, WIRE, parts=2), now=NOON)
    first, second = take(outbox), take(outbox, owner="b")
    assert [(first.channel, first.part), (second.channel, second.part)] == [("desk", 1), ("wire", 1)]
    assert take(outbox, owner="c") is None  # "same" is the desk's channel, and its sender is at work
    outbox.begin(first, now=NOON, lease=LEASE)
    outbox.sent(first, ref(first), now=NOON)
    assert [(claim.channel, claim.part) for claim in (take(outbox),)] == [("desk", 2)]


def test_a_lease_that_ran_out_is_taken_over_and_the_first_owner_is_told(outbox):
    outbox.plan(edition(), now=NOON)
    first = take(outbox)
    assert take(outbox, NOON + LEASE - timedelta(seconds=1), owner="b") is None
    second = take(outbox, NOON + LEASE, owner="b")
    assert second is not None
    assert not second.ask_first  # it was never handed to the platform
    for step in (
        lambda: outbox.begin(first, now=NOON, lease=LEASE),
        lambda: outbox.sent(first, ref(first), now=NOON),
        lambda: outbox.failed(first, "no", now=NOON),
        lambda: outbox.put_back(first, now=NOON, until=NOON),
    ):
        with pytest.raises(LostError):
            step()
    outbox.begin(second, now=NOON, lease=LEASE)
    third = take(outbox, NOON + 2 * LEASE, owner="c")
    assert third.ask_first


def test_what_may_have_arrived_is_asked_for_by_whoever_comes_last(outbox):
    outbox.plan(edition(), now=NOON)
    outbox.begin(take(outbox), now=NOON, lease=LEASE)  # and dies
    assert take(outbox, NOON + LEASE, owner="b").ask_first  # and dies before asking
    third = take(outbox, NOON + 2 * LEASE, owner="c")
    assert third.ask_first
    outbox.put_back(third, now=NOON, until=NOON)  # the platform could not be asked
    assert take(outbox, NOON + 2 * LEASE, owner="d").ask_first


def test_an_owner_that_takes_over_from_itself_is_not_who_it_was(outbox):
    outbox.plan(edition(), now=NOON)
    first = take(outbox)
    again = take(outbox, NOON + LEASE)
    with pytest.raises(LostError):
        outbox.begin(first, now=NOON, lease=LEASE)
    outbox.begin(again, now=NOON, lease=LEASE)


def test_the_dead_are_not_waited_for(outbox):
    outbox.plan(edition("12:00", DESK, WIRE), now=NOON)
    take(outbox, owner="host/1/dead")
    take(outbox, owner="host/2/alive")
    assert take(outbox, owner="host/3/new") is None
    assert outbox.expire(lambda owner: owner.endswith("dead"), now=NOON) == 1
    assert take(outbox, owner="host/3/new").channel == "desk"
    assert outbox.expire(lambda owner: False, now=NOON) == 0  # noqa: ARG005 - nobody is dead


def test_what_waits_is_not_taken_before_its_time(outbox):
    outbox.plan(edition("12:00", DESK, WIRE, parts=2), now=NOON)
    claim = take(outbox)
    outbox.begin(claim, now=NOON, lease=LEASE)
    later = NOON + timedelta(minutes=5)
    outbox.put_back(claim, now=NOON, until=later, reason="busy", unclear=False)
    outbox.hold("memory", "C1", until=later)
    post(outbox)
    post(outbox)
    assert take(outbox) is None
    assert outbox.next_moment() == later
    assert take(outbox, later).attempt == 2


def test_a_basis_that_changed_is_refused(outbox):
    on = {"desk": outbox.basis("morning", "desk")}
    outbox.plan(edition("07:30"), now=NOON)
    assert outbox.plan(edition("12:00"), now=NOON, basis=on) is Planned.OUTDATED
    on = {"desk": outbox.basis("morning", "desk")}
    assert on == {"desk": Basis(waiting=True)}
    claim = take(outbox)
    assert outbox.plan(edition("12:00"), now=NOON, basis=on) is Planned.OUTDATED
    now_going = {"desk": outbox.basis("morning", "desk")}
    assert now_going["desk"].under_way
    assert outbox.plan(edition("12:00"), now=NOON, basis=now_going) is Planned.OUTDATED
    outbox.begin(claim, now=NOON, lease=LEASE)
    outbox.sent(claim, ref(claim), now=NOON)
    on = {"desk": outbox.basis("morning", "desk")}
    assert on["desk"].until == NOON
    assert outbox.plan(edition("12:00"), now=NOON, basis=on) is Planned.PLANNED


def test_of_an_overtaken_edition_nothing_is_posted_and_of_a_begun_one_all(outbox):
    outbox.plan(edition("07:30", parts=2), now=NOON)
    outbox.plan(edition("12:00", parts=2), now=NOON, basis={"desk": outbox.basis("morning", "desk")})
    assert [row.state for row in rows(outbox)] == ["skipped", "skipped", "planned", "planned"]
    post(outbox)
    outbox.plan(edition("18:00"), now=NOON, basis={"desk": outbox.basis("morning", "desk")})
    assert [row.state for row in rows(outbox)] == ["skipped", "skipped", "sent", "planned", "planned"]


def test_what_may_have_arrived_is_neither_overtaken_nor_called_failed(outbox):
    outbox.plan(edition("07:30", DESK), now=NOON)
    claim = take(outbox)
    outbox.begin(claim, now=NOON, lease=LEASE)
    outbox.put_back(claim, now=NOON, until=NOON + LEASE, unclear=True)
    on = {"desk": outbox.basis("morning", "desk")}
    assert on["desk"].under_way
    assert outbox.plan(edition("12:00", DESK), now=NOON, basis=on) is Planned.OUTDATED
    alert = replace(edition("18:00", DESK), key=EditionKey(kind=Kind.ALERT, briefing="m", day=NOON.date(), slot="x"))
    outbox.plan(alert, now=NOON)
    other = take(outbox)
    assert other.edition.kind is Kind.ALERT
    outbox.begin(other, now=NOON, lease=LEASE)
    assert outbox.bury(other, "archived", now=NOON)
    assert [row.state for row in rows(outbox)] == ["unknown", "failed"]


def test_a_thread_needs_its_first_post(outbox):
    parts = (Part(post={"text": "head"}), Part(post={"text": "details"}, in_thread=True))
    whole = replace(edition(), copies=(Copy(channel=DESK, parts=parts),))
    outbox.plan(whole, now=NOON)
    claim = take(outbox)
    assert claim.under is None
    outbox.failed(claim, "no", now=NOON)
    assert [row.state for row in rows(outbox)] == ["failed", "skipped"]
    other = replace(whole, key=replace(whole.key, slot="18:00"))
    outbox.plan(other, now=NOON)
    first = post(outbox)
    assert take(outbox).under == ref(first)


def test_what_is_decided_never_goes_back(outbox):
    assert outbox.begun("morning") is None
    assert outbox.seen("morning", otherwise=NOON) == NOON
    assert outbox.seen("morning", otherwise=NOON + LEASE) == NOON
    outbox.see("morning", NOON + LEASE)
    outbox.see("morning", NOON)
    assert outbox.seen("morning", otherwise=NOON) == NOON + LEASE
    assert outbox.begun("morning") == NOON


# The table of states


def test_every_state_is_reached_and_explained():
    assert set(MEANINGS) == set(State)
    assert {move.after for move in MOVES} | {State.PLANNED} == set(State)
    assert len({(move.before, move.after) for move in MOVES}) == len(MOVES)


@pytest.mark.parametrize("state", [State.SENT, State.SKIPPED, State.FAILED, State.UNKNOWN])
def test_what_is_settled_stays_settled(state):
    assert not [move for move in MOVES if move.before is state]


def test_a_step_that_is_not_in_the_table_is_refused():
    check(State.CLAIMED, State.SENDING)
    with pytest.raises(StateError, match="planned does not become sent"):
        check(State.PLANNED, State.SENT)
    assert State.PLANNED not in befores(State.SENDING)


# Anything, in any order


class Posting(RuleBasedStateMachine):
    """Owners work, die, sleep and come back; a platform takes posts, loses answers and can be asked."""

    claims = Bundle("claims")

    @initialize()
    def open(self):
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "desk.db"
        template = _template()
        shutil.copyfile(template, path)
        self.outbox = open_outbox(f"sqlite:///{path}")
        self.now = NOON
        self.board: list[tuple[str, str]] = []  # (channel, key) as they were posted
        self.before: dict[int, str] = {}
        self.slots = 0

    def teardown(self):
        if hasattr(self, "outbox"):
            self.outbox.close()
            self.folder.cleanup()

    @rule(parts=st.integers(1, 3), both=st.booleans())
    def plan(self, parts, both):
        self.slots += 1
        channels = (DESK, WIRE) if both else (DESK,)
        made = edition(f"{self.slots:05}", *channels, parts=parts, until=self.now)
        basis = {channel.name: self.outbox.basis("morning", channel.name) for channel in channels}
        self.outbox.plan(made, now=self.now, basis=basis)

    @rule(target=claims, owner=st.sampled_from("abc"))
    def claim(self, owner):
        taken = self.outbox.claim(now=self.now, owner=owner, lease=LEASE)
        return multiple(taken) if taken else multiple()

    @rule(claim=claims, how=st.sampled_from(["sent", "answer lost", "busy", "lost before"]))
    def work(self, claim, how):
        """What `Sender` does, with a clock that may have run past the lease meanwhile."""
        try:
            if claim.ask_first and (claim.address, claim.key) in self.board:
                self.outbox.sent(claim, ref(claim), now=self.now)
                return
            self.outbox.begin(claim, now=self.now, lease=LEASE)
            if how in {"sent", "answer lost"}:
                self.board.append((claim.address, claim.key))
            if how == "sent":
                self.outbox.sent(claim, ref(claim), now=self.now)
            elif how == "answer lost":
                self.outbox.put_back(claim, now=self.now, until=self.now, unclear=True)
            elif how == "busy":
                self.outbox.put_back(claim, now=self.now, until=self.now + LEASE, unclear=False)
        except LostError:
            pass

    @rule(claim=claims, after_posting=st.booleans())
    def die_while_sending(self, claim, after_posting):
        try:
            if claim.ask_first and (claim.address, claim.key) in self.board:
                return
            self.outbox.begin(claim, now=self.now, lease=LEASE)
        except LostError:
            return
        if after_posting:
            self.board.append((claim.address, claim.key))

    @rule(claim=consumes(claims), final=st.sampled_from(["failed", "unknown", "bury"]))
    def give_up(self, claim, final):
        try:
            if not claim.ask_first and final != "unknown":
                self.outbox.begin(claim, now=self.now, lease=LEASE)
                getattr(self.outbox, final)(claim, "no", now=self.now)
            elif claim.ask_first and final == "unknown":
                self.outbox.unknown(claim, "nobody knows", now=self.now)
        except LostError:
            pass

    @rule(minutes=st.integers(1, 5))
    def wait(self, minutes):
        self.now += timedelta(minutes=minutes)

    @invariant()
    def nothing_is_posted_twice(self):
        if hasattr(self, "board"):
            assert len(self.board) == len(set(self.board))

    @invariant()
    def every_step_is_in_the_table(self):
        if not hasattr(self, "outbox"):
            return
        allowed = {(move.before.value, move.after.value) for move in MOVES}
        found = {row.number: row.state for row in rows(self.outbox)}
        for number, state in found.items():
            before = self.before.get(number, "planned")
            # One rule may take two steps: claimed, sending, sent.
            assert before == state or any(
                (before, state) in allowed or {(before, middle), (middle, state)} <= allowed for middle in MEANINGS
            )
        self.before = found

    @invariant()
    def parts_are_in_order_and_what_is_sent_was_posted(self):
        if not hasattr(self, "outbox"):
            return
        found = rows(self.outbox)
        for row in found:
            earlier = [r for r in found if (r.edition, r.channel) == (row.edition, row.channel) and r.part < row.part]
            if row.state in {"claimed", "sending", "sent"}:
                assert all(r.state in {"sent", "failed", "unknown", "skipped"} for r in earlier)
            if row.state == "sent":
                assert (row.address, row.key) in self.board
            if row.state in {"failed", "skipped"}:
                assert (row.address, row.key) not in self.board

    @invariant()
    def a_channel_has_one_sender(self):
        if not hasattr(self, "outbox"):
            return
        held = [r.address for r in rows(self.outbox) if r.state in {"claimed", "sending"}]
        assert len(held) == len(set(held))


_TEMPLATES: list[Path] = []


def _template() -> Path:
    """A database with all tables, made once."""
    if not _TEMPLATES:
        path = Path(tempfile.mkdtemp()) / "blank.db"
        migrate(f"sqlite:///{path}")
        _TEMPLATES.append(path)
    return _TEMPLATES[0]


TestPosting = Posting.TestCase
TestPosting.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
