"""What an editor wrote becomes settings, by the words they see and from the folder they mean."""

import dataclasses
import re
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import (
    Alerts,
    CatchUp,
    Channel,
    Cron,
    Feed,
    Folder,
    Glob,
    Level,
    OnTimeout,
    Review,
    Settings,
    Times,
    WhenEmpty,
    defaults_folder,
    load_settings,
)
from bot.settings.files import MainFile
from bot.settings.tree import plain, read_tree
from briefs.brief import Filters, Limits
from briefs.errors import Severity
from briefs.person import PersonKind, Role, person_id

ROOT = Path(__file__).parents[3]
CHANNELS = "channels: {desk: {platform: slack, id: C0123456789}, editors-room: {platform: console}}\n"


def test_anchors_and_merges_share_what_is_alike(load):
    settings, problems = load(
        briefings="""
briefings:
- &early
  name: early
  channels: [console]
  when: {times: 06:00}
  limits: {threat: 1}
- <<: *early
  name: late
  when: {times: 18:00}
"""
    )
    assert not problems
    early, late = settings.briefings
    assert early.limits == late.limits == Limits(threat=1)
    assert (late.name, late.when.times) == ("late", (time(18),))


def test_what_comes_with_the_product_has_no_problem_and_posts_to_the_terminal_alone(tmp_path):
    settings, problems = load_settings(None, {}, here=tmp_path)
    assert problems == ()
    assert settings.folder == ROOT / "config"
    assert {channel for briefing in settings.briefings for channel in briefing.channels} == {"console"}
    assert settings.administrators == "console"
    assert {channel.platform for channel in settings.channels.values()} == {"console"}
    assert settings.briefings
    assert settings.people == ()  # an invented name could be printed over the words of somebody real
    assert settings.outlets == ()


def test_its_paths_count_from_where_the_program_is_started(tmp_path):
    settings, _ = load_settings(None, {}, here=tmp_path)
    assert settings.store == tmp_path / "onrecord.db"
    assert settings.database_url == f"sqlite:///{tmp_path}/onrecord.db"


@pytest.mark.parametrize("files", [{}, dict.fromkeys(("onrecord", "briefings", "outlets", "people", "channels"), "")])
def test_missing_and_empty_files_stand_for_the_defaults(load, tmp_path, files):
    settings, problems = load(**files)
    assert not problems
    base = tmp_path.resolve()
    assert settings == Settings(folder=tmp_path, base=base, store=base.parent / "onrecord.db")


def test_comments_and_empty_settings_stand_for_the_defaults(load):
    settings, problems = load(onrecord="# nothing yet\nweb:\n  # port: 1\nlanguage:\n", briefings="briefings:\n")
    assert not problems
    assert (settings.language, settings.web.port, settings.briefings) == ("en", 8080, ())


def test_the_defaults_written_in_onrecord_yaml_are_those_that_hold_without_it():
    written = plain(read_tree((defaults_folder() / "onrecord.yaml").read_bytes())[0])
    assert MainFile.model_validate(written) == MainFile()


COMMENTED = re.compile(r"^( *)# ((?:- )?[a-z_-]+:(?: .*)?|(?:  )+(?:- )?[a-z_-]+:.*)$", re.MULTILINE)


@pytest.mark.parametrize("name", ["onrecord", "briefings", "outlets", "people", "channels"])
def test_the_examples_in_comments_load_too(load, name):
    """An editor removes the "# " and it works: that is what the comments are for."""
    files = {path.stem: path.read_text("utf-8") for path in defaults_folder().glob("*.yaml")}
    files[name], count = COMMENTED.subn(r"\1\2", files[name])
    _, problems = load(**files)
    assert count
    assert problems == []


def test_a_briefing_with_everything(load):
    settings, problems = load(
        onrecord="timezone: America/New_York\neditors: desk\n",
        channels=CHANNELS,
        briefings="""
briefings:
- name: morning
  title: The morning
  channels: [desk, console, desk]
  when: {times: [18:00, 07:30, "07:30"], days: [fri, weekends], timezone: Europe/Berlin}
  window: 1d12h
  filters:
    {people: Reyes, places: [Vellin], words: no, outlets: [Harbour Courier], kinds: [threat, quote], confidence: 60}
  limits: {threat: 3, pledge: 0, quote: 1}
  when_empty: say so
  catch_up: none
  quiet_hours: [22:00-07:00, 12:00 – 13:00]
  thread: on
  alerts: yes
  review: required
  review_within: 20m
  on_timeout: post
  paused: no
- name: on demand
  channels: console
  when: on-request
  alerts: {review: none}
- name: cron
  channels: console
  when: {cron: "*/30 6-8 * * 1-5"}
""",
    )
    assert not problems
    full, on_demand, cron = settings.briefings
    berlin = ZoneInfo("Europe/Berlin")
    assert dataclasses.asdict(full) | {"when": full.when} == {
        "name": "morning",
        "title": "The morning",
        "channels": ("desk", "console"),
        "when": Times(times=(time(7, 30), time(18)), days=("fri", "sat", "sun"), timezone=berlin),
        "window": timedelta(hours=36),
        # `no` is a word like any other where words are wanted
        "filters": dataclasses.asdict(
            Filters(
                people=("Reyes",),
                places=("Vellin",),
                words=("no",),
                outlets=("Harbour Courier",),
                kinds=("threat", "quote"),
                confidence=0.6,
            )
        ),
        "limits": {"threat": 3, "pledge": 0, "quote": 1},
        "when_empty": WhenEmpty.SAY_SO,
        "catch_up": CatchUp.NONE,
        "quiet_hours": ({"start": time(22), "end": time(7)}, {"start": time(12), "end": time(13)}),
        "timezone": "Europe/Berlin",
        "thread": True,
        "alerts": {"review": Review.REQUIRED},
        "review": Review.REQUIRED,
        "review_within": timedelta(minutes=20),
        "on_timeout": OnTimeout.POST,
        "paused": False,
    }
    assert (on_demand.when, on_demand.title, on_demand.alerts) == (None, "on demand", Alerts(review=Review.NONE))
    assert isinstance(cron.when, Cron)
    assert (cron.timezone, cron.when.timezone.key) == ("America/New_York", "America/New_York")


