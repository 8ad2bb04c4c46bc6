"""Working time: when a business is open, and how far ahead so much open time lies.

`calendar` holds the arithmetic, `national` the countries' holidays and eves, `hours` an organisation's own week.
"""

from teum.core.working_time.calendar import (
    DEFAULT_CLOSE,
    DEFAULT_OPEN,
    Block,
    Calendar,
    Day,
    NeverOpen,
    OverlappingBlocks,
)
from teum.core.working_time.hours import DayChoice, build
from teum.core.working_time.national import Country, israel, uk, us

__all__ = [
    "DEFAULT_CLOSE",
    "DEFAULT_OPEN",
    "Block",
    "Calendar",
    "Country",
    "Day",
    "DayChoice",
    "NeverOpen",
    "OverlappingBlocks",
    "build",
    "israel",
    "uk",
    "us",
]
