"""The page of what the business offers, and its choice where a case is opened."""

import pytest

from tests import cast
from tests.cast import Business, of
from tests.cast_disclosure import DAYS, FLAW, kept
from tests.web.conftest import Browser, signed_in, words
from teum.actions import cases, services, standing
from teum.models import Case, Disclosure, Service


def test_a_service_is_added_changed_and_chosen(galil: Business, ruth: Browser, yael: Browser) -> None:
    assert "עוד לא נרשם דבר" in words(ruth.see("/settings/services"))
    assert "מוצר או שירות" not in words(yael.see("/cases/new"))
    assert "בדיקה שנתית" in ruth.send_and_see("/settings/services", name="בדיקה שנתית")
    service = of(Service, galil).get()
    assert "מוצר או שירות" in words(yael.see("/cases/new"))
    said = {"customer": galil.dana.pk, "title": "מזגן לסלון", "service": service.pk}
    shown = yael.send_and_see("/cases/new", **said)
    assert of(Case, galil).get().service == service
    assert "מוצר או שירות בדיקה שנתית" in shown
    changed = ruth.send_and_see(f"/settings/services/{service.pk}", name="בדיקה")
    assert "כבר לא מוצע" in changed
    assert "מוצר או שירות" not in words(yael.see("/cases/new"))


@pytest.mark.parametrize(
    ("name", "says"),
    [("", "זה עדיין חסר"), ("בדיקה", "כבר יש ברשימה מוצר או שירות בשם הזה"), ("...", "זה עדיין חסר")],
)
def test_what_is_wrong_is_said_in_place(galil: Business, ruth: Browser, name: str, says: str) -> None:
    services.add(by=cast.by(galil.ruth), name="בדיקה")
    assert says in words(ruth.send("/settings/services", status=422, name=name))


def test_only_managers_see_the_page(galil: Business, yael: Browser) -> None:
    service = services.add(by=cast.by(galil.ruth), name="בדיקה")
    yael.see("/settings/services", status=403)
    yael.see(f"/settings/services/{service.pk}", status=403)
    signed_in(galil.amir).see("/settings/services")
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    signed_in(stranger.ruth).see(f"/settings/services/{service.pk}", status=404)


def test_it_is_said_later_what_a_case_is_about(galil: Business, yael: Browser) -> None:
    promise = cast.quote(galil)
    service = services.add(by=cast.by(galil.ruth), name="מקלחון במבצע")
    standing.keep(
        service_id=service.pk, by=cast.by(galil.ruth), shown=kept(), days=DAYS, now=cast.SUNDAY_1000
    )
    assert "במה עוסקת הפנייה" in words(yael.see(f"/cases/{promise.case_id}"))
    seen = yael.send_and_see(f"/cases/{promise.case_id}/service", service=service.pk)
    assert "מוצר או שירות מקלחון במבצע" in seen and FLAW in seen and "הפנייה עוסקת במשהו אחר" in seen
    assert not words(yael.see(f"/cases/{promise.case_id}/conversations/new")).count("עוד לא נמסר ללקוח")


def test_before_hanging_up_what_was_not_told_is_told_by_one_tap(galil: Business, yael: Browser) -> None:
    service = services.add(by=cast.by(galil.ruth), name="מקלחון במבצע")
    promise = cast.quote(galil)
    cases.set_service(
        case_id=promise.case_id, by=cast.by(galil.yael), service=service.pk, now=cast.SUNDAY_1000
    )
    standing.keep(
        service_id=service.pk, by=cast.by(galil.ruth), shown=kept(), days=DAYS, now=cast.SUNDAY_1000
    )
    address = f"/cases/{promise.case_id}/conversations/new"
    assert f"עוד לא נמסר ללקוח {FLAW}" in words(yael.see(address))
    seen = yael.send_and_see(f"/cases/{promise.case_id}/standing", notes="דיברנו על הזכוכית")
    assert "עוד לא נמסר ללקוח" not in seen and "דיברנו על הזכוכית" in seen
    assert of(Disclosure, galil).get().standing_id
