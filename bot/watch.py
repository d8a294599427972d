"""Where do new articles come from, while the bot runs? Every outlet is looked at as often as it says.

Looking is cheap and done here; reading is left to the intake's own process.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeVar, assert_never

from bot.clock import Clock
from bot.fetching import FetchError, Validators, fetch
from bot.intake import Intake, Taken
from bot.ripening import Ripening, Stamp, list_folder, list_glob
from bot.sending import Sleep
from bot.settings import Feed, Folder, Glob, Outlet
from briefs.readers.interface import ReadingDefaults, Resource

if TYPE_CHECKING:
    from aiohttp import ClientSession

SECOND_LOOK = 1.0
"""Seconds until a file that is new or changed is looked at again."""
SLOWEST = timedelta(hours=1)
"""How long a feed that fails is left alone at the most, unless its outlet asks for longer."""
BATCH = 200
"""Files handed over at once: after each batch alerts can go out."""

FAILURES_TOLD = 3
"""Failures in a row after which the administrators hear of a feed."""

S = TypeVar("S")

_log = logging.getLogger(__name__)

Tell = Callable[[str, str, str], Awaitable[None]]
"""Tells the administrators: what, what to do about it, and the subject that is told once."""


@dataclass(slots=True, kw_only=True)
class Watch:
    """Looks at one outlet."""

    outlet: Outlet
    intake: Intake
    session: ClientSession
    clock: Clock
    sleep: Sleep
    read: Callable[[Taken], Awaitable[None]]
    """Called after each batch that brought something new."""
    tell: Tell
    _ripening: Ripening = field(default_factory=Ripening)
    _validators: Validators = field(default_factory=Validators)
    _failures: int = 0
    _last_news: datetime | None = None

    async def run(self) -> None:
        """Look, for ever."""
        while True:
            await self.sleep(await self.look())

    async def look(self) -> float:
        """Look once, have read what is new, and say in how many seconds to look again."""
        every = self.outlet.check_every.total_seconds()
        sources: tuple[str | Resource, ...]
        match self.outlet.supply:
            case Folder(address=address):
                path = self.outlet.supply.path
                # Object storage has no cheap stamps: its files are opened each time, and known ones are passed over.
                sources = (address,) if path is None else await self._files(list_folder, path)
            case Glob(pattern=pattern):
                sources = await self._files(list_glob, pattern)
            case Feed(url=url):
                return await self._feed(url, every)
            case _:
                assert_never(self.outlet.supply)
        await self._take(sources)
        await self._mind_the_silence()
        return min(every, SECOND_LOOK) if self._ripening.is_waiting else every

    async def _files(self, listing: Callable[[S], dict[str, Stamp]], where: S) -> tuple[str, ...]:
        return self._ripening.look(await asyncio.to_thread(listing, where))

    async def _feed(self, url: str, every: float) -> float:
        try:
            resource, validators = await fetch(self.session, url, self._validators)
        except FetchError as error:
            self._failures += 1
            _log.warning("a feed was not fetched: %s: %s", self.outlet.name, error)
            if self._failures == FAILURES_TOLD:
                remedy = "check its address in outlets.yaml, and whether it opens in a browser"
                await self.tell(f"{self.outlet.name} could not be read {self._failures} times: {error}", remedy, url)
            return max(every, min(every * 2.0**self._failures, SLOWEST.total_seconds()))
        self._failures = 0
        if resource is not None:
            await self._take((resource,))
        self._validators = validators  # only now: what was not read is fetched again
        await self._mind_the_silence()
        return every

    async def _take(self, sources: tuple[str | Resource, ...]) -> None:
        defaults = ReadingDefaults(language=self.outlet.language, outlet=self.outlet.name)
        for start in range(0, len(sources), BATCH):
            batch = sources[start : start + BATCH]
            taken = await self.intake.take(batch, defaults, reader=self.outlet.reader)
            _log.info("read: %s: %s", self.outlet.name, taken.said)
            for problem in taken.problems:
                _log.warning("%s", problem)
            if taken.fresh:
                self._last_news = self.clock()
                await self.read(taken)

    async def _mind_the_silence(self) -> None:
        usual, now = self.outlet.usual_interval, self.clock()
        if self._last_news is None:
            self._last_news = now
        if usual is not None and now - self._last_news > usual:
            what = f"{self.outlet.name} has brought nothing new since {self._last_news:%Y-%m-%d %H:%M} UTC"
            remedy = f"it usually does every {usual}; check where its articles come from"
            await self.tell(what, remedy, f"silence {self.outlet.name} {self._last_news:%Y-%m-%dT%H:%M}")
