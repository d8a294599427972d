"""The Slack adapter over real sockets: every trap that was measured has a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from servers.platform import Fault
from servers.slack import SlackPlatform

from bot.adapters.interface import Standing, UnclearError
from bot.commands.registry import Command, Option
from briefs.message import Button, Buttons, Heading, Message, Paragraph, Words


def said(text: str, *buttons: Button) -> Message:
    blocks = (Heading("On the record"), Paragraph((Words(text),)))
    return Message(summary=text, blocks=(*blocks, Buttons(buttons)) if buttons else blocks)


class EchoDesk:
    """Answers with what it was asked."""

    def __init__(self) -> None:
        self.asked: list[object] = []

    @property
    def commands(self):
        option = Option(name="words", description="what was said", example="troops")
        return (Command(name="quote", description="Who said that?", options=(option,), example="troops", handler=None),)

    async def answer(self, request):
        raise NotImplementedError

    async def answer_text(self, request, text):
        self.asked.append((request, text))
        return said(f"{request.command}: {text}", Button("Next", "page", "k:2"))

    async def press(self, press):
        self.asked.append(press)
        return said(f"{press.action} {press.key}")


@pytest.fixture
def desk():
    return EchoDesk()


@pytest.fixture
async def platform(desk):
    async with SlackPlatform.open(desk) as platform:
        yield platform


async def test_smoke(platform):
    seen = await platform.command("quote", "troops & <tanks>")
    assert "quote: troops & <tanks>" in seen.text
    assert seen.private
    assert platform.adapter.transport.standing is Standing.UP
    after = await platform.press(seen, "Next")
    assert "page k:2" in after.text
    assert after.id == seen.id
    now = datetime.now(UTC)
    (post,) = platform.adapter.render(said("Hello"))
    ref = await platform.adapter.send(platform.channel, post, key="abc")
    assert await platform.adapter.find(platform.channel, "abc", since=now - timedelta(minutes=1)) == ref
    platform.fail(Fault.STORE_THEN_DROP)
    with pytest.raises(UnclearError):
        await platform.adapter.send(platform.channel, post, key="def")
    assert await platform.adapter.find(platform.channel, "def", since=now) is not None
    assert len(platform.posts()) == 2
    await platform.cut()
    assert "again" in (await platform.command("quote", "again")).text
    await platform.server.refresh()
    assert "refreshed" in (await platform.command("quote", "refreshed")).text
    checks = await platform.adapter.check((platform.channel, "C0NOTTHERE"))
    assert [check.sound for check in checks] == [True, True, True, True, False]
    await platform.renew()
    assert "renewed" in (await platform.command("quote", "renewed")).text
