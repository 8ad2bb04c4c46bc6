"""The summary after a conversation (A6): who does what by when and how, what is still open, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teum.core.conversation import Outcome
from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.disclosure import CHOICES, Decided, decided_line
from teum.language.notices.letter import Letter, Party, letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A promise as a sentence, with what is included."""

    sentence: str
    includes: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """A thing that the customer asked for, and what became of it."""

    text: str
    outcome: Outcome
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A question that waits for its answer, with the sentence of that answer; `text` is empty where it is not said."""

    sentence: str
    text: str = ""


_TALKS = {
    "he": {"call": "השיחה שלנו", "meeting": "הפגישה שלנו", "chat": "ההתכתבות שלנו", "mail": "ההתכתבות שלנו"},
    "en": {"call": "our call", "meeting": "our meeting", "chat": "our chat", "mail": "our emails"},
}


def summary(
    *,
    party: Party,
    channel: str,
    at: datetime,
    agreed: Sequence[Agreed],
    wishes: Sequence[Wished],
    questions: Sequence[Open],
    next_window: Window | None,
    decided: Sequence[Decided] = (),
) -> Letter:
    """What was said, in the order in which it is read: what was asked for, chosen and agreed, is open, and is next.

    `next_window` is the next moment by which something comes from us.
    """
    is_he = party.lang == "he"
    talk = _TALKS[party.lang][channel]
    when = in_words(Window(due=at, start=at), party.lang, party.now)
    subject = f"סיכום {talk}: {party.title}" if is_he else f"a summary of {talk}: {party.title}"
    first = (
        f"זה הסיכום של {talk} {when}, בנושא {party.title}."
        if is_he
        else f"this is a summary of {talk} {when}, about {party.title}."
    )
    return letter(
        party,
        subject,
        first,
        _listed("מה ביקשת:" if is_he else "What you asked for:", [_wish(wish, is_he) for wish in wishes]),
        _listed(CHOICES[party.lang], [decided_line(one, party) for one in decided]),
        _listed("מה סיכמנו:" if is_he else "What we agreed:", [_agreed(one, is_he) for one in agreed]),
        _listed(
            "שאלות שעוד פתוחות:" if is_he else "Questions that are still open:",
            [_question(question, is_he) for question in questions],
        ),
        _next(next_window, party),
        "זה מה שסיכמנו? אפשר לאשר בעמוד שלך. אם משהו כאן שונה ממה שהבנת, אפשר לתקן שם, או בתשובה להודעה הזאת."
        if is_he
        else "Is this what we agreed? Confirm it on your page. If something is not as you understood it, correct it"
        " there, or by replying to this message.",
    )


def _listed(heading: str, items: Sequence[str]) -> str:
    return "\n".join([heading, *(f"• {item}" for item in items)]) if items else ""


def _agreed(one: Agreed, is_he: bool) -> str:
    if not one.includes:
        return one.sentence
    return f"{one.sentence} {'כולל' if is_he else 'Included'}: {', '.join(one.includes)}."


def _wish(wish: Wished, is_he: bool) -> str:
    asked = f"״{wish.text}״" if is_he else f"“{wish.text}”"
    if wish.outcome is Outcome.PROMISED:
        return f"{asked}: {'כלול במה שסיכמנו.' if is_he else 'part of what we agreed.'}"
    if wish.outcome is Outcome.ANSWERED:
        return f"{asked}: {wish.answer}"
    declined = "את זה לא נעשה." if is_he else "this we will not do."
    return f"{asked}: {declined} {wish.answer}".strip()


def _question(question: Open, is_he: bool) -> str:
    if not question.text:
        return question.sentence
    asked = f"״{question.text}״" if is_he else f"“{question.text}”"
    return f"{asked} {question.sentence}"


def _next(window: Window | None, party: Party) -> str:
    if window is None:
        return ""
    until = in_words(window, party.lang, party.now)
    if party.lang == "he":
        return f"המועד הקרוב מצידנו: {until}."
    return f"The next moment on our side: {until}."
