"""How is a value written as JSON that people can read and that acts on no terminal?"""

from __future__ import annotations

import json
import re
from typing import Any

_ACTING = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2060-\u206f\ufff9-\ufffb\ud800-\udfff]")
"""Characters that JSON may hold as they are and that act on a terminal or are not text; they are written as escapes."""


def printable(value: Any, *, indent: int | None = 2) -> str:
    """Write a value as JSON that people can read and that acts on no terminal; without `indent`, on one line."""
    written = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ACTING.sub(lambda match: f"\\u{ord(match.group()):04x}", written)