def test_people_with_roles_and_dates(load):
    settings, problems = load(
        people="""
people:
- name: Ana Reyes
  aliases: [A. Reyes, Reyes, A. Reyes]
  roles:
  - {title: harbour minister, since: 2024-02, until: 2024-02}
  - {title: mayor, since: 2018, until: 2023}
  - foreign minister
- {name: Vellin, kind: state}
- {name: Núria Tavel, id: tavel-1}
- {name: Nuria Tavel}
"""
    )
    # two people of one name, told apart by id: worth a word
    assert [problem.split(": ", 1)[0] for problem in problems] == ["people.yaml:11"]
    reyes, vellin, tavel, other = settings.people
    assert (reyes.id, reyes.name, reyes.aliases) == ("ana-reyes", "Ana Reyes", ("A. Reyes", "Reyes"))
    assert reyes.roles == (
        # a month lasts to its last day, a leap year's February too
        Role(title="harbour minister", since=date(2024, 2, 1), until=date(2024, 2, 29)),
        Role(title="mayor", since=date(2018, 1, 1), until=date(2023, 12, 31)),
        Role(title="foreign minister"),
    )
    assert vellin.kind is PersonKind.STATE
    assert (tavel.id, other.id) == ("tavel-1", "nuria-tavel")


def test_an_entry_has_the_id_that_its_name_has_without_it(load):
    """So that a person's record does not fall in two when an editor adds them to people.yaml; in any script."""
    names = ["Núria Tavel-Ostrów", "Sinéad O’Brien", "Łucja Ål", "Олена Коваль", "王芳", "王伟", "†"]
    settings, problems = load(people="people:\n" + "".join(f"- name: {name}\n" for name in names))
    assert not problems
    ids = ["nuria-tavel-ostrow", "sinead-obrien", "lucja-al", "олена-коваль", "王芳", "王伟", "†"]
    assert [person.id for person in settings.people] == ids == [person_id(name) for name in names]


def test_outlets_find_their_articles(load, tmp_path):
    settings, problems = load(
        onrecord="language: de\n",
        outlets="""
outlets:
- {name: A, folder: ../wire, language: en, reader: newsml, check_every: 30s, usual_interval: 2d}
- {name: B, glob: "/srv/**/*.xml"}
- {name: C, folder: s3://bucket/wire}
- {name: D, feed: https://d.example/rss?x=1}
""",
    )
    assert not problems
    a, b, c, d = settings.outlets
    assert a.supply == Folder(address=str(tmp_path.resolve().parent / "wire"))
    assert (a.supply.path, c.supply.path) == (tmp_path.resolve().parent / "wire", None)
    assert (a.language, a.reader, a.check_every, a.usual_interval) == (
        "en", "newsml", timedelta(seconds=30), timedelta(days=2),
    )  # fmt: skip
    assert (b.supply, b.language, b.check_every) == (Glob(pattern="/srv/**/*.xml"), "de", timedelta(minutes=5))
    assert c.supply == Folder(address="s3://bucket/wire")
    assert d.supply == Feed(url="https://d.example/rss?x=1")


def test_channels_keep_every_digit_of_an_id_and_the_console_is_always_there(load):
    settings, problems = load(channels="channels: {desk: {platform: discord, id: 012345678901234567}}\n")
    assert not problems
    assert settings.channels == {
        "desk": Channel(name="desk", platform="discord", id="012345678901234567"),
        "console": Channel(name="console", platform="console"),
    }


# The words of YAML 1.1 that are no words there: all of them are what an editor sees.
TRAPS = [
    ("language: no", "language", "no"),  # Norwegian, not false
    ("language: ON", "language", "on"),
    ("timezone: Europe/Berlin", "timezone", "Europe/Berlin"),
    ("store: {path: 2026-03-02}", "store", Path("2026-03-02")),  # not a date
    ("store: {path: 1:30}", "store", Path("1:30")),  # not 90
    ("store: {path: 0x10}", "store", Path("0x10")),  # not 16
    ("store: {path: 1_000}", "store", Path("1_000")),
    ("store: {path: .inf}", "store", Path(".inf")),
    ("store: {path: yes}", "store", Path("yes")),
    ("logging: {level: INFO}", "logging", Level.INFO),
]


