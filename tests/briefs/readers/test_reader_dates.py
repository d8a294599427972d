"""When the copy says it was published, and until when it is held back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.readers.dates import moment, not_before

DAY = date(2026, 3, 2)
CET = timezone(timedelta(hours=1))
MORNING = datetime(2026, 3, 2, 7, 30, tzinfo=CET)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("2026-03-02T07:30:00+01:00", MORNING),
        ("2026-03-02T06:30:00Z", MORNING),
        ("2026-03-02t06:30:00z", MORNING),
        ("2026-03-02 07:30 +0100", MORNING),
        ("2026-03-02T06:30:00.000Z", MORNING),
        ("2026-03-02 06:30:00 UTC", MORNING),
        ("20260302T073000+0100", MORNING),  # as NITF writes it
        ("Mon, 02 Mar 2026 07:30:00 +0100", MORNING),
        ("2 Mar 2026 06:30 GMT", MORNING),
        ("Mon, 02 Mar 2026 01:30:00 EST", MORNING),
        ("Mon, 02 Mar 2026 06:30:00 -0000", MORNING),  # UTC, told from nowhere
        (1772433000, MORNING),
        (1772433000000, MORNING),
        ("1772433000", MORNING),
        (MORNING, MORNING),
        # days
        ("2026-03-02", DAY),
        ("20260302", DAY),
        (20260302, DAY),
        (DAY, DAY),
        ("March 2, 2026", DAY),
        ("2 March 2026", DAY),
        ("Monday, 2nd March 2026", DAY),
        ("Mon. Mar. 2 2026", DAY),
        # a clock without a zone is no moment; its day stays
        ("2026-03-02T07:30:00", DAY),
        ("2026-03-02 07:30", DAY),
        ("Mon, 02 Mar 2026 07:30:00", DAY),
        ("Mon, 02 Mar 2026 07:30:00 CET", DAY),
        (datetime(2026, 3, 2, 7, 30), DAY),  # noqa: DTZ001 - the case itself
        # nothing, rather than a guess
        ("02/03/2026", None),
        ("2026-03", None),
        ("yesterday", None),
        ("", None),
        ("2026-13-45", None),
        ("31 February 2026", None),
        ("0000-00-00", None),
        ("0001-01-01T00:00:00Z", None),  # how .NET writes "none"
        ("9999-12-31T23:59:59Z", None),
        ("2026-03-02" * 100, None),
        (True, None),
        (5, None),
        (float("nan"), None),
        (float("inf"), None),
        (10**30, None),
        (None, None),
        ([], None),
    ],
)
def test_a_moment_a_day_or_nothing(said, meant):
    read = moment(said)
    assert read == meant
    assert type(read) is type(meant)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("2026-03-02T07:30:00+01:00", MORNING),
        # without a zone: when it is over everywhere, half a day behind UTC
        ("2026-03-02T07:30:00", datetime(2026, 3, 2, 19, 30, tzinfo=UTC)),
        ("2026-03-02", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("March 2, 2026", datetime(2026, 3, 2, 12, 0, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 07:30:00 CET", datetime(2026, 3, 2, 19, 30, tzinfo=UTC)),  # its zone is not understood
        ("when the minister has spoken", None),
    ],
)
def test_an_embargo_is_never_over_too_early(said, until):
    assert not_before(said) == until


@given(st.one_of(st.text(max_size=70), st.integers(), st.floats(), st.datetimes(), st.dates()))
def test_whatever_is_said_there_is_a_moment_a_day_or_nothing(said):
    read = moment(said)
    assert read is None or type(read) is date or read.utcoffset() is not None
    until = not_before(said)
    assert until is None or until.utcoffset() is not None
    assert (read is None) == (until is None)
