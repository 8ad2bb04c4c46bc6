"""Keys for programs: made at the desk, shown once, and ended there."""

import re

import pytest
from django.test import Client

from tests import cast
from tests.api.conftest import Program
from tests.cast import Business
from tests.web.conftest import Browser, signed_in, words
from teum.actions import tokens
from teum.models import ApiToken


def _key_of(html: str) -> str:
    found = re.search(r"teum_[\w-]{32}", html)
    assert found, "the page shows no key"
    return found[0]


def _opens(key: str) -> bool:
    return Program(key=key, client=Client()).get("/promises").status == 200


def test_a_key_is_shown_once_and_acts_for_who_made_it(galil: Business, ruth: Browser) -> None:
    made = ruth.send("/settings/keys", status=200, name="מערכת ההזמנות")
    key = _key_of(made.content.decode())
    assert made.headers["Cache-Control"] == "no-store"
    assert _opens(key)
    row = ApiToken.objects.of(galil.id).get()
    assert (row.member, row.name, row.digest) == (galil.ruth, "מערכת ההזמנות", tokens.digest(key))
    later = ruth.see("/settings/keys")
    assert "teum_" not in later
    assert "מערכת ההזמנות" in later
    assert "נוצר ביום ראשון, 22.11, בשעה 10:00" in words(later)


def test_a_revoked_key_opens_nothing(galil: Business, ruth: Browser) -> None:
    key = _key_of(ruth.send("/settings/keys", status=200, name="crm").content.decode())
    row = ApiToken.objects.of(galil.id).get()
    shown = ruth.send_and_see(f"/settings/keys/{row.pk}/revocation")
    assert "המפתח בוטל" in shown
    assert "לאף תוכנה אין עדיין מפתח" in shown
    assert not _opens(key)
    ruth.send(f"/settings/keys/{row.pk}/revocation", status=404)


def test_a_key_without_a_name_is_not_made(galil: Business, ruth: Browser) -> None:
    for name in ("", "  ", "\u202e", "a\0"):
        ruth.send("/settings/keys", status=422, name=name)
    assert not ApiToken.objects.of(galil.id).exists()


def test_a_manager_makes_keys_for_himself(galil: Business) -> None:
    amir = signed_in(galil.amir, language="en")
    amir.send("/settings/keys", status=200, name="crm")
    assert ApiToken.objects.of(galil.id).get().member == galil.amir
    assert "/settings/keys" in amir.see("/team")


@pytest.mark.parametrize("who", ["yael", "sami"])
def test_others_neither_see_nor_make_nor_end_keys(galil: Business, who: str) -> None:
    row, key = tokens.make(member=galil.ruth, name="crm", now=cast.SUNDAY_0900)
    them = signed_in(getattr(galil, who))
    them.see("/settings/keys", status=403)
    them.send("/settings/keys", status=403, name="mine")
    them.send(f"/settings/keys/{row.pk}/revocation", status=403)
    assert ApiToken.objects.of(galil.id).count() == 1
    assert _opens(key)


def test_another_businesss_key_is_not_there(galil: Business) -> None:
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    row, key = tokens.make(member=galil.ruth, name="crm", now=cast.SUNDAY_0900)
    them = signed_in(stranger.ruth)
    assert "crm" not in them.see("/settings/keys")
    them.send(f"/settings/keys/{row.pk}/revocation", status=404)
    assert _opens(key)
