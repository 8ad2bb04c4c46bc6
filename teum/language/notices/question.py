"""Letters of questions: what we ask, what we answer; and the words of the promise that each answer is."""

from collections.abc import Mapping
from datetime import datetime

from teum.core.question import Kind
from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.letter import Letter, Party, letter
from teum.language.notices.owed import Owed, admitted

Words = Mapping[str, tuple[str, str]]
"""What is promised and what it includes, in each language."""
OURS: Mapping[Kind, Words] = {
    Kind.TEXT: {
        "he": ("אשיב לך על השאלה שלך", "תשובה לשאלה שלך"),
        "en": ("I'll answer your question", "an answer to your question"),
    },
    Kind.OBJECTION: {
        "he": ("אחזור אליך עם תשובה", "מה נאמר לך ומה סוכם"),
        "en": ("I'll check what you were told and answer you", "what you were told, and what stands"),
    },
    Kind.MOVE: {
        "he": ("אשיב לך על הבקשה שלך למועד אחר", "תשובה על המועד שביקשת"),
        "en": (
            "I'll answer your wish for another time",
            "an answer about the time that you asked for",
        ),
    },
    Kind.DONE: {
        "he": ("אבדוק שמה שמסרת הגיע ואעדכן אותך", "אישור שזה הגיע"),
        "en": ("I'll check that it has reached us and confirm it to you", "a word that it has arrived"),
    },
}
"""What we promise to whom asks us, in each language: the deed, and what it includes."""
MAIL: Words = {
    "he": ("אשיב לך על המייל שלך", "תשובה למייל שלך"),
    "en": ("I'll answer your email", "an answer to your email"),
}
"""The same where they wrote a mail."""
CORRECTION: Words = {
    "he": ("אשיב לך על התיקון שלך", "תשובה על התיקון שלך לסיכום"),
    "en": ("I'll answer your correction", "an answer to your correction of the summary"),
}
"""The same where they corrected a summary."""
THEIRS: Mapping[Kind, Words] = {
    Kind.TEXT: {
        "he": ("להשיב על השאלה שלנו", "התשובה שלך"),
        "en": ("answer our question", "your answer"),
    },
    Kind.READBACK: {
        "he": ("לומר לנו אם הבנו נכון", "אישור או תיקון"),
        "en": ("tell us whether we understood you right", "a yes, or what to correct"),
    },
    Kind.DOCUMENT: {
        "he": ("לשלוח לנו את המסמך שביקשנו", "המסמך"),
        "en": ("send us the document that we asked for", "the document"),
    },
}
"""The customer's part where we ask."""


def asked(*, party: Party, kind: Kind, text: str, sentence: str) -> Letter:
    """What we ask the customer, or what we understood, and by when we need their answer."""
    subject, first, how = _ASKED[kind][party.lang]
    return letter(party, f"{subject}: {party.title}", first, text, sentence, how)


_HOW = {
    "he": "אפשר לענות בעמוד שלך או פשוט להשיב להודעה הזאת.",
    "en": "You can answer on your page, or simply reply to this message.",
}
_ASKED: Mapping[Kind, Mapping[str, tuple[str, str, str]]] = {
    Kind.TEXT: {
        "he": ("שאלה אליך", "יש לנו שאלה אליך:", _HOW["he"]),
        "en": ("a question for you", "we have a question for you:", _HOW["en"]),
    },
    Kind.READBACK: {
        "he": ("שאלה אליך", "כך הבנו, ורצינו לוודא שזה נכון:", _HOW["he"]),
        "en": (
            "a question for you",
            "this is what we understood, and we want to be sure that it is right:",
            _HOW["en"],
        ),
    },
    Kind.DOCUMENT: {
        "he": (
            "מסמך שדרוש לנו ממך",
            "דרוש לנו ממך מסמך:",
            "אפשר לצלם אותו או לבחור קובץ בעמוד שלך. לכל שאלה אפשר פשוט להשיב להודעה הזאת.",
        ),
        "en": (
            "a document that we need from you",
            "we need a document from you:",
            "You can take a picture of it or choose a file on your page. If in doubt, simply reply to this message.",
        ),
    },
}
"""The subject, the first words, and how to answer."""


LONGEST_QUOTE = 300
"""So many characters of what was asked stand above the answer; a mail may be long."""


def _quoted(said: str) -> str:
    return said if len(said) <= LONGEST_QUOTE else f"{said[:LONGEST_QUOTE].rstrip()}…"


def answered(
    *, party: Party, question: str, text: str, answer_by: datetime, late: Owed | None = None
) -> Letter:
    """Our answer, under the question as it was asked, and until when they can say that it does not answer it.

    `late`: the time by which we promised it passed in silence.
    """
    question = _quoted(question)
    until = in_words(Window(due=answer_by), party.lang, party.now)
    if party.lang == "he":
        return letter(
            party,
            f"תשובה לשאלה שלך: {party.title}",
            f"שאלת: ״{question}״",
            text,
            admitted(late, party),
            f"זה לא עונה על השאלה? אפשר לומר לנו {until}, בעמוד שלך או בתשובה להודעה הזאת."
            " אם לא נשמע ממך עד אז, נבין שקיבלת תשובה.",
        )
    return letter(
        party,
        f"our answer: {party.title}",
        f"you asked: “{question}”",
        text,
        admitted(late, party),
        f"Does this not answer it? Tell us {until}, on your page or by replying to this message."
        " If we hear nothing until then, we will take it that you have your answer.",
    )


MISPLACED = {
    "he": "מייל שהגיע אלינו שויך לפנייה הזאת בטעות, ולכן התשובה עליו לא תגיע לכאן.",
    "en": "An email that reached us was put into this matter by mistake, so the answer to it will not come here.",
}
"""Why we take back the promise to answer a mail that belongs elsewhere."""
_MISPLACED = {
    "he": ("טעות שלנו", "אם קיבלת הודעה שנשיב לך על המייל, אפשר להתעלם ממנה. אין צורך לעשות דבר."),
    "en": (
        "our mistake",
        "If you read that we would answer you, please ignore it. There is nothing you need to do.",
    ),
}


def misplaced(*, party: Party) -> Letter:
    """A mail that was put into their matter belongs elsewhere, and its answer does not come here."""
    subject, rest = _MISPLACED[party.lang]
    why = MISPLACED[party.lang]
    return letter(party, f"{subject}: {party.title}", why[0].lower() + why[1:], rest)


MOVED = {
    "he": "המייל שלך עבר לנושא אחר: {title}. התשובה עליו תגיע שם.",
    "en": "Your email was moved to another matter: {title}. The answer to it will come there.",
}
"""Why we take back the promise to answer their mail in a matter of theirs to which it does not belong."""
_MOVED = {
    "he": ("המייל שלך", "אין צורך לעשות דבר."),
    "en": ("your email", "There is nothing you need to do."),
}


def moved(*, party: Party, why: str) -> Letter:
    """Their own mail is answered in another matter of theirs; `why` says in which."""
    subject, rest = _MOVED[party.lang]
    return letter(party, f"{subject}: {party.title}", why[0].lower() + why[1:], rest)
