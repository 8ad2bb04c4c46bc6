"""Standing disclosures, sales, callbacks and preferences, for programs."""

from typing import Any

import pytest

from tests import cast
from tests.api.conftest import Program, program_of
from tests.api.test_disclosures import TOLD
from tests.cast import Business, of, quote
from teum.actions import links, services
from teum.models import ContactPoint, Customer

KEPT: dict[str, Any] = {
    **{name: value for name, value in TOLD.items() if name not in ("decide_by", "options")},
    "options": [{**option, "due": None} for option in TOLD["options"]],
    "days": {"as_is": 3, "other": 5},
}


@pytest.fixture
def service(galil: Business) -> str:
    """What is on offer."""
    return str(services.add(by=cast.by(galil.ruth), name="מקלחון במבצע").pk)


def test_what_is_kept_is_shown_sold_and_ended(
    galil: Business, yael: Program, sami: Program, service: str
) -> None:
    ruth = program_of(galil.ruth)
    path = f"/services/{service}/standing-disclosures"
    kept = ruth.post(path, KEPT)
    assert (kept.status, kept.body["is_active"]) == (201, True)
    assert kept.body["options"][1]["window"]["due"] == "2026-11-27T13:00:00+02:00"
    assert yael.post(path, KEPT).code == "not_allowed" and sami.get(path).code == "not_allowed"
    assert ruth.post(path, {**KEPT, "days": {}}).code == "incomplete"
    assert yael.get(path).body == {"items": [kept.body], "next": None}
    chosen = [{"standing": kept.body["id"], "shown": kept.body["shown"], "option": "other"}]
    new = {"name": "דנה", "contacts": [{"channel": "phone", "address": cast.DANA_PHONE}], "chosen": chosen}
    count = of(Customer, galil).count()
    known = yael.post(f"/services/{service}/sales", new)
    assert (known.status, known.body["customers"]) == (409, [str(galil.dana.pk)])
    sold = yael.post(f"/services/{service}/sales", {"customer": str(galil.dana.pk), "chosen": chosen})
    assert sold.status == 201 and sold.body["promises"][-1]["includes"] == ["דגם אחר"]
    case = str(quote(galil).case_id)
    joined = yael.post(f"/services/{service}/sales", {"case": case, "chosen": chosen})
    assert (joined.body["id"], joined.body["service"]["id"]) == (case, service)
    assert of(Customer, galil).count() == count
    ended = ruth.post(f"/standing-disclosures/{kept.body['id']}/ending")
    assert (ended.status, ended.body["is_active"]) == (200, False)
    assert yael.post(f"/services/{service}/sales", {"case": case, "chosen": chosen}).status == 201
    ruth.post(path, KEPT)
    told = yael.post(f"/cases/{case}/standing-disclosures")
    assert told.status == 201 and len(told.body["disclosures"]) == 2


def test_a_call_is_asked_for_and_listed(galil: Business, yael: Program, sami: Program) -> None:
    path = f"/cases/{quote(galil).case_id}/callbacks"
    offered = yael.get(path).body
    assert offered["promised"] is None and len(offered["offered"]) == 3
    asked = yael.post(path, {"start": offered["offered"][0]["start"]})
    assert (asked.status, asked.body["channel"]) == (201, "phone")
    assert asked.body["window"] == offered["offered"][0]
    assert yael.get(path).body == {"promised": asked.body, "offered": []}
    assert yael.post(path, {"start": offered["offered"][1]["start"]}).code == "call_promised"
    logged = yael.post(f"/promises/{asked.body['id']}/calls", {"result": "no_answer"})
    assert logged.status == 201
    assert sami.get(path).status == sami.post(path, {"start": offered["offered"][0]["start"]}).status == 404


def test_what_a_customer_prefers_is_recorded(galil: Business, yael: Program, stranger: Program) -> None:
    path = f"/customers/{galil.dana.pk}/preferences"
    before = yael.get(path).body
    last = before["contacts"][-1]
    changed = yael.post(path, {"first": last["id"], "quiet_from": "21:00", "quiet_until": "08:00"})
    assert changed.status == 200 and changed.body["contacts"][0] == last
    assert (changed.body["quiet_from"], changed.body["quiet_until"]) == ("21:00", "08:00")
    assert yael.post(path, {"in_writing": True}).body["in_writing"] is True
    assert yael.post(path, {}).body["in_writing"] is True, "what is left out stays"
    assert yael.post(path, {"first": "999"}).status == 404
    assert stranger.get(path).status == 404 and stranger.post(path, {}).status == 404


def test_an_address_from_the_page_is_proven_by_who_heard_them(
    galil: Business, yael: Program, stranger: Program
) -> None:
    page = links.of_customer(galil.dana, now=cast.SUNDAY_1000)
    given = ContactPoint.objects.of(galil.id).filter(customer=galil.dana)
    given.update(given_on=page)
    path = f"/customers/{galil.dana.pk}"
    before = yael.get(f"{path}/preferences").body["contacts"]
    assert [one["is_proven"] for one in before] == [False, False]
    proof = f"{path}/contacts/{before[0]['id']}/proofs"
    assert stranger.post(proof).status == yael.post(f"{path}/contacts/9999/proofs").status == 404
    proven = yael.post(proof)
    assert (proven.status, [one["is_proven"] for one in proven.body["contacts"]]) == (200, [True, False])
