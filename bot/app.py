"""How do the parts become one program? Everything opens in order, runs until it is told to stop, and closes in order.

What keeps it from starting is raised as one sentence with its remedy; what goes wrong later is logged, told to the
administrators where they can help, and tried again.
"""

from __future__ import annotations

import asyncio
import logging
import random
import signal
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from typing import Any, ParamSpec

from aiohttp import ClientSession

from bot import wakeup
from bot.adapters.interface import AdapterError, ChatAdapter, RefusedError
from bot.clock import Clock, wall_clock
from bot.commands.desk import FrontDesk
from bot.commands.registry import Desk
from bot.database import open_outbox, open_questions, open_store
from bot.delivery import Delivery
from bot.intake import Intake, Taken
from bot.notices import tell
from bot.outbox.outbox import Outbox
from bot.outbox.reporting import note_lines
from bot.owner import Owner
from bot.sending import Sender
from bot.settings import CONSOLE, Briefing, Settings
from bot.watch import Watch
from briefs import plugins
from briefs.errors import BriefsError
from briefs.pipeline import Recipe
from briefs.store.interface import StoreError

HEARTBEAT = 15.0
"""Seconds after which we look at the outbox although nobody woke us."""
DRAINING = 25.0
"""Seconds for what is under way when the program is told to stop; hosts kill after thirty."""
RETRY = 5.0, 60.0
"""Seconds until a line that could not be opened is tried again: at first, and at the most."""

