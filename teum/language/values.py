"""What the analyser returns: plain values that say where in the text they come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Commitment:
    """One act that a text commits somebody to; the quotes are exact pieces of the text."""

    quote: str
    span: Span
    debtor: str  # provider, customer, third_party
    clarity: str  # concrete, vague, undated
    time_quote: str | None = None
    time_span: Span | None = None
    day_span: Span | None = None  # the day, where it stands apart from the hours that `time_span` marks
    start: datetime | None = None
    due: datetime | None = None
    condition: str | None = None
    condition_span: Span | None = None
    after_condition: str | None = None
    channel: str | None = None
    doer: str = ""  # who acts, where somebody is named: `Dan` of `Dan will call you`


@dataclass(frozen=True, slots=True)
class VagueSpan:
    """Words that two readers would read apart, and why; `reason` is the code of the entry or rule."""

    quote: str
    start: int
    end: int
    reason: str
    reason_he: str = ""
    reason_en: str = ""
    better_he: str = ""
    better_en: str = ""

    def reason_text(self, lang: str) -> str:
        """Why these words say no time, in a language."""
        return self.reason_he if lang == "he" else self.reason_en

    def better(self, lang: str) -> str:
        """A wording that says one, in a language."""
        return self.better_he if lang == "he" else self.better_en


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A concrete window that fits the calendar, and its words."""

    start: datetime | None
    due: datetime
    label: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a phrase of time says in a calendar: from when (where it says so), until when, and how finely."""

    start: datetime | None
    due: datetime
    grain: str  # second, minute, hour, day, week, month, quarter, year


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found in one text."""

    lang: str
    commitments: tuple[Commitment, ...] = ()
    vague: tuple[VagueSpan, ...] = ()
    missing: tuple[str, ...] = ()  # of when, what, who, how
    suggestions: tuple[Suggestion, ...] = ()
