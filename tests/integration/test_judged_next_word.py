"""The judge of the next word sees a letter that names one which is not to come any more (guarantee 3)."""

from datetime import timedelta

import pytest

from tests.cast import MONDAY_1000, THURSDAY_1400, WEDNESDAY_1200, Business, by, quote
from tests.property.world import World
from teum.actions import words
from teum.core.promise import Debtor
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.kinds import Kind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_letter_that_keeps_the_word_which_it_names_leaves_nothing_to_come(
    world: World, galil: Business, monkeypatch: pytest.MonkeyPatch, is_broken: bool
) -> None:
    """Two letters name the same moment, and the second one keeps what the first one promised."""
    if is_broken:
        monkeypatch.setattr(
            words,
            "told_until",
            lambda opened, following: [
                row for row in opened.live() if row.debtor != Debtor.CUSTOMER and row.due <= following.due
            ],
        )
    row = quote(galil, body="אשלח לך את המפרט", due=THURSDAY_1400)
    for hours in range(2):
        world.until(MONDAY_1000 + timedelta(hours=hours))
        words.give(
            case_id=row.case_id, by=by(galil.yael), text="החלק בדרך", next_due=WEDNESDAY_1200, now=world.now
        )
    world.until(WEDNESDAY_1200 + timedelta(minutes=5))
    world.look()
    found = [violation.kind for violation in guarantees.next_word_is_promised(world)]
    assert found == ([Kind.NEXT_WORD_MISTOLD] if is_broken else [])
