"""What waits for tomorrow and went along with another keeps its own moment where no carrier took them."""

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, THURSDAY_1400, Business, by, of
from tests.property.world import World
from teum.actions import promises, words
from teum.management.rehearsal.carrier import Answer
from teum.models import Message

pytestmark = pytest.mark.django_db
TOMORROW_0800 = cast.at("2026-11-23 08:00")
LATER = SUNDAY_1000 + timedelta(hours=2)
AS_IT_LEAVES = timedelta(seconds=10)


def test_what_could_wait_and_was_not_taken_with_another_is_not_tried_for_itself(
    world: World, galil: Business
) -> None:
    cast.writes_first(galil)
    promise = cast.promise_of(
        cast.case(
            galil.yael,
            galil.dana,
            promise=cast.quote_draft(body="אשלח לך במייל את הצעת המחיר והמפרט", due=THURSDAY_1400),
        )
    )
    world.until(SUNDAY_1000 + timedelta(hours=1))
    words.give(
        case_id=promise.case_id,
        by=by(galil.yael),
        text="הכול מתקדם כמתוכנן.",
        next_due=cast.at("2026-11-26 12:00"),
        now=world.now,
    )
    update = of(Message, galil, kind="update").get()
    world.until(LATER)
    promises.revise(
        promise_id=promise.pk,
        by=by(galil.yael),
        due=cast.at("2026-11-26 16:00"),
        reason="הספק מאחר",
        now=LATER,
    )
    world.carrier.script.append(Answer.BUSY)
    world.until(LATER + AS_IT_LEAVES)
    assert [one.answer for one in world.carrier.handed_as(update.key)] == [Answer.BUSY], "it went along"
    waits = of(Message, galil, pk=update.pk).get()
    assert (waits.state, waits.send_at, waits.attempts) == ("queued", TOMORROW_0800, 0)
    world.until(LATER + timedelta(minutes=2))
    assert len(world.carrier.handed_as(update.key)[-1].keys) == 2, "and goes along again"
    assert of(Message, galil, pk=update.pk).get().state == "accepted"
