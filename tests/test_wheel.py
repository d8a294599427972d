"""The built wheel works outside the checkout: words, defaults, migrations and templates travel with it."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        check=True, capture_output=True,
    )  # fmt: skip
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def onrecord(wheel, tmp_path_factory):
    """A new virtual environment with the wheel alone; what it depends on is lent by the one that runs the tests."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "venv", with_pip=False)
    inside = Path(sysconfig.get_path("purelib", vars={"base": home / "venv", "platbase": home / "venv"}))
    (inside / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = home / "venv/bin/python"
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", wheel]
    subprocess.run([python, "-m", "pip", *install], check=True, capture_output=True)
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ONRECORD"))}

    def run(*arguments, expect=0):
        done = subprocess.run(
            [home / "venv/bin/onrecord", *arguments], cwd=home, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == expect, done.stderr
        return done.stdout

    run.home = home
    return run


def test_the_wheel_carries_what_an_editor_may_change(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for file in (ROOT / "config").glob("*.yaml"):
        assert f"bot/defaults/{file.name}" in names
    for file in (ROOT / "config/lexicons").glob("*.yaml"):
        assert f"briefs/lexicons/{file.name}" in names
    for file in ("tagger.onnx", "tagger.json", "vocab.txt", "MODEL_CARD.md"):
        assert f"briefs/model/{file}" in names
    assert not [name for name in names if name.startswith(("tests/", "samples/", "config/", "training/"))]


def test_the_program_is_the_wheels_own_not_the_checkouts(onrecord):
    where = subprocess.run(
        [onrecord.home / "venv/bin/python", "-c", "import briefs, bot; print(briefs.__file__, bot.__file__)"],
        cwd=onrecord.home, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert str(ROOT) not in where


def test_a_brief_needs_no_configuration(onrecord):
    brief = json.loads(onrecord("brief", str(ROOT / "samples"), "--format", "json"))
    assert all(section["items"] for section in brief["sections"])


def test_a_store_is_made_filled_and_asked(onrecord):
    onrecord("init", "desk")
    onrecord("ingest", str(ROOT / "samples"), "--config", "desk")
    assert json.loads(onrecord("quote", "--json", "--config", "desk"))
    onrecord("doctor", "--config", "desk")
