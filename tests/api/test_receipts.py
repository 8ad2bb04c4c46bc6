"""What came of a payment, for programs: written down, told, and what is left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.conftest import Clock, Program
from tests.cast import MONDAY_1000, Business, of
from tests.integration.test_cancellations import approved
from teum.models import Agreement, Message, Promise, Receipt

CAME = {"amount": 40_000, "means": "cash", "on": "2026-11-23"}


@pytest.fixture
def path(galil: Business, clock: Clock) -> str:
    """Dana owes 1,000 ₪ of 4,200 ₪ by bank transfer, by Tuesday 14:00."""
    row = approved(galil)
    clock.set(MONDAY_1000 + timedelta(hours=2))
    return f"/promises/{of(Agreement, galil, alignment=row).get().promises['cost']}/receipts"


def test_a_part_came_and_then_the_rest(galil: Business, yael: Program, path: str) -> None:
    before = yael.get(path)
    assert (before.status, before.body["due"], before.body["left"]) == (200, 100_000, 100_000)
    part = yael.post(path, CAME, Idempotency_Key="one")
    assert (part.status, part.body["paid"], part.body["left"]) == (201, 40_000, 60_000)
    again = yael.post(path, CAME, Idempotency_Key="one")
    assert (again.body, again.headers["Idempotent-Replayed"]) == (part.body, "true")
    assert "600 ₪" in of(Message, galil).latest("id").text
    rest = yael.post(path, {**CAME, "amount": 60_000, "means": "transfer"}).body
    assert (rest["left"], [one["means"] for one in rest["receipts"]]) == (0, ["cash", "transfer"])
    assert of(Promise, galil, pk=rest["promise"]).get().state == "kept"
    assert yael.get(path).body == rest


def test_one_transfer_is_not_written_down_by_two_who_saw_the_same(
    galil: Business, yael: Program, path: str
) -> None:
    seen = {**CAME, "paid": yael.get(path).body["paid"]}
    assert yael.post(path, seen).status == 201
    again = yael.post(path, seen)
    assert (again.status, again.code, again.body["paid"], again.body["seen"]) == (409, "stale", 40_000, 0)
    assert of(Receipt, galil).count() == 1
    assert yael.post(path, {**seen, "paid": 40_000}).body["paid"] == 80_000


def test_what_cannot_have_come_has_its_code(galil: Business, yael: Program, path: str) -> None:
    for change, code in (
        ({"amount": 0}, "bad_amount"),
        ({"amount": 100_001}, "more_than_due"),
        ({"on": "2026-11-24"}, "invalid"),
        ({"on": "אתמול"}, "invalid"),
        ({"on": 20_000}, "invalid"),
        ({"means": "shells"}, "invalid"),
    ):
        assert yael.post(path, {**CAME, **change}).code == code
    visit = of(Agreement, galil).get().promises["visit"]
    assert yael.get(f"/promises/{visit}/receipts").code == "not_a_payment"
    assert yael.post(f"/promises/{visit}/receipts", CAME).code == "not_a_payment"


def test_it_is_there_for_whom_it_concerns(sami: Program, stranger: Program, path: str) -> None:
    for program in (sami, stranger):
        assert [program.get(path).status, program.post(path, CAME).status] == [404, 404]


def test_what_bounced_is_to_be_paid_again(galil: Business, yael: Program, path: str) -> None:
    came = yael.post(path, {**CAME, "amount": 100_000, "means": "cheque"}).body
    back = path.replace("receipts", "reversals")
    said = {"receipt": came["receipts"][0]["id"], "why": "bounced"}
    assert yael.post(back, said).code == "incomplete"
    again = yael.post(back, {**said, "due": "2026-11-25T14:00:00+02:00", "paid": 100_000})
    assert (again.status, again.body["paid"], again.body["left"]) == (201, 0, 100_000)
    assert again.body["promise"] != came["promise"]
    assert [one["reversed"] for one in again.body["receipts"]] == ["bounced"]
    now = yael.get(f"/promises/{again.body['promise']}/receipts")
    assert now.body == again.body
    assert yael.post(back, {"why": "mistake"}).code == "not_a_payment", "another stands in its place"
