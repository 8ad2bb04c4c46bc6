"""What a customer was asked to choose about a promise that ends unmade: it is asked no more, and refused to nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    WEDNESDAY_1200,
    Business,
    at,
    by,
    fresh,
    of,
    quote,
    quote_draft,
)
from tests.cast_disclosure import CANCEL, FLAW, NOTHING, shower
from tests.cast_signing import changed, in_force
from tests.integration.test_agreements import LATER
from tests.integration.test_disclosures import choose, letters
from tests.integration.test_overtaken import broken
from tests.property.world import World
from teum.actions import agreed, disclosures, promises
from teum.actions.promises.steps import Next
from teum.core.alignment import Answer
from teum.core.disclosure import Kind
from teum.models import Disclosure, Promise
from teum.queries import agreement_promises
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db
MONDAY_1400 = at("2026-11-23 14:00")
BODY = "אשלח לך במייל את הצעת המחיר והמפרט"
HOUR = timedelta(hours=1)


def faulty(business: Business, about: Promise, *, now: datetime = SUNDAY_1000) -> Disclosure:
    """Yael tells Dana of a fault in what she was promised, and asks her to choose until Wednesday."""
    return disclosures.disclose(
        case_id=about.case_id,
        by=by(business.yael),
        shown=shower(kind=Kind.FAULT, options=(NOTHING, CANCEL), recommended="", interest=""),
        about=about.pk,
        decide_by=WEDNESDAY_1200,
        now=now,
    )


def standing(business: Business, row: Disclosure, now: datetime) -> str:
    (shown,) = case_view(row.case_id, by=by(business.yael), now=now).disclosures
    return shown.standing


def test_what_lapsed_leaves_nothing_to_choose(world: World, galil: Business) -> None:
    waits = quote(galil, body=BODY, due=WEDNESDAY_1200, condition="הטופס החתום", condition_due=MONDAY_1400)
    row = faulty(galil, waits)
    world.until(MONDAY_1400 - HOUR)
    assert letters(galil, "disclosed")[-1].state == "accepted"
    world.until(MONDAY_1400 + 2 * HOUR)
    assert fresh(waits).state == "lapsed"
    assert standing(galil, row, world.now) == "dropped"
    assert [letter.state for letter in letters(galil, "closing")] == ["accepted"], "they know how it stands"
    world.until(at("2026-11-26 12:00"))
    assert broken(world) == []


def test_so_does_an_offer_that_they_declined(galil: Business) -> None:
    offer = quote(galil, answer_by=at("2026-11-24 12:00"))
    row = faulty(galil, offer)
    promises.decline(promise_id=offer.pk, by=galil.as_customer, now=MONDAY_1000)
    assert standing(galil, row, MONDAY_1000) == "dropped"


def test_what_had_ended_before_is_let_go_of_without_an_end(galil: Business) -> None:
    waits = quote(galil, body=BODY, due=WEDNESDAY_1200, condition="הטופס החתום", condition_due=MONDAY_1400)
    row = faulty(galil, waits)
    of(Promise, galil, pk=waits.pk).update(state="lapsed")
    chosen = choose(galil, row, option="cancel")
    assert chosen.decided is not None and fresh(waits).state == "lapsed"
    assert len(letters(galil, "decided")) == 1


def test_so_does_what_the_next_version_no_longer_names(
    galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = in_force(galil)
    visit = of(Promise, galil, pk=first.promises["visit"]).get()
    row = faulty(galil, visit, now=LATER)
    following = changed(galil, first, wish=Answer(text="מקלחון שקל לנקות מאוד"), now=LATER)
    none = replace(agreement_promises.carried(following), gone=(visit.pk,), stands={})
    monkeypatch.setattr(agreed.agreement_promises, "carried", lambda _: none)
    monkeypatch.setattr(agreed, "_anew", lambda _: {})
    in_force(galil, following, now=LATER)
    assert fresh(visit).state == "released"
    assert standing(galil, row, LATER) == "dropped"


def test_a_letter_that_waits_asks_for_no_choice_about_what_lapsed_meanwhile(
    world: World, galil: Business
) -> None:
    waits = quote(galil, body=BODY, due=WEDNESDAY_1200, condition="הטופס החתום", condition_due=MONDAY_1400)
    world.until(MONDAY_1400 - HOUR)
    world.goes_away("delivery")
    faulty(galil, waits, now=world.now)
    world.until(MONDAY_1400 + HOUR)
    world.returns("delivery")
    world.until(MONDAY_1400 + 3 * HOUR)
    asking, unasked = letters(galil, "disclosed")
    assert (asking.state, unasked.state) == ("overtaken", "accepted")
    assert FLAW in unasked.text and "אפשר לבחור" not in unasked.text
    assert broken(world) == []


def replace_it(business: Business, row: Promise) -> None:
    promises.make(
        case_id=row.case_id,
        by=by(business.yael),
        draft=quote_draft(body=BODY, due=WEDNESDAY_1200, replaces=row.pk),
        now=SUNDAY_1000,
    )


def take_back(business: Business, row: Promise) -> None:
    promises.withdraw(
        promise_id=row.pk,
        by=by(business.yael),
        disclosure="הדגם אזל מהמלאי",
        after=Next(word_by=WEDNESDAY_1200),
        now=SUNDAY_1000,
    )


@pytest.mark.parametrize("end", [replace_it, take_back])
def test_nor_about_what_was_replaced_or_taken_back(
    galil: Business, end: Callable[[Business, Promise], None]
) -> None:
    agreed = quote(galil)
    row = faulty(galil, agreed)
    end(galil, agreed)
    assert standing(galil, row, SUNDAY_1000) == "dropped"
    asking, unasked = letters(galil, "disclosed")
    assert asking.state == "overtaken" and "אפשר לבחור" not in unasked.text
