"""Replies to the question at the end: a score is one only where it stands alone."""

import pytest

from teum.core.survey import Gap
from teum.language import scores


@pytest.mark.parametrize(
    ("text", "score", "gap", "rest"),
    [
        ("5", 5, None, ""),
        ("4.", 4, None, ""),
        ("3 מתוך 5", 3, None, ""),
        ("2/5, פחות טוב ממה שסיכמנו", 2, Gap.WORSE, ""),
        ("5, יותר טוב", 5, Gap.BETTER, ""),
        ("4 of 5, as we agreed\nThank you", 4, Gap.AS_AGREED, "Thank you"),
        ("5!", 5, None, ""),
        ("5 👍", 5, None, ""),
        ("5 כוכבים", 5, None, ""),
        ("4 stars!\nDana", 4, None, "Dana"),
        ("5, תודה רבה!", 5, None, "תודה רבה!"),
        ("5 תודה\nדנה", 5, None, "תודה\nדנה"),
        ("5/5 thank you so much :)", 5, None, "thank you so much :)"),
        ("1 - worse than agreed\n\nIt leaks again.", 1, Gap.WORSE, "It leaks again."),
    ],
)
def test_a_score_that_stands_alone_is_read(text: str, score: int, gap: Gap | None, rest: str) -> None:
    found = scores.read(text)
    assert found == scores.Score(score=score, gap=gap, rest=rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "תודה",
        "6",
        "0",
        "15",
        "5 דקות אחרי שיצאתם זה נפסק",
        "2 things are missing",
        "3.11 בבוקר",
        "5?",
        "5 תודה אבל הוא רועש",
        "5, הכול טוב?",
    ],
)
def test_a_number_within_a_sentence_is_no_score(text: str) -> None:
    assert scores.read(text) is None


def test_a_line_of_ten_thousand_marks_is_read_at_once() -> None:
    assert scores.read(f"5{' ' * 10_000}1") is None
