"""A desk whose answers a test decides, for looking at an adapter alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.commands.registry import Command, Option, Press, Request
from briefs.message import Button, Buttons, Message, Paragraph, Words


def said(*texts: str, buttons: tuple[Button, ...] = (), aside: bool = False) -> Message:
    """A message of plain paragraphs, and buttons under it."""
    rows = (Buttons(buttons),) if buttons else ()
    return Message(summary=texts[0], blocks=(*(Paragraph((Words(text),)) for text in texts), *rows), aside=aside)


def command(name: str, **others) -> Command:
    """A command that the desk below answers itself."""
    options = (Option(name="words", description="What was said", example="troops"),)
    shape = {"description": f"Does {name}", "options": options, "example": "troops", "words": "words", **others}
    return Command(name=name, handler=lambda _request, _means: said("unused"), **shape)


class PlainDesk:
    """Implements `bot.commands.registry.Desk`: answers with what `reply` returns, when `open` is set."""

    def __init__(self, *commands: Command) -> None:
        self.commands = commands or (command("quote"), command("announce", private=False))
        self.reply: Callable[[Request], Message] = lambda request: said(f"You asked for {dict(request.options)}")
        self.turn: Callable[[Press], Message] = lambda press: said(f"You pressed {press.action} {press.key}")
        self.offer: Callable[[Request, str, str], tuple[str, ...]] = lambda *typed: typed[-1:]
        self.requests: list[Request] = []
        self.presses: list[Press] = []
        self.open = asyncio.Event()
        self.open.set()

    async def answer(self, request: Request) -> Message:
        self.requests.append(request)
        await self.open.wait()
        return self.reply(request)

    async def answer_text(self, request: Request, text: str) -> Message:
        raise NotImplementedError(text)

    async def suggest(self, request: Request, option: str, typed: str) -> tuple[str, ...]:
        return self.offer(request, option, typed)

    async def press(self, press: Press) -> Message:
        self.presses.append(press)
        await self.open.wait()
        return self.turn(press)
