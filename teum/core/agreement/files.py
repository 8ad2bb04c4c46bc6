"""When a file that could not be made is tried again, and from when on somebody hears of it."""

from __future__ import annotations

from datetime import timedelta

FIRST_TRY = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
HEARD_OF = 3
"""So many failures in a row are no passing trouble: whoever answers for the case hears of it."""


def try_again(*, failures: int) -> timedelta:
    """How long it is left alone after so many failures in a row."""
    return min(FIRST_TRY * 2.0 ** min(failures - 1, 10), LONGEST_WAIT)
