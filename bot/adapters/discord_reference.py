"""How is a post found again in a channel's history? By a short reference in its small print.

Discord forgets a nonce within minutes and its history does not show one (Rapptz/discord.py#2451), so the key must stand
in the post itself. Eight letters of its digest are enough: only our own posts since the edition was due are compared.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

JsonObject = dict[str, Any]

_DIGEST = 5
"""Bytes: 40 bits are eight letters of Base32. Of a thousand posts, one is mistaken for another in a thousand million
searches."""
_WRITTEN = re.compile(r"(?:-# )?(?P<reference>ref [a-z2-7]{8})")


def reference(key: str) -> str:
    """Return what stands in the small print for `key`: "ref k3v7q2mz"."""
    digest = hashlib.blake2b(key.encode(), digest_size=_DIGEST).digest()
    return f"ref {base64.b32encode(digest).decode().lower()}"


def refer(post: Mapping[str, Any], written: str) -> JsonObject:
    """Return `post` with a reference in its small print: under the last embed, or as the last line of its content.

    Posts keep room for it: `DISCORD.reference` in bot/adapters/limits.py.
    """
    embeds = post.get("embeds") or []
    if embeds:
        return {**post, "embeds": [*embeds[:-1], {**embeds[-1], "footer": {"text": written}}]}
    content = post.get("content", "")
    return {**post, "content": f"{content}\n-# {written}" if content else f"-# {written}"}


def referred(post: Mapping[str, Any]) -> str | None:
    """Return the reference that a post carries, as Discord gives the post back."""
    footers = (embed.get("footer") or {} for embed in post.get("embeds") or ())
    return read((footer.get("text", "") for footer in footers), post.get("content") or "")


def read(footers: Iterable[str], content: str) -> str | None:
    """Return the reference in the footers of a post's embeds or in the last line of its content."""
    last_line = content.rpartition("\n")[2]
    for line in (*footers, last_line):
        if match := _WRITTEN.fullmatch(line):
            return match["reference"]
    return None
