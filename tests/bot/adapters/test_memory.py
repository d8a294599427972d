"""What only the adapter in memory does: mishaps on order, a board that outlives it, parts. The rest is the contract."""

from __future__ import annotations

import pytest
from builders import NOON

from bot.adapters.interface import RefusedError, UnclearError, UnreachableError
from bot.adapters.memory import MemoryAdapter
from bot.commands.registry import Actor, Request
from briefs.message import Message, Paragraph, Words


def message(*lines: str) -> Message:
    return Message(summary="Brief", blocks=tuple(Paragraph((Words(line),)) for line in lines))


def post(adapter, *lines):
    return adapter.render(message(*lines))[0]


async def test_mishaps_come_in_the_order_they_were_asked_for():
    adapter = MemoryAdapter()
    adapter.fail_next(UnreachableError("down"), times=2)
    adapter.fail_next(UnclearError("broken"), stored=True)
    for error in (UnreachableError, UnreachableError, UnclearError):
        with pytest.raises(error):
            await adapter.send("board", post(adapter, "a"), key="k")
    ref = await adapter.send("board", post(adapter, "a"), key="k")
    assert [posted.ref for posted in adapter.board.posts] == [ref]


async def test_an_edit_may_fail_as_well():
    adapter = MemoryAdapter()
    ref = await adapter.send("board", post(adapter, "a"), key="k")
    adapter.fail_next(UnclearError("broken"), stored=True)
    with pytest.raises(UnclearError):
        await adapter.edit(ref, post(adapter, "b"))
    assert adapter.board.posts[0].message == message("b")
    with pytest.raises(RefusedError, match="no post"):
        await MemoryAdapter().edit(ref, post(adapter, "b"))


async def test_a_key_is_known_in_its_channel_and_thread_only():
    adapter = MemoryAdapter(clock=lambda: NOON)
    first = await adapter.send("board", post(adapter, "a"), key="k")
    thread = await adapter.thread(first, "Details")
    refs = {
        first,
        await adapter.send("board", post(adapter, "b"), key="k"),
        await adapter.send("other", post(adapter, "c"), key="k"),
        await adapter.send("board", post(adapter, "d"), key="k", thread=thread),
    }
    assert len(refs) == 3
    assert await adapter.find("board", "k", since=NOON) == first


async def test_a_silent_post_is_marked():
    adapter = MemoryAdapter()
    await adapter.send("board", post(adapter, "a"), key="k", silent=True)
    assert adapter.board.posts[0].silent


def test_a_long_message_is_parted_between_blocks():
    parts = MemoryAdapter(room=2).render(message("a", "b", "c"))
    assert [part["summary"] for part in parts] == ["Brief (1/2)", "Brief (2/2)"]


async def test_nobody_answers_before_serve():
    request = Request(command="quote", actor=Actor(id="u1"), platform="memory", channel="board")
    with pytest.raises(RefusedError, match="call serve first"):
        await MemoryAdapter().command(request, "", delivery="1")
