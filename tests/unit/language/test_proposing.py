"""What the notes of a conversation propose: promises of each side, questions and vague spots, and nothing more."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from teum import language
from teum.core import working_time
from teum.language import Proposal

SUNDAY = datetime(2026, 11, 22, 9, 30, tzinfo=ZoneInfo("Asia/Jerusalem"))


def propose(text: str, speaker: str = "provider") -> list[Proposal]:
    found = list(language.propose(text, speaker=speaker, now=SUNDAY, calendar=working_time.israel()))
    assert all(text[slice(*proposal.span)] == proposal.quote for proposal in found)
    return found


def test_each_side_has_its_promises() -> None:
    notes = "אתקשר אליך ביום שלישי בשעה 14:00. הלקוחה תשלח את התמונות עד יום שני בשעה 10:00."
    ours, theirs = (p for p in propose(notes) if p.kind == "promise")
    assert (ours.debtor, ours.channel, ours.due) == (
        "provider",
        "phone",
        SUNDAY.replace(day=24, hour=14, minute=0),
    )
    assert theirs.due == SUNDAY.replace(day=23, hour=10, minute=0)
    assert theirs.debtor != "provider"


def test_a_mail_is_read_in_its_writers_words() -> None:
    (found,) = propose("אשלח לכם את הטופס עד יום שלישי בשעה 12:00", speaker="customer")
    assert (found.kind, found.debtor) == ("promise", "customer")


@pytest.mark.parametrize(
    ("notes", "asked"),
    [
        ("סיכמנו הכול. באיזה צבע יהיה המזגן? היה נעים.", ["באיזה צבע יהיה המזגן?"]),
        ("Which floor is it on? They live in Haifa.", ["Which floor is it on?"]),
        ("הכול ברור.", []),
    ],
)
def test_what_asks_is_a_question(notes: str, asked: list[str]) -> None:
    assert [p.quote for p in propose(notes) if p.kind == "question"] == asked


def test_a_vague_spot_says_why_and_what_is_better() -> None:
    found = propose("אשלח לך את המידע בהקדם")
    assert [p.kind for p in found] == ["promise", "vague"]
    assert found[0].due is None
    assert found[1].quote == "בהקדם" and found[1].why and found[1].better


def test_small_talk_proposes_nothing() -> None:
    assert propose("דיברנו על מזג האוויר") == []


@pytest.mark.parametrize("said", ["את תשלחי לי תמונה", "תשלחי לי תמונה", "אתם תעבירו לנו את הטופס"])
def test_what_is_said_to_the_customer_is_their_promise(said: str) -> None:
    (found,) = propose(f"דיברנו על המזגן. {said} עד יום שלישי ב-12:00")
    assert (found.kind, found.debtor) == ("promise", "customer")
    assert found.due == SUNDAY.replace(day=24, hour=12, minute=0)
    assert found.what and found.what in said


def test_what_is_said_to_the_customer_without_a_time_is_no_promise() -> None:
    assert propose("תשלחי לי תמונה") == []
