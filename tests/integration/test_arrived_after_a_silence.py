"""What others owed arrived, after a time passed of whose change the customer had not heard: they hear that it was late."""

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, TUESDAY_1230, TUESDAY_1400, WEDNESDAY_1200, Business, by, of
from tests.property.world import World
from teum.actions import delays, promises
from teum.core.promise import Debtor
from teum.management.rehearsal import guarantees
from teum.management.rehearsal.carrier import Answer
from teum.models import Promise, Telling

pytestmark = pytest.mark.django_db


def test_a_change_that_nobody_could_tell_and_an_arrival_leave_no_lateness_untold(
    world: World, galil: Business
) -> None:
    world.carrier.decide = lambda *, key, address: Answer.NO_SUCH_ADDRESS
    draft = cast.quote_draft(
        body="היבואן ישלח לך את החלק",
        includes=("החלק",),
        debtor=Debtor.THIRD_PARTY,
        channel="visit",
        due=TUESDAY_1400,
    )
    part = cast.promise_of(cast.case(galil.yael, galil.dana, promise=draft, now=SUNDAY_1000))
    world.until(TUESDAY_1230)
    promises.revise(
        promise_id=part.pk, by=by(galil.yael), due=WEDNESDAY_1200, reason="היבואן מאחר", now=world.now
    )
    delays.no_date(
        promise_id=part.pk,
        by=by(galil.yael),
        reason="היבואן לא משיב",
        next_due=cast.at("2026-11-25 11:00"),
        now=world.now,
    )
    world.until(cast.at("2026-11-24 16:00"))
    promises.report(promise_id=part.pk, by=by(galil.yael), now=world.now)
    world.look()
    assert of(Promise, galil, pk=part.pk).get().state == "kept"
    assert list(guarantees.no_silent_lateness(world)) == []
    assert of(Telling, galil, promise=part, what="late").exists()
