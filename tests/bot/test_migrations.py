"""Do the migrations make the tables that the program means, and does every mishap come with a remedy?"""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from builders import NOON, reading

from bot.database import METADATA, configuration, is_ours, locate, migrate, open_store
from briefs.store.interface import Query, StoreError
from briefs.store.sqlite import open_engine, transaction


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.db"


@pytest.fixture
def url(path):
    return f"sqlite:///{path}"


@pytest.fixture
def connection(path):
    engine = open_engine(path, create=True)
    with transaction(engine, where="desk.db", writes=True) as connection:
        yield connection
    engine.dispose()


def set_revision(path, revision):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (revision,))


# The history


def differences(connection):
    options = {"include_name": lambda name, kind, _: is_ours(name, kind)}
    return compare_metadata(MigrationContext.configure(connection, opts=options), METADATA)


def test_the_migrations_make_the_tables_that_the_program_means(connection):
    assert differences(connection) != []
    command.upgrade(configuration(connection), "head")
    assert differences(connection) == []


def test_the_history_goes_back_and_forth(connection):
    config = configuration(connection)
    for _ in range(2):
        command.upgrade(config, "head")
        assert differences(connection) == []
        command.downgrade(config, "base")
        left = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").scalars()
        assert set(left) <= {"alembic_version"}


def test_the_history_has_one_end(connection):
    assert len(ScriptDirectory.from_config(configuration(connection)).get_heads()) == 1


def test_a_store_is_made_where_there_is_none(url):
    with closing(open_store(url)) as store:
        store.add(reading(), entered=NOON)
    with closing(open_store(url)) as store:
        assert len(store.find(Query(now=NOON, words=("strait",)))) == 2


def test_migrating_twice_changes_nothing(url, path):
    migrate(url)
    with closing(open_store(url)) as store:
        store.add(reading(), entered=NOON)
    before = path.read_bytes()
    migrate(url)
    assert path.read_bytes() == before


def test_threads_migrate_at_once(url):
    failures = []

    def work():
        try:
            migrate(url)
        except Exception as error:  # noqa: BLE001 - a thread's failure must reach the test
            failures.append(error)

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    open_store(url).close()


def test_processes_migrate_at_once(url):
    command = [sys.executable, "-W", "error", "-c", f"from bot.database import migrate; migrate({url!r})"]
    root = Path(__file__).parents[2]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, cwd=root) for _ in range(4)]
    assert [run.communicate(timeout=120)[1] for run in runs] == [b""] * 4
    open_store(url).close()


def test_a_migration_that_fails_leaves_nothing_behind(path):
    engine = open_engine(path, create=True)

    def fail():
        with transaction(engine, where="desk.db", writes=True) as connection:
            command.upgrade(configuration(connection), "head")
            connection.exec_driver_sql("SELECT no such thing")

    with pytest.raises(StoreError, match="syntax error; run onrecord doctor"):
        fail()
    engine.dispose()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


# Mishaps


def older(path):
    path.touch()


def newer(path):
    migrate(f"sqlite:///{path}")
    set_revision(path, "9999")


def foreign(path):
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")


def no_database(path):
    path.write_text("Dear diary, " * 1_000)


def folder(path):
    path.mkdir()


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (newer, "newer than this program (revision 9999); install a newer onrecord"),
        (foreign, "belongs to another program (it has a table recipes); name another file"),
        (no_database, "not a SQLite database; name another file"),
        (folder, "this is a folder; name a file in it"),
    ],
)
@pytest.mark.parametrize("does", [open_store, migrate])
def test_a_file_that_is_no_store_of_ours_is_left_as_it_is(url, path, prepare, says, does):
    prepare(path)
    before = None if path.is_dir() else path.read_bytes()
    with pytest.raises(StoreError) as caught:
        does(url)
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert before is None or path.read_bytes() == before


def test_an_older_store_is_not_opened_until_it_is_migrated(url, path):
    older(path)
    with pytest.raises(StoreError, match="older than this program; run onrecord migrate"):
        open_store(url)
    open_store(url, must_be_current=False).close()
    migrate(url)
    open_store(url).close()


def test_a_missing_folder_is_named(tmp_path):
    missing = tmp_path / "srv" / "news"
    for does in (open_store, migrate):
        with pytest.raises(StoreError) as caught:
            does(f"sqlite:///{missing}/desk.db")
        assert f"the folder {missing} is not there; make it" in str(caught.value)


def test_a_name_that_no_disk_takes_is_refused(tmp_path):
    with pytest.raises(StoreError, match="cannot be reached"):
        open_store(f"sqlite:///{tmp_path / ('x' * 5_000)}")


def test_looking_at_a_store_does_not_make_one(url, path):
    with closing(open_store(url, must_be_current=False)) as store, pytest.raises(StoreError, match="cannot be opened"):
        store.counts()
    assert not path.exists()


def test_a_store_that_another_process_writes_to_is_waited_for_and_then_named(url, path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="another process is writing"):
            migrate(url, patience=0.1)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://desk:hunter2@db.example/news", "postgresql databases are not supported yet; write sqlite:///"),
        ("postgres://desk:hunter2@db.example/news", "postgres databases are not supported yet; write sqlite:///"),
        ("mysql+pymysql://desk:hunter2@db.example/news", "mysql databases are not supported yet"),
        ("postgresql://desk:hunter2@db.example:port/news", "cannot be read; write sqlite:///"),
        ("hunter2", "cannot be read; write sqlite:///"),
        ("", "cannot be read; write sqlite:///"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///desk.db?mode=hunter2", "more than a file"),
        ("sqlite://desk:hunter2@host/desk.db", "more than a file"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_without_repeating_it(url, says):
    for does in (open_store, migrate):
        with pytest.raises(StoreError) as caught:
            does(url)
        assert says in str(caught.value)
        assert "hunter2" not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_url_names_a_file():
    assert locate("sqlite:///desk.db") == Path("desk.db")
    assert locate("sqlite:////tmp/desk.db") == Path("/tmp/desk.db")  # noqa: S108 - a path, not a file


def test_names_that_mean_something_in_a_url_are_only_names(blank_database, tmp_path):
    odd = tmp_path / "50% of #1 & ä b.db"
    shutil.copyfile(blank_database, odd)
    with closing(open_store(f"sqlite:///{odd}")) as store:
        store.add(reading(), entered=NOON)
    assert [file.name for file in tmp_path.iterdir()] == [odd.name]
