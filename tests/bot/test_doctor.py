"""Each check says what is well, what is worth knowing, and what will not work, with its remedy."""

import sqlite3
from datetime import UTC, datetime, timedelta

import builders
import pytest

from bot import database
from bot.doctor import (
    CHECKS,
    Finding,
    Patient,
    State,
    check_clock,
    check_database,
    check_disk,
    check_group,
    check_lexicons,
    check_outlets,
    check_plugins,
    check_secrets,
    check_settings,
    check_time_zones,
    examine,
)
from bot.settings import (
    Briefing,
    Channel,
    Feed,
    Folder,
    Glob,
    Outlet,
    Secrets,
    Settings,
    Web,
)
from briefs.errors import Problem, Severity
from briefs.store.interface import Quarantined

NOW = datetime(2126, 3, 2, 12, 0, tzinfo=UTC)
GIB = 1024**3
SLACK = {"desk": Channel(name="desk", platform="slack", id="C0123456789")}
DISCORD = {"desk": Channel(name="desk", platform="discord", id="123456789012345678")}
APP, BOT = "xapp-" + "1-A0123456789-2345678901", "xoxb-" + "2345678901-AbCdEfGh"
BOT_DISCORD = "M" * 24 + "." + "GabcDe" + "." + "x" * 30


@pytest.fixture
def patient(tmp_path):
    def make(*, problems=(), now=NOW, free=10 * GIB, may=True, environ=None, **settings):
        loaded = Settings(
            **{"folder": tmp_path, "base": tmp_path, "store": tmp_path / "onrecord.db", **settings},
            secrets=Secrets.read(environ or {}),
        )
        return Patient(settings=loaded, problems=problems, now=now, free=lambda _: free, may=lambda *_: may)

    return make


def outlet(supply):
    return Outlet(name="Wire", supply=supply, language="en")


def states(findings):
    return [finding.state.value for finding in findings]


def test_settings_are_counted_and_their_problems_repeated(patient, tmp_path):
    problems = (
        Problem(where="a.yaml:1", what="wrong", remedy="mend it"),
        Problem(where="a.yaml:2", what="odd", remedy="look at it", severity=Severity.NOTE),
    )
    fail, note, ok = check_settings(patient(problems=problems, channels=SLACK))
    assert (fail.state, fail.what, fail.remedy) == (State.FAIL, "a.yaml:1: wrong", "mend it")
    assert note.state is State.NOTE
    assert ok.what == f"{tmp_path}: 0 briefings, 0 outlets, 0 known speakers, 1 channel"


