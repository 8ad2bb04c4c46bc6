"""Where a promise stands against its time, by what was told and by the moment alone."""

from dataclasses import replace

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, TUESDAY_1400, WEDNESDAY_1200
from teum.core import outlook
from teum.core.outlook import Outlook, Told
from teum.core.promise import Debtor, Promise, State
from teum.core.window import Window

QUOTE = Promise(state=State.OPEN, window=Window(due=TUESDAY_1400), owner=1)
HELD = Told(doubt="holding", next_word=WEDNESDAY_1200)


@pytest.mark.parametrize(
    ("promise", "told", "now", "found"),
    [
        (QUOTE, Told(), SUNDAY_1000, Outlook.AS_AGREED),
        (QUOTE, Told(), TUESDAY_1400, Outlook.LATE),
        (QUOTE, HELD, cast.TUESDAY_1330, Outlook.DOUBTED),
        (QUOTE, HELD, TUESDAY_1400, Outlook.LATE),
        (QUOTE, Told(doubt="no_date"), cast.TUESDAY_1330, Outlook.NO_DATE),
        (replace(QUOTE, debtor=Debtor.THIRD_PARTY), Told(), TUESDAY_1400, Outlook.LATE),
        (replace(QUOTE, debtor=Debtor.CUSTOMER), Told(), TUESDAY_1400, Outlook.AS_AGREED),
        (replace(QUOTE, state=State.REPORTED), Told(), TUESDAY_1400, Outlook.DONE),
        (replace(QUOTE, state=State.KEPT), HELD, TUESDAY_1400, Outlook.AS_AGREED),
        (replace(QUOTE, state=State.WAITING), Told(has_come=True), SUNDAY_1000, Outlook.CAME),
        (replace(QUOTE, state=State.WAITING), Told(), SUNDAY_1000, Outlook.AS_AGREED),
    ],
)
def test_what_is_to_be_said_of_its_time(promise: Promise, told: Told, now: object, found: Outlook) -> None:
    assert outlook.of(promise, told, now=now) is found  # type: ignore[arg-type]


def test_a_next_word_is_named_only_while_it_lies_ahead() -> None:
    assert HELD.following(TUESDAY_1400) == WEDNESDAY_1200
    assert HELD.following(WEDNESDAY_1200) is None