TOKENS = {"slack": ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"), "discord": ("DISCORD_TOKEN",)}
"""What must be in the environment for a platform to be of use without a channel of ours there: commands alone."""

P = ParamSpec("P")

_log = logging.getLogger(__name__)


def open_adapters(settings: Settings, environ: Mapping[str, str]) -> dict[str, ChatAdapter]:
    """Make an adapter for each platform that has a channel, or a token; raise `AdapterError` or `PluginError`."""
    names = {channel.platform for channel in settings.channels.values()} | {CONSOLE}
    names |= {name for name, tokens in TOKENS.items() if set(tokens) <= set(settings.secrets.names)}
    return {name: plugins.load("onrecord.adapters", name).open(settings, environ) for name in sorted(names)}


async def run(
    settings: Settings,
    environ: Mapping[str, str],
    *,
    stop: asyncio.Event,
    clock: Clock = wall_clock,
    adapters: Mapping[str, ChatAdapter] | None = None,
    retry: tuple[float, float] = RETRY,
) -> None:
    """Run until `stop` is set; raise `BriefsError` for what keeps the bot from running.

    `adapters` are those that the settings name, unless told otherwise.
    """
    async with AsyncExitStack() as opened:
        url = settings.database_url
        store = await asyncio.to_thread(open_store, url)
        opened.callback(store.close)
        outbox = open_outbox(url)
        opened.callback(outbox.close)
        questions = open_questions(url)
        opened.callback(questions.close)
        recipe = Recipe(
            extractors=settings.extractors,
            people=settings.people,
            language=settings.language,
            lexicons=settings.lexicons,
        )
        readable = (await asyncio.to_thread(recipe.load)).languages
        if adapters is None:
            adapters = open_adapters(settings, environ)
        desk = FrontDesk(store=store, questions=questions, settings=settings, readable=readable, clock=clock)
        opened.callback(desk.close)
        intake = Intake(database_url=url, recipe=recipe)
        opened.callback(intake.close)
        session = await opened.enter_async_context(ClientSession(headers={"User-Agent": "onrecord"}))

        owner = Owner()
        left = await asyncio.to_thread(outbox.expire, owner.is_orphan, now=clock())
        if left:
            _log.info("deliveries that a dead process left: %d", left)
        sender = Sender(
            outbox=outbox,
            adapters=adapters,
            settings=settings,
            clock=clock,
            sleep=asyncio.sleep,
            chance=random.random,
        )
        delivery = Delivery(
            store=store,
            outbox=outbox,
            adapters=adapters,
            settings=settings,
            readable=readable,
            clock=clock,
            sender=sender,
            owner=str(owner),
        )
        bot = Bot(
            settings=settings,
            adapters=adapters,
            outbox=outbox,
            delivery=delivery,
            desk=desk,
            intake=intake,
            session=session,
            clock=clock,
            stop=stop,
            retry=retry,
        )
        await bot.run()


@dataclass(slots=True, kw_only=True)
class Bot:
    """The tasks of a running bot."""

    settings: Settings
    adapters: Mapping[str, ChatAdapter]
    outbox: Outbox
    delivery: Delivery
    desk: Desk
    intake: Intake
    session: ClientSession
    clock: Clock
    stop: asyncio.Event
    retry: tuple[float, float]
    _wake_editor: asyncio.Event = field(default_factory=asyncio.Event)
    _wake_sender: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Start everything, wait for the word to stop or for something that cannot go on, and close in order."""
        scheduler = wakeup.scheduler(self.settings.briefings, self._wake_editor.set)
        scheduler.start()
        watching = [asyncio.create_task(self._watch(watch)) for watch in self._watches()]
        serving = [asyncio.create_task(self._serve(adapter)) for adapter in self.adapters.values()]
        editing = asyncio.create_task(self._edit())
        sending = asyncio.create_task(self._send())
        reporting = asyncio.create_task(self._report())
        stopping = asyncio.create_task(self.stop.wait())
        names = ", ".join(sorted(self.adapters))
        _log.info("running: %d briefings, %d outlets, %s", len(self.settings.briefings), len(watching), names)
        try:
            tasks: set[asyncio.Task[Any]] = {stopping, editing, sending, reporting, *serving}
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self.stop.set()
            scheduler.shutdown(wait=False)
            await _end([*watching, editing, reporting, stopping])
            await self._drain(sending)
            await asyncio.gather(*(self._close(adapter) for adapter in self.adapters.values()))
            await _end(serving)
        for task in done - {stopping}:
            task.result()

    async def _edit(self) -> None:
        """Turn slots that have come into editions, and key threats into alerts."""
        while not self.stop.is_set():
            self._wake_editor.clear()
            for briefing in self.settings.briefings:
                await self._compose(briefing)
            self._wake_sender.set()
            await _wait(self._wake_editor, HEARTBEAT)

    async def _compose(self, briefing: Briefing) -> None:
        try:
            await self.delivery.edit(briefing)
        except StoreError as error:
            _log.error("%s could not be composed: %s", briefing.name, error)
        except Exception as error:  # noqa: BLE001 - whatever a renderer does; other briefings are composed
            _log.exception("%s could not be composed", briefing.name)
            what = f"{briefing.name} could not be composed ({type(error).__name__})"
            remedy = "the log says more; it is tried again every few seconds, and late is better than never"
            await self._carefully(self._tell, what, remedy, f"compose {briefing.name}")

    async def _send(self) -> None:
        """Post what is due."""
        while not self.stop.is_set():
            self._wake_sender.clear()
            await self._carefully(self.delivery.deliver, self.stop)
            await _wait(self._wake_sender, await self._pause())

    async def _pause(self) -> float:
        try:
            moment = await asyncio.to_thread(self.outbox.next_moment)
        except StoreError:
            return HEARTBEAT
        if moment is None:
            return HEARTBEAT
        return max(0.05, min(HEARTBEAT, (moment - self.clock()).total_seconds()))

    async def _report(self) -> None:
        """Write down how the lines are, so that others can see that we live."""
        while not self.stop.is_set():
            await self._carefully(self._note_lines)
            await _wait(self.stop, HEARTBEAT)

    async def _note_lines(self) -> None:
        transports = {name: adapter.transport for name, adapter in self.adapters.items()}
        await asyncio.to_thread(note_lines, self.outbox, transports, now=self.clock())

    def _watches(self) -> list[Watch]:
        return [
            Watch(
                outlet=outlet,
                intake=self.intake,
                session=self.session,
                clock=self.clock,
                sleep=asyncio.sleep,
                read=self._was_read,
                tell=self._tell,
            )
            for outlet in self.settings.outlets
        ]

    async def _watch(self, watch: Watch) -> None:
        while True:
            try:
                await watch.run()
            except Exception:  # noqa: BLE001 - whatever a folder or feed does; the other outlets are watched on
                _log.exception("watching failed: %s", watch.outlet.name)
                await asyncio.sleep(watch.outlet.check_every.total_seconds())

    async def _was_read(self, taken: Taken) -> None:  # noqa: ARG002 - it matters only that something was
        asyncio.get_running_loop().call_later(2.5, self._wake_editor.set)  # a little after windows close

    async def _tell(self, what: str, remedy: str, subject: str) -> None:
        told = await asyncio.to_thread(
            tell,
            what,
            remedy,
            subject=subject,
            settings=self.settings,
            outbox=self.outbox,
            adapters=self.adapters,
            now=self.clock(),
        )
        if told:
            self._wake_sender.set()

    async def _serve(self, adapter: ChatAdapter) -> None:
        """Keep a line open; only a refusal, such as of a token, ends the program."""
        pause, longest = self.retry
        while not self.stop.is_set():
            try:
                await adapter.serve(self.desk)
            except RefusedError:
                raise
            except AdapterError as error:
                _log.warning("no line to %s: %s", adapter.name, error)
            except Exception:  # noqa: BLE001 - whatever a platform's client raises; the line is opened again
                _log.exception("the line to %s failed", adapter.name)
            else:
                if self.stop.is_set():
                    return
                _log.warning("the line to %s ended", adapter.name)
            await _wait(self.stop, pause)
            pause = min(longest, pause * 2)

    async def _carefully(self, step: Callable[P, Awaitable[None]], *args: P.args, **kwargs: P.kwargs) -> None:
        """Take a step that must not end the program, whatever it meets: the next one may work."""
        try:
            await step(*args, **kwargs)
        except BriefsError as error:
            _log.error("%s", error)
        except Exception:  # noqa: BLE001 - likewise
            _log.exception("a step failed")

    async def _drain(self, sending: asyncio.Task[None]) -> None:
        """Let the posts under way arrive; what does not is asked for at the next start."""
        self._wake_sender.set()
        _, late = await asyncio.wait([sending], timeout=DRAINING)
        if late:
            _log.warning("a post did not arrive in time; the next start asks for it")
            await _end([sending])

    async def _close(self, adapter: ChatAdapter) -> None:
        try:
            async with asyncio.timeout(DRAINING):
                await adapter.close()
        except Exception:  # noqa: BLE001 - we are leaving
            _log.exception("the line to %s did not close", adapter.name)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


async def _end(tasks: Iterable[asyncio.Task[Any]]) -> None:
    ending = list(tasks)
    for task in ending:
        task.cancel()
    await asyncio.gather(*ending, return_exceptions=True)


def stop_on_signals(stop: asyncio.Event) -> None:
    """Set `stop` on SIGTERM and SIGINT; a second one ends the program at once, as it would any other."""
    loop = asyncio.get_running_loop()

    def ask(number: signal.Signals) -> None:
        _log.info("stopping: %s", number.name)
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ask, number)
