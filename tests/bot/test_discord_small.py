"""Discord's small parts, without a network: references, permissions, what a failure means."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord_errors import translated
from bot.adapters.discord_permissions import NEEDED, granted, invitation
from bot.adapters.discord_reference import read, refer, reference, referred
from bot.adapters.interface import BusyError, RefusedError, UnclearError, UnreachableError
from bot.adapters.limits import DISCORD

# References


@given(st.text())
def test_a_reference_is_short_and_read_back(key):
    written = reference(key)
    assert len(f"\n-# {written}") <= DISCORD.reference
    for post in ({"content": "words"}, {"content": ""}, {"embeds": [{"description": "x"}]}, {"components": []}):
        assert referred(refer(post, written)) == written
        assert referred(post) is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("words\n-# ref abcd2345", "ref abcd2345"),
        ("words -# ref abcd2345", None),  # in the middle of a line it is somebody's word
        ("-# ref abcd2345\nwords", None),  # and above the last line too
        (r"words\n\-# ref abcd2345", None),  # escaped: an article's words
        ("-# ref abcd234", None),
        ("-# ref ABCD2345", None),
    ],
)
def test_only_our_own_small_print_is_a_reference(content, expected):
    assert read((), content) == expected


def test_a_post_is_not_changed_where_it_is_stored():
    post = {"embeds": [{"title": "a"}, {"title": "b"}]}
    referred_to = refer(post, "ref abcd2345")
    assert post == {"embeds": [{"title": "a"}, {"title": "b"}]}
    assert [("footer" in embed) for embed in referred_to["embeds"]] == [False, True]


# Permissions

VIEW, SEND, LINKS = 1 << 10, 1 << 11, 1 << 14


@pytest.mark.parametrize(
    ("roles", "overwrites", "expected"),
    [
        ({"1": VIEW}, [], VIEW),  # everybody's
        ({"1": VIEW, "7": SEND}, [], VIEW | SEND),  # a role we hold
        ({"1": VIEW, "8": SEND}, [], VIEW),  # one we do not
        ({"1": VIEW | SEND}, [(0, "1", 0, SEND)], VIEW),  # denied to everybody there
        ({"1": VIEW}, [(0, "1", 0, VIEW), (0, "7", VIEW, 0)], VIEW),  # a role's rule is more specific
        ({"1": VIEW}, [(0, "7", SEND, 0), (1, "5", 0, SEND)], VIEW),  # ours alone most of all
        ({"1": VIEW}, [(0, "7", 0, SEND), (0, "9", SEND, 0)], VIEW | SEND),  # among roles, who allows wins
        ({"1": 0}, [(0, "5", VIEW, 0), (1, "7", VIEW, 0)], 0),  # a role's id is no member's, and the other way round
    ],
)
def test_what_may_be_done_in_a_channel(roles, overwrites, expected):
    rules = [{"type": kind, "id": who, "allow": str(allow), "deny": str(deny)} for kind, who, allow, deny in overwrites]
    may = granted(
        server={"id": "1", "owner_id": "2"},
        roles=[{"id": role, "permissions": str(value)} for role, value in roles.items()],
        member={"user": {"id": "5"}, "roles": ["7", "9"]},
        channel={"permission_overwrites": rules},
    )
    assert may.value == expected


@pytest.mark.parametrize(("owner", "permissions"), [("5", 0), ("2", 1 << 3)], ids=["owner", "administrator"])
def test_owners_and_administrators_may_everything(owner, permissions):
    may = granted(
        server={"id": "1", "owner_id": owner},
        roles=[{"id": "1", "permissions": str(permissions)}],
        member={"user": {"id": "5"}, "roles": []},
        channel={"permission_overwrites": [{"type": 0, "id": "1", "allow": "0", "deny": str(VIEW)}]},
    )
    assert all(getattr(may, name) for name in NEEDED)


def test_the_invitation_asks_for_what_is_needed_and_no_more():
    asked = int(invitation("99").rpartition("permissions=")[2].partition("&")[0])
    assert {bit for bit in range(64) if asked >> bit & 1} == {10, 11, 14, 16, 35, 38}


def test_the_documented_invitation_is_the_one_that_the_doctor_gives():
    documented = (Path(__file__).parents[2] / "docs" / "discord.md").read_text(encoding="utf-8")
    assert invitation(4711).replace("4711", "APPLICATION_ID") in documented


# Failures


class Answer:
    """What discord.py keeps of an answer."""

    def __init__(self, status, **headers):
        self.status, self.reason, self.headers = status, "", headers


def http_error(status, code=0, message="no", **headers):
    return discord.HTTPException(Answer(status, **headers), {"code": code, "message": message})


def refused(*, gone):
    return lambda error: isinstance(error, RefusedError) and error.gone is gone


def of(family):
    return lambda error: isinstance(error, family)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (http_error(404, 10003), refused(gone=True)),
        (http_error(404, 10004), refused(gone=True)),
        (http_error(403, 50001), refused(gone=True)),
        (http_error(404, 10008), refused(gone=False)),
        (http_error(403, 50013), refused(gone=False)),
        (http_error(400, 50035), refused(gone=False)),
        (http_error(400, 50083), refused(gone=False)),
        (http_error(401), refused(gone=False)),
        (http_error(418, 123), refused(gone=False)),
        (discord.LoginFailure("no"), refused(gone=False)),
        (http_error(500), of(UnclearError)),
        (http_error(503), of(UnclearError)),
        (http_error(429), lambda error: error.retry_after == 60),
        (http_error(429, **{"Retry-After": "3"}), lambda error: error.retry_after == 3),
        (http_error(429, **{"Retry-After": "soon"}), of(BusyError)),
        (discord.RateLimited(31.5), lambda error: error.retry_after == 31.5),
        (aiohttp.ServerDisconnectedError(), of(UnclearError)),
        (aiohttp.ClientOSError(104, "reset"), of(UnclearError)),
        (aiohttp.SocketTimeoutError(), of(UnclearError)),
        (aiohttp.ConnectionTimeoutError(), of(UnreachableError)),
        (TimeoutError(), of(UnclearError)),
        (KeyError("retry_after"), of(UnclearError)),  # the library's own mistakes
        (AttributeError("sequence"), of(UnclearError)),
        (RefusedError("already ours"), lambda error: str(error) == "already ours"),
    ],
)
def test_a_failure_is_told_by_what_is_known_of_the_post(error, told):
    found = translated(error)
    assert told(found), repr(found)
    assert str(found)


def test_where_nothing_was_posted_nothing_is_unclear():
    for error in (http_error(500), TimeoutError(), aiohttp.ServerDisconnectedError(), KeyError("x")):
        assert isinstance(translated(error, posting=False), UnreachableError)


def test_an_unknown_failures_own_words_are_not_passed_on():
    assert "secret" not in str(translated(OSError("https://discord.example/webhooks/1/secret")))
