"""Customers and cases through the API."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_type_hints

import pytest
from django.conf import settings

from tests import cast
from tests.api.conftest import Clock, Program, program_of
from tests.cast import Business
from teum.actions import links
from teum.api.answers import COUNTS
from teum.core.events import Event as Fact
from teum.models import ContactPoint, Customer, Event, Page

DANA = {
    "name": "דנה פרץ",
    "language": "he",
    "contacts": [
        {"channel": "email", "address": "Dana@Example.com"},
        {"channel": "phone", "address": "054-765-4321"},
    ],
}
QUOTE: dict[str, Any] = {
    "body": "אשלח לך במייל את הצעת המחיר והמפרט",
    "includes": ["הצעת מחיר", "מפרט"],
    "channel": "email",
    "due": "2026-11-24T14:00:00+02:00",
}


@pytest.fixture
def case(yael: Program, galil: Business) -> str:
    return str(
        yael.post("/cases", {"customer": str(galil.dana.pk), "title": "מזגן", "promise": QUOTE}).body["id"]
    )


def test_a_customer_is_recorded_with_a_link_to_their_page(yael: Program, galil: Business) -> None:
    made = yael.post("/customers", DANA)
    assert made.status == 201
    row = Customer.objects.of(galil.id).get(pk=int(made.body["id"]))
    assert (row.name, row.language) == ("דנה פרץ", "he")
    page = Page.objects.of(galil.id).get(customer=row)
    assert made.body == {"id": str(row.pk), "page_url": f"{settings.BASE_URL}/p/{page.token}"}
    kept = ContactPoint.objects.of(galil.id).filter(customer=row).values_list("channel", "address")
    assert list(kept) == [("email", "dana@example.com"), ("phone", "+972547654321")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": "   "}, "incomplete"),
        ({"name": None}, "invalid"),
        ({"name": "א" * 201}, "too_long"),
        ({"language": "fr"}, "invalid"),
        ({"contacts": [{"channel": "email", "address": "nobody"}]}, "bad_address"),
        ({"contacts": [{"channel": "phone", "address": "12"}]}, "bad_address"),
        ({"contacts": [{"channel": "pigeon", "address": "loft"}]}, "invalid"),
        ({"contacts": "dana@example.com"}, "invalid"),
        ({"contacts": [{"channel": "email", "address": "a\0@example.com"}]}, "nul_character"),
    ],
)
def test_a_customer_who_cannot_be_reached_or_named_is_refused(
    yael: Program, nothing_written: Any, change: dict[str, Any], code: str
) -> None:
    with nothing_written:
        refused = yael.post("/customers", {**DANA, **change})
    assert (refused.status, refused.code) == (422, code)


def test_a_case_is_opened_with_its_promise(yael: Program, galil: Business) -> None:
    opened = yael.post("/cases", {"customer": str(galil.dana.pk), "title": "מזגן לסלון", "promise": QUOTE})
    assert opened.status == 201
    (promise,) = opened.body["promises"]
    assert promise["window"] == {"start": None, "due": "2026-11-24T14:00:00+02:00"}
    assert promise["who"] == galil.yael.name
    assert opened.body["state"] == "open"
    assert opened.body["page_url"].startswith(f"{settings.BASE_URL}/p/")


def test_without_a_promise_the_first_contact_is_promised_from_the_opening_hours(
    yael: Program, galil: Business, clock: Clock
) -> None:
    clock.set(cast.THURSDAY_1740)
    opened = yael.post("/cases", {"customer": str(galil.dana.pk), "title": "מזגן לסלון"})
    assert opened.status == 201
    (promise,) = opened.body["promises"]
    assert promise["channel"] == "phone"
    assert promise["window"]["start"].startswith("2026-11-20T09:00")
    assert opened.body["next"]["due"] == promise["window"]["due"]
    assert opened.body["next"]["who"] == galil.yael.name
    assert "יום שישי, 20.11" in opened.body["next"]["in_words"]


def test_a_refused_first_promise_opens_no_case(yael: Program, galil: Business, nothing_written: Any) -> None:
    vague = {**QUOTE, "body": cast.VAGUE}
    with nothing_written:
        refused = yael.post("/cases", {"customer": str(galil.dana.pk), "title": "מזגן", "promise": vague})
    assert (refused.status, refused.code) == (422, "vague_window")


@pytest.mark.parametrize("title", ["", "   ", None, 7, "א" * 301])
def test_a_case_needs_a_title(yael: Program, galil: Business, nothing_written: Any, title: object) -> None:
    with nothing_written:
        refused = yael.post("/cases", {"customer": str(galil.dana.pk), "title": title})
    assert (refused.status, refused.code in ("incomplete", "invalid", "too_long")) == (422, True)


def test_the_picture_of_a_case_says_what_is_next_and_what_is_open(
    yael: Program, galil: Business, case: str
) -> None:
    seen = yael.get(f"/cases/{case}")
    assert seen.status == 200
    (promise,) = seen.body["promises"]
    assert seen.body["next"] == {
        "promise": promise["id"],
        "what": promise["what"],
        "who": galil.yael.name,
        "awaits": "us",
        "due": "2026-11-24T14:00:00+02:00",
        "in_words": promise["in_words"],
        "sentence": promise["sentence"],
    }
    assert seen.body["open_ends"] == [
        {"kind": "promise", "id": promise["id"], "what": promise["what"], "due": "2026-11-24T14:00:00+02:00"}
    ]
    assert [message["kind"] for message in seen.body["messages"]] == ["agreed"]
    assert [event["kind"] for event in seen.body["events"]] == ["CaseOpened", "PromiseMade", "MessageQueued"]
    assert seen.body["customer"] == {"id": str(galil.dana.pk), "name": galil.dana.name, "language": "he"}


def test_hebrew_goes_out_as_it_is(yael: Program, case: str) -> None:
    assert "הצעת המחיר".encode() in yael.get(f"/cases/{case}").raw


def test_a_case_with_open_ends_is_not_closed(yael: Program, case: str, nothing_written: Any) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/closing", {"reason": "סיימנו"})
    assert (refused.status, refused.code) == (409, "open_ends")
    assert refused.body["open_ends"] == yael.get(f"/cases/{case}").body["open_ends"]
    assert [end["due"] for end in refused.body["open_ends"]] == ["2026-11-24T14:00:00+02:00"]


def test_a_reported_promise_that_keeps_a_case_open_is_due_in_its_own_zone(yael: Program, case: str) -> None:
    promise = yael.get(f"/cases/{case}").body["promises"][0]["id"]
    yael.post(f"/promises/{promise}/reports", {})
    (end,) = yael.post(f"/cases/{case}/closing", {}).body["open_ends"]
    assert end["due"].endswith("+02:00")
    assert [end] == yael.get(f"/cases/{case}").body["open_ends"]


def test_ids_in_facts_are_strings_and_counts_are_numbers(yael: Program, galil: Business, case: str) -> None:
    opened, made, queued = (event["facts"] for event in yael.get(f"/cases/{case}").body["events"])
    assert (opened["customer"], opened["owner"]) == (str(galil.dana.pk), str(galil.yael.pk))
    assert (made["owner"], made["round"]) == (str(galil.yael.pk), 0)
    assert queued["message"] == yael.get("/messages").body["items"][0]["id"]


def test_every_whole_number_in_a_fact_is_an_id_or_counts() -> None:
    numbers = {
        field.name
        for kind in Fact.registry.values()
        for field in fields(kind)
        if get_type_hints(kind)[field.name] in (int, int | None)
    }
    ids = {"customer", "owner", "answerable", "member", "heir", "message", "replaces", "replaced_by", "about"}
    ids |= {
        "agreement",
        "alignment",
        "amends",
        "asked",
        "call",
        "conversation",
        "summary",
        "wish",
        "contact",
        "disclosure",
        "first",
        "holds",
        "former",
        "incident",
        "journey",
        "last",
        "made",
        "page",
        "process",
        "question",
        "receipt",
        "reversal",
        "service",
        "stands",
        "successor",
        "survey",
        "template",
        "upload",
        "word",
    }
    assert numbers - ids == COUNTS


def test_a_case_without_open_ends_is_closed_by_the_last_step(yael: Program, case: str) -> None:
    promise = yael.get(f"/cases/{case}").body["promises"][0]["id"]
    yael.post(f"/promises/{promise}/reports", {})
    ended = yael.post(f"/promises/{promise}/confirmations", {"close": True})
    assert (ended.status, ended.body["case"]["state"], ended.body["next"]) == (201, "closed", None)
    again = yael.post(f"/cases/{case}/closing", {})
    assert (again.status, again.code) == (409, "case_closed")


def test_a_stale_closing_is_refused(yael: Program, case: str) -> None:
    refused = yael.post(f"/cases/{case}/closing", {"version": 1})
    assert (refused.status, refused.code) == (409, "stale")
    assert refused.body["version"] == yael.get(f"/cases/{case}").body["version"]


def test_a_word_to_the_customer_carries_the_next_one(yael: Program, case: str) -> None:
    given = yael.post(
        f"/cases/{case}/updates",
        {"text": "המפרט אצלנו, ואנחנו עוברים עליו", "next_due": "2026-11-25T12:00:00+02:00"},
    )
    assert given.status == 201
    assert (given.body["nature"], given.body["window"]["due"]) == ("update", "2026-11-25T12:00:00+02:00")
    kinds = [message["kind"] for message in yael.get(f"/cases/{case}").body["messages"]]
    assert "update" in kinds


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": "נחזור אליך בהקדם", "next_due": "2026-11-25T12:00:00+02:00"}, "vague_window"),
        ({"text": "  ", "next_due": "2026-11-25T12:00:00+02:00"}, "incomplete"),
        ({"text": "עדכון", "next_due": "2026-11-21T12:00:00+02:00"}, "due_past"),
        ({"text": "עדכון", "next_due": "2026-11-25T12:00:00"}, "naive_moment"),
        ({"text": "עדכון"}, "invalid"),
    ],
)
def test_a_word_without_a_clear_next_one_is_refused(
    yael: Program, case: str, nothing_written: Any, body: dict[str, str], code: str
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/updates", body)
    assert (refused.status, refused.code) == (422, code)


def test_a_partner_sees_only_what_is_theirs(yael: Program, sami: Program, galil: Business, case: str) -> None:
    assert sami.get(f"/cases/{case}").status == 404
    theirs = yael.post(f"/cases/{case}/promises", {**QUOTE, "owner": str(galil.sami.pk), "replaces": None})
    seen = sami.get(f"/cases/{case}")
    assert [promise["id"] for promise in seen.body["promises"]] == [theirs.body["id"]]
    assert seen.body["messages"] == []
    assert {event["promise"] for event in seen.body["events"]} == {theirs.body["id"]}
    assert sami.post(f"/cases/{case}/closing", {}).code == "not_allowed"
    assert sami.post("/customers", DANA).code == "not_allowed"
    assert sami.get("/messages").code == "not_allowed"


def test_another_business_sees_nothing_of_it(
    yael: Program, stranger: Program, galil: Business, case: str, nothing_written: Any
) -> None:
    promise = yael.get(f"/cases/{case}").body["promises"][0]["id"]
    with nothing_written:
        for refused in (
            stranger.get(f"/cases/{case}"),
            stranger.get(f"/promises/{promise}"),
            stranger.get(f"/promises?customer={galil.dana.pk}"),
            stranger.get(f"/messages?customer={galil.dana.pk}"),
            stranger.post(f"/cases/{case}/promises", QUOTE),
            stranger.post(f"/cases/{case}/closing", {}),
            stranger.post(f"/promises/{promise}/reports", {}),
            stranger.post("/cases", {"customer": str(galil.dana.pk), "title": "מזגן"}),
        ):
            assert (refused.status, refused.code) == (404, "not_found")
    assert stranger.get("/promises").body["items"] == []


def test_the_page_of_a_case_is_the_one_of_its_customer(yael: Program, galil: Business, case: str) -> None:
    token = links.of_customer(galil.dana, now=cast.SUNDAY_1000).token
    assert yael.get(f"/cases/{case}").body["page_url"] == f"{settings.BASE_URL}/p/{token}?case={case}"


def test_events_say_who_acted(galil: Business, case: str) -> None:
    program_of(galil.dan).post(
        f"/cases/{case}/updates", {"text": "עדכון", "next_due": "2026-11-25T12:00:00+02:00"}
    )
    actors = set(Event.objects.of(galil.id).filter(case=int(case)).values_list("actor", flat=True))
    assert actors == {f"member:{galil.yael.pk}", f"member:{galil.dan.pk}"}
