"""A file is read when it stands still, and again when it changed."""

from __future__ import annotations

import os

import pytest

from bot.ripening import Ripening, Stamp, list_folder, list_glob

A, B, C = Stamp(1, 1), Stamp(2, 2), Stamp(2, 3)


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        # new at the first look, read at the second, and then no more
        ([{"a": A}, {"a": A}, {"a": A}], [(), ("a",), ()]),
        # while it grows it is not read
        ([{"a": A}, {"a": B}, {"a": C}, {"a": C}], [(), (), (), ("a",)]),
        # changed: read again
        ([{"a": A}, {"a": A}, {"a": B}, {"a": B}], [(), ("a",), (), ("a",)]),
        # gone and back, the same: read again, the store knows it
        ([{"a": A}, {"a": A}, {}, {"a": A}, {"a": A}], [(), ("a",), (), (), ("a",)]),
        # several come in order
        ([{"b": A, "a": A}, {"b": A, "a": A, "c": A}], [(), ("a", "b")]),
    ],
)
def test_looks(looks, expected):
    ripening = Ripening()
    assert [ripening.look(found) for found in looks] == expected


def test_what_is_not_read_yet_is_looked_at_again_soon():
    ripening = Ripening()
    assert not ripening.is_waiting
    ripening.look({"a": A})
    assert ripening.is_waiting
    ripening.look({"a": A})
    assert not ripening.is_waiting


def test_a_folder_is_listed_with_all_below_it(tmp_path):
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "deep/er/a.txt", ".hidden/no.txt", ".no.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "deep" / "circle").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    assert sorted(list_folder(tmp_path)) == [str(tmp_path / "b.txt"), str(tmp_path / "deep/er/a.txt")]
    assert list_folder(tmp_path / "nowhere") == {}
    assert list(list_glob(f"{tmp_path}/*.txt")) == [str(tmp_path / "b.txt")]
