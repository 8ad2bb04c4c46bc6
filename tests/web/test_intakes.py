"""A form on a business's site: kept at the desk, shown on any site, sent by strangers, answered at once (A11)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from pytest_django import Settings

from tests import cast
from tests.cast import SUNDAY_1000, Business, of
from tests.cast_alignment import template
from tests.cast_intake import address, form, proof
from tests.web.conftest import Browser, SetClock, alert, field_of, signed_in, words
from teum.models import Alignment, Case, Intake

SAID = {"said-wish": "מקלחון שקל לנקות", "name": "רוני שקד", "phone": "054-765-4321", "channel": "phone"}
A_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _no_one_wrote_yet(db: None) -> None:
    cache.clear()


def opened(visitor: Browser, clock: SetClock, url: str) -> dict[str, str]:
    """What the form holds by itself, a minute after it was opened."""
    clock(SUNDAY_1000)
    html = visitor.see(url)
    clock(SUNDAY_1000 + A_MINUTE)
    return {"seal": field_of(html, "seal"), "once": field_of(html, "once")}


def test_a_manager_puts_a_templates_questions_on_the_site(
    galil: Business, ruth: Browser, settings: Settings
) -> None:
    kept = template(galil)
    shown = ruth.send_and_see("/settings/forms", template=kept.pk, language="he", owner=galil.yael.pk)
    row = of(Intake, galil).get()
    url = f"{settings.BASE_URL}{address(galil, row)}"
    assert f'<script src="{url}/embed.js" data-title="מקלחון" async></script>' in shown
    assert f'<iframe src="{url}"' in shown and "מה חשוב לך?" in shown
    assert "איזו זכוכית?" not in shown
    seen = words(ruth.see(f"/settings/forms/{row.pk}/preview"))
    assert "כך רואים אותו באתר" in seen and "מה חשוב לך?" in seen
    ruth.send(f"/settings/forms/{row.pk}", language="en", owner="", asks=["note"])
    row.refresh_from_db()
    assert (row.language, row.owner_id, row.is_on, row.asks) == ("en", None, False, ["note"])


def test_whoever_sends_it_reads_who_is_in_touch_and_when(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    url = address(galil, form(galil))
    page = visitor.send_and_see(url, **SAID, **opened(visitor, clock, url))
    assert "יעל ברק תתקשר אליך" in page and "22.11" in page and "למספר שמסתיים ב-321" in page
    assert "גם במייל" not in page  # no address was left
    assert of(Alignment, galil).get().lines["wish"]["answer"]["text"] == "מקלחון שקל לנקות"


def test_in_english_it_is_english_from_left_to_right(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    url = address(galil, form(galil, "en"))
    visitor.client.cookies["django_language"] = "he"
    assert '<html lang="en" dir="ltr">' in visitor.see(url)
    assert "What matters?" in visitor.see(url)
    page = visitor.send_and_see(url, **SAID, **opened(visitor, clock, url))
    assert "Yael" in page or "will call you" in page


def test_any_site_may_frame_the_form_and_nothing_else(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    url = address(galil, form(galil))
    sent = visitor.send(url, **SAID, **opened(visitor, clock, url))
    for framed in (url, sent["Location"]):
        shown = visitor.client.get(framed)
        assert "X-Frame-Options" not in shown
        assert "frame-ancestors *" in shown["Content-Security-Policy"]
        assert "sessionid" not in shown.cookies and "csrftoken" not in shown.cookies
    other = visitor.client.get(f"/contact/{galil.organisation.slug}")
    assert other["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]
    script = visitor.client.get(f"{url}/embed.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert script["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_form_sent_twice_makes_one_case(galil: Business, visitor: Browser, clock: SetClock) -> None:
    url = address(galil, form(galil))
    held = opened(visitor, clock, url)
    first = visitor.send(url, **SAID, **held)
    clock(SUNDAY_1000 + 10 * A_MINUTE)
    assert visitor.send(url, **SAID, **held)["Location"] == first["Location"]
    assert of(Case, galil).count() == 1


@pytest.mark.parametrize(
    ("after", "says"),
    [(timedelta(seconds=1), "מהר יותר ממה שאדם כותב"), (timedelta(hours=25), "פתוח יותר מיממה")],
)
def test_who_sends_too_soon_or_too_late_is_asked_again_with_all_that_was_written(
    galil: Business, visitor: Browser, clock: SetClock, after: timedelta, says: str
) -> None:
    url = address(galil, form(galil))
    held = opened(visitor, clock, url)
    clock(SUNDAY_1000 + after)
    html = visitor.send(url, 422, **SAID, **held).content.decode()
    assert says in alert(html) and "מקלחון שקל לנקות" in html and "054-765-4321" in html
    assert not of(Case, galil).exists()
    clock(SUNDAY_1000 + after + A_MINUTE)
    visitor.send(url, **SAID, seal=field_of(html, "seal"), once=field_of(html, "once"))
    assert of(Case, galil).count() == 1


@pytest.mark.parametrize("seal", ["", "made-up", "WyJ4IiwgMV0:x:y"])
def test_a_moment_that_we_did_not_write_is_none(galil: Business, visitor: Browser, seal: str) -> None:
    visitor.send(address(galil, form(galil)), 422, **SAID, seal=seal)
    assert not of(Case, galil).exists()


def test_a_moment_of_another_form_is_none(galil: Business, visitor: Browser, clock: SetClock) -> None:
    one, other = form(galil), form(galil)
    held = opened(visitor, clock, address(galil, one))
    visitor.send(address(galil, other), 422, **SAID, **held)


def test_the_trap_catches_programs(galil: Business, visitor: Browser, clock: SetClock) -> None:
    url = address(galil, form(galil))
    visitor.send(url, **SAID, **opened(visitor, clock, url), website="http://spam.example")
    assert not of(Case, galil).exists()


def test_who_works_for_each_may_send_more_from_one_place(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    url = address(galil, form(galil))
    for _ in range(3):
        visitor.send(url, **SAID, **opened(visitor, clock, url))
    held = opened(visitor, clock, url)
    refused = visitor.send(url, 429, **SAID, **held).content.decode()
    assert "אפשר פשוט להתקשר" in alert(refused) and "מקלחון שקל לנקות" in refused
    held = {"seal": held["seal"], "proof": proof(held["seal"])}
    visitor.send(url, **SAID, **held)
    visitor.send(url, 429, **{**SAID, "name": "אחר"}, **held)


def test_what_was_refused_counts_for_nothing(galil: Business, visitor: Browser, clock: SetClock) -> None:
    url = address(galil, form(galil))
    held = opened(visitor, clock, url)
    held["proof"] = proof(held["seal"])
    for _ in range(5):
        visitor.send(url, 422, **{**SAID, "said-wish": "בהקדם"}, **held)
    visitor.send(url, **SAID, **held)


def test_a_vague_time_is_refused_with_what_to_write(
    galil: Business, visitor: Browser, clock: SetClock
) -> None:
    url = address(galil, form(galil))
    held = opened(visitor, clock, url)
    html = visitor.send(url, 422, **{**SAID, "said-wish": "אני צריך את זה בהקדם"}, **held).content.decode()
    assert "“בהקדם”" in alert(html) and "לכתוב יום ושעה" in alert(html)
    assert "אני צריך את זה בהקדם" in html


def test_what_is_missing_is_said_at_its_field(galil: Business, visitor: Browser, clock: SetClock) -> None:
    url = address(galil, form(galil))
    held = opened(visitor, clock, url)
    said = alert(visitor.send(url, 422, channel="email", **held).content.decode())
    assert "מה חשוב לך?" in said and "מייל" in said and "טלפון" not in said


def test_a_form_that_is_off_names_the_phone(galil: Business, ruth: Browser, visitor: Browser) -> None:
    row = form(galil)
    ruth.send(f"/settings/forms/{row.pk}", language="he", owner=galil.yael.pk, asks=["wish"])
    shown = words(visitor.see(address(galil, row), status=404))
    assert "הטופס הזה סגור" in shown
    visitor.see("/in/nobody/nothing", status=404)


def test_forms_are_kept_by_managers(galil: Business, yael: Browser) -> None:
    row = form(galil)
    for url in ("/settings/forms", f"/settings/forms/{row.pk}", f"/settings/forms/{row.pk}/preview"):
        yael.see(url, status=403)
    other = signed_in(cast.galil(name="מוסך הצפון", domain="north.example").ruth)
    other.see(f"/settings/forms/{row.pk}", status=404)
