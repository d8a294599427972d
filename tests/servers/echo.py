"""A desk that answers with what it was asked, when a test lets it."""

from __future__ import annotations

import asyncio

from bot.commands.registry import Allowed, Command, Option
from briefs.message import Button, Buttons, Heading, Message, Paragraph, Words


def said(text: str, *buttons: Button, aside: bool = False) -> Message:
    """Return a message of a few words."""
    blocks = (Heading("On the record"), Paragraph((Words(text),)))
    return Message(summary=text, blocks=(*blocks, Buttons(buttons)) if buttons else blocks, aside=aside)


def command(name: str, **more) -> Command:
    """Return a declaration; this desk answers by itself."""
    option = Option(name="words", description="what was said", example="troops")
    example = "troops"
    declared = {"description": f"Asks {name}", "options": (option,), "words": "words", "example": example, **more}
    return Command(name=name, handler=lambda *_: said(name), **declared)


class EchoDesk:
    """Implements `bot.commands.registry.Desk`."""

    commands = (
        command("quote"),
        command("announce", private=False),
        command("pause", allowed=Allowed.MANAGERS),
        command("everything"),
        command("nothing", private=False),
    )

    def __init__(self) -> None:
        self.asked: list[object] = []
        """Requests and presses, in order."""
        self.open = asyncio.Event()
        """Cleared, it lets nobody have an answer."""
        self.open.set()
        self.parts = 7
        """How many posts the answer to /everything takes."""

    async def answer(self, request) -> Message:
        """Never asked: Slack's options stand in one line."""
        raise NotImplementedError

    async def answer_text(self, request, text) -> Message:
        """Repeat the line."""
        self.asked.append(request)
        await self.open.wait()
        if request.command == "everything":
            return long_answer(self.parts)
        if request.command == "nothing":
            return said("There is nothing.", aside=True)
        buttons = (
            Button("Next", "page", "k:2"),
            Button("Hush", "aside", "x"),
            Button("Site", url="https://example.org"),
        )
        return said(f"{request.command}: {text}", *buttons)

    async def suggest(self, request, option, typed) -> tuple[str, ...]:
        """Never asked: Slack shows nothing while somebody types."""
        raise NotImplementedError

    async def press(self, press) -> Message:
        """Repeat the button."""
        self.asked.append(press)
        await self.open.wait()
        return said(f"{press.action} {press.key}", Button("Next", "page", "k:3"), aside=press.action == "aside")


def long_answer(posts: int) -> Message:
    """Return an answer that takes so many posts on Slack: each part is as long as one holds."""
    parts = (f"Part {number}. {'word ' * 1100}" for number in range(1, posts + 1))
    return Message(summary="Everything", blocks=tuple(Paragraph((Words(part),)) for part in parts))
