"""Times that nobody can keep as they are written: asked about, and never read as another moment (guarantee 1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teum import language
from teum.core import working_time
from teum.language import Analysis

ISRAEL = working_time.israel()
SUNDAY = datetime(2026, 11, 29, 12, 20, tzinfo=ISRAEL.zone)


def heard(text: str) -> Analysis:
    return language.promised(text, speaker="provider", now=SUNDAY, calendar=ISRAEL)


NO_SUCH_DATE = [
    "אשלח לך הודעה ב-31.11 בשעה 10:00", "אתקשר אליך ב-31 בנובמבר בשעה 10:00", "אתקשר אליך ב-29.2.2027 בשעה 10:00",
    "אתקשר אליך ב-5.13 בשעה 10:00", "הודעה ב-31.11 בשעה 10:00", "I'll send it on November 31 at 10:00",
    "I'll send it by 31 November", "I'll call you on 2026-11-31 at 10:00", "a word to you on 31.11 at 10:00",
]  # fmt: skip
NO_SUCH_HOUR = [
    "אתקשר אליך ביום שישי הקרוב ב-25:00", "אתקשר אליך מחר בשעה 10:75", "אתקשר אליך מחר בשעה 25",
    "אתקשר אליך ב-26.3.2027 בשעה 02:30", "I'll call you tomorrow at 25:00", "I'll call you on 26.3.2027 at 02:30",
    "I'll call you tomorrow at 14:00 am", "אגיע אליך ב-26.3.2027 בין 01:00 ל-02:30",
]  # fmt: skip
DAYS_DISAGREE = [
    "אתקשר אליך ביום שלישי ה-5.12 בשעה 10:00", "אתקשר אליך ביום שלישי (5.12) בשעה 10:00",
    "אתקשר אליך מחר, 5.12, בשעה 10:00", "אתקשר אליך מחר, יום שישי, בשעה 10:00",
    "I'll call you on Tuesday 5.12 at 10:00", "I'll call you on Tuesday, December 5 at 10:00",
    "I'll call you tomorrow, Friday, at 10:00",
]  # fmt: skip
BACKWARD = [
    "אגיע אליך מחר בין 12:00 ל-10:00", "אגיע אליך מחר מ-14:00 עד 12:00", "נעבוד אצלך בין 5.12 ל-1.12",
    "I'll come tomorrow between 12:00 and 10:00", "I'll come tomorrow from 10am to 9am",
]  # fmt: skip
HOURS_DISAGREE = ["אתקשר אליך מחר ב-14:00 בבוקר", "I'll call you tomorrow morning at 14:00"]
PAST = [
    "אתקשר אליך אתמול בשעה 10:00", "אתמול אתקשר אליך בשעה 10:00", "אתקשר אליך שלשום", "אתקשר אליך בשבוע שעבר",
    "אתקשר אליך ביום שני שעבר", "אשלח לך את ההצעה אתמול", "I'll call you yesterday at 10:00",
    "I'll call you last Monday", "I'll call you last week", "I'll send you the quote yesterday",
]  # fmt: skip
ALL = {
    "no_such_date": NO_SUCH_DATE,
    "no_such_hour": NO_SUCH_HOUR,
    "days_disagree": DAYS_DISAGREE,
    "backward": BACKWARD,
    "hours_disagree": HOURS_DISAGREE,
    "past": PAST,
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in ALL.items() for text in texts])
def test_it_is_asked_about_with_windows_to_take_instead(code: str, text: str) -> None:
    found = heard(text)
    assert {mark.reason for mark in found.vague} == {code}
    assert all(commitment.due is None for commitment in found.commitments)
    assert all(mark.reason_text(lang) and mark.better(lang) for mark in found.vague for lang in ("he", "en"))


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("אגיע אליך מחר בין 10:00 ל-2:00", "2026-11-30 10:00", "2026-11-30 14:00"),
        ("אגיע אליך מחר בין 8 ל-10 בערב", "2026-11-30 20:00", "2026-11-30 22:00"),
        ("אגיע אליך מחר בין 22:00 ל-06:00", "2026-11-30 22:00", "2026-12-01 06:00"),
        ("אתקשר אליך ביום שלישי ה-1.12 בשעה 10:00", "2026-12-01 10:00", "2026-12-01 10:00"),
        ("אתקשר אליך ביום שני ה-11 בשעה 10:00", "2027-01-11 10:00", "2027-01-11 10:00"),
        ("I'll come on 24.12 between 11:00 and 1:00", "2026-12-24 11:00", "2026-12-24 13:00"),
        ("נעבוד אצלך בין 28.12 ל-3.1", "2026-12-28 09:00", "2027-01-03 17:00"),
        ("אחזור אליך מחר ב-10:00 לגבי השיחה אתמול", "2026-11-30 10:00", "2026-11-30 10:00"),
    ],
)
def test_what_can_be_kept_is_read_as_it_stands(text: str, start: str, due: str) -> None:
    found = heard(text)
    (commitment,) = found.commitments
    assert not found.vague
    assert (f"{commitment.start:%Y-%m-%d %H:%M}", f"{commitment.due:%Y-%m-%d %H:%M}") == (start, due)


@pytest.mark.parametrize(
    "text",
    [
        "אשלח לך את הסיכום של אתמול", "אשלח לך את הקבצים ששלחת אתמול", "אשלח לך את הסיכום מהפגישה אתמול",
        "אתקן את מה שנשבר אתמול", "אשלח לך את הדוח מהשבוע שעבר", "I'll resend what you asked yesterday",
        "I'll send the quote you wanted yesterday", "I'll send you the report from last week",
        "I'll fix the tap that broke last Monday", 'אחזיר לך 31.50 ש"ח', "I'll send you version 31.13",
    ],
)  # fmt: skip
def test_what_was_before_may_be_spoken_of(text: str) -> None:
    assert heard(text).vague == ()


@pytest.mark.parametrize(
    "text",
    ["אשלח לך את ההצעה עד שבת", "אשלח לך את ההצעה לפני כניסת השבת", "I'll send it by Saturday", "I'll send it before Shabbat"],
)  # fmt: skip
def test_by_shabbat_is_before_it_comes_in(text: str) -> None:
    (commitment,) = heard(text).commitments
    assert commitment.due is not None and commitment.due.date() < date(2026, 12, 5)
    assert commitment.due <= ISRAEL.close_of(ISRAEL.last_open_day_before(date(2026, 12, 5)))


@given(
    day=st.integers(1, 31), month=st.integers(1, 12), hour=st.integers(0, 29), minute=st.integers(0, 69),
    weekday=st.sampled_from([None, *range(7)]), is_english=st.booleans(), year=st.sampled_from([None, 2027, 2028]),
)  # fmt: skip
def test_every_date_and_hour_of_the_words_is_that_of_the_window_or_it_is_refused(
    day: int, month: int, hour: int, minute: int, weekday: int | None, is_english: bool, year: int | None
) -> None:
    on = f"{day}.{month}" + (f".{year}" if year else "")
    text = _said(weekday, on, f"{hour:02}:{minute:02}", is_english=is_english)
    found = heard(text)
    (commitment,) = found.commitments
    if commitment.due is None:
        assert found.vague and found.suggestions, text
        return
    due, midnight = commitment.due, timedelta(minutes=hour == 24)
    at = due - midnight
    assert (at.day, at.month) == (day, month), text
    assert (due.hour, due.minute) in [(hour % 24, minute), ((hour + 12) % 24, minute)], text
    assert year is None or at.year == year, text
    assert weekday is None or at.weekday() == weekday, text


def _said(weekday: int | None, on: str, hour: str, *, is_english: bool) -> str:
    if is_english:
        names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        return f"I'll call you on {'' if weekday is None else names[weekday] + ', '}{on} at {hour}"
    days = ["שני", "שלישי", "רביעי", "חמישי", "שישי", "שבת", "ראשון"]
    return f"אתקשר אליך {f'ב-{on}' if weekday is None else f'ביום {days[weekday]}, {on},'} בשעה {hour}"
