"""Where is the configuration? The folder asked for, that of the environment, ./config, or what comes with us."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MAIN = "onrecord.yaml"
FILES = (MAIN, "briefings.yaml", "outlets.yaml", "people.yaml", "channels.yaml")
LEXICONS = "lexicons"
VARIABLE = "ONRECORD_CONFIG"

_HERE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A folder of settings, and how it was found."""

    folder: Path
    base: Path
    """What relative paths in it count from. For the settings that come with the product it is ./config, as though
    they had been copied there: nothing is ever written beside an installed package."""
    asked_for: str | None
    """Who named it, `--config` or the variable; None where nobody did."""


def defaults_folder() -> Path:
    """Return the settings that come with the product: in a wheel within the package, in a checkout `config/`."""
    packaged = _HERE / "defaults"
    return packaged if packaged.is_dir() else _HERE.parent / "config"


def find_folder(option: Path | None, environ: Mapping[str, str], here: Path) -> Found:
    """Return the folder: `option`, `$ONRECORD_CONFIG`, `here`/config if it holds onrecord.yaml, or the defaults."""
    named = environ.get(VARIABLE, "").strip()
    local = here / "config"
    if option is not None:
        return Found(folder=option, base=_absolute(here / option), asked_for="--config")
    if named:
        folder = Path(named).expanduser()
        return Found(folder=folder, base=_absolute(here / folder), asked_for=f"${VARIABLE}")
    if (local / MAIN).is_file():
        return Found(folder=local, base=_absolute(local), asked_for=None)
    return Found(folder=defaults_folder(), base=_absolute(local), asked_for=None)


def settle(base: Path, written: str) -> str:
    """Return the absolute path that an editor's `written` means; an address such as s3://bucket is left alone."""
    if "://" in written:
        return written
    return str(_absolute(base / Path(written).expanduser()))


def _absolute(path: Path) -> Path:
    # Not resolve(): `../wire` beside a linked config folder is where `cd config/..` would lead.
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute() keeps the dots
