"""A second opinion: our sockets before simcord's Discord, which other people wrote.

Run as a program, since importing simcord changes discord.py for the whole process; it prints what became of everything.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from plain_desk import PlainDesk, command, said
from servers.discord_gateway import Gateway, Session
from servers.discord_rules import ApiError
from servers.discord_server import DiscordServer
from simcord import interactions
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.http import router

from bot.adapters.discord import DiscordAdapter
from bot.adapters.discord_http import Address
from bot.commands.catalogue import CATALOGUE
from bot.commands.registry import Allowed
from briefs.message import Button


class SimcordGateway(Gateway):
    """Tells of simcord's server instead of ours."""

    backend: Backend
    guild_id: int

    def ready(self, session: Session) -> Any:
        told = super().ready(session)
        told["user"] = serializers.user_payload(self.backend.bot_user)
        told["guilds"] = [{"id": str(self.guild_id), "unavailable": True}]
        told["application"] = {"id": str(self.backend.application_id), "flags": 0}
        return told

    def guild(self) -> Any:
        told = serializers.guild_create_payload(self.backend, self.backend.get_guild(self.guild_id))
        return json.loads(json.dumps(told, default=str))


class SimcordServer(DiscordServer):
    """Our REST and gateway sockets, and simcord behind them."""

    def __init__(self) -> None:
        super().__init__()
        self.backend = Backend()
        guild = self.backend.create_guild("Newsroom")
        self.backend.add_member(guild.id, self.backend.bot_user.id)
        self.person = self.backend.make_user("editor").id
        self.backend.add_member(guild.id, self.person)
        self.place = self.backend.create_channel(guild.id, "desk").id
        self.gateway = SimcordGateway(self.world, changed=self._pulse, beat_every=41.25)
        self.gateway.backend, self.gateway.guild_id = self.backend, guild.id

    def route(self, method: str, path: str, payload: Any, query: Mapping[str, str]) -> Any:
        if (method, path) == ("GET", "/users/@me"):
            return serializers.user_payload(self.backend.bot_user)
        try:
            answer = router.dispatch(self.backend, method, path, json=payload, params=dict(query))
        except BackendError as error:
            body = error.to_json()
            raise ApiError(error.status, body["code"], body["message"], body.get("errors")) from error
        return json.loads(json.dumps(answer, default=str))

    async def interact(self, kind: int, data: dict[str, Any], message: dict[str, Any] | None = None) -> Any:
        """Give a command or press a button, as simcord's own client would send it."""
        record, event = interactions.base_payload(
            self.backend,
            type=kind,
            channel_id=self.place,
            guild_id=self.gateway.guild_id,
            user_id=self.person,
            data=data,
        )
        if message is not None:
            event["message"] = message
            record.source_message_id = int(message["id"])
        await self.gateway.dispatch("INTERACTION_CREATE", json.loads(json.dumps(event, default=str)))
        return record

    def look(self, message_id: int, channel: int | None = None) -> dict[str, Any]:
        """Return a message as simcord shows it."""
        found = self.backend.get_message(channel or self.place, message_id)
        return json.loads(json.dumps(serializers.message_payload(self.backend, found), default=str))


async def examine() -> dict[str, Any]:
    """Go once through everything that the adapter does."""
    server = SimcordServer()
    await server.start()
    desk = PlainDesk(*CATALOGUE, command("announce", private=False), command("pause", allowed=Allowed.MANAGERS))
    adapter = DiscordAdapter(token=server.world.token, address=Address(api=server.api), clock=server.backend.clock.now)
    serving = asyncio.create_task(adapter.serve(desk))
    await server.until(lambda: server.gateway.listening)
    found: dict[str, Any] = {"commands": sorted(name for name, _ in server.backend.commands[None])}

    place = str(server.place)
    (written,) = adapter.render(said("One line.", buttons=(Button("Next", action="page", key="a:2"),)))
    ref = await adapter.send(place, written, key="k1", silent=True)
    long_ago = datetime(2025, 12, 31, tzinfo=UTC)
    found["posted"] = server.look(int(ref.id))
    found["found"] = await adapter.find(place, "k1", since=long_ago) == ref
    found["not found"] = await adapter.find(place, "k2", since=long_ago) is None
    await adapter.edit(
        ref, adapter.render(said("Another line.", buttons=(Button("Next", action="page", key="a:2"),)))[0]
    )
    found["edited"] = server.look(int(ref.id))
    found["still found"] = await adapter.find(place, "k1", since=long_ago + timedelta(hours=1)) == ref
    thread = await adapter.thread(ref, "Details")
    found["same thread"] = await adapter.thread(ref, "Details") == thread
    inside = await adapter.send(place, written, key="k3", thread=thread)
    found["inside"] = server.look(int(inside.id), int(inside.channel))["channel_id"] == thread.channel
    found["checks"] = [(check.sound, check.what) for check in await adapter.check((place, thread.channel))]

    for name in ("quote", "announce"):
        registered = server.backend.commands[None][name, 1]
        options = [{"type": 3, "name": "words", "value": "troops"}]
        data = {"id": registered["id"], "name": name, "type": 1, "options": options}
        record = await server.interact(2, data)
        await server.until(lambda record=record: record.responded)
        await adapter.settled()
        found[name] = server.look(record.message_id)
    pressed = await server.interact(3, {"custom_id": "page:a:2", "component_type": 2}, server.look(int(ref.id)))
    await server.until(lambda: pressed.responded)
    await adapter.settled()
    found["pressed"] = server.look(int(ref.id))

    await adapter.close()
    await serving
    await server.stop()
    return found


def judge(payloads: list[dict[str, Any]]) -> list[int]:
    """Return what each payload is refused with, 0 where it is taken."""
    server = SimcordServer()
    codes = []
    for payload in payloads:
        try:
            server.route("POST", f"/channels/{server.place}/messages", payload, {})
        except ApiError as error:
            codes.append(error.body["code"])
        else:
            codes.append(0)
    return codes


if __name__ == "__main__":
    json.dump(judge(json.load(sys.stdin)) if "judge" in sys.argv else asyncio.run(examine()), sys.stdout)
