"""Times that are said in ways of their own: Hebrew dates, ranges of days, zones, and a day apart from its hours."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import working_time
from teum.language import Commitment

JERUSALEM = ZoneInfo("Asia/Jerusalem")
SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=JERUSALEM)


def only(text: str) -> Commitment:
    (commitment,) = language.analyse(
        text, speaker="provider", now=SUNDAY, calendar=working_time.israel()
    ).commitments
    return commitment


def moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written).replace(tzinfo=JERUSALEM) if written else None


@pytest.mark.parametrize(
    ("text", "time", "start", "due"),
    [
        ("נסיים את הכיתה עד כ״ט באייר תשפ״ז", "עד כ״ט באייר תשפ״ז", None, "2027-06-05T17:00"),
        ("ניפגש בה' בטבת בשעה 10:00", "בה' בטבת בשעה 10:00", "2026-12-15T10:00", "2026-12-15T10:00"),
        ('הקייטרינג יגיע אליך בי"ד בניסן', 'בי"ד בניסן', None, "2027-04-21T17:00"),
        ("נשלח את הספר ב-5 באדר ב'", "ב-5 באדר ב'", None, "2027-03-14T17:00"),
        ('נסיים עד ט"ו בשבט', 'עד ט"ו בשבט', None, "2027-01-21T17:00"),
        ("נסיים עד ל' בניסן 5787", "עד ל' בניסן 5787", None, "2027-05-07T17:00"),
    ],
)
def test_dates_of_the_hebrew_calendar(text: str, time: str, start: str | None, due: str) -> None:
    commitment = only(text)
    assert (commitment.time_quote, commitment.start, commitment.due) == (time, moment(start), moment(due))


@pytest.mark.parametrize("text", ["אבא יגיע אליך מחר", "אדר תתקשר אליך מחר", "ה' ילדים באב יגיעו מחר"])
def test_a_name_or_a_father_is_no_month(text: str) -> None:
    assert only(text).time_quote == "מחר"


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("We'll be at your place between Monday and Wednesday", "2026-11-23T09:00", "2026-11-25T17:00"),
        ("We'll ship it Monday to Wednesday", "2026-11-23T09:00", "2026-11-25T17:00"),
        ("נגיע בין יום שני לרביעי", "2026-11-23T09:00", "2026-11-25T17:00"),
        ("נגיע בין יום שני ליום רביעי", "2026-11-23T09:00", "2026-11-25T17:00"),
        ("נגיע בין יום ב' ל-ד'", "2026-11-23T09:00", "2026-11-25T17:00"),
        ("נגיע מיום שני עד יום רביעי", "2026-11-23T09:00", "2026-11-25T17:00"),
        ("We'll be there between 1 and 3 December", "2026-12-01T09:00", "2026-12-03T17:00"),
        ("נגיע בין ה-1 ל-3 בדצמבר", "2026-12-01T09:00", "2026-12-03T17:00"),
        ("נגיע בין 1.12 ל-3.12", "2026-12-01T09:00", "2026-12-03T17:00"),
    ],
)
def test_a_range_of_days_has_a_first_and_a_last(text: str, start: str, due: str) -> None:
    assert (only(text).start, only(text).due) == (moment(start), moment(due))


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("We'll be there on Monday between 10 and 12", "2026-11-23T10:00", "2026-11-23T12:00"),
        ("נגיע ביום שני בין 10 ל-12", "2026-11-23T10:00", "2026-11-23T12:00"),
        ("We'll call Monday or Tuesday", None, "2026-11-23T17:00"),
    ],
)
def test_hours_and_a_choice_make_no_range_of_days(text: str, start: str | None, due: str) -> None:
    assert (only(text).start, only(text).due) == (moment(start), moment(due))


@pytest.mark.parametrize(
    ("text", "time", "due"),
    [
        ("I'll call you at 3 pm ET", "at 3 pm ET", "2026-11-22T22:00"),
        ("I'll call you tomorrow at 3pm (UK time)", "tomorrow at 3pm (UK time)", "2026-11-23T17:00"),
        ("אעדכן אותך ב-14:00 שעון ישראל", "ב-14:00 שעון ישראל", "2026-11-22T14:00"),
        ("אעדכן אותך מחר בשעה 14:00 שעון ניו יורק", "מחר בשעה 14:00 שעון ניו יורק", "2026-11-23T21:00"),
        ("I'll call you at 15:00 local time", "at 15:00 local time", "2026-11-22T15:00"),
        ("I'll call you at 3 pm", "at 3 pm", "2026-11-22T15:00"),
        ("אחליף לך את השעון ב-14:00", "ב-14:00", "2026-11-22T14:00"),
    ],
)
def test_hours_are_those_of_the_zone_that_is_named(text: str, time: str, due: str) -> None:
    assert (only(text).time_quote, only(text).due) == (time, moment(due))


@pytest.mark.parametrize(
    ("text", "due", "rest"),
    [
        (
            "I'll call you tomorrow about the order at 10am",
            "2026-11-23T10:00",
            "I'll call you about the order",
        ),
        ("אתקשר אליך מחר לגבי ההזמנה ב-10:00", "2026-11-23T10:00", "אתקשר אליך לגבי ההזמנה"),
        ("I'll email you tomorrow, and our office opens at 9", "2026-11-23T17:00", None),
    ],
)
def test_a_day_and_its_hours_may_stand_apart(text: str, due: str, rest: str | None) -> None:
    assert only(text).due == moment(due)
    if rest is not None:
        analysis = language.analyse(text, speaker="provider", now=SUNDAY, calendar=working_time.israel())
        assert language.without_time(text, analysis) == rest


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("במקום היום אגיע אליך מחר בחמש", "2026-11-23T17:00"),
        ("I'll call you on Tuesday instead of Monday", "2026-11-24T17:00"),
        ("אגיע אליך מחר ולא היום", "2026-11-23T17:00"),
        ("השבוע אני מלא, אבל אגיע אליך ביום שלישי הבא", "2026-12-01T17:00"),
        ("Today we are closed, I'll call you tomorrow", "2026-11-23T17:00"),
        ("Tomorrow, I'll call you at 3", "2026-11-23T15:00"),
        ("אני לא במשרד היום, אחזור אליך מחר על הבוקר", "2026-11-23T12:00"),
        ("אני מביא את הרכב מחר ב-8:00 ואתם מחזירים אותו עד יום שלישי", "2026-11-23T08:00"),
        ("נחזיר את הרכב לך ולאחיך עד יום שלישי", "2026-11-24T17:00"),
        ("It is sold out until Friday, but we'll refund you", None),
        ("המוצר אזל עד יום ראשון, אבל נשלח לך חלופי", None),
        ("נשלח לך את החלופי היום ולא יאוחר מ-16:00", "2026-11-22T16:00"),
        ("נשלח את הדוח לא יאוחר מיום ב' ב-14:00", "2026-11-23T14:00"),
        ("אתקשר אליך היום אחרי הצהריים", "2026-11-22T17:00"),
        ("אתקשר אליך אחרי הישיבה", None),
        ("נשלם לך ב-25 לחודש הבא", "2026-12-25T17:00"),
        ("נשלם לך ב-25 לחודש", "2026-11-25T17:00"),
        ("נגיע אליך רביעי שבוע הבא", "2026-12-02T17:00"),
        ("השיעור הרביעי יימסר לך מחר", "2026-11-23T17:00"),
        ("נשלח את הדוח עד השלישי באוקטובר", "2027-10-03T17:00"),
        ("We'll finish by Friday week", "2026-12-04T17:00"),
        ("We'll finish by Friday this week", "2026-11-27T17:00"),
        ("We'll come back two weeks from Monday", "2026-12-07T17:00"),
        ("נחזור אליך תוך 3 ימי עסקים מיום ראשון", "2026-12-02T17:00"),
        ("We'll call you within 3 days, by Wednesday", "2026-11-25T17:00"),
        ("We'll ship it the week of December 7", "2026-12-10T17:00"),
        ("We'll do it on Monday early in the morning", "2026-11-23T12:00"),
        ("בחצי השעה הקרובה נתקשר אליך", "2026-11-22T10:00"),
        ("נתקשר אליך בחצי השעה", None),
        ("ההצעה תהיה אצלך עד שלוש", "2026-11-22T15:00"),
        ("נשלח לך עד שלוש, ואז נדבר", "2026-11-22T15:00"),
        ("נשלח לך עד שלוש הצעות מחר", "2026-11-23T17:00"),
        ("נשלח לך עד שלושה", None),
        ("בשעה הקרובה תקבל סמס", "2026-11-22T10:30"),
        ("בשעה 10 תקבל סמס", "2026-11-22T10:00"),
        ("תקבל ממני הודעה מחר ב 10", "2026-11-23T10:00"),
        ("תקבל ממני 10 הודעות מחר", "2026-11-23T17:00"),
        ("The fitter will arrive at 7.30 pm", "2026-11-22T19:30"),
        ("The fitter will bring 7.30 metres of pipe", None),
    ],
)
def test_only_the_time_of_the_act_itself_counts(text: str, due: str | None) -> None:
    assert only(text).due == moment(due)


def test_within_the_hour_is_an_hour_from_now() -> None:
    assert only("I'll text you within the hour").due == moment("2026-11-22T10:30")
    assert only("I'll text you within the limits of the law").due is None


@pytest.mark.parametrize(
    ("text", "time", "start", "due"),
    [
        ("נסיים עד תום החודש", "עד תום החודש", None, "2026-11-30T17:00"),
        ("נסיים עד תום יום העבודה", "עד תום יום העבודה", None, "2026-11-22T17:00"),
        ("במהלך היום נשלח לך קישור", "במהלך היום", None, "2026-11-22T17:00"),
        ("שבוע מהיום אני שולח לך", "שבוע מהיום", None, "2026-11-29T17:00"),
        ("האחות תחזור אלייך טלפונית לא יאוחר מ-16:00", "לא יאוחר מ-16:00", None, "2026-11-22T16:00"),
        ("תן לי רבע שעה ואני חוזר אליך", "תן לי רבע שעה", None, "2026-11-22T09:45"),
        ("Give me 10 minutes and I'll call you", "Give me 10 minutes", None, "2026-11-22T09:40"),
        ("נגיע ב-12 בצהריים", "ב-12 בצהריים", "2026-11-22T12:00", "2026-11-22T12:00"),
        ("נגיע מחר משמונה עד עשר", "מחר משמונה עד עשר", "2026-11-23T08:00", "2026-11-23T10:00"),
        ("נגיע מחר 8-10", "מחר 8-10", "2026-11-23T08:00", "2026-11-23T10:00"),
        ("נחזור אליך עד חצות", "עד חצות", None, "2026-11-22T23:59"),
        ('נחזור אליך במוצ"ש', 'במוצ"ש', None, "2026-11-28T21:00"),
        ("נחזור אליך במוצאי שבת", "במוצאי שבת", None, "2026-11-28T21:00"),
        ("נחזור אליך היום או מחר", "היום או מחר", None, "2026-11-23T17:00"),
        ("נחזור אליך עוד יומיים שלושה", "עוד יומיים שלושה", "2026-11-24T09:00", "2026-11-25T17:00"),
        ("נחזור אליך תוך חצי שעה-שעה", "תוך חצי שעה-שעה", "2026-11-22T10:00", "2026-11-22T10:30"),
        ("נחזור אליך עד ה' בצהריים", "עד ה' בצהריים", None, "2026-11-26T12:00"),
        ("נחזור אליך עד ה-30", "עד ה-30", None, "2026-11-30T17:00"),
        ("נחזור אליך ביום 3.12", "ביום 3.12", None, "2026-12-03T17:00"),
        ("נחזור אליך בתאריך 3.12", "בתאריך 3.12", None, "2026-12-03T17:00"),
        ("נחזור אליך בראשון לחודש", "בראשון לחודש", None, "2026-12-01T17:00"),
        ("שישי אני אצלך", "שישי", None, "2026-11-27T17:00"),
    ],
)
def test_more_ways_to_name_a_time(text: str, time: str, start: str | None, due: str) -> None:
    commitment = only(text)
    assert (commitment.time_quote, commitment.start, commitment.due) == (time, moment(start), moment(due))


@pytest.mark.parametrize(
    "text",
    [
        "נזכה אותך על החודש הכפול",
        "נשלח לך את החשבונית של החודש",
        "נשלח לך 8-10 דגמים",
        "נשלח לך את ה-30 הקבצים",
        "נענה לך בהמשך לפנייתך",
    ],
)
def test_what_names_no_time_of_the_act(text: str) -> None:
    assert only(text).time_quote is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("הכול הותקן", False),
        ("התקנו לפני יומיים", False),
        ("Done, all of it works", False),
        ("את השאר אשלח לך מחר", True),
        ("The rest follows tomorrow", True),
        ("נתראה ביום ראשון", True),
        ("within two days", True),
        ("השליח עומד עכשיו ליד הדלת", True),
        ("I am at your door now", True),
    ],
)
def test_whether_any_time_stands_in_a_text(text: str, names: bool) -> None:
    assert language.names_a_time(text, working_time.Calendar(ZoneInfo("Asia/Jerusalem"), {})) is names