@pytest.mark.parametrize(("line", "name", "expected"), TRAPS)
def test_values_mean_what_an_editor_sees(load, tmp_path, line, name, expected):
    settings, problems = load(onrecord=line + "\n")
    assert not problems
    value = getattr(settings, name)
    if isinstance(expected, Path):
        assert value == tmp_path.resolve() / expected
    else:
        assert getattr(value, "level", value) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_files_from_windows_are_read(load, encoding):
    settings, problems = load(people="people:\r\n- name: Zoë Ångström\r\n".encode(encoding))
    assert not problems
    assert settings.people[0].name == "Zoë Ångström"


ANYWHERE = "0.0.0.0"  # noqa: S104 - only compared with


@pytest.fixture
def folders(tmp_path):
    """Three folders, each with a language of its own, and one that is nobody's."""
    for name, language in (("asked", "aa"), ("named", "bb"), ("here/config", "cc")):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "onrecord.yaml").write_text(f"language: {language}\n")
    return tmp_path


@pytest.mark.parametrize(
    ("option", "variable", "here", "expected"),
    [
        ("asked", "named", "here", "aa"),  # --config goes before everything
        (None, "named", "here", "bb"),  # then the environment
        (None, "", "here", "cc"),  # then ./config
        (None, "", "asked", "en"),  # then what comes with the product; `asked` has no folder config
        (None, " ", "here", "cc"),  # a blank variable names nothing
    ],
)
def test_the_folder_is_searched_in_order(folders, option, variable, here, expected):
    environ = {"ONRECORD_CONFIG": str(folders / variable) if variable.strip() else variable}
    settings, problems = load_settings(folders / option if option else None, environ, here=folders / here)
    assert (settings.language, problems) == (expected, ())


def test_a_config_folder_without_onrecord_yaml_is_somebody_elses(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "briefings.yaml").write_text("briefings: []")
    assert load_settings(None, {}, here=tmp_path)[0].folder == defaults_folder()


def test_a_folder_that_is_not_there_or_holds_nothing(tmp_path):
    gone = tmp_path / "gone"
    _, problems = load_settings(gone, {})
    assert [(problem.where, problem.remedy) for problem in problems] == [
        (str(gone), f'name a folder with onrecord.yaml, or make one with "onrecord init {gone}"')
    ]
    assert problems[0].what == "--config names no folder that can be read (No such file or directory)"
    _, problems = load_settings(None, {"ONRECORD_CONFIG": str(gone)})
    assert "$ONRECORD_CONFIG names no folder" in problems[0].what
    _, problems = load_settings(tmp_path, {})
    assert [problem.what for problem in problems] == ["it holds no settings"]
    (tmp_path / "file").touch()
    _, problems = load_settings(tmp_path / "file", {})
    assert [problem.what for problem in problems] == ["--config names no folder that can be read (Not a directory)"]


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("briefing.yaml", Severity.ERROR),  # nobody reads it, and there is no briefings.yaml: the editor's work is lost
        ("people.yml", Severity.ERROR),
        ("onrecord.yml", Severity.NOTE),  # onrecord.yaml is there as well
        ("docker-compose.yml", Severity.NOTE),
    ],
)
def test_a_file_that_nobody_reads_is_told(tmp_path, name, severity):
    (tmp_path / "onrecord.yaml").touch()
    (tmp_path / name).touch()
    _, (problem,) = load_settings(tmp_path, {})
    assert (problem.where, problem.what, problem.severity) == (
        str(tmp_path / name),
        "nobody reads a file of this name",
        severity,
    )


def test_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "onrecord.yaml").mkdir()
    _, (problem,) = load_settings(tmp_path, {})
    assert str(problem).endswith("onrecord.yaml:1: it cannot be read (Is a directory); "
                                 "check its permissions; it is to be a plain file")  # fmt: skip


def test_an_entry_with_a_mistake_is_left_out_and_the_others_stay(load):
    settings, problems = load(
        people="people:\n- name: A\n- nmae: B\n- name: C\n", onrecord="language: xxxx\neditors: console"
    )
    assert len(problems) == 2
    assert [person.name for person in settings.people] == ["A", "C"]
    assert (settings.language, settings.editors) == ("en", "console")


@pytest.mark.parametrize(
    ("port", "expected"),
    [
        ("5000", (ANYWHERE, 5000)),  # a host that sets it wants the site to be reached
        ("", ("127.0.0.1", 99)),
        ("0", None),
        ("80 80", None),
        ("٣٣٣", None),
    ],
)
def test_port_of_the_environment(load, port, expected):
    settings, problems = load(environ={"PORT": port}, onrecord="web: {port: 99}\n")
    if expected:
        assert (settings.web.host, settings.web.port, problems) == (*expected, [])
    else:
        assert problems == [f'$PORT: "{port}" is not a port; set it to 1 to 65535, or not at all']
