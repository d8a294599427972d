"""From nothing to a desk that works: `onrecord init`, then `onrecord doctor`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.setup import SetupError, doctor, init, write_all
from bot.settings import defaults_folder, load_settings
from bot.settings.credentials import SECRETS
from bot.settings.folder import FILES, VARIABLE

LEXICONS = sorted(f"lexicons/{path.name}" for path in (defaults_folder() / "lexicons").glob("*.yaml"))
SECRET = "xoxb-" + "2345678901-hunter2hunter2"


@pytest.fixture
def run():
    """Run a command with no environment but the one given; returns its result, with the exit code as return value."""
    ours = {*SECRETS, VARIABLE, "PORT"}
    blank = dict.fromkeys(ours & set(os.environ))

    def invoke(command, *arguments, env=None):
        options = {"env": blank | (env or {}), "standalone_mode": False}
        return CliRunner().invoke(command, [str(argument) for argument in arguments], **options)

    return invoke


def everything_in(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_init_writes_what_comes_with_the_product_and_says_what_to_do_next(run, tmp_path):
    result = run(init, tmp_path / "desk")
    assert result.return_value == 0
    assert everything_in(tmp_path / "desk") == sorted([*FILES, *LEXICONS])
    for name in everything_in(tmp_path / "desk"):
        assert (tmp_path / "desk" / name).read_bytes() == (defaults_folder() / name).read_bytes()
    assert f"1. say in {tmp_path}/desk/outlets.yaml where your articles are" in result.output
    assert f"2. onrecord doctor --config {tmp_path}/desk" in result.output


def test_init_then_doctor(run, tmp_path):
    assert run(init, tmp_path / "desk").return_value == 0
    result = run(doctor, "--config", tmp_path / "desk")
    assert result.return_value == 0, result.output
    assert "FAIL" not in result.output
    assert "ok    settings: " in result.output
    assert result.output.endswith("all is well\n")
    # looking at a desk changes nothing there
    assert everything_in(tmp_path) == sorted(f"desk/{name}" for name in [*FILES, *LEXICONS])


def test_what_init_writes_loads_without_a_problem(run, tmp_path):
    run(init, tmp_path)
    settings, problems = load_settings(tmp_path, {})
    assert problems == ()
    assert settings.lexicons == tmp_path / "lexicons"


def test_init_overwrites_nothing(run, tmp_path):
    (tmp_path / "people.yaml").write_text("mine")
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / "cues.yaml").symlink_to("nowhere")
    result = run(init, tmp_path)
    assert isinstance(result.exception, SetupError)
    assert "people.yaml, lexicons/cues.yaml would be overwritten" in str(result.exception)
    assert everything_in(tmp_path) == ["people.yaml"]


def test_init_leaves_other_files_alone(run, tmp_path):
    (tmp_path / "README").write_text("mine")
    assert run(init, tmp_path).return_value == 0
    assert (tmp_path / "README").read_text() == "mine"


def test_init_writes_all_or_nothing(run, tmp_path):
    """The folder of the lexicons cannot be made, which is noticed when the other files are there already."""
    (tmp_path / "lexicons").write_text("a file")
    result = run(init, tmp_path)
    assert isinstance(result.exception, SetupError)
    assert "nothing was written" in str(result.exception)
    assert everything_in(tmp_path) == ["lexicons"]


def test_folders_that_were_made_go_too(tmp_path):
    with pytest.raises(SetupError, match="File exists"):
        write_all(tmp_path / "a" / "b", {"x/y": b"1", "x": b"2"})
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder(run, tmp_path):
    (tmp_path / "desk").write_text("a file")
    result = run(init, tmp_path / "desk")
    assert isinstance(result.exception, SetupError)
    assert "Not a directory" in str(result.exception)


def test_doctor_names_each_fault_and_its_remedy(run, tmp_path):
    (tmp_path / "onrecord.yaml").write_text("web: {address: https://r.example/}\n")
    (tmp_path / "channels.yaml").write_text("channels: {desk: {platform: slack, id: C0123456789}}\n")
    (tmp_path / "briefings.yaml").write_text("briefings:\n- name: a\n  channels: [dsk]\n  when: on-request\n")
    (tmp_path / "outlets.yaml").write_text("outlets:\n- name: Wire\n  folder: nowhere\n")
    result = run(doctor, "--config", tmp_path, env={"SLACK_BOT_TOKEN": SECRET, "DISCORD_TOKEN": "hunter2"})
    assert result.return_value == 1
    for line in (
        f'FAIL  settings: {tmp_path}/briefings.yaml:3: briefings[0].channels[0]: there is no channel "dsk" in',
        "ok    secrets: SLACK_BOT_TOKEN is set\n",
        "FAIL  secrets: DISCORD_TOKEN is set, and does not look like one; copy it again, without quotes: it is three",
        "FAIL  secrets: SLACK_APP_TOKEN is not set, and a Slack channel in channels.yaml needs it; set it in the",
        "FAIL  secrets: ONRECORD_SECRET_KEY is not set, and web.address in onrecord.yaml needs it; set it in the",
        f"FAIL  outlets: Wire: there is no folder {tmp_path}/nowhere; make it, or change it in outlets.yaml\n",
        "\n5 to mend\n",
    ):
        assert line in result.output
    assert "hunter2" not in result.output


def test_doctor_repeats_no_secret_of_the_database(run, tmp_path):
    (tmp_path / "onrecord.yaml").touch()
    url = "postgresql://desk:hunter2@db.example/onrecord"
    result = run(doctor, "--config", tmp_path, env={"DATABASE_URL": url})
    assert "DATABASE_URL is set" in result.output
    assert "hunter2" not in result.output


def test_doctor_makes_text_from_files_visible(run, tmp_path):
    (tmp_path / "onrecord.yaml").touch()
    (tmp_path / "outlets.yaml").write_text('outlets:\n- {name: "A\\e[2J", folder: x}\n')
    result = run(doctor, "--config", tmp_path)
    assert "A␛[2J" in result.output
    assert "\x1b" not in result.output


def test_the_folder_has_to_be_there(run):
    result = run(doctor, "--config", Path("/nowhere/at/all"))
    assert "does not exist" in str(result.exception)


def test_doctor_outlives_somebodys_extractor(tmp_path):
    """An extractor that raises when it is made, installed like any other, in a program of its own."""
    package = tmp_path / "lib" / "telex-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: telex\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[onrecord.extractors]\ntelex = telex:Telex\n")
    (tmp_path / "lib" / "telex.py").write_text("def Telex(**_): raise RuntimeError('no line')\n")
    (tmp_path / "onrecord.yaml").write_text("extractors: [telex]\n")
    environ = {name: value for name, value in os.environ.items() if name not in {*SECRETS, VARIABLE}}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--config", tmp_path],
        env=environ | {"PYTHONPATH": str(tmp_path / "lib")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert (
        "FAIL  lexicons: the extractor 'telex' cannot be made (RuntimeError: no line); tell its author" in done.stdout
    )
    assert "Traceback" not in done.stderr
