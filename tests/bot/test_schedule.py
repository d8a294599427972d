"""When a briefing is due: over the changes of the clock, after downtime, and around quiet hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.schedule import HORIZON, decide, due, is_late, moment_of, next_due, quiet_until
from bot.settings import Briefing, CatchUp, QuietHours, Times, Weekday
from bot.settings.timing import WEEK, read_cron, read_quiet_hours

WEEKDAYS = WEEK[:5]


def briefing(*times: str, zone="Europe/Berlin", days=WEEK, cron=None, quiet=(), **fields) -> Briefing:
    where = ZoneInfo(zone)
    written = tuple(time.fromisoformat(text) for text in times)
    when = read_cron(cron, where) if cron else Times(times=written, days=days, timezone=where)
    hours = tuple(read_quiet_hours(text) for text in quiet)
    return Briefing(
        name="morning", title="Morning", channels=("desk",), when=when, timezone=zone, quiet_hours=hours, **fields
    )


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def slots(of: Briefing, after: str, until: str) -> list[str]:
    """The slots as an editor would write them, with the moment in UTC."""
    return [f"{slot.day:%m-%d} {slot.name} = {slot.due:%dT%H:%MZ}" for slot in due(of, utc(after), utc(until))]


@pytest.mark.parametrize(
    ("of", "after", "until", "expected"),
    [
        # an ordinary day, an hour ahead of UTC
        (briefing("07:30"), "2026-03-02T00:00", "2026-03-03T00:00", ["03-02 07:30 = 02T06:30Z"]),
        # after is exclusive, until inclusive: no slot is in two windows, none in neither
        (briefing("07:30"), "2026-03-02T06:30", "2026-03-03T06:30", ["03-03 07:30 = 03T06:30Z"]),
        (briefing("07:30"), "2026-03-02T06:29", "2026-03-02T06:30", ["03-02 07:30 = 02T06:30Z"]),
        # summer time: the same hour on the wall is another one in UTC
        (briefing("07:30"), "2026-03-28T12:00", "2026-03-29T12:00", ["03-29 07:30 = 29T05:30Z"]),
        # Berlin, spring: 02:30 does not exist and comes as 03:30
        (briefing("02:30"), "2026-03-28T12:00", "2026-03-29T12:00", ["03-29 02:30 = 29T01:30Z"]),
        # Berlin, autumn: 02:30 comes twice and is one slot, the first
        (briefing("02:30"), "2026-10-24T12:00", "2026-10-25T12:00", ["10-25 02:30 = 25T00:30Z"]),
        # … also when the window begins between the two
        (briefing("02:30"), "2026-10-25T01:00", "2026-10-25T12:00", []),
        # New York, spring and autumn, on other days than Berlin
        (
            briefing("02:30", zone="America/New_York"),
            "2026-03-08T00:00",
            "2026-03-09T00:00",
            ["03-08 02:30 = 08T07:30Z"],
        ),
        (
            briefing("01:30", zone="America/New_York"),
            "2026-11-01T00:00",
            "2026-11-02T00:00",
            ["11-01 01:30 = 01T05:30Z"],
        ),
        # Lord Howe moves by half an hour: 02:15 comes as 02:45, and 01:45 twice
        (
            briefing("02:15", zone="Australia/Lord_Howe"),
            "2026-10-03T00:00",
            "2026-10-04T00:00",
            ["10-04 02:15 = 03T15:45Z"],
        ),
        (
            briefing("01:45", zone="Australia/Lord_Howe"),
            "2026-04-04T00:00",
            "2026-04-05T00:00",
            ["04-05 01:45 = 04T14:45Z"],
        ),
        # two slots that the gap throws together are one: the one that is really on the clock
        (briefing("02:30", "03:30"), "2026-03-28T12:00", "2026-03-29T12:00", ["03-29 03:30 = 29T01:30Z"]),
        # Samoa left out 30 December 2011: what was due on it comes with the day after
        (briefing("07:30", zone="Pacific/Apia"), "2011-12-29T18:00", "2011-12-30T18:00", ["12-31 07:30 = 30T17:30Z"]),
        # weekdays are those of the place: Monday 07:00 in Auckland is Sunday in UTC
        (
            briefing("07:00", zone="Pacific/Auckland", days=(Weekday.MON,)),
            "2026-06-06T00:00",
            "2026-06-09T00:00",
            ["06-08 07:00 = 07T19:00Z"],
        ),
        # Friday's is not Saturday's
        (
            briefing("18:00", days=WEEKDAYS),
            "2026-03-06T00:00",
            "2026-03-09T23:00",
            ["03-06 18:00 = 06T17:00Z", "03-09 18:00 = 09T17:00Z"],
        ),
        # cron: every two hours of the working day
        (
            briefing(cron="0 8-12/2 * * mon-fri"),
            "2026-03-06T00:00",
            "2026-03-09T08:30",
            [
                "03-06 08:00 = 06T07:00Z",
                "03-06 10:00 = 06T09:00Z",
                "03-06 12:00 = 06T11:00Z",
                "03-09 08:00 = 09T07:00Z",
            ],
        ),
        # cron, day of month or weekday
        (
            briefing(cron="0 7 1 * mon", zone="UTC"),
            "2026-03-29T00:00",
            "2026-04-02T00:00",
            ["03-30 07:00 = 30T07:00Z", "04-01 07:00 = 01T07:00Z"],
        ),
        # cron, every half hour, over the gap: nothing is due twice at one moment
        (
            briefing(cron="*/30 1-3 * * *"),
            "2026-03-29T00:00",
            "2026-03-29T02:00",
            ["03-29 01:30 = 29T00:30Z", "03-29 03:00 = 29T01:00Z", "03-29 03:30 = 29T01:30Z"],
        ),
        # quiet hours: what falls into them comes at their end, and is still yesterday's slot
        (
            briefing("23:00", quiet=("22:00-07:00",)),
            "2026-03-02T12:00",
            "2026-03-03T12:00",
            ["03-02 23:00 = 03T06:00Z"],
        ),
        # … and several are one
        (
            briefing("23:00", "05:00", "07:00", quiet=("22:00-07:00",)),
            "2026-03-02T12:00",
            "2026-03-03T12:00",
            ["03-03 07:00 = 03T06:00Z"],
        ),
        # one stretch that ends in another
        (
            briefing("12:15", quiet=("12:00-13:00", "13:00-14:00")),
            "2026-03-02T00:00",
            "2026-03-03T00:00",
            ["03-02 12:15 = 02T13:00Z"],
        ),
        # no such window
        (briefing("07:30"), "2026-03-03T00:00", "2026-03-02T00:00", []),
    ],
)
def test_due(of, after, until, expected):
    assert slots(of, after, until) == expected


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Havana"])
@pytest.mark.parametrize("at", ["00:00", "00:30", "01:30", "02:00", "02:15", "02:30", "03:00", "23:59"])
def test_a_daily_briefing_comes_once_each_day_of_the_year(zone, at):
    found = due(briefing(at, zone=zone), utc("2026-01-01T12:00"), utc("2026-12-31T12:00"))
    days = [slot.day for slot in found]
    assert days == sorted(set(days))
    assert len(days) in {364, 365}
    assert all(timedelta(hours=22) < b.due - a.due < timedelta(hours=26) for a, b in pairwise(found))


@given(
    at=st.times(timezones=st.just(None)).map(lambda t: t.replace(second=0, microsecond=0)),
    days=st.floats(0, 15),
    zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]),
)
def test_wherever_the_windows_part_each_slot_is_in_one(at, days, zone):
    of = briefing(f"{at:%H:%M}", zone=zone)
    start, end = utc("2026-10-18T00:00"), utc("2026-11-03T00:00")
    cut = start + timedelta(days=days)
    assert due(of, start, cut) + due(of, cut, end) == due(of, start, end)


def posted(of: Briefing, seen: str, now: str) -> tuple[list[str], list[str]]:
    found = decide(of, seen=utc(seen), now=utc(now))
    return [f"{s.day:%d} {s.name}" for s in found.post], [f"{s.day:%d} {s.name}" for s in found.missed]


@pytest.mark.parametrize(
    ("of", "seen", "now", "post", "missed"),
    [
        # nothing is due
        (briefing("07:30", zone="UTC"), "2026-03-02T07:30", "2026-03-02T18:00", [], []),
        # on time
        (briefing("07:30", zone="UTC"), "2026-03-02T00:00", "2026-03-02T07:30", ["02 07:30"], []),
        # down for three days: one that covers all, all of them, or none
        (
            briefing("07:30", zone="UTC"),
            "2026-03-02T08:00",
            "2026-03-05T09:00",
            ["05 07:30"],
            ["03 07:30", "04 07:30"],
        ),
        (
            briefing("07:30", zone="UTC", catch_up=CatchUp.ALL),
            "2026-03-02T08:00",
            "2026-03-05T09:00",
            ["03 07:30", "04 07:30", "05 07:30"],
            [],
        ),
        (
            briefing("07:30", zone="UTC", catch_up=CatchUp.NONE),
            "2026-03-02T08:00",
            "2026-03-05T09:00",
            [],
            ["03 07:30", "04 07:30", "05 07:30"],
        ),
        # none: what is punctual is still posted
        (
            briefing("07:30", zone="UTC", catch_up=CatchUp.NONE),
            "2026-03-02T08:00",
            "2026-03-03T07:33",
            ["03 07:30"],
            [],
        ),
        # back in the quiet hours: nothing yet, and nothing is lost
        (briefing("18:00", zone="UTC", quiet=("22:00-07:00",)), "2026-03-02T00:00", "2026-03-02T23:00", [], []),
        (
            briefing("18:00", zone="UTC", quiet=("22:00-07:00",)),
            "2026-03-02T00:00",
            "2026-03-03T07:00",
            ["02 18:00"],
            [],
        ),
        # down for a year: no flood
        (
            briefing("07:30", zone="UTC", catch_up=CatchUp.ALL),
            "2025-03-02T08:00",
            "2026-03-09T07:00",
            [f"0{day} 07:30" for day in range(2, 9)],
            [],
        ),
    ],
)
def test_what_is_posted_now(of, seen, now, post, missed):
    assert posted(of, seen, now) == (post, missed)


def test_a_briefing_on_request_is_never_due():
    of = Briefing(name="ask", title="Ask", channels=("desk",))
    assert due(of, utc("2026-01-01T00:00"), utc("2027-01-01T00:00")) == ()
    assert decide(of, seen=utc("2026-01-01T00:00"), now=utc("2027-01-01T00:00")).post == ()
    assert next_due(of, utc("2026-01-01T00:00")) is None


@pytest.mark.parametrize(
    ("of", "after", "expected"),
    [
        (briefing("07:30"), "2026-03-02T06:30", "2026-03-03T06:30"),
        (briefing("07:30", days=(Weekday.MON,)), "2026-03-02T06:30", "2026-03-09T06:30"),
        (briefing(cron="0 7 29 2 *", zone="UTC"), "2026-03-02T00:00", "2028-02-29T07:00"),
        (briefing(cron="0 7 29 2 *", zone="UTC"), "2097-03-02T00:00", "2104-02-29T07:00"),
    ],
)
def test_the_next_slot(of, after, expected):
    found = next_due(of, utc(after))
    assert found is not None
    assert found.due == utc(expected)


def test_late_begins_after_a_few_minutes():
    (slot,) = due(briefing("07:30", zone="UTC"), utc("2026-03-02T00:00"), utc("2026-03-02T12:00"))
    assert not is_late(slot, utc("2026-03-02T07:35"))
    assert is_late(slot, utc("2026-03-02T07:36"))
    assert timedelta(days=1) < HORIZON


def test_quiet_hours_in_the_hour_that_comes_twice():
    of = briefing("12:00", quiet=("22:00-02:30",))
    first, second = utc("2026-10-25T00:15"), utc("2026-10-25T01:15")  # 02:15 both times
    assert quiet_until(of, first) == utc("2026-10-25T00:30")
    assert quiet_until(of, second) == utc("2026-10-25T01:30")
    assert quiet_until(of, utc("2026-10-25T12:00")) == utc("2026-10-25T12:00")


def test_quiet_hours_that_end_where_the_clock_jumps():
    of = briefing("12:00", quiet=("22:00-02:30",))
    assert quiet_until(of, utc("2026-03-29T00:30")) == utc("2026-03-29T01:30")  # 02:30 is 03:30
    assert QuietHours(start=time(22), end=time(2, 30)).cover(time(1, 30))


def test_a_moment_of_a_day_that_is_not_there():
    assert moment_of(date(2011, 12, 30), time(7, 30), ZoneInfo("Pacific/Apia")) == utc("2011-12-30T17:30")
