"""Who wakes us when a slot comes? APScheduler, one job a briefing; what is done then is decided by our own rule.

A job that fires late, twice or not at all does no harm: the store knows which slots were decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.delivery import SETTLED
from bot.schedule import next_due
from bot.settings import Briefing

JUST_AFTER = SETTLED + timedelta(milliseconds=50)
"""How long after its slot a briefing is composed: its window has then closed."""


class SlotTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler 3 ships no types
    """Fires just after each slot of a briefing."""

    def __init__(self, briefing: Briefing) -> None:
        self._briefing = briefing

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime | None:
        """Return the next moment to wake up at."""
        after = (previous_fire_time or now) - JUST_AFTER
        slot = next_due(self._briefing, after)
        return None if slot is None else slot.due + JUST_AFTER


def scheduler(briefings: Iterable[Briefing], wake: Callable[[], Any]) -> AsyncIOScheduler:
    """Return a scheduler, not started, that calls `wake` just after every slot of each briefing."""
    made = AsyncIOScheduler(timezone="UTC")
    for briefing in briefings:
        if briefing.when is not None and not briefing.paused:
            # No grace time and one run however many were missed: whether and what is posted is not decided here.
            made.add_job(
                wake, SlotTrigger(briefing), id=briefing.name, misfire_grace_time=None, coalesce=True, max_instances=1
            )
    return made
