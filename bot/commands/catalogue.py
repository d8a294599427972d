"""Everything that can be asked. A new command stands in a file of its own and is named here."""

from __future__ import annotations

from bot.commands.brief import BRIEF
from bot.commands.quote import QUOTE
from bot.commands.registry import Command

CATALOGUE: tuple[Command, ...] = (QUOTE, BRIEF)
"""In the order in which help lists them."""
