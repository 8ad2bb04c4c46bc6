"""Which words are an act, whose it is, and by which way it comes; and the words that look alike and are none."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import working_time
from teum.language import Commitment

SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))


def found(text: str, speaker: str = "provider") -> tuple[Commitment, ...]:
    return language.analyse(text, speaker=speaker, now=SUNDAY, calendar=working_time.israel()).commitments


@pytest.mark.parametrize(
    ("promise", "no_promise"),
    [
        ("תשמעו מאיתנו עד יום חמישי", "תשמעו, ביום חמישי אנחנו סגורים"),
        ("תשמעי ממני עוד היום", "תשמע, לא קיבלתי כלום עד היום"),
        ("טכנאי יצור איתך קשר תוך 4 שעות עבודה", "מדובר ביצור חי"),
        ("שלחתי את הטופס, תהיה לך תשובה עד מחר", "שלחתי את הטופס, תהיה זמין מחר"),
        ("הבודקת תבדוק את הנתב מחר", "שלחתי את החשבונית, תבדוק גם בספאם"),
        ("השליח שלנו אצלך בעוד 20 דקות", "הטכנאי היה אצלך ביום שני"),
        ("מחזירה את הנתב לסניף ביום חמישי", "החזרתי את הנתב לסניף ביום חמישי"),
        ("המשלוח יגיע מחר", "הלוואי והמשלוח יגיע מחר"),
        ("אבל נשלח לך חלופי", "הטופס נשלח לך"),
        ("העדכון הבא מאיתנו עד מחר בצהריים", "העדכון הבא היה אמור לצאת"),
        ("העדכון הבא: מחר עד 14:00", "הרכבת הבאה: מחר ב-14:00"),
        ("The next word from me comes on Tuesday by 14:00", "The kit comes with batteries"),
        ("My next update is on Tuesday at 3", "The next train is on Tuesday"),
        ("Our next call: Tuesday at 14:00", "Our last call: Tuesday at 14:00"),
        ("Maria from claims will ring you on Wednesday", "Claims will be settled within 30 days"),
        ("Rest assured your refund will be there tomorrow", "He assured me it will be there tomorrow"),
        ("Refunds will be sent to you within 5 days", "Refunds will be sent within 5 days"),
        ("נוסיף את האפשרות עד מחר", "אולי נוסיף את האפשרות עד מחר"),
        ("We will add it tomorrow", "Maybe we will add it tomorrow"),
        ("ההחזר יינתן לך תוך 14 יום", "החזר כספי יינתן רק למי שביטל תוך 14 יום"),
        ("סיכמנו שתגיעי לסניף מחר", "תגיעי לסניף מחר"),
        ("אנחנו צופים שהשירות יחזור עד 18:00", "קיוויתי שהשירות יחזור עד 18:00"),
        ("ההצעה תהיה אצלך עד שלוש", "ההצעה תהיה בתוקף עד שלוש"),
        ("The system will be repaired on Sunday", "The system will be down on Sunday"),
        ("המערכת תהיה מוכנה ביום ראשון", "המערכת תהיה בתחזוקה ביום ראשון"),
        ("הטכנאי אמור להגיע מחר", "הטכנאי היה אמור להגיע בין 10 ל-12"),
        ("You should have it by noon", "The engineer should have been there by noon"),
        ("Somebody will be with you by noon", "Nobody will be with you by noon"),
        ("You'll see the refund by Friday", "You'll see the manual in the box"),
        ("I'll help you with that today", "I'll be happy to help you with that today"),
    ],
)
def test_a_promise_and_the_words_that_look_like_it(promise: str, no_promise: str) -> None:
    assert len(found(promise)) == 1
    assert found(no_promise) == ()


@pytest.mark.parametrize(
    ("policy", "promise"),
    [
        ("אנו מספקים משלוחים תוך 3 ימי עסקים", "אנו מספקים לך את המשלוח תוך 3 ימי עסקים"),
        ("אנו מחזירים כסף תוך 14 יום", "אנו מחזירים לך את הכסף תוך 14 יום"),
        ("משלוחים בתוך העיר יסופקו תוך יום עסקים אחד", "המשלוח שלך יסופק תוך יום עסקים אחד"),
        ("ביטול עסקה ייעשה בכתב תוך 14 יום", "ביטול העסקה ייעשה תוך 14 יום"),
        ("כל פנייה תיענה תוך 24 שעות", "הפנייה שלך תיענה תוך 24 שעות"),
        ("החזרים יבוצעו תוך 14 יום", "החזרים יבוצעו לחשבונך תוך 14 יום"),
        ("We will deliver within 3 days of purchase", "We will deliver your sofa within 3 days"),
        ("We deliver within 3 days of purchase", "We'll deliver it on Tuesday"),
    ],
)
def test_a_rule_for_everybody_promises_nothing_to_this_one(policy: str, promise: str) -> None:
    assert found(policy) == ()
    assert len(found(promise)) == 1


@pytest.mark.parametrize(
    ("text", "speaker", "debtor"),
    [
        ("הלקוחה תעביר אלינו ייפוי כוח חתום עד יום ראשון", "provider", "customer"),
        ("הנציגה תעביר לך ייפוי כוח עד יום ראשון", "provider", "provider"),
        ("תשמעו ממני עד יום ראשון", "customer", "customer"),
        ("סיכמנו שתגיעי לסניף ביום חמישי", "provider", "customer"),
    ],
)
def test_whose_it_is(text: str, speaker: str, debtor: str) -> None:
    (commitment,) = found(text, speaker)
    assert commitment.debtor == debtor


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("הטכנאי בדרך, יהיה אצלך בעוד 40 דקות", "visit"),
        ("השמאית שלנו: היא תגיע לדירה ביום שלישי", "visit"),
        ("השליח יאסוף ממך את המכשיר ביום שני", "visit"),
        ("אז תגיע אליך מחר מנקה מחליפה", "visit"),
        ("נשתדל לשלוח לך טכנאי מחר", "visit"),
        ("נשלח לך ספר על טכנאים מחר", None),
        ("The delivery team's coming to you on Tuesday", "visit"),
        ("The courier will be at your door in 20 mins", "visit"),
        ("The parcel will be at your door in 20 mins", None),
        ("We'll try to get an engineer out to you tomorrow", "visit"),
        ("We'll get an engineer to look at the logs tomorrow", None),
        ("We will migrate your mailbox tomorrow", None),
        ("It will be in your mailbox tomorrow", "email"),
        ("Our courier is picking the unit up on Thursday", "visit"),
        ("A new card is on its way and will arrive within a week", None),
        ("We are on our way and will arrive within an hour", "visit"),
        ("We will be back in touch with you by Thursday", None),
        ("I'll have my manager call you first thing Monday", "phone"),
        ("We'll review the call you had by Monday", None),
        ("I'm picking the colours on Thursday", None),
        ("Steve will be round on Thursday", "visit"),
        ("The report will be done on Thursday", None),
    ],
)
def test_which_way_it_comes(text: str, channel: str | None) -> None:
    assert found(text)[-1].channel == channel


@pytest.mark.parametrize(
    ("text", "condition", "clarity"),
    [
        ("ברגע שהמקדמה תשולם נזמין את הארונות תוך 48 שעות", "ברגע שהמקדמה תשולם", "concrete"),
        ("ברגע שהחלק יגיע נרכיב אותו", None, "vague"),
        ("You will hear from us by Tuesday, even if there is nothing new", None, "concrete"),
        ("If there is nothing new, we will call by Tuesday", "If there is nothing new", "concrete"),
        ("תשמעו מאיתנו עד מחר, גם אם אין חדש", None, "concrete"),
        ("I'll send it once it's working again", None, "vague"),
        ("I'll reply on my return", None, "vague"),
        ("I'll reply on Monday about your return", None, "concrete"),
        ("כשהמנהלת תחזור מחופשה היא תבחן את הבקשה", None, "vague"),
    ],
)
def test_what_must_come_first(text: str, condition: str | None, clarity: str) -> None:
    (commitment,) = found(text)
    assert (commitment.condition, commitment.clarity) == (condition, clarity)


def test_acts_that_share_a_time_are_one_whoever_says_so() -> None:
    (one,) = found("האישור יהיה מוכן מחר ונשלח אותו לוואטסאפ שלך")
    assert one.channel == "whatsapp"
    assert len(found("האישור יהיה מוכן מחר ונשלח אותו ביום שני")) == 2


def test_the_soon_of_a_condition_is_no_time_of_the_act() -> None:
    (commitment,) = found("As soon as you upload the report, we'll get back to you promptly")
    assert commitment.time_quote == "promptly"


@pytest.mark.parametrize(
    "text",
    ["We will no way send it", "לקוחות מעל גיל 60 יקבלו מתי לא", "Expect no call, and let me have it to be"],
)
def test_a_text_may_end_behind_any_word(text: str) -> None:
    words = text.split()
    for begin in range(len(words)):
        for end in range(begin + 1, len(words) + 1):
            piece = " ".join(words[begin:end])
            assert all(commitment.quote in piece for commitment in found(piece))
