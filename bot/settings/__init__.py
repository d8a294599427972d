"""What did the editor decide? The settings of a desk, from YAML and the environment, checked and frozen.

`load_settings` is the way in; it never raises for what stands in a file.
"""

from __future__ import annotations

from bot.settings.briefing import Alerts, Briefing, CatchUp, OnTimeout, Review, WhenEmpty
from bot.settings.credentials import Secrets
from bot.settings.desk import (
    CONSOLE,
    Channel,
    Feed,
    Folder,
    Glob,
    Level,
    LogFormat,
    Logging,
    Outlet,
    Settings,
    Supply,
    Web,
)
from bot.settings.folder import defaults_folder, find_folder
from bot.settings.load import load_settings
from bot.settings.timing import Cron, QuietHours, Times, Weekday, When

__all__ = [
    "CONSOLE",
    "Alerts",
    "Briefing",
    "CatchUp",
    "Channel",
    "Cron",
    "Feed",
    "Folder",
    "Glob",
    "Level",
    "LogFormat",
    "Logging",
    "OnTimeout",
    "Outlet",
    "QuietHours",
    "Review",
    "Secrets",
    "Settings",
    "Supply",
    "Times",
    "Web",
    "Weekday",
    "When",
    "WhenEmpty",
    "defaults_folder",
    "find_folder",
    "load_settings",
]
