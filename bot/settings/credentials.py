"""What may not be seen? Secrets come from the environment, never from YAML, and are never printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import SecretStr

SECRETS = {
    "SLACK_BOT_TOKEN": "posts to Slack",
    "SLACK_APP_TOKEN": "receives Slack's events in Socket Mode",
    "SLACK_SIGNING_SECRET": "proves that a request over HTTP comes from Slack",
    "SLACK_CLIENT_ID": "lets other workspaces install the app",
    "SLACK_CLIENT_SECRET": "lets other workspaces install the app",
    "DISCORD_TOKEN": "posts to Discord and receives its commands",
    "DATABASE_URL": "selects the database; without it a SQLite file is used",
    "ONRECORD_SECRET_KEY": "signs links to the site and encrypts stored tokens",
}
"""Every secret by its name in the environment, and what it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """The secrets that the environment holds; prints as their names."""

    values: tuple[tuple[str, SecretStr], ...] = ()

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Secrets:
        """Take the secrets out of an environment; a blank one counts as absent, and blanks around one are dropped."""
        found = ((name, environ.get(name, "").strip()) for name in SECRETS)
        return cls(values=tuple((name, SecretStr(value)) for name, value in found if value))

    @property
    def names(self) -> tuple[str, ...]:
        """Those that are there."""
        return tuple(name for name, _ in self.values)

    def reveal(self, name: str) -> str | None:
        """Return the value itself, for whoever must hand it to a platform; None when it is absent."""
        for known, value in self.values:
            if known == name:
                return value.get_secret_value()
        return None

    def __repr__(self) -> str:
        return f"Secrets({', '.join(self.names)})"


SHAPES = {
    "SLACK_BOT_TOKEN": (r"xoxb-[A-Za-z0-9-]{8,}", "it begins with xoxb-"),
    "SLACK_APP_TOKEN": (r"xapp-[A-Za-z0-9-]{8,}", "it begins with xapp-"),
    "SLACK_SIGNING_SECRET": (r"[0-9a-f]{32}", "it is 32 hexadecimal digits"),
    "SLACK_CLIENT_ID": (r"[0-9]+\.[0-9]+", "it is two numbers with a dot between them"),
    "SLACK_CLIENT_SECRET": (r"[0-9a-f]{32}", "it is 32 hexadecimal digits"),
    "DISCORD_TOKEN": (
        r"[A-Za-z0-9_-]{18,40}\.[A-Za-z0-9_-]{4,10}\.[A-Za-z0-9_-]{20,60}",
        "it is three parts with dots between them",
    ),
    "DATABASE_URL": (
        r"(?:sqlite|postgres(?:ql)?)(?:\+[a-z0-9]+)?:.*",
        "it begins with postgresql:// or sqlite:///",
    ),
    "ONRECORD_SECRET_KEY": (r".{32,}", "it is 32 characters or more"),
}
"""What each secret looks like, for a check that never shows it."""

_KEY = re.compile(
    r"""
    (?:^|[_\-\ ])                  # a whole word at the end of the name
    (?:token|secret|passwords?|passwd|pwd|passphrase|credentials?
      |(?:api|secret|private|signing)[_\-\ ]?key)$
    """,
    re.VERBOSE,
)

_VALUE = re.compile(
    r"""
      xox[a-z]-[A-Za-z0-9-]{8,}                                  # Slack: bot, user and configuration tokens
    | xapp-[A-Za-z0-9-]{8,}                                      # Slack: app token
    | hooks\.slack\.com/(?:services|workflows|triggers)/[\w/-]+  # Slack: an address that lets anyone post
    | discord(?:app)?\.com/api/webhooks/[0-9]+/[\w-]+            # Discord: likewise
    | \b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,45}\b                 # Discord: bot token
    | (?<=://)[^\s/@:]*:[^\s/@]+(?=@)                            # a URL's user and password
    | (?<=password=)[^\s&;"']+                                   # a URL's parameter
    | -----BEGIN\ [A-Z ]*PRIVATE\ KEY-----
    """,
    re.VERBOSE | re.ASCII,
)

REMEDY = "take it out, have it renewed, and put the new one into the environment (see docs/configuration.md, Secrets)"


def is_secret_key(key: str) -> bool:
    """Say whether a setting of that name would hold a secret: `bot_token`, `password`, `api-key`."""
    return bool(_KEY.search(key.strip().lower()))


def redact(text: str) -> str:
    """Return `text` with everything that is shaped like a secret blotted out."""
    return _VALUE.sub("…", text)


def lines_with_secrets(text: str) -> Iterator[int]:
    """Yield the 1-based lines, comments too, that hold something shaped like a token or a password in a URL."""
    for number, line in enumerate(text.splitlines(), 1):
        if _VALUE.search(line):
            yield number
