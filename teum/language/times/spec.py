"""What a phrase of time says, before it meets a calendar."""

from __future__ import annotations

from dataclasses import dataclass

# A year, a month and a day, each where it was said.
Date = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class HebrewDate:
    """A day of the Hebrew calendar; Nisan is month 1, the year may be left open."""

    year: int | None
    month: int
    day: int


_SATURDAY = 5
DEADLINES = frozenset({"by", "until", "before", "within"})
ORDER = (
    "",
    "the",
    "of",
    "around",
    "on",
    "at",
    "during",
    "in",
    "from",
    "between",
    "after",
    "within",
    "until",
    "by",
    "before",
)


@dataclass(slots=True)
class Clock:
    """Minutes since midnight; `sure` when morning and afternoon cannot be mixed up."""

    minutes: int
    sure: bool
    seconds: int = 0
    grain: str = "hour"
    exists: bool = True  # 25:00 does not


@dataclass(slots=True)
class Spec:
    """The parts of one phrase, each filled at most once."""

    rel: str = ""
    day: int | None = None  # days from today
    weekday: int | None = None
    weekday_mod: str = ""
    date: Date | None = None
    date_end: Date | None = None
    hebrew: HebrewDate | None = None
    weekday_end: int | None = None  # of a range of weekdays
    zone: str = ""  # in which the hours are said, where that is named
    clock: Clock | None = None
    clock_end: Clock | None = None
    part: str = ""
    amount: tuple[float, float] | None = None
    unit: str = ""
    ago: bool = False
    from_now: bool = False
    counts_from: bool = False  # the stretch begins on the day that is named: two weeks from Monday
    edge: str = ""  # eod eow eom eoq eoy weekend, or begin middle end late with a period
    period: str = ""  # week month quarter year
    period_offset: int | None = None
    weeks_ahead: int = 0
    nth: tuple[int, str] | None = None  # (3, "weekday" | "week" | "day"), -1 for the last
    holiday: str = ""
    ordinal_of: str = ""
    now: bool = False

    def is_empty(self) -> bool:
        """Whether nothing was read yet."""
        return (
            not self.has_day()
            and self.clock is None
            and not self.part
            and self.amount is None
            and not self.now
        )

    def has_day(self) -> bool:
        """Whether it says on which day or in which days."""
        return (
            self.day is not None
            or self.weekday is not None
            or self.date is not None
            or self.hebrew is not None
            or bool(self.edge or self.period or self.holiday)
        )

    def is_one_day(self) -> bool:
        """Whether it names a day and not a month, and no more days than that one."""
        is_whole = self.date is not None and self.date[2] is None
        return not is_whole and self.date_end is None and self.weekday_end is None

    def is_past(self) -> bool:
        """Whether its words say that it is over: yesterday, last Monday, בשבוע שעבר."""
        return self.ago or self.weekday_mod == "last" or (self.period_offset or 0) < 0

    def is_before_shabbat(self) -> bool:
        """Whether it says by Saturday, and no hour of it: before Shabbat comes in, where that is kept."""
        return self.weekday == _SATURDAY and self.rel in DEADLINES and self.clock is None and not self.part

    def is_deadline(self) -> bool:
        """Whether it says until when, and not at what time."""
        return self.rel in DEADLINES

    def note(self, rel: str) -> None:
        """Keeps the strongest of the little words that were read: a deadline wins over `on` and `at`."""
        self.counts_from |= rel == "from" and self.amount is not None
        if rel and ORDER.index(rel) > ORDER.index(self.rel):
            self.rel = rel


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of time in a text: which words, which characters, and what it says."""

    first: int
    last: int  # the word after its last one
    start: int
    end: int
    spec: Spec
