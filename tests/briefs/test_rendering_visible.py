"""No acting character reaches a screen; nothing but a web address becomes a link."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

import builders
import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.message import Style, When, Words
from briefs.rendering.visible import in_words, is_local, settle, spoken, visible, web_link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will.”\n\tNaïve", "“We will.”\n\tNaïve"),  # ordinary text, tab and newline stay
        ("\x1b[2Jgone", "␛[2Jgone"),  # an escape sequence is shown, not run
        ("a\x00b\rc", "a␀b␍c"),  # each control by its picture
        ("\x7f", "␡"),  # delete has its picture elsewhere
        ("\x9b31m", "⟨U+009B⟩31m"),  # the one-character form of the escape sequence
        ("ab\u202ecd", "ab⟨U+202E⟩cd"),  # an override that would turn "cd" round
        ("a\u2028b", "a⟨U+2028⟩b"),  # a line break to some readers only
        ("\ud800", "⟨U+D800⟩"),  # half a surrogate pair, which UTF-8 cannot carry
        ("שלום\u200f می\u200cخواهم 👩‍👧", "שלום\u200f می\u200cخواهم 👩‍👧"),  # marks that scripts and emoji need
    ],
)
def test_acting_characters_are_shown(text, expected):
    assert visible(text) == expected


@given(hostile.text | st.text())
@settings(deadline=None)
def test_what_is_visible_can_be_printed_anywhere(text):
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in shown if char not in "\n\t")
    assert visible(shown) == shown


@pytest.mark.parametrize(
    "url",
    [
        "https://ledger.example/a?b=1&c=(2)#d",
        "HTTP://ledger.example",  # schemes know no case
        "https://zeitung.example/ärger/日本",  # not every address is ASCII
    ],
)
def test_web_links_are_kept(url):
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://ledger.example",
        "//ledger.example",
        "https://",  # no host
        "https:///path",
        "https://[::1",  # not an address at all
        "https://ledger.example/a b",  # would end the link early: space,
        "https://ledger.example/a>b",  # angle bracket,
        "https://ledger.example/a|b",  # Slack's bar,
        "https://ledger.example/a\\b",  # backslash
        "https://ledger.example/\u202egnp",  # would read another way than it leads
        "https://ledger.example/" + "a" * 2000,
    ],
)
def test_anything_else_is_no_link(url):
    assert web_link(url) is None


def test_files_of_this_machine_open_from_a_terminal_only_if_their_address_is_plain():
    assert is_local("file:///news/a%20b.txt")
    assert not is_local("file:///news/a b\x1b.txt")
    assert not is_local("https://ledger.example/")
    assert not is_local(None)


def test_words_are_settled():
    text = (Words("a"), Words("b"), Words(""), Words("c", Style.BOLD), Words("d", link="javascript:x"), Words("\x1b"))
    assert settle(text) == (Words("ab"), Words("c", Style.BOLD), Words("d␛"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (builders.NOON, "2 Mar 2026, 12:00 UTC"),
        (date(2026, 12, 24), "24 Dec 2026"),  # a date stays a date
        (
            datetime(2026, 3, 2, 7, 5, tzinfo=timezone(timedelta(hours=1))),
            "2 Mar 2026, 07:05 +0100",
        ),  # as printed there
        (datetime(33, 4, 3, 15, 0, tzinfo=UTC), "3 Apr 33, 15:00 UTC"),  # any year Python knows
    ],
)
def test_moments_in_words(moment, expected):
    assert in_words(When(moment)) == expected


def test_spoken_words_have_neither_style_nor_link():
    assert spoken(
        (Words("a ", Style.BOLD), Words("b", link="https://x.example"), Words(" "), When(date(2026, 1, 1)))
    ) == ("a b 1 Jan 2026")
