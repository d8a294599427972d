"""When a briefing is due, in the words of an editor and of cron."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import (
    QuietHours,
    Times,
)
from bot.settings.timing import TimingError, read_cron, read_duration, read_quiet_hours, read_time

CRON = [
    # text, local times at which it is due, local times at which it is not
    ("30 7 * * mon-fri", ["2026-03-02 07:30"], ["2026-03-01 07:30", "2026-03-02 07:31"]),
    # 0 and 7 are Sunday, 1 is Monday: not as some libraries count
    ("0 7 * * 0", ["2026-03-01 07:00"], ["2026-03-02 07:00"]),
    ("0 7 * * 7", ["2026-03-01 07:00"], ["2026-03-02 07:00"]),
    ("0 7 * * 1", ["2026-03-02 07:00"], ["2026-03-01 07:00"]),
    ("0 7 * * 5-7", ["2026-03-01 07:00", "2026-02-27 07:00"], ["2026-03-02 07:00"]),
    # both days restricted: either is enough
    ("0 7 1 * mon", ["2026-03-01 07:00", "2026-03-02 07:00"], ["2026-03-03 07:00"]),
    # a step from * does not restrict: then both must hold
    ("0 7 */2 * mon", ["2026-03-09 07:00"], ["2026-03-02 07:00", "2026-03-01 07:00"]),
    ("*/20 8-10/2 * JAN,mar *", ["2026-03-02 08:40", "2026-01-01 10:00"], ["2026-03-02 09:00", "2026-02-02 08:00"]),
    ("0 0 29 2 *", ["2028-02-29 00:00"], ["2028-02-28 00:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "due", "not_due"), CRON)
def test_cron_is_read_as_cron_reads_it(text, due, not_due):
    cron = read_cron(text, ZoneInfo("UTC"))
    assert all(cron.fires(datetime.fromisoformat(moment)) for moment in due)
    assert not any(cron.fires(datetime.fromisoformat(moment)) for moment in not_due)


BAD_CRON = [
    ("", '"" has 0 fields, cron has five'),
    ("0 7 * *", '"0 7 * *" has 4 fields, cron has five'),
    ("@daily", '"@daily" has 1 field, cron has five'),
    ("60 7 * * *", '"60" in "60 7 * * *" is no minute'),
    ("0 7 0 * *", '"0" in "0 7 0 * *" is no day of month'),
    ("0 7 * 13 *", '"13" in "0 7 * 13 *" is no month'),
    ("0 7 * * 8", '"8" in "0 7 * * 8" is no weekday'),
    ("0 7 * * tues", '"tues" in "0 7 * * tues" is no weekday'),
    ("0 7 * mon *", '"mon" in "0 7 * mon *" is no month'),
    ("0 7 L * *", '"l" in "0 7 L * *" is no day of month'),
    ("0 7 ? * *", '"?" in "0 7 ? * *" is no day of month'),
    ("0 7 * * fri-mon", '"fri-mon" in "0 7 * * fri-mon" runs backwards'),
    ("*/0 7 * * *", '"*/0" in "*/0 7 * * *" is no step'),
    ("5/10 7 * * *", '"5/10" in "5/10 7 * * *" is no step'),
    ("0 7 1,, * *", '"" in "0 7 1,, * *" is no day of month'),
    ("٣ 7 * * *", '"٣" in "٣ 7 * * *" is no minute'),
    ("0 7 31 4,6 *", '"0 7 31 4,6 *" never comes: no such month has a day 31'),
]


@pytest.mark.parametrize(("text", "what"), BAD_CRON)
def test_a_cron_that_cannot_be_meant(text, what):
    with pytest.raises(TimingError) as told:
        read_cron(text, ZoneInfo("UTC"))
    assert told.value.what == what
    assert told.value.remedy


@given(st.text(alphabet="0123456789*/-,lmonjas ", max_size=40))
def test_a_cron_is_read_or_told_to_be_wrong(text):
    try:
        cron = read_cron(text, ZoneInfo("UTC"))
    except TimingError:
        return
    assert cron.minutes
    assert cron.hours
    assert cron.days
    assert cron.months
    assert cron.weekdays


DURATIONS = [
    ("90s", timedelta(seconds=90)),
    ("12h", timedelta(hours=12)),
    ("1h 30m", timedelta(minutes=90)),
    ("2W", timedelta(days=14)),
]


@pytest.mark.parametrize(("text", "expected"), DURATIONS)
def test_durations(text, expected):
    assert read_duration(text) == expected


@pytest.mark.parametrize("text", ["", "12", "h", "1.5h", "-1h", "1y", "0s", "999999w", "12 hours", "٣h", "1h,"])
def test_what_is_no_duration(text):
    with pytest.raises(TimingError):
        read_duration(text)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("22:00-07:00", ["22:00", "23:59", "0:00", "6:59"], ["07:00", "21:59", "12:00"]),  # over midnight
        ("12:00-13:00", ["12:00", "12:59"], ["13:00", "11:59", "0:00"]),
    ],
)
def test_quiet_hours(text, inside, outside):
    hours = read_quiet_hours(text)
    assert all(hours.cover(read_time(moment)) for moment in inside)
    assert not any(hours.cover(read_time(moment)) for moment in outside)


def test_quiet_hours_of_a_whole_day_are_a_mistake():
    assert isinstance(read_quiet_hours("0:00-23:59"), QuietHours)
    with pytest.raises(TimingError):
        read_quiet_hours("07:00-07:00")


def test_times_fire_on_their_days():
    times = Times(times=(time(7, 30),), days=("mon",), timezone=ZoneInfo("Europe/Berlin"))
    assert times.fires(datetime(2026, 3, 2, 7, 30, 59, 5, tzinfo=times.timezone))
    assert not times.fires(datetime(2026, 3, 2, 7, 31, tzinfo=times.timezone))
    assert not times.fires(datetime(2026, 3, 3, 7, 30, tzinfo=times.timezone))
