"""Terms that run from a condition."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum.core import term, working_time

JERUSALEM = ZoneInfo("Asia/Jerusalem")
NOW = datetime(2026, 11, 22, 10, 15, tzinfo=JERUSALEM)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("3 business days", datetime(2026, 11, 25, 17)),
        ("5 business days", datetime(2026, 11, 29, 17)),
        ("8 business hours", datetime(2026, 11, 23, 10, 15)),
        ("PT24H", datetime(2026, 11, 23, 10, 15)),
        ("PT30M", datetime(2026, 11, 22, 10, 45)),
        ("P14D", datetime(2026, 12, 6, 17)),
        ("P2W", datetime(2026, 12, 6, 17)),
        ("P3M", datetime(2027, 2, 22, 17)),
    ],
)
def test_a_term_has_one_due_moment(said: str, due: datetime) -> None:
    found = term.due_after(said, calendar=working_time.israel(), now=NOW)
    assert found == due.replace(tzinfo=JERUSALEM)


@pytest.mark.parametrize("said", ["", "soon", "PT", "3 days", "P1Y2M", "PT24H!", "99999 business days"])
def test_a_term_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(term.UnknownTerm):
        term.require(said)
