"""What is done with one delivery that is ours? Ask where it is unclear, wait for the channel's pace, send, record.

Every failure of a platform is one of four families (see `bot.adapters.interface`), and each has its answer here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ParamSpec, TypeVar

from bot.adapters.interface import (
    AdapterError,
    BusyError,
    ChatAdapter,
    Idempotency,
    MessageRef,
    RefusedError,
    UnclearError,
    UnreachableError,
)
from bot.clock import Clock
from bot.drafting import Adapters
from bot.notices import tell
from bot.outbox.edition import Claim, Kind
from bot.outbox.outbox import LostError, Outbox
from bot.settings import Settings

LEASE = timedelta(minutes=2)
"""How long a delivery stays ours without a word: longer than any call to a platform takes."""
CALL = 60.0
"""Seconds after which a platform that does not answer counts as unclear."""
PATIENCE = timedelta(hours=2)
"""How long a delivery is tried, from its first try on; after that the administrators hear of it."""
SETTLING = 2.0
"""Seconds until a platform is asked about an unclear post: what it has just taken may not be listed yet."""
SHORTEST, LONGEST = 2.0, 300.0
"""Seconds between two tries."""
SKEW = timedelta(minutes=5)
"""How much a platform's clock may differ from ours, when it is asked what was posted since."""
PACE = {"slack": 1.0}
"""Seconds between two posts in one channel, by platform: Slack allows one a second, others say when it is too fast."""

_log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
Sleep = Callable[[float], Awaitable[None]]


