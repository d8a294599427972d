"""Has an editor changed what is found? A few characters that differ when the words, the people or the language do."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from briefs.person import Person


def fingerprint(lexicons: Path, people: Sequence[Person], language: str) -> str:
    """Return `language/en+lexicons/0f3a5c7e+people/81d2b4c6`; a change in any file of the lexicons shows."""
    files = sorted(lexicons.glob("*.yaml"))
    words = b"\0".join(part for file in files for part in (file.name.encode(), file.read_bytes()))
    parts = [f"language/{language}", f"lexicons/{_short_hash(words)}"]
    # A person prints as all of their fields, and the order of the file is not lost: it may decide between two.
    parts += [f"people/{_short_hash(repr(tuple(people)).encode())}"] if people else []
    return "+".join(parts)


def _short_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:8]
