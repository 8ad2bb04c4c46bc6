"""Lists: filters, pages, and messages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Program
from tests.api.test_cases import QUOTE
from tests.cast import Business
from teum.models import Promise

DUES = [f"2026-11-{day}T{hour}:00:00+02:00" for day in (24, 25) for hour in ("09", "12", "12", "16")]


@pytest.fixture
def many(yael: Program, galil: Business) -> list[str]:
    """Eight promises of Dana's, two of them due at the same moment twice; one of John's."""
    case = None
    made = []
    for due in DUES:
        if case is None:
            body = {"customer": str(galil.dana.pk), "title": "מזגן", "promise": {**QUOTE, "due": due}}
            opened = yael.post("/cases", body).body
            case = opened["id"]
            made.append(opened["promises"][0]["id"])
        else:
            made.append(
                yael.post(f"/cases/{case}/promises", {**QUOTE, "due": due, "replaces": None}).body["id"]
            )
    body = {"customer": str(galil.john.pk), "title": "Boiler", "promise": {**QUOTE, "due": DUES[0]}}
    yael.post("/cases", body)
    return made


def ids(reply: Any) -> list[str]:
    return [item["id"] for item in reply.body["items"]]


def test_promises_come_in_the_order_of_their_due_page_by_page(
    yael: Program, galil: Business, many: list[str]
) -> None:
    seen: list[str] = []
    cursor = ""
    pages = 0
    while True:
        page = yael.get(f"/promises?customer={galil.dana.pk}&limit=3{cursor}")
        seen += ids(page)
        pages += 1
        if page.body["next"] is None:
            break
        cursor = f"&cursor={page.body['next']}"
    assert (seen, pages) == (many, 3)


def test_a_page_that_holds_all_has_no_next(yael: Program, many: list[str]) -> None:
    assert yael.get("/promises").body["next"] is None
    assert len(ids(yael.get("/promises"))) == len(many) + 1


def test_promises_are_found_by_state_due_and_customer(
    yael: Program, galil: Business, many: list[str]
) -> None:
    yael.post(f"/promises/{many[0]}/reports", {})
    assert ids(yael.get("/promises?state=reported")) == [many[0]]
    assert set(ids(yael.get(f"/promises?state=open&customer={galil.dana.pk}"))) == set(many[1:])
    assert ids(yael.get(f"/promises?due_before=2026-11-24T12:00:00%2B02:00&customer={galil.dana.pk}")) == [
        many[0]
    ]
    assert len(ids(yael.get(f"/promises?customer={galil.john.pk}"))) == 1


def test_each_item_is_worded_in_its_customers_language(
    yael: Program, galil: Business, many: list[str]
) -> None:
    (johns,) = yael.get(f"/promises?customer={galil.john.pk}").body["items"]
    assert "Tuesday 24 November" in johns["in_words"]
    assert "יום שלישי, 24.11" in yael.get(f"/promises/{many[0]}").body["in_words"]


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("state=asleep", 422, "invalid"),
        ("due_before=2026-11-24T12:00:00", 422, "naive_moment"),
        ("due_before=yesterday", 422, "invalid"),
        ("customer=99999", 404, "not_found"),
        ("customer=abc", 404, "not_found"),
        ("limit=0", 422, "invalid"),
        ("limit=100000", 422, "invalid"),
        ("cursor=abc", 422, "bad_cursor"),
        ("cursor=%00", 422, "bad_cursor"),
        ("cursor=bnVsbA", 422, "bad_cursor"),
        ("cursor=WyJub3ciLCAxXQ", 422, "bad_cursor"),
        ("cursor=WyIyMDI2LTExLTI0VDEyOjAwOjAwIiwgMV0", 422, "bad_cursor"),
        ("cursor=" + "a" * 5000, 422, "too_long"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused(yael: Program, query: str, status: int, code: str) -> None:
    refused = yael.get(f"/promises?{query}")
    assert (refused.status, refused.code) == (status, code)


def test_a_filter_that_nobody_filled_in_filters_nothing(yael: Program, many: list[str]) -> None:
    every = ids(yael.get("/promises"))
    assert ids(yael.get("/promises?state=&due_before=&customer=&cursor=&limit=")) == every
    assert ids(yael.get("/promises?state=open&customer=")) == every
    assert len(ids(yael.get("/messages?customer=&state=&cursor="))) == len(ids(yael.get("/messages"))) > 0


def test_a_partner_lists_their_own(yael: Program, sami: Program, galil: Business, many: list[str]) -> None:
    assert ids(sami.get("/promises")) == []
    yael.post(f"/promises/{many[3]}/delegations", {"owner": str(galil.sami.pk)})
    assert ids(sami.get("/promises")) == [many[3]]


def test_messages_of_a_customer_come_newest_first(yael: Program, galil: Business, many: list[str]) -> None:
    yael.post(f"/promises/{many[0]}/reports", {"note": "נשלח במייל"})
    page = yael.get(f"/messages?customer={galil.dana.pk}")
    newest = page.body["items"][0]
    assert set(newest) >= {"id", "direction", "channel", "text", "state", "at"}
    assert (newest["kind"], newest["direction"], newest["channel"], newest["state"]) == (
        "reported",
        "out",
        "email",
        "queued",
    )
    numbers = [int(id_) for id_ in ids(page)]
    assert numbers == sorted(numbers, reverse=True)
    first = yael.get(f"/messages?customer={galil.dana.pk}&limit=2")
    second = yael.get(f"/messages?customer={galil.dana.pk}&limit=200&cursor={first.body['next']}")
    assert ids(first) + ids(second) == ids(page)
    assert {item["state"] for item in yael.get("/messages?state=overtaken").body["items"]} == {"overtaken"}


def test_messages_to_members_are_not_in_the_list(yael: Program, galil: Business, many: list[str]) -> None:
    every = yael.get("/messages?limit=200").body["items"]
    assert every
    assert Promise.objects.of(galil.id).count() == len(many) + 1
    assert {item["kind"] for item in every} == {"agreed"}
