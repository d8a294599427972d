"""What time is it? Whoever asks is handed a clock, so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells an aware moment."""


def wall_clock() -> datetime:
    """Return what time it is, in UTC."""
    return datetime.now(UTC)
