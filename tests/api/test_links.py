"""Links to customers' pages through the API."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast
from tests.api.conftest import Program
from tests.cast import Business, of
from teum.models import Message, Page

pytestmark = pytest.mark.django_db


def _opens(url: str) -> bool:
    return Client().get(url[url.index("/p/") :]).status_code == 200


def test_a_link_is_made_once_ended_and_replaced(yael: Program, galil: Business) -> None:
    cast.quote(galil)
    made = yael.post(f"/customers/{galil.dana.pk}/links")
    assert made.status == 201 and _opens(made.body["page_url"])
    assert yael.post(f"/customers/{galil.dana.pk}/links").body == made.body, "it stands"
    ended = yael.post(f"/links/{made.body['id']}/revocations", {"replace": True})
    assert ended.status == 201
    assert (ended.body["page_url"], ended.body["revoked_at"] is None) == ("", False)
    assert not _opens(made.body["page_url"])
    fresh = of(Page, galil, customer=galil.dana, revoked_at=None).get()
    assert _opens(f"/p/{fresh.token}") and of(Message, galil, kind="link").exists()
    again = yael.post(f"/links/{made.body['id']}/revocations", {"replace": True})
    assert again.status == 201 and of(Page, galil, revoked_at=None, customer=galil.dana).count() == 1


def test_what_is_not_theirs_is_not_there(yael: Program, galil: Business) -> None:
    assert yael.post("/customers/999999/links").status == 404
    assert yael.post("/links/999999/revocations").status == 404
    assert yael.post("/links/x/revocations").status == 404
