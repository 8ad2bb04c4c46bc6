"""Forms of acts that no list holds one by one, each beside words that look alike and promise nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import working_time
from teum.language import Commitment
from teum.language.acts import verbs

SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))


def found(text: str, speaker: str = "provider") -> tuple[Commitment, ...]:
    return language.analyse(text, speaker=speaker, now=SUNDAY, calendar=working_time.israel()).commitments


@pytest.mark.parametrize(
    ("stem", "forms"),
    [
        ("עדכן", ("יעדכנו", "תעודכן", "מעדכנת")),  # a final letter opens before an ending
        ("חזיר", ("יוחזר", "תוחזר", "מחזירים")),
        ("עקוב/עקב", ("אעקוב", "יעקבו", "ייעקב", "עוקבת")),
        ("תקשר", ("יתקשרו", "מתקשרת")),
    ],
)
def test_a_stem_gives_its_passive_and_its_present(stem: str, forms: tuple[str, ...]) -> None:
    assert stem in verbs.HEBREW["future"]["act"]
    assert all(form in verbs.FUTURE or form in verbs.PRESENT for form in forms)


@pytest.mark.parametrize("noun", verbs.HEBREW["present"]["nouns"])
def test_a_noun_in_the_shape_of_a_present_is_none(noun: str) -> None:
    assert noun not in verbs.PRESENT


@pytest.mark.parametrize(
    ("promise", "no_promise"),
    [
        ("הסכום יוחזר לכרטיס שלך תוך שבוע", "הסכום הוחזר לכרטיס שלך ביום ראשון"),
        ("הנציגים יעדכנו אותך עד סוף היום", "הנציגים לא יעדכנו אותך היום"),
        ("הצ'ק שלא כובד יוחזר אליך מחר", "הצ'ק לא יוחזר אליך מחר"),
        ("דנה מהשירות מתקשרת אליך עוד שעה", "דנה מהשירות התקשרה אליך לפני שעה"),
        ("ברגע שמתפנה נציג הוא חוזר אליך", "הנציג אמר שהוא חוזר אליי תוך שעה"),
        ("תיכף חוזרת אלייך", "הלקוחה חוזרת תכף"),
        ("מחר בבוקר שולחת לך קישור", "למה לא שולחים לי את זה מחר"),
        ("המתקין יתאם איתך מועד עד מחר", "המתקין תיאם איתי מועד למחר"),
        ("התקלה תטופל היום", "תטפל בזה היום"),
        ("תגיע אליך נציגה מחר", "תגיעו אליי מחר"),
        ("הטכנאית תתחבר אליך מרחוק ותבדוק מחר", "תתחבר לאזור האישי ותוריד את הקובץ"),
        ("יצרו איתך קשר עד מחר", "נציגים שלכם יצרו איתי קשר ביום ראשון"),
        ("ניתן לך תשובה בהקדם", "ניתן לבטל תוך 14 יום"),
        ("נעשה לך זיכוי מלא", "נעשה כאן שימוש בעוגיות"),
        ("אני אוסיף אותך לרשימה", "אוסיף שהמשרד סגור"),
        ("יש לך אצלך דוח מסודר עד מחר", "יש לך הודעה חדשה ממני במייל"),
        ("יש לך תשובה ממני עד מחר בצהריים", "יש לך עד מחר לשלם את החשבון"),
        ("עד 14:00 ההצעה אצלך במייל", "ההצעה אצלך במייל משבוע שעבר"),
        ("תוך דקה זה אצלך", "זה אצלך מאתמול"),
        ("המכשיר מוכן לאיסוף מחר", "המכשיר מוכן לאיסוף, פתוח עד 19:00"),
        ("שישי אני אצלך עם המקדחה", "שישי אני לא עובד"),
        ("סיכמנו שתגיעי לסניף מחר", "סיכמנו שתגיעו היום בעשר, ישבתי וחיכיתי לשווא"),
        ("אעדכן אותך מתי זה יטופל", "נשאלת השאלה מתי זה יטופל"),
        ("הנהג ייקח את הארגזים מחר", "התהליך ייקח עד 14 ימי עסקים"),
        ("הלקוחה תשלח את הטופס עד מחר", "עובדים חדשים יקבלו כרטיס תוך שבוע"),
        ("הבקשה שלך תטופל ותישלח אליך מחר", "הכרטיס הונפק ביום ראשון ונשלח אליך בדואר"),
        ("ניפגש מחר ב-10:00", "סוף שבוע נעים, ניפגש בשמחות"),
        ("לפי בקשתך התשלום יבוצע עד מחר", "לפי ההסכם התשלום יבוצע עד מחר"),
        ("הכסף ייכנס לחשבון שלך מחר", "הכרטיס ייכנס לתוקף מחר"),
        ("נבקש מהמנהל להקדים את התור", "נבקש ממך להקדים מחר"),
        ("נמצא לך פתרון", "הסניף נמצא ברחוב הרצל"),
        ("אני מזכה אותך על החודש", "אני מטפל בלקוח אחר כרגע"),
        ("הנושא אצלי, אני מבטיחה לחזור אלייך בהקדם", "צריך שמישהו יחזור אליי היום"),
        ("צפי הגעה: מחר בין 10 ל-12", "צפי נמוך לגשם"),
        ("עדכון נוסף: מחר עד 12:00", "עדכון תוכנה: גרסה 12"),
        ("הספר שהזמנת יגיע אליך מחר", "קיוויתי שהספר יגיע אליי מחר"),
        ("ניתן לך שובר פיצוי", "האישור ניתן לך"),
        ("imma send it over tonight", "mama sends it tonight"),
        ("Let me get that to you by 5pm", "Let me know by 5pm"),
        ("Refund to be issued within 5 business days", "It needs to be issued within 5 business days"),
        ("We're on track to finish by Friday", "The train is on track 5 until Friday"),
        ("ETA: 3pm", "ETA?"),
        ("Tomorrow I ship the replacement", "Yesterday I shipped the replacement"),
        ("The undersigned undertakes to pay by Friday", "He used to pay by Friday"),
        ("Both units are going out tomorrow", "I'm going out tomorrow?"),
        ("The septic crew's set to come on Monday", "The table's set for Monday"),
        ("I'm waiving the rush fee", "I'm cancelling my order"),
        ("The hardwood will be down by Christmas", "The system will be down tomorrow"),
        ("It will be here on Friday", "Per your email, it will be here on Friday"),
        ("It'll be here soon", "You keep saying it'll be here soon"),
        ("Our plumber comes on Tuesday", "The circus comes on Tuesday"),
        ("It's yours by Friday", "It was yours by right"),
        ("Customer to send the signed contract by Monday", "I want to send the signed contract by Monday"),
        ("Look out for an email from us by 6pm", "I'm looking for an email from you by 6pm"),
        ("Please note that our team will call you tomorrow", "Please call me tomorrow"),
        ("The invoice is being sent out today", "The invoice was being printed yesterday"),
        ("Your order goes in today", "She goes in today"),
        ("Your account will be open again in two hours", "The store will be open until 6"),
        ("We are going to call you today", "You were going to call me today"),
        ("We'll finish it by Friday", "There's no way we'll finish by Friday"),
        ("I will do it today", "Will do!"),
        ("You will have it tomorrow", "You will have to call them tomorrow"),
    ],
)
def test_a_promise_and_the_words_that_look_like_it(promise: str, no_promise: str) -> None:
    assert len(found(promise)) == 1
    assert found(no_promise) == ()
    assert found(no_promise, "customer") == ()


def test_a_verb_that_stands_alone_is_heard() -> None:
    (commitment,) = found("יטופל")
    assert commitment.clarity == "undated"


@pytest.mark.parametrize(
    "text",
    [
        "גמר החשבון ייערך ויועבר אליך עד תום החודש",
        "הנושא ייבדק ותקבלי תשובה בהמשך",
        "הלשכה תבחן את מכתבך ותשיב לך תוך זמן קצר",
        "המסמכים ייסרקו ויישלחו אליך במייל עד מחר",
        "נשתדל שהחשמלאי יגיע אליכם בשעות הקרובות",
    ],
)
def test_what_is_done_and_told_at_one_time_is_one(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize(
    ("text", "condition", "clarity"),
    [
        ("עם סיום הבדיקה אצלנו נודיע לך מה הוחלט", None, "vague"),
        ("עם קבלת המסמכים נודיע לך תוך יומיים", "עם קבלת המסמכים", "concrete"),
        ("אחזור אליך עם קבלת תשובה מהספק", None, "vague"),
        ("אתן לך תשובה אחרי הישיבה", None, "vague"),
        ("אעקוב אחרי המשלוח", None, "undated"),
        ("עד 72 שעות לאחר שתעלה את האישורים נעדכן אותך", "לאחר שתעלה את האישורים", "concrete"),
        ("איך שאני מתפנה אני מתקשר", None, "vague"),
        ("לאחר שנקבל את האישור מהבנק נעדכן אותך", None, "vague"),
        ("תוך 14 ימים ממועד קבלת המוצר במחסן יבוצע הזיכוי", "ממועד קבלת המוצר במחסן", "concrete"),
        ("I'll keep you posted as I learn more", None, "vague"),
        ("I'll post it as the letter asks", None, "undated"),
        (
            "We'll refund you within 14 days from the date you return it",
            "from the date you return it",
            "concrete",
        ),
    ],
)
def test_what_must_come_first(text: str, condition: str | None, clarity: str) -> None:
    (commitment,) = found(text)
    assert (commitment.condition, commitment.clarity) == (condition, clarity)


@pytest.mark.parametrize(
    ("text", "debtor"),
    [
        ("Spoke with Mrs. Levi. She will fax it by Tuesday", "customer"),
        ("Spoke with our technician. She will fax it by Tuesday", "provider"),
        ("Heard from the lender. They're wiring you the funds tomorrow", "third_party"),
        ("Customer to send the contract by Monday", "customer"),
        ("Technician to visit the site on Monday", "provider"),
        ("מעבדת השיניים החיצונית תשלים את הכתר שלך מחר", "third_party"),
    ],
)
def test_whose_it_is(text: str, debtor: str) -> None:
    assert found(text)[-1].debtor == debtor


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("נותנת לך צלצול בעוד עשר דקות", "phone"),
        ("ברגע שהספק עונה אני מרימה לך טלפון", "phone"),
        ("אני קונה לך טלפון מחר", None),
        ("הדלתות בצבע שבחרת יגיעו אלייך הביתה תוך שבוע", None),
        ("עד מחרתיים יש לך אצלך דוח שעות", None),
        ("אני מביא אליכם את האוטו למוסך מחר", "visit"),
        ("I will add you to the mailing list tomorrow", None),
        ("Our mobile groomer will be at your place tomorrow", "visit"),
        ("Our new router will be at your place tomorrow", None),
        ("Our arborist will call round next week", "visit"),
        ("Our arborist will call you next week", "phone"),
        ("We will send a technician אליכם בשבוע הבא", "visit"),
        ("מכוון הפסנתרים שלנו יבוא אליכם מחרתיים", "visit"),
    ],
)
def test_which_way_it_comes(text: str, channel: str | None) -> None:
    assert found(text)[-1].channel == channel
