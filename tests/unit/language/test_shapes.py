"""Verbs that no list holds, heard beside a time by their shape; words of the same shape that promise nothing."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import working_time
from teum.language import Commitment, grammar
from teum.language.acts import verbs

SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))


def found(text: str, speaker: str = "provider") -> tuple[Commitment, ...]:
    return language.analyse(text, speaker=speaker, now=SUNDAY, calendar=working_time.israel()).commitments


@pytest.mark.parametrize(
    ("promise", "no_promise"),
    [
        ("נטמין את הצינור מחר בבוקר", "לא נטמין את הצינור מחר בבוקר"),
        ("אני אשתול לכם את העצים ביום שלישי", "שתלתי לכם את העצים ביום שלישי שעבר"),
        ("את המנוי נפשיר לך עד יום רביעי", "תפשירו לי את המנוי עד יום רביעי"),
        ("הגנן ישתול את השיחים ביום חמישי", "הגנן אמר שישתול את השיחים ביום חמישי"),
        ("הבנק יקים את הוראת הקבע תוך שלושה ימי עסקים", "הבנק סגור עד יום שלישי"),
        ("הדשא יושתל מחר עד הצהריים", "הדשא הושתל אתמול"),
        ("הטכנאית תשייף את הדלת ביום חמישי", "תשייפי את הדלת ביום חמישי"),
        ("הצוות ינכש את העשבים ביום ראשון", "הגשם יתחזק מחר"),
        ("נזהיב לכם את המסגרת בימים הקרובים", "נמאס לי לחכות, מחר אני עובר חברה"),
        ("צוות התברואה מחליף אותו עוד היום", "הספרייה סוגרת את הדלתות מחר ב-14"),
        ("הצבעית מקרצפת את הקיר מחר", "הטכנאי תיקן את המכונה, מחר חג"),
        ("ביום שני מלפף אותה הטכנאי שלנו", "ביום שני מתחיל הקורס"),
        ("אני שמה לך אותו מחר במגירה שלו", "אני מחכה לך כבר שעה"),
        ("אני גוזם את הגדר שלכם ביום שני", "אני זוכר את השיחה מיום שני"),
        ("מחר ב-18:30 אני מתחת לבית שלך", "אני גר מתחת לבית שלכם"),
        ("מחר בשמונה אנחנו על הגג שלכם", "אנחנו זמינים עבורך מחר בין 9 ל-12"),
        ("מחר 12:00-15:00 מגיע אליך האינסטלטור שלנו", "הרכבת יוצאת מחר ב-8"),
        ("חצי שעה ואני חוזר אליך", "חצי שעה חיכיתי לכם"),
        ("פנייתך הועברה לאגף, ותיענה בהקדם", "נא לפנות לאגף בהקדם"),
        ("הכסף נכנס לחשבון שלך תוך 3 ימי עסקים", "הטלפון נכבה היום פעמיים"),
        ("אני יוצא אליך עכשיו, נחלץ אותך תוך שעה", 'אני נוסע לחו"ל מחר'),
        ("מחר מישהו מאיתנו קופץ אליכם", "אנחנו ממליצים לך להגיע מחר מוקדם"),
        ("נחדד את הסכינים עבורכם", "נשארו לכם שלושה ימים לביטול"),
        ("אני מעלה אותו לאזור האישי שלך", "אני מעלה אותו לאזור האישי"),
        ("המזכירה תתקשר אלייך עוד היום", 'המזכירה מסרה לי ש"המנהלת תתקשר אלייך עוד היום"'),
        ("יש לי טכנאי פנוי, הוא אצלך ב-15:00", "הטכנאי פנוי, הוא אצלך?"),
        ("אורן מהמחסן מלקט לך את ההזמנה היום", "אנחנו מתרגשים לפגוש אותך מחר"),
        ("בכפוף לאישורך נכרות את העץ ביום שלישי", "כריתות עצים: ביום שלישי"),
        ("Your deposit goes back to the card within 7 business days", "Your trial ends tomorrow"),
        ("Your parcel heads out tomorrow", "Your class starts at 9 tomorrow"),
        ("Our mechanic swaps your battery tomorrow morning", "Our office moves to Leeds on Monday"),
        ("Your package makes its way to you tomorrow", "Your orders to Leeds on Friday were late"),
        ("We can have it there by Friday", "Can you have it there by Friday?"),
        ("I can bring it round on Saturday at 10", "I can be reached until 5pm"),
        ("Be there at 4pm", "Please be there at 4pm"),
        ("Back with you in 10 minutes", "Back in the office on Monday"),
        ("10 minutes and I'm back with you", "10 minutes was all it took"),
        ("We plan on shipping it Monday", "Plan on a busy Monday"),
        ("You get the report by Friday", "You get 10% off by ordering today"),
        ("The replacement gets to you by Thursday", "My son gets back tomorrow"),
    ],
)
def test_a_verb_of_no_list_and_what_has_its_shape(promise: str, no_promise: str) -> None:
    assert len(found(promise)) >= 1
    assert found(no_promise) == ()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("קיבלנו, ואת ההחזר היחסי נעביר בהקדם", "ואת ההחזר היחסי נעביר בהקדם"),
        ("חשבונית נוציא לך בהמשך", "חשבונית נוציא לך בהמשך"),
    ],
)
def test_the_quote_begins_at_the_object(text: str, quote: str) -> None:
    (commitment,) = found(text)
    assert commitment.quote == quote


def test_what_stands_right_behind_its_marker_is_no_verb() -> None:
    (commitment,) = found("אשלח לך במייל את נתוני הרעש מחר עד 12:00")
    assert commitment.quote == "אשלח לך במייל את נתוני הרעש מחר עד 12:00"


def test_what_counts_things_is_no_time() -> None:
    (chapters,) = found("אני מחזיר לך היום את פרקים 4 עד 6")
    assert (chapters.time_quote, chapters.start) == ("היום", None)
    (hours,) = found("אני מחזיר לך היום את הספר בין 4 ל-6")
    assert hours.start is not None
    (night,) = found("נפצה אתכם בלילה נוסף על חשבון המלון")
    assert night.clarity == "undated"


def test_a_term_from_the_day_on_which_they_act_is_a_condition() -> None:
    (commitment,) = found("אני אחתום על הנספח תוך 10 ימים מהיום שבו תעבירו לי את הפיקדון", "customer")
    assert commitment.condition == "מהיום שבו תעבירו לי את הפיקדון"
    assert (commitment.after_condition, commitment.due) == ("P10D", None)
    (from_today,) = found("אני אחתום על הנספח תוך 10 ימים מהיום", "customer")
    assert from_today.condition is None


def test_what_hangs_on_an_if_is_a_promise_of_its_own() -> None:
    first, second = found("נעבור על הלוגים תוך 24 שעות, ואם הבאג אצלנו נזכה אתכם על החודש הזה")
    assert (first.condition, second.condition) == (None, "ואם הבאג אצלנו")


def test_a_condition_in_english_ends_where_hebrew_goes_on() -> None:
    (commitment,) = found("תוך 3 ימי עסקים after you sign the quote נפתח לכם את ה-environment")
    assert (commitment.condition, commitment.after_condition) == (
        "after you sign the quote",
        "3 business days",
    )


@pytest.mark.parametrize(
    "word", sorted(grammar.words("shape", "no_verbs") | grammar.words("shape", "states"))
)
def test_a_word_that_only_looks_like_a_verb_stays_quiet(word: str) -> None:
    if word not in verbs.PRESENT and word not in verbs.FUTURE:
        assert found(f"אני {word} את זה מחר") == ()
    assert len(found("אני מטמין את זה מחר")) == 1


@pytest.mark.parametrize("marker", grammar.listed("shape", "objects"))
def test_an_object_tells_the_verb(marker: str) -> None:
    assert len(found(f"נטמן {marker} מחר")) == 1
    assert found("נטמן מחר") == ()


@pytest.mark.parametrize("habit", grammar.listed("shape", "habits"))
def test_what_is_done_as_a_rule_promises_nothing(habit: str) -> None:
    assert found(f"אני {habit} מטמין את זה מחר") == ()


@pytest.mark.parametrize("thing", grammar.listed("shape", "no_doers"))
def test_what_keeps_its_own_times_promises_nothing(thing: str) -> None:
    assert found(f"{thing} יגיע מחר") == ()
    assert len(found("המשלוח יגיע מחר")) == 1


@pytest.mark.parametrize("thing", grammar.listed("english", "no_doers"))
def test_what_keeps_its_own_times_promises_nothing_in_english(thing: str) -> None:
    assert found(f"The {thing} leaves at 9") == ()
    assert len(found("The parcel leaves at 9")) == 1


@pytest.mark.parametrize("verb", grammar.listed("english", "can_do"))
def test_what_we_can_do_by_a_time(verb: str) -> None:
    assert len(found(f"We can {verb} it by Friday")) == 1
    assert found(f"We can {verb} it by Friday or by Monday") == ()


@pytest.mark.parametrize("word", grammar.listed("english", "no_moves"))
def test_what_only_is_does_not_move(word: str) -> None:
    assert found(f"Your parcel {word} to you tomorrow") == ()
    assert len(found("Your parcel rolls to you tomorrow")) == 1
