"""What a business offers, and cases that are about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import cast
from tests.cast import SUNDAY_1000, Business, by, of
from teum.actions import cases, services
from teum.actions.services import ServiceListed
from teum.core.permissions import NotAllowed
from teum.core.promise import Incomplete
from teum.core.refusal import Missing, Refused
from teum.models import Case, Event, Service
from teum.queries import services as queries
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], Any]) -> Refused:
    """The refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value


def opened(business: Business, service: int | None) -> Case:
    """Dana's case about something."""
    return cases.open_case(
        customer_id=business.dana.pk,
        by=by(business.yael),
        title="מזגן לסלון",
        service=service,
        promise=cast.quote_draft(),
        now=SUNDAY_1000,
    )


def test_a_case_is_about_what_is_offered(galil: Business) -> None:
    service = services.add(by=by(galil.amir), name="  מזגן\nחדש ")
    case = opened(galil, service.pk)
    view = case_view(case.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert view.service == queries.ServiceView(id=service.pk, name="מזגן חדש", is_active=True)
    assert of(Event, galil, kind="CaseOpened").get(case=case.pk).facts["service"] == service.pk
    assert case_view(opened(galil, None).pk, by=by(galil.yael), now=SUNDAY_1000).service is None


def test_what_is_not_offered_any_more_stays_with_its_cases(galil: Business) -> None:
    service = services.add(by=by(galil.ruth), name="בדיקה שנתית")
    case = opened(galil, service.pk)
    services.change(service_id=service.pk, by=by(galil.ruth), name="בדיקה", is_active=False)
    assert [found.name for found in queries.every(by=by(galil.yael))] == ["בדיקה"]
    assert queries.offered(by=by(galil.yael)) == ()
    view = case_view(case.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert view.service and view.service.name == "בדיקה"
    assert isinstance(refused(lambda: opened(galil, service.pk)), Missing)


def test_a_name_stands_once_however_it_is_typed(galil: Business) -> None:
    service = services.add(by=by(galil.ruth), name="New unit")
    found = refused(lambda: services.add(by=by(galil.ruth), name="NEW  unit"))
    assert isinstance(found, ServiceListed) and found.details == {"name": "New unit"}
    services.change(service_id=service.pk, by=by(galil.ruth), name="new unit", is_active=True)
    assert of(Service, galil).get().name == "new unit"


@pytest.mark.parametrize("name", ["", " ", "…", "\u202e"])
def test_a_service_has_a_name(galil: Business, name: str) -> None:
    assert isinstance(refused(lambda: services.add(by=by(galil.ruth), name=name)), Incomplete)


def test_only_managers_say_what_is_offered(galil: Business) -> None:
    for member in (galil.yael, galil.sami):
        assert isinstance(refused(lambda who=member: services.add(by=by(who), name="מזגן")), NotAllowed)  # type: ignore[misc]
    assert isinstance(refused(lambda: queries.every(by=by(galil.sami))), NotAllowed)


def test_another_business_offers_its_own(galil: Business) -> None:
    theirs = services.add(by=by(cast.galil(name="חשמל הכרמל", domain="carmel.example").ruth), name="לוח חשמל")
    assert isinstance(refused(lambda: opened(galil, theirs.pk)), Missing)
    change = lambda: services.change(service_id=theirs.pk, by=by(galil.ruth), name="שלי", is_active=True)  # noqa: E731
    assert isinstance(refused(change), Missing)
    services.add(by=by(galil.ruth), name="לוח חשמל")
    assert not of(Case, galil).exists()
