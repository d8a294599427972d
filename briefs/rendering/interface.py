"""The seam where briefs become text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from briefs.errors import BriefsError

if TYPE_CHECKING:
    from briefs.brief import Brief


class RenderingError(BriefsError):
    """A brief could not be written in the format asked for."""


class Renderer(Protocol):
    """Writes a brief in one format.

    Implementers promise: pure, no clock, everything from an article escaped, nothing lost: what does not fit one
    message of a platform goes into the next.
    """

    def render(self, brief: Brief) -> str:
        """Return the whole brief as one text; chat formats give a JSON array of the payloads in posting order."""
        ...
