"""Paper: it prints, says honestly that it cannot edit or find, and a stream that is gone leaves the post unclear."""

from __future__ import annotations

import asyncio
import io

import pytest
from builders import NOON

from bot.adapters.console import ConsoleAdapter
from bot.adapters.interface import Idempotency, RefusedError, Standing, UnclearError
from bot.settings import load_settings
from briefs import plugins
from briefs.message import Button, Buttons, Heading, Message, Pager, Paragraph, Words

MESSAGE = Message(
    summary="Morning brief",
    blocks=(
        Heading("Morning brief"),
        Paragraph((Words("One line."),)),
        Pager("abc", 1, 3),
        Buttons((Button("Go", "x"),)),
    ),
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


async def test_a_post_is_printed_as_brief_prints_it():
    stream = io.StringIO()
    adapter = ConsoleAdapter(stream, clock=lambda: NOON)
    (post,) = adapter.render(MESSAGE)
    first = await adapter.send("console", post, key="a")
    second = await adapter.send("console", post, key="a")
    assert first.id != second.id
    assert stream.getvalue() == "Morning brief\n=============\nOne line.\n\n  Page 1 of 3\n  [Go]\n\n" * 2


async def test_a_terminal_gets_it_set_with_rich_and_hostile_words_as_text():
    stream = Terminal()
    adapter = ConsoleAdapter(stream)
    (post,) = adapter.render(Message(summary="x", blocks=(Paragraph((Words("[red]\x1b[2J no"),)),)))
    await adapter.send("console", post, key="a")
    assert "[red]␛[2J no" in stream.getvalue()


async def test_it_says_what_it_cannot_do():
    adapter = ConsoleAdapter(io.StringIO())
    assert adapter.capabilities.idempotency is Idempotency.NONE
    (post,) = adapter.render(MESSAGE)
    ref = await adapter.send("console", post, key="a")
    assert await adapter.find("console", "a", since=NOON) is None
    with pytest.raises(RefusedError, match="cannot be edited"):
        await adapter.edit(ref, post)
    with pytest.raises(RefusedError, match="no threads"):
        await adapter.thread(ref, "Details")


async def test_a_stream_that_is_gone_leaves_the_post_unclear():
    stream = io.StringIO()
    adapter = ConsoleAdapter(stream)
    stream.close()
    with pytest.raises(UnclearError, match="look at what was printed"):
        await adapter.send("console", adapter.render(MESSAGE)[0], key="a")


async def test_it_serves_until_it_is_closed():
    adapter = ConsoleAdapter(io.StringIO())
    serving = asyncio.create_task(adapter.serve(None))
    await adapter.close()
    await serving
    assert adapter.transport.standing is Standing.DOWN


@pytest.mark.parametrize("name", ["console", "memory"])
def test_it_is_installed_under_its_name(name):
    settings, _ = load_settings(None, {})
    adapter = plugins.load("onrecord.adapters", name).open(settings, {})
    assert adapter.name == name
