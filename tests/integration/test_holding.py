""" "Still no answer" in two taps: the words and the moments stand ready (A4)."""

from __future__ import annotations

from datetime import time

import pytest

from tests import cast
from tests.cast import (
    MONDAY_1000,
    SUNDAY_1000,
    TUESDAY_1000,
    TUESDAY_1500,
    WEDNESDAY_1200,
    Business,
    at,
    by,
    of,
    quote,
)
from tests.property.world import World
from teum.actions import words
from teum.actions.customers import Contact
from teum.core.outlook import Outlook
from teum.core.refusal import Refused
from teum.models import Customer, Event, Message, Promise
from teum.queries import case_view, holding

pytestmark = pytest.mark.django_db


def test_the_moments_are_when_they_may_be_written_to(galil: Business) -> None:
    row = quote(galil)
    found = holding.ready(row.case_id, by=by(galil.yael), now=TUESDAY_1000).moments
    assert found == (
        at("2026-11-24 12:00"),
        at("2026-11-24 17:00"),
        WEDNESDAY_1200,
        at("2026-11-29 12:00"),
    )
    Customer.objects.of(galil.id).filter(pk=galil.dana.pk).update(quiet_from=time(11), quiet_until=time(13))
    found = holding.ready(row.case_id, by=by(galil.yael), now=TUESDAY_1000).moments
    assert at("2026-11-24 12:00") not in found
    assert WEDNESDAY_1200 in found, "the policy's own moment is there in any case"


def test_one_tap_tells_of_all_that_falls_due_before_the_next_word(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    words.give(case_id=row.case_id, by=by(galil.yael), text=None, next_due=WEDNESDAY_1200, now=world.now)
    told = of(Message, galil, kind="update").get()
    assert "עוד אין לנו תשובה סופית. סיכמנו לשלוח לך" in told.text
    assert "העדכון הבא שלנו יגיע אליך עד יום רביעי, 25.11, בשעה 12:00." in told.text
    assert of(Promise, galil, nature="update").get().due == WEDNESDAY_1200, "it carries the next one"
    world.until(TUESDAY_1500)
    assert of(Event, galil, kind="PromiseMissed", promise=row.pk).get().facts["told"] is True
    assert not of(Message, galil, kind="holding").exists()


@pytest.mark.parametrize("added", [None, "היבואן עוד לא ענה לנו. "])
def test_the_time_that_the_words_doubt_is_in_doubt_also_where_the_next_word_comes_before_it(
    world: World, galil: Business, added: str | None
) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    ready = holding.ready(row.case_id, by=by(galil.yael), now=world.now)
    said = added and added + ready.text
    words.give(
        case_id=row.case_id, by=by(galil.yael), text=said, next_due=at("2026-11-24 12:00"), now=world.now
    )
    assert "וייתכן שלא נעמוד במועד הזה." in of(Message, galil, kind="update").get().text
    view = case_view.case_view(row.case_id, by=by(galil.yael), now=world.now)
    assert next(seen.outlook for seen in view.promises if seen.id == row.pk) is Outlook.DOUBTED


def test_another_word_casts_no_doubt_on_what_is_due_after_the_next_one(world: World, galil: Business) -> None:
    row = quote(galil)
    world.until(TUESDAY_1000)
    words.give(
        case_id=row.case_id,
        by=by(galil.yael),
        text="החלק הגיע ונבדק.",
        next_due=at("2026-11-24 12:00"),
        now=world.now,
    )
    view = case_view.case_view(row.case_id, by=by(galil.yael), now=world.now)
    assert next(seen.outlook for seen in view.promises if seen.id == row.pk) is Outlook.AS_AGREED


@pytest.mark.parametrize("lang", ["he", "en"])
def test_the_words_are_their_language_and_go_through(galil: Business, lang: str) -> None:
    whose = cast.customer(
        galil.ruth, "נועם", [Contact(channel="email", address="n@example.com")], language=lang
    )
    row = cast.promise_of(cast.case(galil.yael, whose, promise=cast.quote_draft()))
    for now, next_due in ((SUNDAY_1000, MONDAY_1000), (TUESDAY_1500, WEDNESDAY_1200)):
        ready = holding.ready(row.case_id, by=by(galil.yael), now=now)
        assert ready.lang == lang
        words.give(case_id=row.case_id, by=by(galil.yael), text=None, next_due=next_due, now=now)
    of(Promise, galil, pk=row.pk).update(state="released", ended_at=TUESDAY_1500)
    word = words.give(
        case_id=row.case_id, by=by(galil.yael), text=None, next_due=at("2026-11-26 12:00"), now=TUESDAY_1500
    )
    assert word.due == at("2026-11-26 12:00")


def test_it_is_nobodys_but_the_staffs(galil: Business) -> None:
    row = quote(galil)
    other = cast.galil(name="דודי השרון", domain="sharon.example")
    for who, code in ((by(other.ruth), "not_found"), (by(galil.sami), "not_allowed")):
        with pytest.raises(Refused) as found:
            holding.ready(row.case_id, by=who, now=SUNDAY_1000)
        assert found.value.code == code
