"""Front matter: where it ends, and what stands after it."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("data", "title", "text", "offset"),
    [
        (b"---\ntitle: Talks\n---\nHe said no.\n", "Talks", "He said no.\n", 3),
        (b"---\r\ntitle: Talks\r\n---\r\nHe said no.\r\n", "Talks", "He said no.\n", 3),
        (b"\xef\xbb\xbf---\ntitle: Talks\n---\nHe said no.", "Talks", "He said no.", 3),
        ("\ufeff---\ntitle: Talks\n---\nHe said no.".encode("utf-16-le"), "Talks", "He said no.", 3),
        (b"--- \ntitle: Talks\n...\n\n\nHe said no.", "Talks", "\n\nHe said no.", 3),
        (b"---\n# by the desk\n\ntitle: >\n  Talks\n  stall\n---\nHe said no.", "Talks stall", "He said no.", 7),
        (b"---\nlayout: post\n---\n# Talks\n\nHe said no.", "Talks", "# Talks\n\nHe said no.", 3),
        (b"# Talks **stall** #\n\nHe said no.", "Talks **stall**", "# Talks **stall** #\n\nHe said no.", 0),
        (b"He said no.\n\n# Later\n", None, "He said no.\n\n# Later\n", 0),
        # a rule across the page is no front matter
        (b"---\n\nHe said no.\n\n---\nMore.", None, "---\n\nHe said no.\n\n---\nMore.", 0),
        (b"---\nHe said no.", None, "---\nHe said no.", 0),
        (b"----\ntitle: Talks\n----\nHe said no.", None, "----\ntitle: Talks\n----\nHe said no.", 0),
    ],
)
def test_offsets_start_after_the_front_matter(read, data, title, text, offset):
    (article,) = read(data, "a.md")
    assert (article.title, article.text, article.line_offset) == (title, text, offset)


def test_lines_are_lines_of_the_file(read):
    data = b"---\ntitle: Talks\noutlet: Courier\n---\n\nHe said no.\n"
    (article,) = read(data, "a.md")
    assert article.line(article.text.index("He said")) == data.decode().split("\n").index("He said no.") + 1


def test_front_matter_counts_before_plain_text_too(read):
    (article,) = read(b"---\noutlet: Courier\nstatus: withheld\n---\nHe said no.\n", "a.txt")
    assert (article.outlet, article.status, article.text) == ("Courier", "withheld", "He said no.\n")


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("no", "no"),  # YAML's false
        ("2026-03-02", "2026-03-02"),  # its date
        ("0x1F", "0x1F"),  # its number
        ("'Talks: stall'", "Talks: stall"),
        ("!!python/object/apply:os.system [ls]", "ls"),  # nothing is constructed
        ("[a, [b], c]", "a, c"),
        ("{a: b}", None),
    ],
)
def test_values_stay_as_they_are_written(read, written, title):
    (article,) = read(f"---\ntitle: {written}\n---\nHe said no.".encode(), "a.md")
    assert article.title == title


def test_aliases_of_aliases_do_not_fill_the_memory(read):
    bomb = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    (article,) = read(f"---\na0: &a0 ha\n{bomb}title: *a11\n---\nHe said no.".encode(), "a.md")
    assert len(article.title or "") <= 1000
