"""What is settled before hanging up, what was told whole, and who is surprised (A0)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from teum.core import conversation as core
from teum.core import summary
from teum.core.conversation import Outcome, Wish
from teum.core.finding import Word
from teum.core.promise import Debtor, Incomplete, Promise, State
from teum.core.refusal import Refused
from teum.core.window import Window

DUE = datetime(2026, 11, 24, 14, tzinfo=ZoneInfo("Asia/Jerusalem"))
LATER, BEFORE = DUE + timedelta(hours=1), DUE - timedelta(hours=1)


@pytest.mark.parametrize(
    ("wish", "is_open"),
    [
        (Wish(text="x", outcome=None), True),
        (Wish(text="x", outcome=Outcome.PROMISED), True),
        (Wish(text="x", outcome=Outcome.PROMISED, is_kept_by=True), False),
        (Wish(text="x", outcome=Outcome.ANSWERED), True),
        (Wish(text="x", outcome=Outcome.ANSWERED, answer=" . "), True),
        (Wish(text="x", outcome=Outcome.ANSWERED, answer="17:00"), False),
        (Wish(text="x", outcome=Outcome.DECLINED), False),
    ],
)
def test_a_wish_is_open_until_the_customer_knows_what_becomes_of_it(wish: Wish, is_open: bool) -> None:
    assert wish.is_open is is_open


def test_the_open_wishes_are_named_by_their_places() -> None:
    wishes = [Wish(text="x", outcome=Outcome.DECLINED), Wish(text="y", outcome=None)]
    with pytest.raises(Refused) as found:
        core.require_wishes(wishes)
    assert found.value.details == {"wishes": [1]}


@pytest.mark.parametrize(
    ("reached", "owes", "is_loose", "next_at", "is_open", "whole"),
    [
        (False, False, False, DUE, True, None),
        (True, True, False, DUE, True, False),
        (True, False, True, DUE, True, False),
        (True, False, False, None, True, False),
        (True, False, False, DUE, True, True),
        (True, False, False, None, False, True),
    ],
)
def test_a_matter_is_told_whole_where_nothing_is_left_to_ask(
    reached: bool, owes: bool, is_loose: bool, next_at: datetime | None, is_open: bool, whole: bool | None
) -> None:
    found = core.told_whole(
        reached=reached, owes_an_answer=owes, is_loose=is_loose, next_at=next_at, is_open=is_open
    )
    assert found is whole


def promised(**values: object) -> Promise:
    """A promise by Tuesday at two."""
    return Promise(**{"state": State.OPEN, "window": Window(due=DUE), "owner": 1, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("promise", "words", "now", "is_surprised"),
    [
        (promised(), [], LATER, True),
        (promised(), [], DUE, True),
        (promised(), [], BEFORE, False),
        (promised(debtor=Debtor.THIRD_PARTY), [], LATER, True),
        (promised(debtor=Debtor.CUSTOMER), [], LATER, False),
        (promised(state=State.REPORTED), [], LATER, False),
        (promised(), [Word(number=0, what="holding", at=BEFORE)], LATER, False),
        (promised(), [Word(number=0, what="late", at=LATER)], LATER, False),
        (promised(), [Word(number=0, what="holding", at=None)], LATER, True),
        (promised(), [Word(number=0, what="agreed", at=BEFORE)], LATER, True),
        (promised(number=1), [Word(number=0, what="holding", at=BEFORE)], LATER, True),
    ],
)
def test_who_asks_about_what_we_owed_in_silence_is_surprised(
    promise: Promise, words: list[Word], now: datetime, is_surprised: bool
) -> None:
    assert core.is_surprise(promise, words=words, now=now) is is_surprised


def test_a_summary_may_be_worded_anew_but_says_every_time() -> None:
    times = ["עד יום רביעי, 25.11, בשעה 12:00"]
    summary.require_whole("נתקשר עד יום\nרביעי, 25.11,  בשעה 12:00, כמו שסיכמנו", times=times)
    with pytest.raises(summary.LeavesOut) as found:
        summary.require_whole("נתקשר ביום רביעי", times=[*times, *times])
    assert found.value.details == {"times": times}
    with pytest.raises(Incomplete):
        summary.require_whole(" . ", times=[])
