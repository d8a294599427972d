"""What is new in a feed? Asked for politely: only what changed, not too much of it, and not for ever."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import ClientError, ClientTimeout

from bot.settings.credentials import redact
from briefs.errors import BriefsError
from briefs.readers.interface import Resource

if TYPE_CHECKING:
    from aiohttp import ClientSession

LIMIT = 10 * 1024 * 1024
"""Bytes; what is larger is no feed."""
TIMEOUT = ClientTimeout(total=60, sock_connect=15)
_OK, _UNCHANGED, _MISTAKES = 200, 304, 400


class FetchError(BriefsError):
    """The feed was not fetched; the message says why, without secrets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave us to ask with: answer only if this is not what you have."""

    etag: str | None = None
    modified: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """As a request carries them."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.modified))
        return {name: value for name, value in pairs if value}


async def fetch(session: ClientSession, url: str, known: Validators) -> tuple[Resource | None, Validators]:
    """Return the feed, and what to ask with next time; None for the feed when it has not changed."""
    try:
        async with session.get(url, headers=known.headers, timeout=TIMEOUT) as answer:
            if answer.status == _UNCHANGED:
                return None, known
            if answer.status != _OK:
                message = f"{redact(url)}: the server answers {answer.status}"
                raise FetchError(message)
            data = bytearray()
            async for chunk in answer.content.iter_chunked(64 * 1024):
                data += chunk
                if len(data) > LIMIT:
                    message = f"{redact(url)}: is larger than {LIMIT // 1024 // 1024} MB, the most a feed may have"
                    raise FetchError(message)
            validators = Validators(etag=answer.headers.get("ETag"), modified=answer.headers.get("Last-Modified"))
            return Resource(uri=redact(url), data=bytes(data), media_type=answer.content_type), validators
    except (ClientError, TimeoutError, asyncio.IncompleteReadError, ValueError) as cause:
        message = f"{redact(url)}: cannot be fetched ({type(cause).__name__})"
        raise FetchError(message) from cause
