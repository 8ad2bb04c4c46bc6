"""Conversations, proposals and summaries through the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast, cast_page
from tests.api.conftest import Program
from tests.api.test_cases import QUOTE
from tests.cast import Business, of
from teum.models import Conversation, Promise

CALL = {
    "body": "אתקשר אליך עד יום רביעי, 25.11, בשעה 12:00",
    "includes": ["תשובה של היבואן"],
    "channel": "phone",
    "due": "2026-11-25T12:00:00+02:00",
    "replaces": None,
}
TALK: dict[str, Any] = {
    "channel": "call",
    "direction": "in",
    "notes": "דיברנו",
    "promises": [CALL],
    "questions": [{"text": "באיזה צבע?", "asked_by": "customer"}],
    "wishes": [
        {"text": "לדבר עם היבואן", "outcome": "promised", "made": 0},
        {"text": "התקנה בשבת", "outcome": "declined"},
    ],
}


@pytest.fixture
def case(yael: Program, galil: Business) -> str:
    body = {"customer": str(galil.dana.pk), "title": "מזגן", "promise": QUOTE}
    return str(yael.post("/cases", body).body["id"])


def test_a_conversation_is_logged_summed_up_confirmed_and_corrected(yael: Program, case: str) -> None:
    logged = yael.post(f"/cases/{case}/conversations", TALK)
    assert logged.status == 201
    talk = logged.body
    assert (talk["is_whole"], talk["summary"], len(talk["promises"])) == (False, None, 2)
    assert [wish["outcome"] for wish in talk["wishes"]] == ["promised", "declined"]
    assert talk["wishes"][0]["promise"] in talk["promises"]
    draft = yael.get(f"/conversations/{talk['id']}/summary").body
    assert all(time in draft["text"] for time in draft["times"]) and draft["times"]
    sent = yael.post(f"/conversations/{talk['id']}/summaries", {})
    assert not sent.body["is_awaited"], "it has not reached them"
    cast_page.deliver(cast.SUNDAY_1000)
    assert [one["is_awaited"] for one in yael.get(f"/cases/{case}").body["summaries"]] == [True]
    assert (sent.status, sent.body["text"], sent.body["answer"]) == (201, draft["text"], None)
    assert yael.post(f"/conversations/{talk['id']}/summaries", {}).code == "summary_sent"
    confirmed = yael.post(f"/summaries/{sent.body['id']}/confirmations").body
    assert (confirmed["answer"], confirmed["is_awaited"]) == ("confirmed", False)
    corrected = yael.post(f"/summaries/{sent.body['id']}/corrections", {"text": "גם שלט"}).body
    seen = yael.get(f"/cases/{case}").body
    assert corrected["answer"] == "corrected"
    assert corrected["question"] in [question["id"] for question in seen["questions"]]
    assert [one["summary"] for one in seen["conversations"]] == [sent.body["id"]]
    assert seen["summaries"] == [corrected]


def test_proposals_write_nothing(yael: Program, case: str, galil: Business) -> None:
    before = of(Promise, galil).count()
    notes = {"notes": "אתקשר אליך מחר בשעה 12:00. באיזה צבע? המפרט יישלח בהקדם."}
    found = yael.post(f"/cases/{case}/proposals", notes)
    assert found.status == 200
    kinds = [item["kind"] for item in found.body["items"]]
    assert {"promise", "question", "vague"} <= set(kinds)
    for item in found.body["items"]:
        assert notes["notes"][slice(*item["span"])] == item["quote"]
    assert of(Promise, galil).count() == before and not of(Conversation, galil).exists()


@pytest.mark.parametrize(
    ("changed", "status", "code", "place"),
    [
        ({"wishes": [{"text": "מחיר", "outcome": None}]}, 422, "wish_open", None),
        ({"wishes": [{"text": "מחיר", "outcome": "promised", "promise": "999"}]}, 404, "not_found", None),
        ({"promises": [{**CALL, "body": "אתקשר בהקדם"}]}, 422, "vague_window", "promises.0"),
        ({"promises": [{k: v for k, v in CALL.items() if k != "replaces"}]}, 422, "incomplete", "promises.0"),
        ({"questions": [{"text": "מתי?", "asked_by": "provider"}]}, 422, "vague_window", "questions.0"),
        ({"reached": False}, 422, "nobody_spoken", None),
        ({"channel": "smoke"}, 422, None, None),
    ],
)
def test_it_is_all_or_nothing(
    yael: Program,
    case: str,
    galil: Business,
    changed: dict[str, Any],
    status: int,
    code: str | None,
    place: str | None,
) -> None:
    refused = yael.post(f"/cases/{case}/conversations", {**TALK, **changed})
    assert refused.status == status
    if code:
        assert (refused.code, refused.body.get("place")) == (code, place)
    assert not of(Conversation, galil).exists() and of(Promise, galil).count() == 1


def test_what_is_not_there_is_not_found(yael: Program) -> None:
    assert yael.post("/cases/999/conversations", TALK).status == 404
    assert yael.post("/cases/999/proposals", {"notes": "x"}).status == 404
    assert yael.get("/conversations/999/summary").status == 404
    assert yael.post("/conversations/999/summaries", {}).status == 404
    assert yael.post("/summaries/999/confirmations").status == 404
    assert yael.post("/summaries/999/corrections", {"text": "x"}).status == 404
