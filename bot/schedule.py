"""When is a briefing due, and what of it is posted now? Our rule, pure; APScheduler only wakes us.

A slot is a local date and HH:MM, so that an hour which comes twice in autumn is one slot, and one which never comes in
spring is due at the first moment after the gap. Times are compared as moments in UTC; nothing here has a clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.settings import Briefing, CatchUp, QuietHours, Times, When

PUNCTUAL = timedelta(minutes=5)
"""An edition that is posted later than this after its slot says that it is late."""
HORIZON = timedelta(days=7)
"""How far back downtime is caught up with."""
_DAY = timedelta(days=1)
_REACHES = (1, 8, 64, 366, 366 * 8)
"""Days ahead in which the next slot is looked for; a 29 February may be eight years away, over a year like 2100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One time at which a briefing is due."""

    day: date
    time: time
    """As the editor wrote it, local."""
    due: datetime
    """The moment it comes to, in UTC; after quiet hours where it fell into them."""

    @property
    def name(self) -> str:
        """HH:MM, by which the outbox knows it on that day."""
        return f"{self.time:%H:%M}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to be done about the slots that have come."""

    post: tuple[Slot, ...] = ()
    """In order; each is an edition."""
    missed: tuple[Slot, ...] = ()
    """Those that are left out, in order."""


def due(briefing: Briefing, after: datetime, until: datetime) -> tuple[Slot, ...]:
    """Return the slots of a briefing after `after`, up to and including `until` (both aware), in order."""
    if briefing.when is None or until <= after:
        return ()
    zone = briefing.when.timezone
    # A slot may be moved by quiet hours to the day after, and by a gap: begin two days before.
    first, last = (after.astimezone(zone) - 2 * _DAY).date(), until.astimezone(zone).date()
    slots = [
        Slot(day=day, time=at, due=_after_quiet(moment_of(day, at, zone), briefing.quiet_hours, zone))
        for day in _days(first, last)
        for at in times_on(briefing.when, day)
    ]
    chosen = {slot.due: slot for slot in sorted(slots, key=lambda slot: _is_real(slot, zone))}
    return tuple(chosen[moment] for moment in sorted(chosen) if after < moment <= until)


def next_due(briefing: Briefing, after: datetime) -> Slot | None:
    """Return the first slot after `after`; None for a briefing that never comes by itself."""
    for days in _REACHES:
        slots = due(briefing, after, after + days * _DAY)
        if slots:
            return slots[0]
    return None


def decide(briefing: Briefing, *, seen: datetime, now: datetime) -> Decision:
    """Say what is posted of the slots after `seen`, the last moment that was decided, up to `now`.

    Nothing in quiet hours: what is due waits until they end. After downtime, `latest` posts one edition that covers all
    of it, `all` each of them, `none` only what is punctual.
    """
    if briefing.when is None or is_quiet(briefing, now):
        return Decision()
    slots = due(briefing, max(seen, now - HORIZON), now)
    match briefing.catch_up:
        case CatchUp.ALL:
            return Decision(post=slots)
        case CatchUp.NONE:
            punctual = tuple(slot for slot in slots if not is_late(slot, now))[-1:]
            return Decision(post=punctual, missed=tuple(slot for slot in slots if slot not in punctual))
        case CatchUp.LATEST:
            return Decision(post=slots[-1:], missed=slots[:-1])


def is_late(slot: Slot, now: datetime) -> bool:
    """Say whether an edition of that slot, posted now, is late."""
    return now - slot.due > PUNCTUAL


def is_quiet(briefing: Briefing, now: datetime) -> bool:
    """Say whether `now` lies in the briefing's quiet hours."""
    local = now.astimezone(ZoneInfo(briefing.timezone)).time()
    return any(hours.cover(local) for hours in briefing.quiet_hours)


def quiet_until(briefing: Briefing, now: datetime) -> datetime:
    """Return when the quiet hours end in which `now` lies; `now` itself where it lies in none."""
    return _after_quiet(now, briefing.quiet_hours, ZoneInfo(briefing.timezone))


def times_on(when: When, day: date) -> tuple[time, ...]:
    """Return the local times at which a schedule is due on a day, in order."""
    if isinstance(when, Times):
        candidates = when.times
    else:
        candidates = tuple(time(hour, minute) for hour in when.hours for minute in when.minutes)
    return tuple(at for at in candidates if when.fires(datetime.combine(day, at, when.timezone)))


def moment_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the moment in UTC of a local time: the first of two where the clock is put back, and where it is put
    forward over that time, as long after the gap's beginning: 02:30 is 03:30 on that day.
    """
    return datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)


def _after_quiet(moment: datetime, quiet: tuple[QuietHours, ...], zone: ZoneInfo) -> datetime:
    for _ in range(len(quiet) + 1):  # one stretch may end in the next
        local = moment.astimezone(zone)
        ends = [hours.end for hours in quiet if hours.cover(local.time())]
        if not ends:
            break
        # In the hour that comes twice, the quiet of its second half ends in that half: hence `fold`.
        moment = max(
            datetime.combine(
                local.date() + (_DAY if at <= local.time() else timedelta()), at.replace(fold=local.fold), zone
            ).astimezone(UTC)
            for at in ends
        )
    return moment


def _is_real(slot: Slot, zone: ZoneInfo) -> bool:
    """Say whether the clock shows the slot's own time when it is due; of two at one moment that one is kept."""
    return slot.due.astimezone(zone).time() == slot.time


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY
