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
    "yahoo, Hebrew": "    ב יום ראשון, 22 בנובמבר 2026 בשעה 10:00:00 GMT+2,\u200f Galil <shop@galil.example> כתב/ה:  ",
    "proton": "-------- Original Message --------\nOn 22/11/2026 10:00, Galil  wrote:",
}
DEVICES = [
    "נשלח מה-iPhone שלי", "נשלח מה־iPad שלי", "נשלח מהאייפון שלי", "נשלח מסמארטפון ה-Samsung Galaxy שלי.", "נשלח ממכשיר Galaxy שלי",
    "נשלח מהטלפון הנייד שלי", "נשלח מ-Outlook עבור Android", "קבל את Outlook עבור iOS", "קבל את Outlook עבור Android<https://aka.ms/x>",
    "נשלח מ-Yahoo Mail ב-Android", "נשלח מדואר עבור Windows", "Sent from my iPhone", "Sent from my Galaxy", "Sent from my Samsung Galaxy smartphone.",
    "Sent via the Samsung Galaxy S21 5G, an AT&T 5G smartphone", "Get Outlook for Android<https://aka.ms/AAb9ysg>", "Get Outlook for iOS",
    "Sent from Outlook for iOS<https://aka.ms/o0ukef>", "Sent from Mail for Windows", "Sent from Yahoo Mail on Android", "Sent from Proton Mail Android",
    "Sent with Proton Mail secure email.", "Sent from Gmail Mobile",
]  # fmt: skip
"""What mail programs write under a mail by themselves."""


@pytest.mark.parametrize("heading", QUOTES.values(), ids=QUOTES)
@pytest.mark.parametrize("below", [MARKED, OURS], ids=["marked", "plain"])
def test_what_is_quoted_goes(heading: str, below: str) -> None:
    assert own_words(f"{ANSWER}\n\n{heading}\n\n{below}\n") == ANSWER


def test_an_answer_between_the_quoted_lines_stays() -> None:
    said = f"{QUOTES['gmail']}\n> מתי נוח לך?\nביום שלישי\n> באיזו קומה?\nשלישית\n"
    assert own_words(said) == "ביום שלישי\nשלישית"


@pytest.mark.parametrize("device", DEVICES)
def test_what_the_phone_wrote_by_itself_goes(device: str) -> None:
    assert own_words(f"{ANSWER}\n\n{device}\n\n{QUOTES['apple']}\n\n{MARKED}\n") == ANSWER
    assert own_words(f"{ANSWER}\n\n{device}") == ANSWER
    assert own_words(f"{device}\n\n{QUOTES['apple']}\n\n{MARKED}\n") == "", "nobody wrote a word"


@pytest.mark.parametrize(
    "said",
    [
        "נשלח מהטלפון שלי אליך אתמול מסמך, הגיע?",
        "נשלח מחר",
        "נשלח מהנייד שלי, נא להתקשר",
        "Sent from my phone, please call me at five",
        "Sent from my office with Dan",
        "Get Outlook for me?",
        "Sent",
    ],
)
def test_what_somebody_wrote_of_their_phone_stays(said: str) -> None:
    assert own_words(said) == said


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


@pytest.mark.parametrize(
    "said",
    [
        "תודה!", "תודה רבה 🙏", "Thanks.", "ok, thanks!", "קיבלתי, תודה", "Got it", "מעולה, תודה רבה!", "יופי, תודה לך ושבוע טוב",
        "היי, קיבלתי. תודה רבה, יום טוב", "Great, got it. Thank you, have a nice day!", "Noted, thanks. Best regards",
    ],
)  # fmt: skip
def test_a_thanks_waits_for_nothing(said: str) -> None:
    assert only_thanks(said)


@pytest.mark.parametrize(
    "said", ["תודה\nדנה", "תודה רבה,\n\nדנה פרץ", "תודה\n\n--\nדנה פרץ\n054-765-4321", "דנה"]
)
def test_whoever_signs_their_thanks_says_no_more(said: str) -> None:
    assert only_thanks(said, names=("", "דנה פרץ"))


@pytest.mark.parametrize("said", ["תודה\nיעל", "דנה לא בבית, תודה", "תודה\nדנה?", "תודה\nתודיעו לדנה"])
def test_a_name_that_is_no_signature_is_words(said: str) -> None:
    assert not only_thanks(said, names=("דנה פרץ",))


@pytest.mark.parametrize(
    "said", [
        "", "תודה, אבל המזגן לא עובד", "ok?", "Thanks. When do you come?", "לא תודה", "תודה\nדנה", "תודה מראש", "Hello", "שבת שלום",
        "no thanks", "Thanks, cancel it", "not received, thanks",
    ],
)  # fmt: skip
def test_anything_more_is_words(said: str) -> None:
    assert not only_thanks(said)
