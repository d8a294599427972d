"""Is a time kept as it was written, and compared as it was meant?"""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import moments as any_moment

from briefs.store import moments

EAST = timezone(timedelta(hours=5, minutes=30))
ENTERED = datetime(2026, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=-2)))


@given(st.one_of(any_moment, st.dates(), st.none()))
def test_what_was_written_is_read(moment):
    back = moments.read_moment(moments.written(moment))
    assert (type(back), moments.written(back)) == (type(moment), moments.written(moment))


@pytest.mark.parametrize(
    ("published", "instant", "day"),
    [
        (datetime(2026, 3, 2, 3, tzinfo=EAST), datetime(2026, 3, 1, 21, 30, tzinfo=UTC), date(2026, 3, 2)),
        (date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2)),
        (None, datetime(2026, 3, 3, 1, 30, tzinfo=UTC), date(2026, 3, 3)),
        # no calendar in UTC holds these
        (datetime(1, 1, 1, tzinfo=EAST), moments.EARLIEST, date(1, 1, 1)),
        (datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=5))), moments.LATEST, date(9999, 12, 31)),
    ],
)
def test_order_is_by_the_instant_and_days_by_the_dateline(published, instant, day):
    assert moments.instant(published, otherwise=ENTERED) == instant
    assert moments.day(published, otherwise=ENTERED) == day


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="2026-03-02T00:00:00"):
        moments.utc(datetime(2026, 3, 2))  # noqa: DTZ001 - that is the point
