"""At the counter, and what managers keep to be told, without scripts."""

import re

import pytest

from tests import cast
from tests.cast import Business, by, of
from tests.cast_disclosure import DAYS, FLAW, kept, shower
from tests.web.conftest import Browser, alert, signed_in, words
from tests.web.test_disclosures import FORM
from teum.actions import disclosures, objections, services, standing
from teum.models import Case, Disclosure, Service, StandingDisclosure


@pytest.fixture
def service(galil: Business) -> Service:
    """What is on offer."""
    return services.add(by=by(galil.ruth), name="מקלחון במבצע")


@pytest.fixture
def flaw(galil: Business, service: Service) -> StandingDisclosure:
    """Its flaw, told to everybody."""
    return standing.keep(
        service_id=service.pk, by=by(galil.ruth), shown=kept(), days=DAYS, now=cast.SUNDAY_1000
    )


def test_the_screen_is_turned_and_the_choice_recorded(
    galil: Business, service: Service, flaw: StandingDisclosure, yael: Browser
) -> None:
    assert f'href="/counter/{service.pk}"' in yael.see("/counter")
    html = yael.see(f"/counter/{service.pk}")
    text = words(html)
    for said in (FLAW, "1,490 ₪", "1,790 ₪", "ההמלצה שלנו: דגם אחר", "עד יום שישי, 27.11, בשעה 13:00"):
        assert said in text
    radios = re.findall(rf'<input type="radio" name="told-{flaw.pk}-option"[^>]*>', html)
    assert len(radios) == 3 and not [radio for radio in radios if "checked" in radio]
    shown = re.search(rf'name="told-{flaw.pk}-shown" value="(\w+)"', html)
    assert shown
    sent = {f"told-{flaw.pk}-shown": shown[1], "name": "מיכל אור", "phone": "054-765-4399", "language": "he"}
    nothing = yael.send(f"/counter/{service.pk}", 422, **sent).content.decode()
    assert "מה הבחירה שלך? צריך לבחור אחת מהן" in alert(nothing)
    assert "What do you choose? " in alert(
        signed_in(galil.yael, "en").send(f"/counter/{service.pk}", 422, **sent).content.decode()
    )
    chose = {**sent, f"told-{flaw.pk}-option": "other"}
    again = yael.send(f"/counter/{service.pk}", 422, **{**chose, "name": ""}).content.decode()
    (radio,) = [
        found for found in re.findall(r'<input type="radio" name="told[^>]*>', again) if " checked" in found
    ]
    assert 'value="other"' in radio, "what was chosen stays where a name is missing"
    assert not of(Case, galil).exists()
    seen = yael.send_and_see(f"/counter/{service.pk}", **{**sent, f"told-{flaw.pk}-option": "other"})
    assert "הבחירה נרשמה" in seen and "דגם אחר, בלי פגם" in seen
    assert of(Disclosure, galil).get().how == "counter"


def test_what_changed_meanwhile_is_shown_first(
    galil: Business, service: Service, flaw: StandingDisclosure, yael: Browser
) -> None:
    sent = {
        f"told-{flaw.pk}-shown": "0" * 64,
        f"told-{flaw.pk}-option": "other",
        "name": "מיכל אור",
        "phone": "054-765-4399",
        "language": "he",
    }
    answer = yael.send(f"/counter/{service.pk}", 409, **sent)
    assert "מה שמוצע השתנה בינתיים" in words(answer) and not of(Case, galil).exists()
    radios = re.findall(r'<input type="radio" name="told[^>]*>', answer.content.decode())
    assert len(radios) == 3 and not [radio for radio in radios if " checked" in radio], (
        "chosen of former words"
    )


def test_a_manager_keeps_what_everybody_is_told(galil: Business, service: Service, ruth: Browser) -> None:
    url = f"/settings/services/{service.pk}/standing"
    assert "אין כאן דבר שנמסר מראש" in words(ruth.see(url))
    sent = {
        name: value for name, value in FORM.items() if not name.endswith(("_on", "_at")) or name == "found_on"
    }
    ruth.send(url, 422, **sent)
    ruth.send(url, **sent, as_is_days="3", other_days="5")
    kept_ = of(StandingDisclosure, galil).get()
    assert kept_.days == {"as_is": 3, "other": 5} and FLAW in words(ruth.see(url))
    ruth.send(f"/settings/standing/{kept_.pk}/ending")
    assert "כבר לא נמסר" in words(ruth.see(url))


def test_an_objection_leads_a_manager_to_it(
    galil: Business, service: Service, ruth: Browser, yael: Browser
) -> None:
    row = cast.quote(galil)
    told = disclosures.disclose(
        case_id=row.case_id,
        by=by(galil.yael),
        shown=shower(),
        decide_by=cast.TUESDAY_1400,
        now=cast.SUNDAY_1000,
    )
    objections.object_to(
        disclosure_id=told.pk, by=galil.as_customer, text="לי זה מפריע", now=cast.SUNDAY_1000
    )
    url = f"/disclosures/{told.pk}/standing"
    assert f'href="{url}"' in ruth.see("/") + yael.see("/")
    assert f'href="/settings/services/{service.pk}/standing?from={told.pk}"' in ruth.see(url)
    assert FLAW in ruth.see(f"/settings/services/{service.pk}/standing?from={told.pk}")
    yael.see(url, status=403)


def test_somebody_who_is_known_is_found_and_their_case_goes_on(
    galil: Business, service: Service, flaw: StandingDisclosure, yael: Browser
) -> None:
    promise = cast.quote(galil)
    address = f"/counter/{service.pk}?q={cast.DANA_PHONE}".replace("+", "%2B")
    html = yael.see(address)
    assert "דנה פרץ, פנייה חדשה" in words(html) and f'value="case-{promise.case_id}"' in html
    shown = re.search(rf'name="told-{flaw.pk}-shown" value="(\w+)"', html)
    assert shown
    sent = {f"told-{flaw.pk}-shown": shown[1], f"told-{flaw.pk}-option": "other", "language": "he"}
    seen = yael.send_and_see(address, whose=f"case-{promise.case_id}", **sent)
    assert "דגם אחר, בלי פגם" in seen and of(Case, galil).count() == 1
    stranger = words(yael.see(f"/counter/{service.pk}?q=nobody@example.com"))
    assert "לא נמצא לקוח בכתובת הזאת" in stranger
    typed = {"name": "דנה", "phone": cast.DANA_PHONE, **sent}
    assert "דנה פרץ, פנייה חדשה" in words(yael.send(f"/counter/{service.pk}", 422, **typed))
    yael.send(f"/counter/{service.pk}", 303, whose="new", **typed)
    assert of(Case, galil).count() == 2
