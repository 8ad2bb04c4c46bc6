"""The steps of a promise's life through the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast
from tests.api.conftest import Clock, Program, program_of
from tests.api.test_cases import QUOTE
from tests.cast import Business
from tests.cast_page import deliver

WEDNESDAY = "2026-11-25T12:00:00+02:00"
THURSDAY = "2026-11-26T14:00:00+02:00"
PROOF = "דנה כתבה במייל שאין צורך"


@pytest.fixture
def promise(yael: Program, galil: Business) -> str:
    return offered_or_open(yael, galil)


@pytest.fixture
def offer(yael: Program, galil: Business) -> str:
    return offered_or_open(yael, galil, answer_by="2026-11-23T12:00:00+02:00")


def offered_or_open(yael: Program, galil: Business, **more: str) -> str:
    body = {"customer": str(galil.dana.pk), "title": "מזגן", "promise": {**QUOTE, **more}}
    return str(yael.post("/cases", body).body["promises"][0]["id"])


def test_a_revision_moves_the_window_and_is_kept(yael: Program, promise: str, clock: Clock) -> None:
    clock.set(cast.TUESDAY_1000)
    moved = yael.post(
        f"/promises/{promise}/revisions", {"due": WEDNESDAY, "reason": "המפרט חסר", "version": 1}
    )
    assert moved.status == 201
    assert (moved.body["window"]["due"], moved.body["version"], moved.body["state"]) == (WEDNESDAY, 2, "open")
    assert moved.body["original_window"]["due"] == QUOTE["due"]
    (revision,) = moved.body["revisions"]
    assert revision["previous"]["due"] == QUOTE["due"]
    assert (revision["window"]["due"], revision["reason"], revision["consent"]) == (
        WEDNESDAY,
        "המפרט חסר",
        "given",
    )
    seen = yael.get(f"/promises/{promise}").body
    assert [event["kind"] for event in seen["events"]] == [
        "PromiseMade",
        "MessageQueued",
        "PromiseRevised",
        "MessageQueued",
    ]
    assert seen["events"][2]["facts"]["number"] == 1


def test_a_second_revision_waits_for_the_customers_word(yael: Program, promise: str, clock: Clock) -> None:
    deliver(cast.SUNDAY_1000)
    clock.set(cast.TUESDAY_1000)
    yael.post(f"/promises/{promise}/revisions", {"due": WEDNESDAY, "reason": "המפרט חסר"})
    deliver(cast.TUESDAY_1000)
    second = yael.post(f"/promises/{promise}/revisions", {"due": THURSDAY, "reason": "עוד לא הגיע"})
    assert second.status == 201
    assert (second.body["window"]["due"], second.body["proposed"]["due"]) == (WEDNESDAY, THURSDAY)
    agreed = yael.post(f"/promises/{promise}/acceptances", {})
    assert (agreed.status, agreed.body["window"]["due"], agreed.body["proposed"]) == (201, THURSDAY, None)
    assert [revision["consent"] for revision in agreed.body["revisions"]] == ["given", "given"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"due": WEDNESDAY, "reason": "המפרט חסר", "version": 7}, 409, "stale"),
        ({"due": WEDNESDAY, "reason": "   "}, 422, "reason_needed"),
        ({"due": WEDNESDAY}, 422, "reason_needed"),
        ({"reason": "המפרט חסר"}, 422, "invalid"),
        ({"due": QUOTE["due"], "reason": "המפרט חסר"}, 422, "same_window"),
        ({"due": "2026-11-21T12:00:00+02:00", "reason": "המפרט חסר"}, 422, "due_past"),
        ({"due": "2026-11-25T12:00:00", "reason": "המפרט חסר"}, 422, "naive_moment"),
        ({"due": WEDNESDAY, "start": THURSDAY, "reason": "המפרט חסר"}, 422, "due_before_start"),
        ({"due": "2027-03-26T02:30:00+02:00", "reason": "המפרט חסר"}, 422, "no_such_hour"),
        ({"due": WEDNESDAY, "reason": "נחזור אליך בהקדם"}, 422, "vague_window"),
        ({"due": WEDNESDAY, "reason": "א", "version": "1"}, 422, "invalid"),
        ({"due": WEDNESDAY, "reason": "א", "version": True}, 422, "invalid"),
        ({"due": WEDNESDAY, "reason": "א\0"}, 422, "nul_character"),
        ({"due": WEDNESDAY, "reason": "a" * 1_000_000}, 422, "too_long"),
    ],
)
def test_a_revision_that_is_not_clear_is_refused(
    yael: Program, promise: str, nothing_written: Any, body: dict[str, Any], status: int, code: str
) -> None:
    with nothing_written:
        refused = yael.post(f"/promises/{promise}/revisions", body)
    assert (refused.status, refused.code) == (status, code)


def test_a_stale_view_is_told_the_version_that_stands(yael: Program, promise: str) -> None:
    refused = yael.post(f"/promises/{promise}/reports", {"version": 3})
    assert (refused.code, refused.body["version"], refused.body["seen"]) == ("stale", 1, 3)


def test_reported_and_confirmed_it_is_kept(yael: Program, promise: str, clock: Clock) -> None:
    clock.set(cast.TUESDAY_1330)
    reported = yael.post(f"/promises/{promise}/reports", {"note": "נשלח במייל"})
    assert (reported.status, reported.body["state"]) == (201, "reported")
    assert reported.body["next"]["awaits"] == "customer"
    assert reported.body["answer_by"] == reported.body["next"]["due"]
    kept = yael.post(f"/promises/{promise}/confirmations", {"close": True})
    assert (kept.body["state"], kept.body["verdict"], kept.body["case"]["state"]) == (
        "kept",
        "kept",
        "closed",
    )


def test_what_is_missing_is_open_again_with_its_own_next_word(yael: Program, promise: str) -> None:
    yael.post(f"/promises/{promise}/reports", {})
    disputed = yael.post(f"/promises/{promise}/disputes", {"note": "חסר המפרט"})
    assert (disputed.status, disputed.body["state"]) == (201, "open")
    natures = [held["nature"] for held in yael.get(f"/cases/{disputed.body['case']['id']}").body["promises"]]
    assert natures == ["deed", "update"]


def test_the_last_promise_does_not_end_without_a_next_step(
    yael: Program, promise: str, nothing_written: Any
) -> None:
    with nothing_written:
        refused = yael.post(f"/promises/{promise}/releases", {"proof": PROOF})
    assert (refused.status, refused.code) == (409, "no_next_step")


def test_the_last_promise_ends_with_the_next_one(yael: Program, promise: str) -> None:
    following = {**QUOTE, "body": "אתקשר אליך", "includes": "שיחה", "channel": "phone", "due": WEDNESDAY}
    released = yael.post(f"/promises/{promise}/releases", {"proof": PROOF, "next": following})
    assert (released.status, released.body["state"], released.body["verdict"]) == (
        201,
        "released",
        "released",
    )
    assert released.body["next"]["due"] == WEDNESDAY
    assert released.body["next"]["promise"] != promise


def test_a_vague_next_step_undoes_the_whole_act(yael: Program, promise: str, nothing_written: Any) -> None:
    vague = {**QUOTE, "body": cast.VAGUE}
    with nothing_written:
        refused = yael.post(f"/promises/{promise}/releases", {"proof": PROOF, "next": vague})
    assert (refused.status, refused.code) == (422, "vague_window")
    assert yael.get(f"/promises/{promise}").body["state"] == "open"


def test_a_member_releases_only_with_proof(yael: Program, promise: str, nothing_written: Any) -> None:
    with nothing_written:
        refused = yael.post(f"/promises/{promise}/releases", {"close": True})
    assert (refused.status, refused.code) == (422, "proof_needed")


def test_a_withdrawal_carries_what_the_customer_is_told(yael: Program, promise: str) -> None:
    refused = yael.post(f"/promises/{promise}/withdrawals", {"close": True})
    assert (refused.status, refused.code) == (422, "disclosure_needed")
    done = yael.post(f"/promises/{promise}/withdrawals", {"disclosure": "הדגם ירד מהייצור", "close": True})
    assert (done.status, done.body["state"], done.body["verdict"]) == (201, "withdrawn", "withdrawn_silent")


def test_another_member_owns_it_and_who_gave_it_stays_answerable(
    yael: Program, galil: Business, promise: str
) -> None:
    given = yael.post(f"/promises/{promise}/delegations", {"owner": str(galil.dan.pk)})
    assert given.status == 201
    assert (given.body["owner"], given.body["answerable"]) == (str(galil.dan.pk), str(galil.yael.pk))
    for owner in ("99999", "abc"):
        assert yael.post(f"/promises/{promise}/delegations", {"owner": owner}).code == "not_found"


def test_an_offer_is_accepted_countered_or_declined(yael: Program, galil: Business, offer: str) -> None:
    assert yael.get(f"/promises/{offer}").body["state"] == "offered"
    countered = yael.post(f"/promises/{offer}/counters", {"due": WEDNESDAY})
    assert (countered.status, countered.body["state"]) == (201, "offered")
    assert countered.body["window"]["due"] == WEDNESDAY
    accepted = yael.post(f"/promises/{offer}/acceptances", {"version": 2})
    assert (accepted.status, accepted.body["state"]) == (201, "open")
    other = offered_or_open(yael, galil, answer_by="2026-11-23T12:00:00+02:00")
    declined = yael.post(f"/promises/{other}/declines", {"close": True})
    assert (declined.body["state"], declined.body["verdict"]) == ("declined", "declined")


@pytest.mark.parametrize(
    "step",
    [
        "confirmations",
        "disputes",
        "releases",
        "withdrawals",
        "acceptances",
        "declines",
        "reports",
        "conditions-met",
    ],
)
def test_what_is_over_takes_no_further_step(
    yael: Program, promise: str, nothing_written: Any, step: str
) -> None:
    yael.post(f"/promises/{promise}/releases", {"proof": PROOF, "close": True})
    words = {"proof": PROOF, "disclosure": "הדגם ירד", "note": "חסר"}
    with nothing_written:
        refused = yael.post(f"/promises/{promise}/{step}", words)
    assert (refused.status, refused.code) == (409, "not_possible")
    assert refused.body["state"] == "released"


STEPS = [
    "revisions",
    "reports",
    "confirmations",
    "disputes",
    "releases",
    "withdrawals",
    "delegations",
    "acceptances",
    "declines",
    "counters",
    "conditions-met",
]


@pytest.mark.parametrize("step", STEPS)
def test_a_promise_that_is_not_there_takes_no_step(yael: Program, galil: Business, step: str) -> None:
    body = {"due": WEDNESDAY, "reason": "א", "owner": str(galil.dan.pk)}
    for id_ in ("99999", "abc", str(2**70)):
        refused = yael.post(f"/promises/{id_}/{step}", body)
        assert (refused.status, refused.code) == (404, "not_found")


def test_a_partner_reports_what_is_theirs_and_nothing_else(
    yael: Program, sami: Program, galil: Business, promise: str
) -> None:
    refused = sami.post(f"/promises/{promise}/reports", {})
    assert (refused.status, refused.code) == (404, "not_found")
    assert sami.get(f"/promises/{promise}").status == 404
    yael.post(f"/promises/{promise}/delegations", {"owner": str(galil.sami.pk)})
    assert sami.post(f"/promises/{promise}/reports", {}).status == 201


def test_a_manager_may_act_for_an_agent(galil: Business, promise: str) -> None:
    assert program_of(galil.amir).post(f"/promises/{promise}/reports", {}).status == 201
