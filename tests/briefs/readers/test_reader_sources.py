"""Which files a path means, in which order, and what is said of those that cannot be had."""

from __future__ import annotations

import io
import os

import fsspec
import pytest

from briefs.errors import Problem
from briefs.readers.interface import Resource
from briefs.readers.sources import LIMIT, open_sources


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder of files with telling names; the tests stand in it."""
    for name in ("b.txt", "a.txt", "a/2.txt", "a/1.txt", "a b.txt", ".hidden.txt", ".git/c.txt", "a/.x/c.txt"):
        path = tmp_path / "desk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def opened(*paths, **options):
    return list(open_sources(paths, **options))


def contents(*paths):
    return [item.data.decode() if isinstance(item, Resource) else item.what for item in opened(*paths)]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["b.txt"], ["b.txt"]),
        (["b.txt", "a.txt", "b.txt"], ["b.txt", "a.txt", "b.txt"]),  # in the order given, duplicates included
        (["."], ["a/1.txt", "a/2.txt", "a b.txt", "a.txt", "b.txt"]),  # by name, hidden ones left out
        (["a"], ["a/1.txt", "a/2.txt"]),
        (["a/"], ["a/1.txt", "a/2.txt"]),
        ([".hidden.txt"], [".hidden.txt"]),  # named, so meant
        ([".git"], [".git/c.txt"]),
        (["*.txt"], ["a b.txt", "a.txt", "b.txt"]),
        (["a/[0-9].txt"], ["a/1.txt", "a/2.txt"]),
        (["?"], ["a/1.txt", "a/2.txt"]),  # a folder that matches is opened
        (["**"], ["a b.txt", "a.txt", "a/1.txt", "a/2.txt", "b.txt"]),  # each file once
        (["./a/../b.txt"], ["b.txt"]),
        # problems
        (["none.txt"], ["does not exist"]),
        ([""], ["does not exist"]),
        (["*.doc"], ["matches no file"]),
        (["b.txt/c.txt"], ["cannot be opened (Not a directory)"]),
        (["a\0b"], ["is no path: it holds a NUL"]),
        (["x" * 5000], ["cannot be opened (File name too long)"]),
    ],
)
def test_a_path_means_these_files(paths, expected):
    assert contents(*paths) == expected


def test_a_uri_is_the_percent_encoded_absolute_path(desk):
    (item,) = opened("a b.txt")
    assert item.uri == (desk / "a b.txt").as_uri()
    assert item.uri.endswith("/desk/a%20b.txt")
    assert opened(item.uri) == [item]  # and can be given back


def test_a_name_that_looks_like_a_pattern_is_a_name_first(desk):
    (desk / "a[1].txt").write_bytes(b"brackets")
    assert contents("a[1].txt") == ["brackets"]


def test_a_name_need_not_be_text(desk):
    name = os.fsdecode(b"\xff.txt")
    (desk / name).write_bytes(b"bytes")
    (item,) = opened(name)
    assert item.uri.endswith("/%FF.txt")


def test_links_are_followed_and_stay_in_the_address(desk):
    (desk / "link.txt").symlink_to("b.txt")
    (item,) = opened("link.txt")
    assert (item.data, item.uri) == (b"b.txt", (desk / "link.txt").as_uri())


def test_a_folder_that_links_lead_back_to_is_entered_once(desk):
    (desk / "a" / "up").symlink_to("..")
    (desk / "a" / "twin").symlink_to(".")
    assert contents("a") == ["a/1.txt", "a/2.txt", "a b.txt", "a.txt", "b.txt"]


def test_a_link_to_itself_and_a_link_to_nothing_are_problems(desk):
    (desk / "a" / "loop").symlink_to("loop")
    (desk / "a" / "nothing").symlink_to("nowhere")
    assert contents("a/loop") == ["cannot be opened (Too many levels of symbolic links)"]
    first, second, loop, nothing = opened("a")
    assert (first.data, second.data) == (b"a/1.txt", b"a/2.txt")
    assert "Too many levels" in loop.what
    assert nothing.what == "does not exist"


def test_a_pipe_in_a_folder_is_not_waited_for(desk):
    os.mkfifo(desk / "a" / "pipe")
    assert contents("a") == ["a/1.txt", "a/2.txt"]


def test_an_empty_folder_is_a_problem(desk):
    (desk / "empty" / ".hidden").mkdir(parents=True)
    (problem,) = opened("empty")
    assert (problem.where, problem.what) == (str(desk / "empty"), "is a folder without files")
    assert problem.remedy


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(desk):
    (desk / "b.txt").chmod(0)
    assert contents("b.txt") == ["may not be read"]


def test_a_large_file_is_a_problem_and_is_not_read(desk):
    with (desk / "large.txt").open("wb") as file:
        file.truncate(200 * LIMIT)  # two gigabytes, none of them on the disk
    (problem,) = opened("large.txt")
    assert problem.what == "is larger than 10 MB, the most a file may have"


@pytest.mark.usefixtures("desk")
def test_the_limit_itself_is_allowed():
    assert contents("b.txt") == [item.data.decode() for item in opened("b.txt", limit=5)]
    assert isinstance(opened("b.txt", limit=4)[0], Problem)


@pytest.mark.parametrize(("limit", "fits"), [(5, True), (4, False)])
def test_standard_input_is_a_source(limit, fits):
    (item,) = opened("-", stdin=io.BytesIO(b"input"), limit=limit)
    assert (item == Resource(uri="stdin:", data=b"input")) is fits
    if not fits:
        assert item.where == "standard input"


def test_a_closed_standard_input_is_a_problem():
    stream = io.BytesIO(b"input")
    stream.close()
    (problem,) = opened("-", stdin=stream)
    assert "cannot be read" in problem.what


def test_files_are_opened_one_by_one(desk):
    """What is asked for late may come late: a file that is not there yet when the first is asked for."""
    sources = open_sources(["b.txt", "late.txt"])
    assert next(sources).data == b"b.txt"
    (desk / "late.txt").write_bytes(b"late")
    assert next(sources).data == b"late"


@pytest.fixture
def cloud():
    """fsspec's own store in memory, which stands for S3 and the like."""
    system = fsspec.filesystem("memory")
    for name in ("/news/b.txt", "/news/a.json", "/news/.hidden/c.txt", "/large.txt"):
        system.pipe(name, b"x" * 20 if name == "/large.txt" else name.encode())
    yield system
    system.rm("/news", recursive=True)
    system.rm("/large.txt")


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize(
    ("url", "uris"),
    [
        ("memory://news/b.txt", ["memory://news/b.txt"]),
        ("memory://news", ["memory:///news/a.json", "memory:///news/b.txt"]),
        ("memory://news/*.txt", ["memory:///news/b.txt"]),
    ],
)
def test_a_url_is_opened_through_fsspec(url, uris):
    assert [item.uri.replace(":///", "://") for item in opened(url)] == [uri.replace(":///", "://") for uri in uris]


@pytest.mark.usefixtures("cloud")
@pytest.mark.parametrize(
    ("url", "where", "what"),
    [
        ("memory://news/none.txt", "memory://news/none.txt", "does not exist"),
        ("memory://news/*.doc", "memory://news/*.doc", "matches no file"),
        ("memory://large.txt", "memory://large.txt", "is larger than"),
        ("nonesuch://ana:secret@host/a", "nonesuch://host/a", "cannot be fetched"),  # no password in a report
    ],
)
def test_what_cannot_be_fetched_says_so(url, where, what):
    (problem,) = opened(url, limit=19)
    assert problem.where.replace(":///", "://") == where
    assert what in problem.what
    assert problem.remedy


def test_a_protocol_without_its_package_names_the_package():
    pytest.importorskip("fsspec")
    try:
        import s3fs  # noqa: F401, PLC0415
    except ImportError:
        (problem,) = opened("s3://bucket/a.txt")
        assert (problem.what, problem.remedy) == (
            "s3:// needs a package that is not installed",
            "pip install s3fs",
        )
    else:
        pytest.skip("s3fs is installed here")
