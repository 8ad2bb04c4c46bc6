"""The question bank: kept by managers, offered where it fits, asked in the customer's language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1400, Business, by, of
from teum.actions import bank, cases, promises, questions, services
from teum.actions.bank import Entry
from teum.core.permissions import NotAllowed
from teum.core.refusal import Missing, Refused
from teum.models import BankQuestion, Case, Message, Question
from teum.queries import bank as queries
from teum.queries.case_view import CaseView, case_view

pytestmark = pytest.mark.django_db
FLOOR = Entry(he="באיזו קומה נמצאת הדירה?", en="Which floor is the flat on?", phase="before")


def refused(act: Callable[[], Any]) -> Refused:
    """The refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


def added(business: Business, **said: Any) -> BankQuestion:
    """A question that the manager added."""
    return bank.add(by=by(business.amir), entry=replace(FLOOR, **said), now=SUNDAY_1000)


def seen(business: Business, case: Case) -> CaseView:
    """The case as Yael sees it."""
    return case_view(case.pk, by=by(business.yael), now=SUNDAY_1000)


def test_it_is_asked_in_the_customers_language_by_when_the_policy_says(galil: Business) -> None:
    row = added(galil)
    for customer, said in ((galil.dana, FLOOR.he), (galil.john, FLOOR.en)):
        case = cast.case(galil.yael, customer)
        question = bank.ask(case_id=case.pk, by=by(galil.yael), bank_id=row.pk, now=SUNDAY_1000)
        assert (question.asked.text, question.bank_id, question.kind) == (said, row.pk, "text")
        assert question.promise.due > SUNDAY_1000
        assert said in of(Message, galil, kind="asked", case=case).get().text


def test_what_fits_the_case_and_its_service_is_offered_once(galil: Business) -> None:
    service = services.add(by=by(galil.ruth), name="מזגן חדש")
    everywhere = added(galil)
    fitting = added(galil, he="כמה חדרים?", en="How many rooms?", service=service.pk)
    other = added(
        galil, he="מה בלוח?", en="What is in the box?", service=services.add(by=by(galil.ruth), name="לוח").pk
    )
    gone = added(galil, he="ישן?", en="Old?", is_active=False)
    case = cases.open_case(
        customer_id=galil.dana.pk, by=by(galil.yael), title="מזגן", service=service.pk, now=SUNDAY_1000
    )
    offered = [one.id for one in queries.offered(seen(galil, case), by=by(galil.yael))]
    assert offered == [everywhere.pk, fitting.pk] and not {other.pk, gone.pk} & set(offered)
    bank.ask(case_id=case.pk, by=by(galil.yael), bank_id=fitting.pk, now=SUNDAY_1000)
    assert [one.id for one in queries.offered(seen(galil, case), by=by(galil.yael))] == [everywhere.pk]
    plain = cast.case(galil.yael, galil.dana)
    assert [one.id for one in queries.offered(seen(galil, plain), by=by(galil.yael))] == [everywhere.pk]


def test_what_was_asked_in_the_same_words_is_offered_no_more(galil: Business) -> None:
    added(galil)
    case = cast.case(galil.yael, galil.dana)
    questions.ask(case_id=case.pk, by=by(galil.yael), text=FLOOR.he, due=TUESDAY_1400, now=SUNDAY_1000)
    assert queries.offered(seen(galil, case), by=by(galil.yael)) == ()


def test_the_phase_is_what_was_done_so_far(galil: Business) -> None:
    promise = cast.quote(galil)
    case = promise.case
    assert queries.phase_of(seen(galil, case)) == "before"
    draft = cast.quote_draft(body="אשלח לך את תעודת האחריות", includes=("תעודה",), due=TUESDAY_1400)
    second = promises.make(case_id=case.pk, by=by(galil.yael), draft=draft, now=SUNDAY_1000)
    promises.report(promise_id=promise.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert queries.phase_of(seen(galil, case)) == "during"
    promises.report(promise_id=second.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert queries.phase_of(seen(galil, case)) == "end"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"he": " "}, "incomplete"),
        ({"en": "…"}, "incomplete"),
        ({"he": "נחזור אליך בהקדם, בסדר?"}, "vague_window"),
        ({"phase": "later"}, "invalid"),
        ({"kind": "readback"}, "invalid"),
        ({"service": 10**9}, "not_found"),
    ],
)
def test_what_the_bank_does_not_take(galil: Business, said: dict[str, Any], code: str) -> None:
    assert refused(lambda: added(galil, **said)).code == code
    assert not of(BankQuestion, galil).exists()


def test_a_question_is_changed_and_stays_as_it_was_asked(galil: Business) -> None:
    row = added(galil)
    case = cast.case(galil.yael, galil.dana)
    asked = bank.ask(case_id=case.pk, by=by(galil.yael), bank_id=row.pk, now=SUNDAY_1000)
    entry = replace(FLOOR, he="באיזה רחוב?", is_active=False)
    bank.change(bank_id=row.pk, by=by(galil.ruth), entry=entry, now=MONDAY_1000)
    assert of(Question, galil).get(pk=asked.pk).asked.text == FLOOR.he
    again = refused(lambda: bank.ask(case_id=case.pk, by=by(galil.yael), bank_id=row.pk, now=MONDAY_1000))
    assert isinstance(again, Missing)


def test_who_may(galil: Business) -> None:
    for member in (galil.yael, galil.sami):
        assert isinstance(
            refused(lambda who=member: bank.add(by=by(who), entry=FLOOR, now=SUNDAY_1000)),
            NotAllowed,  # type: ignore[misc]
        )
    row, case = added(galil), cast.case(galil.yael, galil.dana)
    for who in (galil.as_customer, by(galil.sami)):
        assert refused(
            lambda actor=who: bank.ask(case_id=case.pk, by=actor, bank_id=row.pk, now=SUNDAY_1000)  # type: ignore[misc]
        ).code in ("not_found", "not_allowed")
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    theirs = cast.case(stranger.yael, stranger.dana)
    asked = lambda: bank.ask(case_id=theirs.pk, by=by(stranger.yael), bank_id=row.pk, now=SUNDAY_1000)  # noqa: E731
    assert isinstance(refused(asked), Missing)
    assert queries.every(by=by(stranger.ruth)) == ()


def test_the_database_itself_holds_both_languages(galil: Business) -> None:
    row = added(galil)
    for wrong in ({"he": ""}, {"en": ""}, {"phase": "later"}, {"kind": "readback"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            of(BankQuestion, galil).filter(pk=row.pk).update(**wrong)
