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


@pytest.fixture(scope="module", params=["wheel", "editable"])
def onrecord(request, tmp_path_factory):
    """A new virtual environment with the program alone; what it depends on is lent by the one that runs the tests."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home / "venv", with_pip=False)
    inside = Path(sysconfig.get_path("purelib", vars={"base": home / "venv", "platbase": home / "venv"}))
    (inside / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    python = home / "venv/bin/python"
    what = [request.getfixturevalue("wheel")] if request.param == "wheel" else ["--no-build-isolation", "-e", ROOT]
    install = ["install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check", *what]
    subprocess.run([python, "-m", "pip", *install], check=True, capture_output=True)
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ONRECORD"))}

    def run(*arguments, expect=0):
        done = subprocess.run(
            [home / "venv/bin/onrecord", *arguments], cwd=home, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == expect, done.stderr
        assert done.stderr == ""
        return done.stdout

    run.home = home
    run.of_the_checkout = request.param == "editable"
    return run


def test_the_wheel_carries_what_an_editor_may_change(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for file in (ROOT / "config").glob("*.yaml"):
        assert f"bot/defaults/{file.name}" in names
    for file in (ROOT / "config/lexicons").glob("*.yaml"):
        assert f"briefs/lexicons/{file.name}" in names
    for file in (ROOT / "bot/migrations/versions").glob("*.py"):
        assert f"bot/migrations/versions/{file.name}" in names
    assert {"bot/py.typed", "briefs/py.typed"} <= names
    for file in ("tagger.onnx", "tagger.json", "vocab.txt", "MODEL_CARD.md"):
        assert f"briefs/model/{file}" in names
    outside = ("tests/", "samples/", "config/", "docs/", "training/")
    assert not [name for name in names if name.startswith(outside)]


def test_the_program_is_the_one_that_was_installed(onrecord):
    code = "import briefs, bot, bot.cli; print(briefs.__file__, bot.__file__)"
    where = subprocess.run(
        [onrecord.home / "venv/bin/python", "-c", code], cwd=onrecord.home, capture_output=True, text=True, check=True
    ).stdout
    assert (str(ROOT) in where) is onrecord.of_the_checkout


def test_a_brief_needs_no_configuration(onrecord):
    brief = json.loads(onrecord("brief", str(ROOT / "samples"), "--format", "json"))
    assert all(section["items"] for section in brief["sections"])
    lines = onrecord("extract", str(ROOT / "samples"), "--jsonl", "--jobs", "2").splitlines()
    assert len(lines) == 17


def test_a_desk_is_set_up_filled_asked_and_emptied(onrecord):
    onrecord("init", "desk")
    assert (onrecord.home / "desk/lexicons/threats.yaml").is_file()
    assert "17 new" in onrecord("ingest", str(ROOT / "samples"), "--config", "desk")
    assert "17 unchanged" in onrecord("ingest", str(ROOT / "samples"), "--config", "desk")
    assert json.loads(onrecord("quote", "--json", "--config", "desk"))
    assert "all is well" in onrecord("doctor", "--config", "desk")
    assert onrecord("reextract", "--config", "desk") == "0 articles\n"
    assert "up to date" in onrecord("migrate", "--config", "desk")
    assert "1 version forgotten" in onrecord("forget", str(ROOT / "samples/harbour-courier.txt"), "--config", "desk")
    assert (onrecord.home / "onrecord.db").is_file()  # beside desk/, as its settings say
