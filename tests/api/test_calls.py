"""The call list, "still no answer" and undo, for programs."""

from __future__ import annotations

from tests import cast
from tests.api.conftest import Clock, Program
from tests.cast import Business, of
from teum.actions import outbox, promises
from teum.models import ContactPoint, Event, Message


def moved(galil: Business) -> Message:
    """Yael's promise to Dana moves to Wednesday, on Sunday at ten."""
    row = cast.quote(galil)
    agreed = of(Message, galil, kind="agreed").get()
    outbox.sent_by_hand(message_id=agreed.pk, by=cast.by(galil.yael), now=cast.SUNDAY_1000)
    promises.revise(
        promise_id=row.pk,
        by=cast.by(galil.yael),
        due=cast.WEDNESDAY_1200,
        reason="החלק מתעכב",
        now=cast.SUNDAY_1000,
    )
    found: Message = of(Message, galil, kind="revised").get()
    return found


def test_the_list_and_what_became_of_a_call(galil: Business, yael: Program) -> None:
    message = moved(galil)
    (call,) = yael.get("/calls").body["items"]
    assert (call["why"], call["message"], call["promise"], call["is_later"]) == (
        "message",
        str(message.pk),
        None,
        False,
    )
    assert call["goes_at"] == call["due"] and call["words"][0].startswith("שלום דנה פרץ")
    assert call["numbers"][0]["address"] == cast.DANA_PHONE
    tried = yael.post(f"/messages/{message.pk}/calls", {"result": "no_answer"})
    assert (tried.status, tried.body["is_written"]) == (201, False)
    assert tried.body["next_try"].startswith("2026-11-22T")
    wrong = yael.post(
        f"/messages/{message.pk}/calls", {"result": "wrong_number", "contact": call["numbers"][0]["contact"]}
    )
    assert (wrong.status, wrong.body["is_written"]) == (201, True)
    assert of(ContactPoint, galil, address=cast.DANA_PHONE).get().is_broken
    assert yael.post(f"/messages/{message.pk}/calls", {"result": "perhaps"}).status == 422
    assert yael.post("/promises/999999/calls", {"result": "reached"}).code == "not_found"


def test_reached_is_told_and_a_second_time_is_a_conflict(galil: Business, yael: Program) -> None:
    message = moved(galil)
    assert yael.post(f"/messages/{message.pk}/calls", {"result": "reached"}).status == 201
    assert yael.post(f"/messages/{message.pk}/calls", {"result": "reached"}).code == "not_waiting"
    assert yael.get("/calls").body["items"] == []


def test_what_the_customer_has_to_hear_is_not_put_aside(galil: Business, yael: Program) -> None:
    message = moved(galil)
    Message.objects.of(galil.id).filter(pk=message.pk).update(state="failed")
    refused = yael.post(f"/messages/{message.pk}/settlements", {"outcome": "dropped"})
    assert (refused.status, refused.code) == (409, "must_be_heard")
    assert "לשלוח שוב" in refused.body["title"]
    told = yael.post(f"/messages/{message.pk}/settlements", {"outcome": "told", "way": "in_person"})
    assert (told.status, told.body["state"]) == (201, "accepted")
    said = of(Event, galil, kind="MessageSettled").last()
    assert (said.facts["way"], said.actor) == ("in_person", cast.by(galil.yael).label)
    assert yael.post(f"/messages/{message.pk}/settlements", {"outcome": "resend"}).code == "not_waiting"


def test_still_no_answer_is_ready_to_be_sent(galil: Business, yael: Program) -> None:
    row = cast.quote(galil)
    ready = yael.get(f"/cases/{row.case_id}/holding").body
    assert ready["language"] == "he" and "עוד אין לנו תשובה סופית" in ready["text"]
    picked = ready["suggestions"][-1]["due"]
    given = yael.post(f"/cases/{row.case_id}/updates", {"next_due": picked})
    assert (given.status, given.body["nature"]) == (201, "update")
    assert ready["text"] in of(Message, galil, kind="update").get().text
    assert yael.post(f"/cases/{row.case_id}/updates", {"text": "", "next_due": picked}).code == "incomplete"


def test_an_act_is_undone_within_its_seconds(
    galil: Business, yael: Program, sami: Program, clock: Clock
) -> None:
    message = moved(galil)
    assert sami.post(f"/messages/{message.pk}/undo").code == "not_found"
    undone = yael.post(f"/messages/{message.pk}/undo")
    assert (undone.status, undone.body["state"]) == (201, "overtaken")
    case = yael.get(f"/cases/{message.case_id}").body
    assert case["promises"][0]["window"]["due"].startswith("2026-11-24T14:00")
    shown = yael.get(f"/promises/{case['promises'][0]['id']}").body
    assert shown["revisions"] == [] and "ActUndone" in [event["kind"] for event in shown["events"]]
    assert yael.post(f"/messages/{message.pk}/undo").code == "too_late"
