"""What is logged, and how? To standard error, as lines for people or JSON for a collector; never a secret."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from bot.settings import LogFormat, Logging
from bot.settings.credentials import redact
from briefs.rendering.visible import visible


class Lines(logging.Formatter):
    """A line for a person: when, how bad, who says it, what."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        text = f"{moment:%Y-%m-%d %H:%M:%S} {record.levelname.lower():<7} {record.name}: {record.getMessage()}"
        # No traceback: its lines may hold what an article or a token said. The class and the message name the fault.
        cause = record.exc_info[1] if record.exc_info else None
        return redact(visible(f"{text} ({type(cause).__name__}: {cause})" if cause else text))


class Objects(logging.Formatter):
    """A JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        cause = record.exc_info[1] if record.exc_info else None
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
            **({"error": redact(f"{type(cause).__name__}: {cause}")} if cause else {}),
        }
        return json.dumps(fields)


def start_logging(settings: Logging) -> None:
    """Send everything to standard error; libraries speak from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Objects() if settings.format is LogFormat.JSON else Lines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in ("bot", "briefs"):
        logging.getLogger(name).setLevel(settings.level.value.upper())
