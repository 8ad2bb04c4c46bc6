"""When a stage was, or about when it comes, in words: days, and honest about what is an estimate (A5)."""

from __future__ import annotations

from datetime import date, datetime

from teum.language.wording import on_day


def past(entered: datetime, left: datetime, lang: str, now: datetime) -> str:
    """When a stage was, by its days; both moments in the zone of the business."""
    one, other = (on_day(at.date(), lang, now) for at in (entered, left))
    if entered.date() == left.date():
        return one
    if lang == "he":
        return f"מ{one.removeprefix('ב')} עד {other.removeprefix('ב')}"
    return f"from {one.removeprefix('on ')} until {other.removeprefix('on ')}"


def ahead(earliest: datetime, latest: datetime, lang: str, now: datetime) -> str:
    """About when a stage that is not over ends."""
    days = _days(earliest.date(), latest.date(), lang, now)
    return f"ההערכה שלנו: מסתיים {days}" if lang == "he" else f"Our estimate: it ends {days}"


def where(number: int, of: int, name: str, lang: str) -> str:
    """Where a case is among its stages."""
    return f"שלב {number} מתוך {of}: {name}" if lang == "he" else f"step {number} of {of}: {name}"


def rest(earliest: datetime, latest: datetime, lang: str, now: datetime) -> str:
    """About when the last of the stages has ended."""
    days = _days(earliest.date(), latest.date(), lang, now)
    if lang == "he":
        return f"ההערכה שלנו: התהליך כולו יסתיים {days}. זו הערכה, ולא הבטחה."
    return f"Our estimate: the whole process will be over {days}. It is an estimate, not a promise."


def end(at: datetime, lang: str, now: datetime) -> str:
    """By when the last of the stages is promised."""
    day = on_day(at.date(), lang, now)
    if lang == "he":
        return f"התהליך כולו מסתיים {day}, כפי שסיכמנו."
    return f"The whole process ends {day}, as we agreed."


def two_dates(theirs: str, ours: str, lang: str) -> str:
    """By when the customer's part is here, and by when ours is done then."""
    if lang == "he":
        return f"מה שנחוץ ממך: {theirs}. אם הכול יהיה כאן עד אז, השלב מסתיים {ours}"
    return f"What we need from you: {theirs}. If all of it is here then, the stage ends {ours}"


def skipped(lang: str) -> str:
    """That a stage was left out."""
    return "דילגנו על השלב הזה" if lang == "he" else "We skipped this stage"


def agreed(lang: str) -> str:
    """That the agreement did what a stage was for."""
    return "נסגר בהסכם" if lang == "he" else "Settled by the agreement"


def done_already(lang: str) -> str:
    """That what a stage that is to come is for has been done before."""
    return "כבר נעשה" if lang == "he" else "Done already"


def longer(lang: str) -> str:
    """That a stage is over its usual time, and nothing is promised in it."""
    return "נמשך יותר מהרגיל" if lang == "he" else "Taking longer than usual"


def since(entered: datetime, lang: str, now: datetime) -> str:
    """Since when a stage runs."""
    day = on_day(entered.date(), lang, now)
    return f"התחיל {day}" if lang == "he" else f"Began {day}"


def _days(first: date, last: date, lang: str, now: datetime) -> str:
    """`בין יום שני, 7.12 ליום רביעי, 9.12`; `between Monday 7 December and Wednesday 9 December`; one day by itself."""
    one, other = on_day(first, lang, now), on_day(last, lang, now)
    if first == last:
        return one
    if lang == "he":
        return f"בין {one.removeprefix('ב')} ל{other.removeprefix('ב')}"
    return f"between {one.removeprefix('on ')} and {other.removeprefix('on ')}"
