"""What does the site show today? That it is there, and whether the bot is well; nothing else, to anybody."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from aiohttp import web

from bot.database import open_outbox, open_store
from bot.settings import Settings
from bot.status import Status, look
from briefs.store.interface import StoreError

ANYWHERE = "0.0.0.0"  # noqa: S104 - a Procfile host reaches the site from outside, and says so with $PORT

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>On Record</title>
<style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem }</style>
<h1>On Record</h1>
<p>This is a news desk's record of threats, pledges and quotes. Its briefings are posted in the desk's own channels;
there is nothing to read here without a link from one of them.</p>
"""

Look = Callable[[], Status]

_LOOK: web.AppKey[Look] = web.AppKey("look")


def make_site(settings: Settings, clock: Callable[[], datetime]) -> web.Application:
    """Return the site. Each request opens the database anew: the site outlives a database that goes and comes back."""

    def look_now() -> Status:
        store = open_store(settings.database_url)
        try:
            outbox = open_outbox(settings.database_url)
            try:
                return look(settings, store, outbox, now=clock())
            finally:
                outbox.close()
        finally:
            store.close()

    site = web.Application()
    site[_LOOK] = look_now
    site.router.add_get("/", _index)
    site.router.add_get("/healthz", _healthz)
    return site


def address(settings: Settings, environ: Mapping[str, str], host: str | None, port: int | None) -> tuple[str, int]:
    """Return where to listen: what was asked for, then `$PORT` on all addresses, then the settings."""
    given = environ.get("PORT", "").strip()
    from_host = int(given) if given.isascii() and given.isdecimal() and 0 < int(given) < 65536 else None  # noqa: PLR2004 - ports
    chosen = port or from_host or settings.web.port
    return host or (ANYWHERE if from_host else settings.web.host), chosen


async def _index(_: web.Request) -> web.Response:
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "X-Robots-Tag": "noindex"}
    return web.Response(text=_PAGE, content_type="text/html", headers=headers)


async def _healthz(request: web.Request) -> web.Response:
    """200 where the database answers, a bot is at work on it and no line is down; else 503. Counts and states only."""
    try:
        found = await asyncio.to_thread(request.app[_LOOK])
    except StoreError:
        # Not the message: it holds a path.
        return web.json_response({"well": False, "database": "does not answer"}, status=503)
    body = {
        "well": found.is_well,
        "database": "answers",
        "bot": "runs" if found.is_running else "not heard of",
        "lines": {line.platform: line.standing.value for line in found.lines},
        "waiting": {state.value: count for state, count in found.deliveries.items()},
    }
    return web.json_response(body, status=200 if found.is_well else 503)
