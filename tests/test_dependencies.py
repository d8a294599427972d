"""What the program stands on: every package that it needs is named, and pinned for those who want what we ran."""

import re
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[A-Za-z0-9.+!-]+)")
EXTRAS = ("test", "lint")


def needed():
    """The installed packages that onrecord and its extras lead to, with their versions."""
    found = {}
    waiting = [Requirement(f"onrecord[{','.join(EXTRAS)}]")]
    while waiting:
        wanted = waiting.pop()
        extras = ("", *sorted(wanted.extras))
        for line in requires(wanted.name) or ():
            requirement = Requirement(line)
            if requirement.marker and not any(requirement.marker.evaluate({"extra": extra}) for extra in extras):
                continue
            name = canonicalize_name(requirement.name)
            try:
                version = distribution(name).version
            except PackageNotFoundError:  # an extra that is not installed here, such as lint
                continue
            if name not in found or requirement.extras:
                found[name] = version
                waiting.append(requirement)
    return found


def test_constraints_hold_names_and_versions_and_no_addresses():
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert [line for line in lines if not PIN.fullmatch(line)] == []


def test_all_that_is_needed_is_pinned():
    pins = {canonicalize_name(pin["name"]) for pin in PIN.finditer((ROOT / "constraints.txt").read_text())}
    assert sorted(set(needed()) - pins) == []
