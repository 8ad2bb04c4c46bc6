"""What a mail says itself, without what Gmail, Outlook and Apple Mail quote in Hebrew and in English."""

import pytest

from teum.language.courtesy import only_thanks
from teum.language.quoted import own_words

ANSWER = "כן, יום שלישי מתאים.\nאפשר גם בבוקר?"
OURS = "מזגני הגליל: זה מה שסיכמנו.\n\nיעל תשלח לך את הצעת המחיר עד יום שלישי, 24.11, בשעה 14:00."
MARKED = "\n".join(f"> {line}" for line in OURS.split("\n"))
QUOTES = {
    "gmail, Hebrew": "\u202bבתאריך יום א׳, 22 בנוב׳ 2026 ב-10:00 מאת \u202aמזגני הגליל\u202c\u200f <\u202ashop@galil.example\u202c\u200f>:\u202c",
    "gmail, older": "בתאריך 22 בנובמבר 2026 בשעה 10:00, מאת מזגני הגליל <shop@galil.example>\u200f:",
    "gmail, he or she": "בתאריך 22 בנוב׳ 2026, בשעה 10:00, מזגני הגליל <shop@galil.example> כתב/ה:",
    "apple, Hebrew": "\u200fב-22 בנוב׳ 2026, בשעה 10:00, \u200fמזגני הגליל <shop@galil.example> כתב/ה:",
    "gmail": "On Sun, Nov 22, 2026 at 10:00 AM Galil <shop@galil.example> wrote:",
    "gmail, wrapped": "On Sun, Nov 22, 2026 at 10:00 AM A Very Long Name Of A Business\n<shop@galil.example> wrote:",
    "apple": "On 22 Nov 2026, at 10:00, Galil <shop@galil.example> wrote:",
    "outlook, Hebrew": "-----הודעה מקורית-----\nמאת: מזגני הגליל\nנשלח: יום ראשון 22 נובמבר 2026 10:00\nאל: דנה\nנושא: מה סיכמנו",
    "outlook": "-----Original Message-----\nFrom: Galil\nSent: Sunday, November 22, 2026 10:00 AM\nTo: Dana\nSubject: agreed",
    "outlook, only fields": "From: Galil <shop@galil.example>\nSent: Sunday, November 22, 2026 10:00 AM\nTo: Dana\nSubject: agreed",
    "outlook, Hebrew fields": "מאת: מזגני הגליל <shop@galil.example>\nנשלח: יום ראשון 22 נובמבר 2026 10:00\nאל: דנה\nנושא: מה סיכמנו",
    "outlook, a rule": "________________________________\nFrom: Galil\nSent: Sunday\nTo: Dana",
}


@pytest.mark.parametrize("heading", QUOTES.values(), ids=QUOTES)
@pytest.mark.parametrize("below", [MARKED, OURS], ids=["marked", "plain"])
def test_what_is_quoted_goes(heading: str, below: str) -> None:
    assert own_words(f"{ANSWER}\n\n{heading}\n\n{below}\n") == ANSWER


def test_an_answer_between_the_quoted_lines_stays() -> None:
    said = f"{QUOTES['gmail']}\n> מתי נוח לך?\nביום שלישי\n> באיזו קומה?\nשלישית\n"
    assert own_words(said) == "ביום שלישי\nשלישית"


def test_a_signature_stays() -> None:
    assert (
        own_words("תודה, מתאים.\n\n-- \nדנה פרץ\n054-765-4321") == "תודה, מתאים.\n\n--\nדנה פרץ\n054-765-4321"
    )


@pytest.mark.parametrize(
    "said",
    [
        "On Tuesday my neighbour wrote: the lift is broken. Can you still come?",
        "From: where do you send it?\nI'd like to know.",
        "בתאריך 24.11 נוח לי יותר: אפשר?",
        "ב-24 לחודש אני לא בבית",
        "מאת: לא ברור לי מי שלח",
    ],
)
def test_words_that_only_look_like_a_heading_stay(said: str) -> None:
    assert own_words(said) == said


def test_where_all_is_quoted_all_stays() -> None:
    said = f"{QUOTES['outlook']}\n\n{OURS}\nהתשובה שלי: כן"
    assert "התשובה שלי: כן" in own_words(said)


def test_it_takes_long_mails_in_its_stride() -> None:
    long = "\n".join(["On " + "x" * 290] * 5_000)
    assert own_words(long)


@pytest.mark.parametrize("said", ["תודה!", "תודה רבה 🙏", "Thanks.", "ok, thanks!", "קיבלתי, תודה", "Got it"])
def test_a_thanks_waits_for_nothing(said: str) -> None:
    assert only_thanks(said)


@pytest.mark.parametrize(
    "said", ["", "תודה, אבל המזגן לא עובד", "ok?", "Thanks. When do you come?", "לא תודה", "תודה\nדנה"]
)
def test_anything_more_is_words(said: str) -> None:
    assert not only_thanks(said)