SECRETS = [
    # channels, environment, what fails
    ({}, {}, []),
    (SLACK, {}, ["SLACK_BOT_TOKEN is not set", "SLACK_APP_TOKEN is not set"]),
    (SLACK, {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}, []),
    # over HTTP, Slack needs no app token
    (SLACK, {"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": "0" * 32}, []),
    # exchanged for each other
    (SLACK, {"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": BOT}, ["SLACK_BOT_TOKEN is set,", "SLACK_APP_TOKEN is set,"]),
    # in quotes, as some tools leave them
    (SLACK, {"SLACK_BOT_TOKEN": f'"{BOT}"', "SLACK_APP_TOKEN": APP}, ["SLACK_BOT_TOKEN is set, and"]),
    (DISCORD, {}, ["DISCORD_TOKEN is not set"]),
    (DISCORD, {"DISCORD_TOKEN": BOT_DISCORD}, []),
    ({}, {"ONRECORD_SECRET_KEY": "short"}, ["ONRECORD_SECRET_KEY is set, and"]),
    ({}, {"DATABASE_URL": "db.example"}, ["DATABASE_URL is set, and"]),
    ({}, {"DATABASE_URL": "postgresql+psycopg://desk:pw@db/onrecord"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("channels", "environ", "expected"), SECRETS)
def test_secrets_are_looked_for_and_not_shown(patient, channels, environ, expected):
    found = list(check_secrets(patient(channels=channels, environ=environ)))
    failed = [finding for finding in found if finding.state is State.FAIL]
    assert [finding.what.startswith(start) for finding, start in zip(failed, expected, strict=True)] == [True] * len(
        failed
    )
    assert all(finding.remedy for finding in failed)
    told = "".join(finding.what + finding.remedy for finding in found)
    assert not any(value in told for value in environ.values())


def test_a_site_that_people_reach_needs_a_key_to_sign_with(patient):
    found = check_secrets(patient(web=Web(address="https://record.example.org")))
    assert [finding.what for finding in found if finding.state is State.FAIL] == [
        "ONRECORD_SECRET_KEY is not set, and web.address in onrecord.yaml needs it"
    ]


def test_a_store_that_is_not_there_yet_is_not_made(patient, tmp_path):
    (found,) = check_database(patient())
    assert (found.state, found.what) == (
        State.OK,
        f"{tmp_path}/onrecord.db is not there yet; the first ingest makes it",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_opened_and_counted(patient, tmp_path):
    store = database.open_store(f"sqlite:///{tmp_path}/onrecord.db")
    store.add(builders.reading(), entered=builders.NOON)
    store.close()
    (found,) = check_database(patient())
    assert (found.state, found.what) == (State.OK, f"{tmp_path}/onrecord.db: 1 article, 1 statement, 2 acts")


def test_files_in_quarantine_are_worth_a_word(patient, tmp_path):
    store = database.open_store(f"sqlite:///{tmp_path}/onrecord.db")
    store.quarantine(Quarantined(uri="file:///a", sha256="", reason="unreadable", since=NOW))
    store.close()
    ok, note = check_database(patient())
    assert ok.state is State.OK
    assert (note.state, note.what) == (State.NOTE, "1 file in quarantine")


def test_a_store_that_may_not_be_written(patient, tmp_path):
    (found,) = check_database(patient(may=False))
    assert (found.state, found.what) == (State.FAIL, f"{tmp_path} cannot be written to")
    database.open_store(f"sqlite:///{tmp_path}/onrecord.db").close()
    *_, found = check_database(patient(may=False))
    assert (found.state, found.what) == (State.FAIL, f"{tmp_path}/onrecord.db cannot be written to")


def test_another_programs_database_is_named(patient, tmp_path):
    connection = sqlite3.connect(tmp_path / "onrecord.db")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    (found,) = check_database(patient())
    assert found.state is State.FAIL
    assert "belongs to another program" in found.what
    assert found.remedy == "name another file"


def test_a_file_that_is_no_database(patient, tmp_path):
    (tmp_path / "onrecord.db").write_bytes(b"news, news, news" * 100)
    (found,) = check_database(patient())
    assert found.state is State.FAIL
    assert found.remedy


def test_a_store_in_a_folder_that_is_not_there(patient, tmp_path):
    (found,) = check_database(patient(store=tmp_path / "gone" / "onrecord.db"))
    assert found.state is State.FAIL
    assert str(tmp_path / "gone") in found.what


@pytest.mark.parametrize(
    ("free", "state"), [(10 * GIB, State.OK), (GIB // 2, State.NOTE), (GIB // 20, State.FAIL), (0, State.FAIL)]
)
def test_room_on_the_disk(patient, free, state):
    (found,) = check_disk(patient(free=free))
    assert found.state is state


def test_the_disk_of_a_database_elsewhere_is_not_ours(patient):
    assert list(check_disk(patient(free=0, environ={"DATABASE_URL": "postgresql://db/onrecord"}))) == []


def test_the_disk_of_a_folder_that_is_not_there(tmp_path, patient):
    sick = patient(store=tmp_path / "gone" / "onrecord.db")
    real = Patient(settings=sick.settings, problems=(), now=NOW)
    (found,) = check_disk(real)
    assert (found.state, found.what) == (State.FAIL, f"{tmp_path}/gone: No such file or directory")


def test_every_zone_shows_its_time(patient):
    briefings = (Briefing(name="a", title="a", channels=(), timezone="Asia/Kathmandu"),)
    found = [finding.what for finding in check_time_zones(patient(timezone="UTC", briefings=briefings))]
    assert found == ["it is Sat 17:45 in Asia/Kathmandu", "it is Sat 12:00 in UTC"]


def test_a_clock_that_is_behind_the_files_is_wrong(patient, tmp_path):
    (tmp_path / "onrecord.yaml").touch()
    written = datetime.fromtimestamp((tmp_path / "onrecord.yaml").stat().st_mtime, UTC)
    (ok,) = check_clock(patient(now=written + timedelta(seconds=1)))
    assert ok.state is State.OK
    # a file server's clock may be a little ahead of ours
    (ok,) = check_clock(patient(now=written - timedelta(minutes=4)))
    assert ok.state is State.OK
    (wrong,) = check_clock(patient(now=datetime(1970, 1, 1, 0, 5, tzinfo=UTC)))
    assert wrong.state is State.FAIL
    assert wrong.what.startswith("the clock says 1970-01-01 00:05, and files here were written ")


def test_the_words_and_extractors_load(patient):
    (found,) = check_lexicons(patient())
    assert found.state is State.OK, found


def test_words_with_a_mistake_are_told_with_their_place(patient, tmp_path):
    (tmp_path / "lexicons").mkdir()
    found = list(check_lexicons(patient(lexicons=tmp_path / "lexicons")))
    assert set(states(found)) == {"FAIL"}
    assert all(str(tmp_path / "lexicons") in finding.what and finding.remedy for finding in found)


def test_an_extractor_that_is_not_installed(patient):
    (found,) = check_lexicons(patient(extractors=("oracle",)))
    assert (found.state, found.what) == (State.FAIL, "no extractors named 'oracle'")
    assert found.remedy.startswith("known are ")


def test_everything_that_is_installed_loads(patient):
    found = list(check_plugins(patient()))
    assert states(found) == ["ok", "ok", "ok"], found
    assert found[0].what.startswith("readers: ")


def test_a_program_that_is_not_installed_has_no_plugins():
    (found,) = check_group("nonesuch")
    assert (found.state, found.what) == (State.FAIL, "no nonesuch are installed")


def test_a_plugin_that_does_not_load_is_named(tmp_path, monkeypatch):
    package = tmp_path / "telex-1.0.dist-info"
    package.mkdir()
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: telex\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[onrecord.telexes]\nbroken = no.such.module:Telex\nsound = json:loads\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    fail, ok = check_group("telexes")
    assert fail.what.startswith("onrecord.telexes 'broken' (no.such.module:Telex) does not load: ")
    assert (fail.state, fail.remedy) == (State.FAIL, "reinstall the package that brings it")
    assert (ok.state, ok.what) == (State.OK, "telexes: sound")


def test_outlets(patient, tmp_path):
    (tmp_path / "wire").mkdir()
    (tmp_path / "wire" / "a.txt").touch()
    rows = [
        (Folder(address=str(tmp_path / "wire")), State.OK),
        (Folder(address=str(tmp_path / "wier")), State.FAIL),  # misspelt
        (Folder(address=str(tmp_path / "wire" / "a.txt")), State.FAIL),  # a file is no folder
        (Folder(address="memory://wire"), State.OK),  # not asked
        (Folder(address="nosuch://wire"), State.FAIL),  # nothing installed can read it
        (Glob(pattern=str(tmp_path / "**" / "*.txt")), State.OK),
        (Glob(pattern=str(tmp_path / "**" / "*.xml")), State.NOTE),  # there may be none today
        (Feed(url="https://wire.example/rss"), State.OK),
    ]
    found = check_outlets(patient(outlets=tuple(outlet(supply) for supply, _ in rows)))
    for finding, (supply, state) in zip(found, rows, strict=True):
        assert finding.state is state, supply


def test_an_outlets_folder_that_may_not_be_read(patient, tmp_path):
    (found,) = check_outlets(patient(may=False, outlets=(outlet(Folder(address=str(tmp_path))),)))
    assert (found.state, found.what) == (State.FAIL, f"Wire: {tmp_path} cannot be read")


def test_no_outlets_are_worth_a_word(patient):
    assert states(check_outlets(patient())) == ["note"]


def test_the_table_is_the_examination(patient, tmp_path):
    found = list(examine(patient(folder=tmp_path)))
    assert list(dict.fromkeys(name for name, _ in found)) == list(CHECKS)
    assert all(finding.remedy for _, finding in found if finding.state is not State.OK)


def test_a_platform_adds_its_row(patient):
    def check_telex(patient):
        yield Finding(state=State.NOTE, what=f"the line was silent at {patient.now:%H:%M}", remedy="ring the operator")

    ((name, found),) = examine(patient(), {"telex": check_telex})
    assert (name, found.what) == ("telex", "the line was silent at 12:00")
