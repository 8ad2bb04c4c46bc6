"""An incident: one fault that touches many promises, written once and told to each customer with their own window (B4).

What each is told follows from one rule. The first word and every later one go the same way: a word is a draft until
somebody has seen whom it goes to, and then told to one promise after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from teum.core import window as windows
from teum.core.promise import Incomplete
from teum.core.refusal import Conflict, Invalid
from teum.core.remedy import Rule as RemedyRule
from teum.core.window import Window
from teum.core.working_time import Calendar

HALF_HOUR = 30


class Rule(StrEnum):
    """What a word does to each window: moves it by so long, puts it at one moment, names none, or leaves it."""

    SHIFT = "shift"
    FIXED = "fixed"
    NONE = "none"
    STAYS = "stays"


class State(StrEnum):
    """How far a word has come with one promise; `written` waits for its carrier, or for who sends it by hand."""

    WAITING = "waiting"
    WRITTEN = "written"
    TOLD = "told"
    LEFT_OUT = "left_out"
    FAILED = "failed"


class Why(StrEnum):
    """Why somebody is left out: a person chose so, what was promised ended or moved meanwhile, or the message did."""

    CHOSEN = "chosen"
    ENDED = "ended"
    MOVED = "moved"
    OVERTAKEN = "overtaken"


class NobodyAffected(Invalid):
    """There is nobody to tell."""

    code = "nobody_affected"


class KnownLater(Invalid):
    """What is told now was known by now. Carries `known_at`."""

    code = "known_later"


class NothingToTell(Conflict):
    """No word waits for a person's yes."""

    code = "nothing_to_tell"


class NothingToUndo(Conflict):
    """Nobody said yes to the last word: it is a draft."""

    code = "nothing_to_undo"


class StillTelling(Conflict):
    """The former word is still being told, or waits for a person's yes."""

    code = "still_telling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """In one language: what happened, and why it matters or does not."""

    what: str
    matters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The rule and its figures: `days` on which the business is open, `minutes` of open time; a window; a next word."""

    rule: Rule
    days: int = 0
    minutes: int = 0
    window: Window | None = None
    next_due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """All that is written once."""

    texts: Mapping[str, Said]
    terms: Terms
    remedy: RemedyRule | None = None


# ── what may be told ──


def require_whole(word: Word, *, languages: Iterable[str]) -> None:
    """Refuse what some would be told half, or in a language that they do not read. Raises `Incomplete`."""
    missing = [
        f"texts.{language}.{field}"
        for language in sorted(set(languages))
        for field in ("what", "matters")
        if not _says_something(word.texts, language, field)
    ]
    terms = word.terms
    given = {
        Rule.SHIFT: ("shift", (terms.days > 0) != (terms.minutes > 0)),
        Rule.FIXED: ("due", terms.window is not None),
        Rule.NONE: ("next_due", terms.next_due is not None),
        Rule.STAYS: ("next_due", terms.next_due is not None),
    }
    field, is_there = given[terms.rule]
    if missing or not is_there:
        raise Incomplete(missing=missing if is_there else [*missing, field])


def _says_something(texts: Mapping[str, Said], language: str, field: str) -> bool:
    said = texts.get(language)
    return said is not None and any(letter.isalnum() for letter in getattr(said, field))


def require_known(known_at: datetime, *, now: datetime) -> None:
    """Refuse a moment of knowing that lies ahead."""
    if known_at.astimezone(UTC) > now.astimezone(UTC):
        raise KnownLater(known_at=known_at.isoformat())


# ── each one's own window ──


def new_window(terms: Terms, old: Window, *, calendar: Calendar, now: datetime) -> Window | None:
    """The window that takes the place of `old`; None where no date is named.

    What is late already moves on from now. A shift keeps the width of the window.
    """
    if terms.rule is Rule.STAYS:
        return old
    if terms.rule is Rule.NONE:
        return None
    if terms.rule is Rule.FIXED:
        assert terms.window
        return Window(
            due=terms.window.due.astimezone(old.zone),
            start=terms.window.start.astimezone(old.zone) if terms.window.start else None,
        )
    due = _moved(terms, old, calendar=calendar, now=now)
    width = old.due.astimezone(UTC) - old.start.astimezone(UTC) if old.start else None
    start = None if width is None else (due.astimezone(UTC) - width).astimezone(old.zone)
    return Window(due=due, start=start)


def _moved(terms: Terms, old: Window, *, calendar: Calendar, now: datetime) -> datetime:
    zone = old.zone
    base = _round_up(now.astimezone(zone)) if old.is_over(now) else old.due
    if terms.minutes:
        due = calendar.add_working(base, timedelta(minutes=terms.minutes))
    else:
        on = calendar.add_business_days(base.date(), terms.days)
        due = datetime.combine(on, base.timetz().replace(tzinfo=None), zone)
    # Through UTC and back: an hour that the zone skips that day becomes the one after it.
    return due.astimezone(UTC).astimezone(zone)


def _round_up(at: datetime) -> datetime:
    at = at.replace(second=0, microsecond=0)
    return at + timedelta(minutes=-at.minute % HALF_HOUR)


def require_ahead(window: Window | None, *, now: datetime) -> None:
    """Refuse what would be over already. Raises `DuePast` and what `core.window.of` does."""
    if window is not None:
        windows.of(due=window.due, start=window.start, zone=window.zone, now=now)


# ── how it goes ──


SENT_BY_A_PERSON = "by_hand"


def standing(state: State, *, message: str = "", reason: str = "") -> State:
    """How it stands with one promise, its message's state looked at: waiting, told, left out or failed.

    What no carrier serves waits for a person, who was asked to call.
    """
    if state is not State.WRITTEN:
        return state
    if message == "overtaken":
        return State.LEFT_OUT
    if message in ("failed", "uncertain") and reason != SENT_BY_A_PERSON:
        return State.FAILED
    return State.WAITING


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many wait, were told, were left out, and could not be told."""

    waiting: int
    told: int
    left_out: int
    failed: int

    @property
    def is_over(self) -> bool:
        """Whether nobody waits any more."""
        return not self.waiting


def progress(standings: Iterable[State]) -> Progress:
    """Count how it stands with each."""
    found = Counter(standings)
    return Progress(
        waiting=found[State.WAITING],
        told=found[State.TOLD],
        left_out=found[State.LEFT_OUT],
        failed=found[State.FAILED],
    )


def seconds_to_tell(*, known_at: datetime, told_at: datetime) -> int:
    """From knowing to telling."""
    return max(0, int((told_at - known_at).total_seconds()))