@dataclass(slots=True, kw_only=True)
class Sender:
    """Makes deliveries that were claimed from the outbox."""

    outbox: Outbox
    adapters: Adapters
    settings: Settings
    clock: Clock
    sleep: Sleep
    chance: Callable[[], float]
    """0..1, at random: tries of many channels should not come at one moment."""
    pace: Mapping[str, float] = field(default_factory=lambda: PACE)
    _posted: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """When the last post went to a channel."""

    async def send(self, claim: Claim) -> None:
        """Make one delivery; whatever happens is written into the outbox, and nothing is raised."""
        try:
            await self._send(claim)
        except LostError as error:
            _log.warning("a delivery was taken over: %s", error)

    async def _send(self, claim: Claim) -> None:
        adapter = self.adapters.get(claim.platform)
        if adapter is None:
            error = RefusedError(f"{claim.platform} is not set up; see onrecord doctor")
            await (self._leave_unknown(claim, error) if claim.ask_first else self._give_up(claim, str(error)))
            return
        if claim.ask_first:
            try:
                found = await self._ask(claim, adapter)
            except AdapterError as error:
                await self._not_known(claim, error)
                return
            if found is not None:
                await self._note(self.outbox.sent, claim, found, now=self.clock())
                _log.info("found what was posted before: %s", _named(claim))
                return
        await self._keep_pace(claim)
        await self._post(claim, adapter)

    async def _post(self, claim: Claim, adapter: ChatAdapter) -> None:
        try:
            thread = await self._thread(claim, adapter)
        except AdapterError as error:
            await self._try_later(claim, error, was_sending=False)
            return
        await self._note(self.outbox.begin, claim, now=self.clock(), lease=LEASE)
        try:
            ref = await self._call(
                adapter.send(claim.address, claim.post, key=claim.key, thread=thread, silent=claim.silent)
            )
        except RefusedError as error:
            await self._refused(claim, error)
        except (BusyError, UnreachableError) as error:
            await self._try_later(claim, error, was_sending=True)
        except UnclearError as error:
            await self._unclear(claim, adapter, error)
        else:
            self._posted[claim.platform, claim.address] = self.clock()
            await self._note(self.outbox.sent, claim, ref, now=self.clock())
            _log.info("posted: %s", _named(claim))

    # What a platform is asked

    async def _call(self, call: Awaitable[MessageRef]) -> MessageRef:
        """Wait for a call that may have posted; whatever an adapter raises that it should not, nobody knows more."""
        try:
            async with asyncio.timeout(CALL):
                return await call
        except AdapterError:
            raise
        except TimeoutError as cause:
            message = f"no answer for {CALL:.0f} seconds"
            raise UnclearError(message) from cause
        except Exception as cause:
            message = f"the adapter failed ({type(cause).__name__})"
            raise UnclearError(message) from cause

    async def _ask(self, claim: Claim, adapter: ChatAdapter) -> MessageRef | None:
        if adapter.capabilities.idempotency is Idempotency.NONE:
            message = f"{claim.platform} cannot say what was posted"
            raise RefusedError(message)
        thread = await self._thread(claim, adapter)
        try:
            async with asyncio.timeout(CALL):
                return await adapter.find(claim.address, claim.key, since=claim.planned - SKEW, thread=thread)
        except AdapterError:
            raise
        except Exception as cause:
            message = f"it could not be asked ({type(cause).__name__})"
            raise UnreachableError(message) from cause

    async def _thread(self, claim: Claim, adapter: ChatAdapter) -> MessageRef | None:
        if claim.under is None:
            return None
        return await self._call(adapter.thread(claim.under, claim.edition.briefing))

    async def _keep_pace(self, claim: Claim) -> None:
        last = self._posted.get((claim.platform, claim.address))
        pace = self.pace.get(claim.platform, 0.0)
        if last is not None and (left := pace - (self.clock() - last).total_seconds()) > 0:
            await self.sleep(left)

    # What becomes of a failure

    async def _refused(self, claim: Claim, error: RefusedError) -> None:
        if not error.gone:
            await self._give_up(claim, str(error))
            return
        is_news = await self._note(self.outbox.bury, claim, str(error), now=self.clock())
        if is_news:
            what = f"nothing can be posted to {claim.channel} on {claim.platform} any more: {error}"
            remedy = "what was planned there is not posted; the next edition tries again"
            await self._tell(claim, what, remedy, subject=f"dead {claim.platform} {claim.address}")

    async def _unclear(self, claim: Claim, adapter: ChatAdapter, error: AdapterError) -> None:
        if adapter.capabilities.idempotency is Idempotency.NONE:
            await self._leave_unknown(claim, error)
            return
        now = self.clock()
        until = now + timedelta(seconds=SETTLING)
        await self._note(self.outbox.put_back, claim, now=now, until=until, reason=str(error), unclear=True)

    async def _not_known(self, claim: Claim, error: AdapterError) -> None:
        """The platform was to be asked, and gave no answer."""
        if isinstance(error, RefusedError) or self._is_too_late(claim):
            await self._leave_unknown(claim, error)
        else:
            await self._wait(claim, error)

    async def _try_later(self, claim: Claim, error: AdapterError, *, was_sending: bool) -> None:
        """Nothing was posted this time: wait as told, or longer each time, until it is too late."""
        if isinstance(error, RefusedError) or self._is_too_late(claim):
            await self._give_up(claim, str(error))
        else:
            await self._wait(claim, error, unclear=False if was_sending else None)

    async def _wait(self, claim: Claim, error: AdapterError, *, unclear: bool | None = None) -> None:
        now = self.clock()
        until = now + timedelta(seconds=self._pause(claim, error))
        await self._note(self.outbox.put_back, claim, now=now, until=until, reason=str(error), unclear=unclear)
        if isinstance(error, BusyError):
            await self._note(self.outbox.hold, claim.platform, claim.address, until=until)
        _log.info("waits: %s, %s", _named(claim), error)

    def _pause(self, claim: Claim, error: AdapterError) -> float:
        doubled = min(LONGEST, SHORTEST * 2.0 ** min(claim.attempt - 1, 16))
        if isinstance(error, BusyError):
            return error.retry_after + self.chance()
        return doubled * (0.5 + self.chance() / 2)

    def _is_too_late(self, claim: Claim) -> bool:
        return claim.first_tried is not None and self.clock() - claim.first_tried > PATIENCE

    async def _give_up(self, claim: Claim, reason: str) -> None:
        await self._note(self.outbox.failed, claim, reason, now=self.clock())
        what = f"{_named(claim)} was not posted: {reason}"
        remedy = "the next edition says what this one would have said, if nothing of it was posted"
        await self._tell(claim, what, remedy, subject=f"failed {claim.key}")

    async def _leave_unknown(self, claim: Claim, error: AdapterError) -> None:
        await self._note(self.outbox.unknown, claim, str(error), now=self.clock())
        what = f"nobody can say whether {_named(claim)} was posted: {error}"
        await self._tell(claim, what, "look into the channel; it is not posted again", subject=f"unknown {claim.key}")

    async def _tell(self, claim: Claim, what: str, remedy: str, *, subject: str) -> None:
        if claim.edition.kind is Kind.NOTICE:
            _log.error("the administrators could not be told: %s", what)
            return
        await asyncio.to_thread(
            tell,
            what,
            remedy,
            subject=subject,
            settings=self.settings,
            outbox=self.outbox,
            adapters=self.adapters,
            now=self.clock(),
        )

    async def _note(self, step: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Write a step into the outbox, beside the chat loop."""
        return await asyncio.to_thread(step, *args, **kwargs)


def _named(claim: Claim) -> str:
    edition = claim.edition
    part = f", part {claim.part} of {claim.parts}" if claim.parts > 1 else ""
    return f"{edition.briefing} of {edition.day} {edition.slot} in {claim.channel}{part}"
