"""The page of what the business offers, and its choice where a case is opened."""

import pytest

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, signed_in, words
from teum.actions import services
from teum.models import Case, Service


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
