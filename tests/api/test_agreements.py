"""Agreements for programs: what is laid before the customer, how it stands, its files; a person signs."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from tests.api.conftest import BASE, Clock, Program
from tests.cast import MONDAY_1000, Business, of
from tests.cast_alignment import filled
from tests.cast_signing import MINUTE, countersigned, in_force, offered, signed
from teum.actions import papers
from teum.models import Agreement, Message, Promise


@pytest.fixture(autouse=True)
def moment(clock: Clock, galil: Business) -> None:
    """Monday, when there is time for both."""
    clock.set(MONDAY_1000)


@pytest.fixture
def draft(galil: Business) -> str:
    """An alignment in which all is said."""
    return f"/alignments/{filled(galil).pk}"


def test_what_was_said_is_laid_before_the_customer_to_sign(
    galil: Business, yael: Program, draft: str
) -> None:
    seen = yael.get(f"{draft}/draft").body
    assert (seen["is_whole"], seen["language"], seen["flags"]) == (True, "he", [])
    version = yael.get(draft).body["version"]
    row = yael.post(f"{draft}/agreements", {"version": version})
    assert (row.status, row.body["state"], row.body["form"], row.body["version"]) == (
        201,
        "offered",
        "signed",
        1,
    )
    assert row.body["sections"] == seen["sections"] and row.body["sealed_url"] is None
    sections = {one["section"]: one for one in row.body["sections"]}
    assert sections["you_get"]["terms"][0]["item"] == "wish" and sections["cost"]["total"]
    paid = [(one["debtor"], one["amount"], one["means"]) for one in sections["cost"]["duties"]]
    assert paid == [("customer", 100_000, "transfer"), ("customer", 320_000, "cheque")]
    assert [one["name"] for one in row.body["sides"]] == ["מזגני הגליל", "דנה פרץ"]
    assert row.body["unread"] == list(sections) and row.body["signatures"] == []
    asked = of(Promise, galil, pk=row.body["promise"]).get()
    assert (asked.debtor, asked.due.isoformat()) == ("customer", row.body["due"].replace("Z", "+00:00"))
    assert yael.get(f"/agreements/{row.body['id']}").body == row.body
    case = yael.get(f"/cases/{row.body['case']}").body
    assert (case["alignment"], case["agreement"]) == (row.body["alignment"], row.body["id"])


def test_a_signed_one_names_its_promises_and_hands_out_its_sealed_file(
    galil: Business, yael: Program
) -> None:
    row = in_force(galil)
    shown = yael.get(f"/agreements/{row.pk}").body
    assert (shown["state"], shown["promise"], shown["unread"], shown["ended_at"]) == (
        "in_force",
        None,
        [],
        None,
    )
    assert shown["in_force_at"] and shown["sha256"] == row.paper.sha256
    sides = [(one["side"], one["how"], one["channel"]) for one in shown["signatures"]]
    assert sides == [("customer", "page", "email"), ("provider", "page", None)]
    owed = {duty["promise"] for section in shown["sections"] for duty in section["duties"]}
    assert owed == {str(pk) for pk in row.promises.values()}
    file = yael.get(shown["sealed_url"].partition(BASE)[2])
    assert (file.status, file.headers["Content-Type"]) == (200, "application/pdf")
    assert hashlib.sha256(file.raw).hexdigest() == row.sealed.sha256
    assert yael.send("/verify", file.raw, name="agreement.pdf").body["outcome"] == "whole"


def test_one_is_changed_by_a_next_version_which_says_what_it_says_otherwise(
    galil: Business, yael: Program, clock: Clock
) -> None:
    first = in_force(galil)
    clock.set(MONDAY_1000 + 5 * MINUTE)
    begun = yael.post(f"/agreements/{first.pk}/amendments")
    assert (begun.status, begun.body["state"], begun.body["amends"]) == (201, "open", str(first.pk))
    said = {"answers": [{"item": "wish", "text": "מקלחון בלי מסילה"}]}
    changed = yael.post(f"/alignments/{begun.body['id']}/answers", said).body
    row = yael.post(f"/alignments/{changed['id']}/agreements", {"version": changed["version"]}).body
    assert (row["version"], row["replaces"]) == (2, str(first.pk))
    (change,) = [one for section in row["sections"] for one in section["changes"]]
    assert "מסילה" in change["after"] and "שקל לנקות" in change["before"]
    countersigned(galil, signed(galil, _written(galil, row["id"]), now=MONDAY_1000 + 6 * MINUTE))
    before = yael.get(f"/agreements/{first.pk}").body
    assert before["state"] == "replaced" and before["ended_at"]
    assert yael.post(f"/agreements/{first.pk}/amendments").code == "nothing_to_amend"


def _written(galil: Business, pk: str) -> Agreement:
    """With the file that Dana signs."""
    papers.once(MONDAY_1000 + 6 * MINUTE)
    return of(Agreement, galil, pk=pk).get()


def test_one_is_taken_back_and_its_customer_hears_why(galil: Business, yael: Program) -> None:
    row = offered(galil)
    why = "טעות במחיר, נכתוב נוסח מתוקן"
    assert yael.post(f"/agreements/{row.pk}/void", {"reason": " "}).code == "incomplete"
    taken = yael.post(f"/agreements/{row.pk}/void", {"reason": why})
    assert (taken.status, taken.body["state"], taken.body["reason"]) == (200, "void", why)
    assert taken.body["ended_at"] and taken.body["due"] is None
    assert why in of(Message, galil).latest("id").text
    assert yael.post(f"/agreements/{row.pk}/void", {"reason": why}).code == "agreement_over"


def test_of_what_never_came_into_force_there_is_a_record_and_no_finished_copy(
    galil: Business, yael: Program
) -> None:
    row = signed(galil)
    yael.post(f"/agreements/{row.pk}/void", {"reason": "טעות במחיר"})
    papers.once(MONDAY_1000 + 2 * MINUTE)
    shown = yael.get(f"/agreements/{row.pk}").body
    assert shown["sealed_url"] is None
    file = yael.get(shown["record_url"].partition(BASE)[2])
    assert "לא נכנס לתוקף" in yael.send("/verify", file.raw, name="record.pdf").body["about"]
    (listed,) = yael.get(f"/cases/{row.case_id}/agreements").body["items"]
    assert (listed["sealed_url"], listed["record_url"]) == (None, shown["record_url"])


def test_the_versions_of_a_case_come_page_by_page_the_newest_first(galil: Business, yael: Program) -> None:
    row = offered(galil)
    yael.post(f"/agreements/{row.pk}/void", {"reason": "טעות במחיר"})
    version = yael.get(f"/alignments/{row.alignment_id}").body["version"]
    again = yael.post(f"/alignments/{row.alignment_id}/agreements", {"version": version}).body
    listed = yael.get(f"/cases/{row.case_id}/agreements?limit=1").body
    rest = yael.get(f"/cases/{row.case_id}/agreements?limit=1&cursor={listed['next']}").body
    assert [one["id"] for one in listed["items"] + rest["items"]] == [again["id"], str(row.pk)]
    assert rest["next"] is None
    assert yael.get(f"/cases/{row.case_id}/agreements?cursor=none").code == "bad_cursor"


def test_sent_again_with_its_key_it_is_laid_before_them_once(
    galil: Business, yael: Program, draft: str
) -> None:
    body = {"version": yael.get(draft).body["version"]}
    first, again = (yael.post(f"{draft}/agreements", body, Idempotency_Key="one") for _ in range(2))
    assert (again.body, again.headers["Idempotent-Replayed"]) == (first.body, "true")
    assert of(Agreement, galil).count() == 1


def test_what_is_refused_has_its_code(galil: Business, yael: Program, draft: str) -> None:
    version = yael.get(draft).body["version"]
    assert yael.post(f"{draft}/agreements", {"version": version + 1}).code == "alignment_changed"
    late = (MONDAY_1000 - timedelta(hours=1)).isoformat()
    assert yael.post(f"{draft}/agreements", {"version": version, "due": late}).code == "due_past"
    assert not of(Agreement, galil).exists()
    row = yael.post(f"{draft}/agreements", {"version": version}).body
    assert yael.post(f"{draft}/agreements", {"version": version}).code == "agreement_pending"
    assert yael.post(f"/agreements/{row['id']}/amendments").code == "nothing_to_amend"


def test_it_is_there_for_whom_it_concerns(
    galil: Business, yael: Program, sami: Program, stranger: Program, draft: str
) -> None:
    row = yael.post(f"{draft}/agreements", {"version": yael.get(draft).body["version"]}).body
    path = f"/agreements/{row['id']}"
    for unseen in (path, f"{draft}/draft", f"/cases/{row['case']}/agreements"):
        assert [stranger.get(unseen).status, sami.get(unseen).status] == [404, 404]
    assert stranger.post(f"{path}/void", {"reason": "טעות"}).status == 404
    assert stranger.post(f"{draft}/agreements", {"version": 2}).status == 404
    assert sami.post(f"{path}/void", {"reason": "טעות"}).status == 403
    assert yael.get("/agreements/999").status == 404
