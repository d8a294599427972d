"""Who answers? The desk: takes what adapters bring, has it looked up beside the chat loop, and never fails.

Handlers are plain functions that wait for a database, so they run in threads of the desk's own: an import or a slow
question holds up neither the line to the platform nor the answers to others.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable, Container, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from time import perf_counter
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.commands.catalogue import CATALOGUE
from bot.commands.parsing import LONGEST, check, parse
from bot.commands.questions import Question, Questions
from bot.commands.registry import Actor, Allowed, Command, Means, Press, Request
from bot.problems import (
    BotError,
    ForbiddenError,
    ForgottenError,
    MisaskedError,
    StrangeButtonError,
    TooSlowError,
    apology,
    example,
    sentence,
)
from bot.settings import Settings
from briefs.folding import fold
from briefs.message import PAGE, Fields, Heading, Message, Paragraph, Words
from briefs.store.interface import Store, StoreError

PATIENCE = 60.0
"""Seconds after which a person is told that it takes too long."""
GLANCE = 2.0
"""Seconds after which offering values is too late: platforms wait three."""
WORKERS = 4
"""Questions that are looked up at once; others wait their turn."""

_log = logging.getLogger(__name__)


class FrontDesk:
    """Answers commands and buttons from the record; implements `bot.commands.registry.Desk`."""

    def __init__(
        self,
        *,
        store: Store,
        questions: Questions,
        settings: Settings,
        readable: Container[str],
        clock: Clock,
        commands: tuple[Command, ...] = CATALOGUE,
        patience: float = PATIENCE,
        workers: int = WORKERS,
    ) -> None:
        self._store = store
        self._questions = questions
        self._settings = settings
        self._readable = readable
        self._clock = clock
        self._commands = {command.name: command for command in commands}
        self._patience = patience
        self._zone = ZoneInfo(settings.timezone)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="desk")

    @property
    def commands(self) -> tuple[Command, ...]:
        return tuple(self._commands.values())

    async def answer(self, request: Request) -> Message:
        return await self._looked_up(request.command, request.actor, partial(self._answer, request))

    async def answer_text(self, request: Request, text: str) -> Message:
        return await self._looked_up(request.command, request.actor, partial(self._answer_text, request, text))

    async def press(self, press: Press) -> Message:
        return await self._looked_up("", press.actor, partial(self._press, press))

    async def suggest(self, request: Request, option: str, typed: str) -> tuple[str, ...]:
        try:
            async with asyncio.timeout(GLANCE):
                offering = partial(self._suggest, request, option, typed)
                return await asyncio.get_running_loop().run_in_executor(self._threads, offering)
        except Exception as error:  # noqa: BLE001 - offering nothing is better than an error between two letters
            _log.info("nothing was offered: /%s %s, %s", request.command, option, type(error).__name__)
            return ()

    def close(self) -> None:
        """Take no more questions; those under way are finished by their threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _looked_up(self, name: str, actor: Actor, work: Callable[[], Message]) -> Message:
        """Run `work` in a thread of our own; whatever it raises becomes a sentence."""
        began = perf_counter()
        outcome = "answered"
        try:
            async with asyncio.timeout(self._patience):
                return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        except TimeoutError:
            outcome = "too slow"
            return sentence(TooSlowError())
        except BotError as error:
            outcome = type(error).__name__
            command = self._commands.get(name)
            usage = f"/{command.name} {command.example}" if command and isinstance(error, MisaskedError) else ""
            return sentence(error, usage=usage)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises; a person is waiting for an answer
            reference = secrets.token_hex(3)
            outcome = f"failed, {reference}"
            _log.error("a command failed: %s, %s", reference, _cause(error))
            return apology(reference)
        finally:
            took = (perf_counter() - began) * 1_000
            _log.info("command answered: /%s for %s, %s, %.0f ms", name, actor.id, outcome, took)

    # ---- in a thread

    def _answer(self, request: Request) -> Message:
        command = self._command(request.command, request.actor)
        now = self._clock().astimezone(self._zone)
        options = check(request.options, command, now=now)
        question = Question(command=command.name, options=options, asked=now)
        return command.handler(replace(request, options=options), self._means(now, question))

    def _answer_text(self, request: Request, text: str) -> Message:
        command = self._command(request.command, request.actor)
        if fold(text) in {"help", "h"}:
            return usage(command)
        return self._answer(replace(request, options=parse(text, command)))

    def _suggest(self, request: Request, option: str, typed: str) -> tuple[str, ...]:
        command = self._command(request.command, request.actor)
        suggest = next((known.suggest for known in command.options if known.name == option), None)
        if suggest is None or len(typed) > LONGEST:
            return ()
        now = self._clock().astimezone(self._zone)
        return suggest(typed, self._means(now, Question(command=command.name, options=request.options, asked=now)))

    def _press(self, press: Press) -> Message:
        key, _, number = press.key.rpartition(":")
        if press.action != PAGE or not key or not (number.isascii() and number.isdecimal()):
            raise StrangeButtonError
        question = self._questions.recall(key)
        if question is None:
            raise ForgottenError
        command = self._command(question.command, press.actor)
        request = Request(
            command=command.name,
            options=check(question.options, command, now=question.asked),
            actor=press.actor,
            platform=press.platform,
            channel=press.channel,
            page=int(number[:6]),
        )
        return command.handler(request, self._means(self._clock().astimezone(self._zone), question, known=True))

    def _command(self, name: str, actor: Actor) -> Command:
        command = self._commands.get(name)
        if command is None:
            message = f"There is no command /{name}; there is {', '.join(f'/{known}' for known in self._commands)}."
            raise MisaskedError(message)
        if command.allowed is Allowed.MANAGERS and not actor.manages:
            raise ForbiddenError(command.name)
        return command

    def _means(self, now: datetime, question: Question, *, known: bool = False) -> Means:
        def keep(options: Mapping[str, str]) -> str | None:
            wanted = replace(question, options=options)
            if known and wanted.key == question.key:
                return wanted.key
            try:
                self._questions.remember(wanted)
            except StoreError as error:
                _log.warning("a question was not kept: %s", error)
                return None
            return wanted.key

        return Means(
            store=self._store,
            settings=self._settings,
            readable=self._readable,
            now=now,
            asked=question.asked,
            keep=keep,
        )


def usage(command: Command) -> Message:
    """Say what a command does and takes, with a whole call."""
    options = [(option.name, (Words(option.description),)) for option in command.options]
    said = f"/{command.name} {command.example}"
    return Message(
        summary=command.description,
        blocks=(
            Heading(f"/{command.name}", level=2),
            Paragraph((Words(command.description),)),
            *((Fields(tuple(options)),) if options else ()),
            example(said),
        ),
    )


def _cause(error: BaseException) -> str:
    """Return what failed and where, for the log: no message, since it may quote an article or hold an address."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    said = f": {error}" if isinstance(error, StoreError) else ""
    return f"{type(error).__name__}{said} at {' > '.join(places[-4:])}"
