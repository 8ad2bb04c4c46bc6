"""What the customer said was done arrived late, as we see it: that we owed them a word is said with that (A4)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, WEDNESDAY_1200, Business, by, of, quote
from tests.integration.test_disclosures import letters
from tests.integration.test_overtaken import broken
from tests.property.world import World
from teum.actions import promises, their_part
from teum.models import Event, Promise, Question

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
ADMITTED = "עבר, ולא הודענו לך בזמן"


def said_done(world: World, business: Business, row: Promise) -> Promise:
    """Dana says on Monday that it is done; ours is to look, and the clock is away until its time has passed."""
    world.until(MONDAY_1000)
    said = their_part.say_done(promise_id=row.pk, by=business.as_customer, now=world.now)
    world.until(MONDAY_1000 + 5 * MINUTE)
    world.goes_away("clock")
    looks: Promise = of(Question, business, pk=said.pk).get().promise
    world.until(looks.due.astimezone(cast.JERUSALEM).replace(hour=22, minute=0))
    world.returns("clock")
    world.until(world.now + 10 * MINUTE)
    assert letters(business, "late")[-1].state == "queued", "it waits for the morning"
    return looks


def form(business: Business, **said: object) -> Promise:
    """Dana owes us a form."""
    return quote(business, debtor="customer", body="אשלח לך את הטופס החתום", due=WEDNESDAY_1200, **said)


def test_that_it_arrived_says_that_our_word_was_late(world: World, galil: Business) -> None:
    row = form(galil)
    looks = said_done(world, galil, row)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=world.now)
    assert letters(galil, "late")[-1].state == "overtaken"
    (arrived,) = letters(galil, "answered")
    assert ADMITTED in arrived.text
    (missed,) = of(Event, galil, kind="PromiseMissed", promise=looks.pk)
    assert not missed.facts["told"]
    world.until(cast.THURSDAY_1400)
    assert broken(world) == []


def test_so_does_what_begins_with_it(world: World, galil: Business) -> None:
    body = "אשלח לך במייל את הצעת המחיר והמפרט"
    row = quote(
        galil, body=body, due=cast.THURSDAY_1400, condition="הטופס החתום", condition_due=WEDNESDAY_1200
    )
    said_done(world, galil, row)
    promises.meet_condition(promise_id=row.pk, by=by(galil.yael), now=world.now)
    assert letters(galil, "late")[-1].state == "overtaken"
    (arrived,) = letters(galil, "answered")
    assert "הגיע אלינו מה שביקשנו: הטופס החתום. תודה." in arrived.text and ADMITTED in arrived.text
    world.until(cast.THURSDAY_1400 - MINUTE)
    assert letters(galil, "answered")[-1].state == "accepted"
    assert broken(world) == []
