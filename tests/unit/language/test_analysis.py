"""What a text commits to: who, what, when, how; and what is none."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import working_time
from teum.language import Analysis, Commitment

JERUSALEM = ZoneInfo("Asia/Jerusalem")
SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=JERUSALEM)


def analyse(text: str, speaker: str = "provider", now: datetime = SUNDAY) -> Analysis:
    return language.analyse(text, speaker=speaker, now=now, calendar=working_time.israel())


def only(text: str, speaker: str = "provider") -> Commitment:
    (commitment,) = analyse(text, speaker).commitments
    assert text[slice(*commitment.span)] == commitment.quote
    if commitment.time_span:
        assert text[slice(*commitment.time_span)] == commitment.time_quote
    return commitment


def test_the_promise_that_names_no_time_is_marked_and_better_times_are_offered() -> None:
    analysis = analyse("אשלח לך את המידע בהקדם")
    (commitment,) = analysis.commitments
    assert (commitment.clarity, commitment.due) == ("vague", None)
    assert [(span.quote, span.reason) for span in analysis.vague] == [("בהקדם", "soon")]
    assert analysis.missing == ("when", "what", "how")
    assert [s.due.isoformat() for s in analysis.suggestions] == [
        "2026-11-22T11:30:00+02:00",
        "2026-11-22T17:00:00+02:00",
        "2026-11-23T12:00:00+02:00",
        "2026-11-29T12:00:00+02:00",
    ]
    assert analysis.suggestions[0].label == "עד יום ראשון, 22.11, בשעה 11:30"


def test_the_whole_promise_has_its_answers() -> None:
    analysis = analyse("אשלח לך במייל את הצעת המחיר והמפרט עד יום שלישי, 24.11, בשעה 14:00")
    (commitment,) = analysis.commitments
    assert commitment.due == datetime(2026, 11, 24, 14, 0, tzinfo=JERUSALEM)
    assert (commitment.start, commitment.debtor, commitment.channel) == (None, "provider", "email")
    assert not analysis.vague
    assert not analysis.missing
    assert not analysis.suggestions


@pytest.mark.parametrize(
    ("text", "start", "due"),
    [
        ("אתקשר אליך היום", None, "2026-11-22T17:00"),
        ("אתקשר אליך מחרתיים", None, "2026-11-24T17:00"),
        ("נחזור אליך ביום ג'", None, "2026-11-24T17:00"),
        ("נחזור אליך עד יום ראשון", None, "2026-11-29T17:00"),
        ("נחזור אליך ביום שלישי הבא", None, "2026-12-01T17:00"),
        ("נשלח את הדוח עד 3.12", None, "2026-12-03T17:00"),
        ("נשלח את הדוח ב-11 לחודש", None, "2026-12-11T17:00"),
        ("נשלח את הדוח עד ה-9 בפברואר 2027", None, "2027-02-09T17:00"),
        ("אעדכן אותך עד 14:00", None, "2026-11-22T14:00"),
        ("אעדכן אותך עד 9:00", None, "2026-11-23T09:00"),
        ('אגיע אליך מחר בארבע אחה"צ', "2026-11-23T16:00", "2026-11-23T16:00"),
        ("אגיע אליך מחר בשלוש וחצי", "2026-11-23T15:30", "2026-11-23T15:30"),
        ("אגיע אליך מחר ברבע לארבע", "2026-11-23T15:45", "2026-11-23T15:45"),
        ("הטכנאי יגיע אליך מחר בין 10 ל-12", "2026-11-23T10:00", "2026-11-23T12:00"),
        ("אחזור אליך תוך שעתיים", None, "2026-11-22T11:30"),
        ("אחזור אליך תוך רבע שעה", None, "2026-11-22T09:45"),
        ("אחזור אליך עוד שעה-שעתיים", "2026-11-22T10:30", "2026-11-22T11:30"),
        ("נטפל בבקשה תוך 48 שעות", None, "2026-11-24T09:30"),
        ("נטפל בבקשה תוך שבועיים", None, "2026-12-06T17:00"),
        ("נטפל בבקשה תוך 3 ימי עסקים", None, "2026-11-25T17:00"),
        ("נטפל בבקשה תוך שלושה עד חמישה ימי עסקים", "2026-11-25T09:00", "2026-11-29T17:00"),
        ("נטפל בבקשה תוך 8 שעות עבודה", None, "2026-11-23T09:30"),
        ("נסיים עד סוף היום", None, "2026-11-22T17:00"),
        ("נסיים עד סוף השבוע", None, "2026-11-26T17:00"),
        ("נסיים עד סוף החודש", None, "2026-11-30T17:00"),
        ("ניצור איתך קשר בשבוע הבא", "2026-11-29T09:00", "2026-12-03T17:00"),
        ("המטבח יותקן לפני פסח", None, "2027-04-21T17:00"),
        ("We'll call you by 2pm", None, "2026-11-22T14:00"),
        ("We'll call you next Tuesday", None, "2026-12-01T17:00"),
        ("We'll fix it within two working days", None, "2026-11-24T17:00"),
        ("We'll fix it by end of next week", None, "2026-12-03T17:00"),
        ("We'll be there tomorrow at half past two", "2026-11-23T14:30", "2026-11-23T14:30"),
        ("We'll ship it no later than 29 January 2027", None, "2027-01-29T17:00"),
        ("I'll send it this evening", None, "2026-11-22T21:00"),
        ("I'll send it first thing tomorrow", None, "2026-11-23T12:00"),
    ],
)
def test_times_become_windows_of_the_calendar(text: str, start: str | None, due: str) -> None:
    commitment = only(text)
    expected = datetime.fromisoformat(due).replace(tzinfo=JERUSALEM)
    assert (commitment.clarity, commitment.due) == ("concrete", expected)
    assert commitment.start == (datetime.fromisoformat(start).replace(tzinfo=JERUSALEM) if start else None)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("אעדכן אותך כשתהיה לי תשובה", "כשתהיה לי תשובה"),
        ("ברגע שיהיה עדכון נודיע לך", "ברגע שיהיה עדכון"),
        ("נחזור אליך בשעות הקרובות", "בשעות הקרובות"),
        ("המנהלת תחזור אליך דחוף", "דחוף"),
        ("נתקין את המזגן אחרי החגים", "אחרי החגים"),
        ("נחזור אליך בתחילת שבוע הבא", "בתחילת שבוע הבא"),
        ("We'll review it shortly", "shortly"),
        ("I'll call you when I have news", "when I have news"),
        ("We'll send it as soon as the manager is back", "as soon as the manager is back"),
        ("You will hear from us over the next few days", "over the next few days"),
    ],
)
def test_a_time_that_two_readers_read_apart_is_vague(text: str, quote: str) -> None:
    analysis = analyse(text)
    (commitment,) = analysis.commitments
    assert (commitment.clarity, commitment.time_quote, commitment.due) == ("vague", quote, None)
    assert quote in {span.quote for span in analysis.vague}
    assert "when" in analysis.missing
    assert analysis.suggestions


@pytest.mark.parametrize(
    ("text", "condition", "term"),
    [
        ("נחזור אליך תוך 3 ימי עסקים מקבלת המסמכים", "מקבלת המסמכים", "3 business days"),
        ("לאחר שתעביר צילום, טכנאי יתקשר אליך תוך 24 שעות", "לאחר שתעביר צילום", "PT24H"),
        ("Once you've signed, we'll ship it within two weeks", "Once you've signed", "P14D"),
        (
            "We'll answer within 3 business days of receiving your form",
            "of receiving your form",
            "3 business days",
        ),
    ],
)
def test_a_term_that_runs_from_a_condition_has_no_due_of_its_own(
    text: str, condition: str, term: str
) -> None:
    commitment = only(text)
    assert (commitment.condition, commitment.after_condition, commitment.due) == (condition, term, None)


def test_a_day_that_does_not_depend_on_the_condition_stays() -> None:
    commitment = only("אם התשלום ייכנס היום, נשלח את החבילה מחר")
    assert commitment.condition == "אם התשלום ייכנס היום"
    assert commitment.due == datetime(2026, 11, 23, 17, 0, tzinfo=JERUSALEM)


def test_whether_is_no_condition() -> None:
    assert only("אעדכן אותך מחר אם יש במלאי").condition is None
    assert only("I'll let you know tomorrow if it's in stock").condition is None


@pytest.mark.parametrize(
    ("text", "speaker", "debtor"),
    [
        ("אשלח לך את הטופס מחר", "provider", "provider"),
        ("אשלח לכם את הטופס מחר", "customer", "customer"),
        ("הלקוח ישלח צילום עד מחר", "provider", "customer"),
        ("הטכנאי יגיע אליך מחר", "provider", "provider"),
        ("היבואן ישלח את החלק עד יום חמישי", "provider", "third_party"),
        ("חברת האשראי תזכה אותך תוך 3 ימי עסקים", "provider", "third_party"),
        ("תקבלי ממני תשובה מחר", "provider", "provider"),
        ("FedEx will deliver it on Wednesday", "provider", "third_party"),
        ("You'll have the keys by Monday", "provider", "provider"),
    ],
)
def test_who_is_to_act(text: str, speaker: str, debtor: str) -> None:
    assert only(text, speaker).debtor == debtor


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("אתקשר אליך מחר", "phone"),
        ("אשלח לך במייל מחר", "email"),
        ("הקוד יישלח אליך בסמס", "sms"),
        ("אשלח לך בווצאפ", "whatsapp"),
        ("נעלה את האישור לאזור האישי", "portal"),
        ("הטופס יישלח אליך בדואר", "post"),
        ("הטכנאי יגיע אליך מחר", "visit"),
        ("החבילה תגיע אליך מחר", None),
        ("נחזור אליך מחר", None),
        ("We'll post the copy to your customer portal", "portal"),
        ("A badge will be mailed to you", "post"),
        ("We'll text you the code", "sms"),
        ("The engineer will visit you tomorrow", "visit"),
    ],
)
def test_by_which_way(text: str, channel: str | None) -> None:
    assert only(text).channel == channel


@pytest.mark.parametrize(
    "text",
    [
        "תוכלו לחזור אליי היום?",
        "מתי יגיע הטכנאי",
        "הטכנאי היה אצלכם ביום שני",
        "הבטחתם שהמקרר יגיע ביום רביעי",
        'כתבתם "הטיפול יסתיים עד סוף החודש"',
        "אם היינו יודעים, היינו שולחים טכנאי",
        "לא נוכל להגיע מחר",
        "הטכנאי לא יגיע היום",
        "שעות הפעילות: א'-ה' 9:00-17:00",
        "נא להעביר אישור עד ה-15 לחודש",
        "תשלחו לי את החשבונית היום",
        "תהיה לכם שבת נפלאה",
        "מקווה שזה יגיע מחר",
        "המשרד יהיה סגור מחר",
        "הטופס נשלח אליך אתמול",
        "Can you call me back by 5 today?",
        "You promised the sofa would arrive last week",
        "I was told someone would come on Tuesday",
        "I can't promise it will be ready by Sunday",
        "Our store will be closed on Monday",
        "Please send me a copy by tomorrow",
        "Orders placed after 2pm will ship the next business day",
        "If you had called we would have come",
    ],
)
def test_questions_reports_requests_negations_and_policies_promise_nothing(text: str) -> None:
    assert analyse(text).commitments == ()


def test_every_act_with_a_time_of_its_own_is_a_commitment() -> None:
    texts = [
        c.quote
        for c in analyse("אשלח לך היום את החוזה במייל, וביום חמישי ב-10:00 אני אצלך למדידות.").commitments
    ]
    assert texts == ["אשלח לך היום את החוזה במייל", "וביום חמישי ב-10:00 אני אצלך למדידות"]


def test_check_and_come_back_is_one() -> None:
    assert only("אבדוק מה קרה ואחזור אליך מחר").due is not None
    assert only("I'll check with the warehouse and get back to you tomorrow").due is not None


def test_a_hedge_is_marked_even_beside_a_time() -> None:
    assert {s.reason for s in analyse("בלי נדר אחזור אליך מחר").vague} == {"we_will_try"}


def test_a_text_without_a_promise_says_what_is_missing() -> None:
    assert analyse("שלום").missing == ("when", "what")
    assert "who" in analyse("זה יטופל").missing


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("אשלח לך במייל את ההצעה עד יום שלישי, 24.11, בשעה 14:00", "אשלח לך במייל את ההצעה"),
        ("מחר בבוקר אתקשר אליך.", "אתקשר אליך."),
        ("I'll email you the quote by Tuesday at 2pm.", "I'll email you the quote."),
        ("אטפל בזה", "אטפל בזה"),
        ("אשלח לך את ההצעה תוך 2 ימי עסקים מקבלת הטופס החתום", "אשלח לך את ההצעה"),
        ("I'll send you the quote within 2 business days of receiving your form", "I'll send you the quote"),
        ("אשלח תוך 24 שעות מאישור ההצעה את החוזה", "אשלח מאישור ההצעה את החוזה"),
        ("אשלח לך את ההצעה תוך 2 ימי עסקים מהמשרד", "אשלח לך את ההצעה מהמשרד"),
    ],
)
def test_the_body_can_be_shown_without_its_time(text: str, rest: str) -> None:
    assert language.without_time(text, analyse(text)) == rest


def test_the_language_is_that_of_most_letters_or_as_given() -> None:
    assert analyse("נחזור אליך ASAP").lang == "he"
    assert analyse("We'll call you מחר").lang == "en"
    forced = language.analyse(
        "נחזור אליך בהקדם", speaker="provider", now=SUNDAY, calendar=working_time.israel(), lang="en"
    )
    assert forced.suggestions[0].label == "by Sunday 22 November, 11:30"


@pytest.mark.parametrize(
    ("text", "start", "due", "rest"),
    [
        ("נגיע מחר, יום שני, 23.11, בין 10:00 ל-12:00 להתקין", "23 10:00", "23 12:00", "נגיע להתקין"),
        ("אשלח לך היום (22.11) עד 16:00 את ההצעה", None, "22 16:00", "אשלח לך את ההצעה"),
        (
            "We'll come tomorrow (Monday, Nov 23) between 10 and 12 to install it",
            "23 10:00",
            "23 12:00",
            "We'll come to install it",
        ),
        ("I'll call you today, Sunday 22 November, by 16:00", None, "22 16:00", "I'll call you"),
    ],
)
def test_a_day_said_twice_is_one_time(text: str, start: str | None, due: str, rest: str) -> None:
    found = only(text)
    assert found.due is not None
    assert (found.start and f"{found.start:%d %H:%M}", f"{found.due:%d %H:%M}") == (start, due)
    assert language.without_time(text, analyse(text)) == rest


def test_two_days_that_contradict_each_other_stay_two() -> None:
    assert only("אתקשר אליך מחר, יום רביעי").clarity == "vague"
