"""What stands above the words about several matters that leave in one message, to a customer or to one of ours."""

from collections.abc import Sequence

from teum.language.notices.letter import Letter, Party

_HE = ("שני", "שלושה", "ארבעה", "חמישה", "שישה", "שבעה", "שמונה", "תשעה", "עשרה")
_EN = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def several(*, party: Party, count: int) -> Letter:
    """The subject, and the first line, of one message about `count` matters of a customer."""
    if party.lang == "he":
        matters = f"{_number(count, _HE)} עניינים שלך"
        return Letter(
            subject=f"{party.business}: עדכונים ב{_glue(count)}{matters}",
            paragraphs=(f"יש לנו עדכונים ב{_glue(count)}{matters}, זה אחר זה.",),
        )
    matters = f"{_number(count, _EN)} matters of yours"
    return Letter(
        subject=f"{party.business}: news about {matters}",
        paragraphs=(f"We have news about {matters}, one after the other.",),
    )


def told(*, party: Party, count: int) -> Letter:
    """The same of one letter to somebody who manages, about `count` matters in which the clock had to speak."""
    if party.lang == "he":
        matters = f"ב{_glue(count)}{_number(count, _HE)} עניינים"
        return Letter(
            subject=f"המערכת כתבה ללקוחות {matters}, כי לא היה עדכון",
            paragraphs=(
                f"לא היה עדכון {matters}, ולכן המערכת כתבה ללקוחות.",
                "הנה כולם, זה אחר זה. הם נמצאים גם ב״היום שלי״.",
            ),
        )
    matters = f"{_number(count, _EN)} matters"
    return Letter(
        subject=f"Teum wrote to customers about {matters}: no update had been given",
        paragraphs=(
            f"No update had been given on {matters}, so Teum wrote to the customers.",
            "Here they are, one after the other. They are on your day as well.",
        ),
    )


def asked(*, party: Party, count: int) -> Letter:
    """The same of one letter to one of ours, who is asked about `count` matters before the clock speaks."""
    if party.lang == "he":
        wait = f"{_number(count, _HE)} עניינים מחכים לתשובה"
        return Letter(
            subject=f"נעמוד בזה? {wait}",
            paragraphs=(
                f"{wait}, לפני שהמערכת כותבת ללקוחות.",
                "הנה כולם, זה אחר זה. הם נמצאים גם ב״היום שלי״.",
            ),
        )
    matters = f"{_number(count, _EN)} matters"
    return Letter(
        subject=f"Will this be kept? An answer is needed on {matters}",
        paragraphs=(
            f"An answer is needed on {matters}, before Teum writes to the customers.",
            "Here they are, one after the other. They are on your day as well.",
        ),
    )


def _number(count: int, words: Sequence[str]) -> str:
    return words[count - 2] if count - 2 < len(words) else str(count)


def _glue(count: int) -> str:
    """A Hebrew prefix stands apart from digits."""
    return "" if count - 2 < len(_HE) else "-"
