"""What a service keeps to be told is told to each customer before they pay, and chosen at the counter (A7, A8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests import cast
from tests.cast import DANA_PHONE, MONDAY_1000, SUNDAY_1000, TUESDAY_1400, Business, by, fresh, of, promise_of
from tests.cast_disclosure import DAYS, FLAW, OTHER, kept, shower
from tests.integration.test_disclosures import letters, refused
from teum.actions import cases, disclosures, objections, sales, seals, services, standing
from teum.actions.customers import Contact
from teum.actions.sales import Chosen, Whose
from teum.models import Case, Customer, Disclosure, Event, Message, Promise, Service, StandingDisclosure, Task
from teum.queries import standing as queries
from teum.queries.case_view import case_view
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def shower_cabin(galil: Business) -> Service:
    """What is on offer."""
    return services.add(by=by(galil.ruth), name="מקלחון במבצע")


@pytest.fixture
def flaw(galil: Business, shower_cabin: Service) -> StandingDisclosure:
    """Its flaw, told to everybody."""
    return keep(galil, shower_cabin)


def keep(business: Business, service: Service, **said: Any) -> StandingDisclosure:
    values = {"shown": kept(), "days": DAYS, "by": by(business.ruth), "now": SUNDAY_1000, **said}
    return standing.keep(service_id=service.pk, **values)


def sell(business: Business, service: Service, option: str = "other", **said: Any) -> Case:
    """The customer reads at the counter, chooses, and says who they are."""
    laid = queries.laid(service.pk, by=by(business.yael), now=SUNDAY_1000)
    who: dict[str, Any] = {
        "name": "מיכל אור",
        "contacts": [Contact(channel="email", address="michal@example.com")],
    }
    who |= {
        name: said.pop(name) for name in ("name", "contacts", "customer", "case", "is_new") if name in said
    }
    values: dict[str, Any] = {
        "by": by(business.yael),
        "whose": Whose(**who),
        "chosen": {view.id: Chosen(option=option, shown=view.digest) for view in laid},
        "now": SUNDAY_1000,
        **said,
    }
    return sales.record(service_id=service.pk, **values)


def test_the_dearer_one_is_bought_with_open_eyes(
    galil: Business, shower_cabin: Service, flaw: StandingDisclosure
) -> None:
    case = sell(galil, shower_cabin)
    told = of(Disclosure, galil).get()
    assert (told.chosen, told.how, told.standing) == ("other", "counter", flaw)
    assert promise_of(case).includes == ["דגם אחר, בלי פגם"]
    assert promise_of(case).due == cast.at("2026-11-27 13:00"), "five business days after the choice"
    (line,) = of(Message, galil, case=case, customer__isnull=False)
    assert line.kind == "decided" and "זו הבחירה שלך: דגם אחר, בלי פגם" in line.text
    decision = of(Event, galil, kind="DecisionMade").get()
    assert decision.facts["shown"] == of(Event, galil, kind="DisclosureMade").get().facts["digest"]
    assert verify().broken is None


def test_nothing_is_recorded_of_other_words_than_were_shown(
    galil: Business, shower_cabin: Service, flaw: StandingDisclosure
) -> None:
    seen = {
        flaw.pk: Chosen(
            option="other", shown=queries.laid(shower_cabin.pk, by=by(galil.yael), now=SUNDAY_1000)[0].digest
        )
    }
    assert refused(lambda: sell(galil, shower_cabin, chosen=seen, now=MONDAY_1000)) == "shown_changed"
    standing.end(standing_id=flaw.pk, by=by(galil.ruth))
    dearer = kept()
    other = replace(OTHER, window=None, price=199_000)
    newer = keep(
        galil, shower_cabin, shown=replace(dearer, options=(dearer.options[0], other, dearer.options[2]))
    )
    assert refused(lambda: sell(galil, shower_cabin, chosen=seen)) == "incomplete"
    stale = {newer.pk: seen[flaw.pk]}
    assert refused(lambda: sell(galil, shower_cabin, chosen=stale)) == "shown_changed"
    assert not of(Disclosure, galil).exists() and not of(Customer, galil, name="מיכל אור").exists()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"chosen": {}}, "incomplete"),
        ({"option": "best"}, "no_such_option"),
        ({"contacts": []}, "incomplete"),
        ({"name": " "}, "incomplete"),
        ({"contacts": [Contact(channel="phone", address="12")]}, "bad_address"),
    ],
)
def test_a_sale_that_is_not_whole_leaves_nothing_behind(
    galil: Business, shower_cabin: Service, flaw: StandingDisclosure, said: dict[str, Any], code: str
) -> None:
    assert refused(lambda: sell(galil, shower_cabin, **said)) == code
    assert not of(Case, galil).exists() and not of(Customer, galil, name="מיכל אור").exists()


def test_who_does_not_buy_is_let_go(galil: Business, shower_cabin: Service, flaw: StandingDisclosure) -> None:
    case = sell(galil, shower_cabin, "cancel")
    assert Case.objects.of(galil.id).get(pk=case.pk).state == "closed"
    assert not of(Promise, galil, case=case, nature="deed", debtor="provider").exists()


def test_who_has_a_number_only_gets_the_line_by_hand(
    galil: Business, shower_cabin: Service, flaw: StandingDisclosure
) -> None:
    sell(galil, shower_cabin, contacts=[Contact(channel="phone", address=DANA_PHONE)], is_new=True)
    (line,) = letters(galil, "decided")
    assert line.reason == "by_hand"
    assert of(Task, galil, kind="call", message=line, done_at=None).exists()


def test_a_case_about_the_service_is_told_at_once(
    galil: Business, shower_cabin: Service, flaw: StandingDisclosure
) -> None:
    case = cases.open_case(
        customer_id=galil.dana.pk, by=by(galil.yael), title="מקלחון", service=shower_cabin.pk, now=SUNDAY_1000
    )
    told = Disclosure.objects.of(galil.id).select_related("promise").get(case=case)
    assert told.promise and told.promise.state == "open" and told.chosen == ""
    assert FLAW in letters(galil, "disclosed")[0].text


def test_one_customers_objection_becomes_what_everybody_is_told(
    galil: Business, shower_cabin: Service
) -> None:
    row = cast.quote(galil)
    told = disclosures.disclose(
        case_id=row.case_id, by=by(galil.yael), shown=shower(), decide_by=TUESDAY_1400, now=SUNDAY_1000
    )
    objections.object_to(disclosure_id=told.pk, by=galil.as_customer, text="לי זה מפריע", now=MONDAY_1000)
    assert of(Task, galil, kind="standing", done_at=None).exists()
    keep(galil, shower_cabin, because_of=told.pk, now=MONDAY_1000)
    assert not of(Task, galil, kind="standing", done_at=None).exists()
    assert queries.laid(shower_cabin.pk, by=by(galil.yael), now=MONDAY_1000)[0].shown.what == FLAW


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"days": {"as_is": 3}}, "incomplete"),
        ({"days": {"as_is": 3, "other": 0}}, "incomplete"),
        ({"shown": replace(kept(), what="זה ייפתר בקרוב")}, "vague_window"),
        ({"shown": replace(kept(), no_date="נתקן את זה עד יום חמישי, 26.11, בשעה 10:00")}, "window_mismatch"),
        ({"by": "yael"}, "not_allowed"),
    ],
)
def test_what_is_kept_can_be_told_to_everybody(
    galil: Business, shower_cabin: Service, said: dict[str, Any], code: str
) -> None:
    if said.get("by"):
        said = {"by": by(galil.yael)}
    assert refused(lambda: keep(galil, shower_cabin, **said)) == code


# ── set later, and shown before hanging up ──


def test_a_service_that_is_set_later_tells_what_it_keeps_and_moves_nothing(
    galil: Business, shower_cabin: Service
) -> None:
    row = keep(galil, shower_cabin)
    promise = cast.quote(galil)
    cases.set_service(case_id=promise.case_id, by=by(galil.yael), service=shower_cabin.pk, now=SUNDAY_1000)
    told = of(Disclosure, galil).get()
    assert told.standing_id == row.pk and told.case_id == promise.case_id
    assert fresh(promise).due == promise.due
    cases.set_service(case_id=promise.case_id, by=by(galil.yael), service=shower_cabin.pk, now=SUNDAY_1000)
    other = services.add(by=by(galil.ruth), name="בדיקה שנתית")
    cases.set_service(case_id=promise.case_id, by=by(galil.yael), service=other.pk, now=SUNDAY_1000)
    cases.set_service(case_id=promise.case_id, by=by(galil.yael), service=shower_cabin.pk, now=SUNDAY_1000)
    assert of(Disclosure, galil).count() == 1, "it is told once in a case"
    facts = [event.facts for event in of(Event, galil, kind="CaseServiceSet").order_by("id")]
    assert [(said["service"], said.get("former")) for said in facts] == [
        (shower_cabin.pk, None),
        (other.pk, shower_cabin.pk),
        (shower_cabin.pk, other.pk),
    ]
    seals.seal_all()
    assert verify(rebuild_rows=True).holds
    of(Case, galil).update(service=other)
    differs = verify(rebuild_rows=True).broken
    assert differs and differs.what == "row_differs"


def test_what_was_kept_since_is_shown_by_one_tap(galil: Business, shower_cabin: Service) -> None:
    promise = cast.quote(galil)
    cases.set_service(case_id=promise.case_id, by=by(galil.yael), service=shower_cabin.pk, now=SUNDAY_1000)
    row = keep(galil, shower_cabin)

    def untold() -> list[int]:
        view = case_view(promise.case_id, by=by(galil.yael), now=SUNDAY_1000)
        return [found.id for found in queries.untold(view, by=by(galil.yael), now=SUNDAY_1000)]

    assert untold() == [row.pk]
    shown = standing.show(case_id=promise.case_id, by=by(galil.yael), now=SUNDAY_1000)
    assert [told.standing_id for told in shown] == [row.pk] and untold() == []
    assert standing.show(case_id=promise.case_id, by=by(galil.yael), now=SUNDAY_1000) == []


# ── who is known at the counter ──


def test_nobody_is_put_on_the_list_twice(
    galil: Business, shower_cabin: Service, flaw: StandingDisclosure
) -> None:
    before = of(Customer, galil).count()
    number = [Contact(channel="phone", address="054 765 4399")]
    cast.galil(name="חשמל הכרמל", domain="carmel.example")
    at_dana = [Contact(channel="phone", address=DANA_PHONE)]
    assert refused(lambda: sell(galil, shower_cabin, contacts=at_dana)) == "known_customer"
    case = sell(galil, shower_cabin, customer=galil.dana.pk)
    assert (case.customer_id, of(Customer, galil).count()) == (galil.dana.pk, before)
    assert case.title == shower_cabin.name
    assert refused(lambda: sell(galil, shower_cabin, customer=10**9)) == "not_found"
    sell(galil, shower_cabin, contacts=number)
    assert of(Customer, galil).count() == before + 1
    assert refused(lambda: sell(galil, shower_cabin, contacts=number)) == "known_customer"
    sell(galil, shower_cabin, contacts=number, is_new=True)
    assert of(Customer, galil).count() == before + 2, "somebody else with the same phone"


def test_what_is_chosen_joins_their_open_case(
    galil: Business, shower_cabin: Service, flaw: StandingDisclosure
) -> None:
    promise = cast.quote(galil)
    case = sell(galil, shower_cabin, case=promise.case_id)
    assert case.pk == promise.case_id and of(Disclosure, galil).get().case_id == case.pk
    assert of(Case, galil).get().service_id == shower_cabin.pk
    assert fresh(promise).state == "open"
    theirs = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    other = cast.quote(theirs).case_id
    assert refused(lambda: sell(galil, shower_cabin, case=other)) == "not_found"
