"""Which process is this, in the outbox? And which of the owners named there are surely dead?"""

from __future__ import annotations

import os
import secrets
import socket
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A process on a machine; `token` tells it from an earlier one that had its number."""

    host: str = field(default_factory=lambda: socket.gethostname()[:32])
    pid: int = field(default_factory=os.getpid)
    token: str = field(default_factory=lambda: secrets.token_hex(4))

    def __str__(self) -> str:
        return f"{self.host}/{self.pid}/{self.token}"

    def is_orphan(self, other: str) -> bool:
        """Say whether an owner was a process of this machine that is gone; of others' machines nobody can tell."""
        host, _, rest = other.rpartition("/")[0].rpartition("/")
        if host != self.host or not rest.isdecimal():
            return False
        pid = int(rest)
        return other != str(self) if pid == self.pid else not _is_alive(pid)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's process is a process
    return True
