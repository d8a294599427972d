"""What can go wrong, and what does a tired editor do about it at six in the morning?

Call errors are exceptions under `BriefsError`; the families live beside their protocols. What is wrong with data is a
value, a `Problem`, and never stops a run.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BriefsError(Exception):
    """The briefing library could not do what it was asked."""


class Severity(StrEnum):
    """Whether something was lost for now (`ERROR`, exit code 1) or is only worth knowing (`NOTE`, exit code 0)."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with one file, article or setting, with its address and its remedy."""

    where: str
    """The address: a file, `file:line`, or `config/briefings.yaml: briefings[2].at`."""
    what: str
    """What was found."""
    remedy: str
    """What to do about it."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.remedy}"
