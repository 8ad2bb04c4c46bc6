"""Promises through the API: recorded whole, or refused with nothing written (guarantee 1)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests import cast, cast_page
from tests.api.conftest import Clock, Program
from tests.api.test_cases import QUOTE
from tests.cast import Business
from teum.models import Promise

TUESDAY = "2026-11-24T14:00:00+02:00"
WEDNESDAY = "2026-11-25T12:00:00+02:00"


@pytest.fixture
def case(yael: Program, galil: Business) -> str:
    opened = yael.post("/cases", {"customer": str(galil.dana.pk), "title": "מזגן", "promise": QUOTE})
    return str(opened.body["id"])


def whole(**change: Any) -> dict[str, Any]:
    """The promise of the story, in a case that has one already."""
    values = {**QUOTE, "replaces": None, **change}
    return {name: value for name, value in values.items() if value is not ...}


def test_a_whole_promise_is_recorded_and_said_back(yael: Program, galil: Business, case: str) -> None:
    made = yael.post(f"/cases/{case}/promises", whole(start="2026-11-24T10:00:00+02:00"))
    assert made.status == 201
    body = made.body
    assert (body["state"], body["version"], body["verdict"]) == ("open", 1, None)
    assert body["window"] == {"start": "2026-11-24T10:00:00+02:00", "due": TUESDAY}
    assert body["original_window"] == body["window"]
    assert "24.11" in body["in_words"]
    assert "10:00" in body["in_words"]
    assert body["sentence"].startswith(galil.yael.name)
    assert (body["owner"], body["who"]) == (str(galil.yael.pk), galil.yael.name)
    assert body["includes"] == ["הצעת מחיר", "מפרט"]
    assert body["case"]["id"] == case
    assert yael.get(f"/promises/{body['id']}").body.items() >= body.items()


def test_the_words_alone_may_say_window_and_channel(yael: Program, case: str) -> None:
    made = yael.post(f"/cases/{case}/promises", {"text": cast.QUOTE, "includes": "מפרט", "replaces": None})
    assert made.status == 201
    assert (made.body["window"]["due"], made.body["channel"]) == (TUESDAY, "email")
    assert made.body["includes"] == ["מפרט"]
    assert "24.11" not in made.body["what"]


def test_moments_are_understood_in_any_offset(yael: Program, case: str) -> None:
    made = yael.post(f"/cases/{case}/promises", whole(due="2026-11-24T12:00:00Z"))
    assert made.body["window"]["due"] == TUESDAY


def test_vague_words_are_refused_first_with_windows_to_choose_from(
    yael: Program, case: str, nothing_written: Any
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", {"text": cast.VAGUE})
    assert (refused.status, refused.code) == (422, "vague_window")
    assert refused.headers["Content-Type"].startswith("application/problem+json")
    (vague,) = refused.body["vague"]
    assert (vague["quote"], cast.VAGUE[vague["start"] : vague["end"]]) == ("בהקדם", "בהקדם")
    assert vague["reason"]
    assert len(refused.body["suggestions"]) >= 3
    for offered in refused.body["suggestions"]:
        assert offered["due"] > "2026-11-22T10:00:00+02:00"
        assert offered["label"]
    assert set(refused.body) >= {"type", "title", "status"}


def test_a_promise_without_a_time_is_refused_like_a_vague_one(yael: Program, case: str) -> None:
    refused = yael.post(f"/cases/{case}/promises", whole(body="אשלח לך את המפרט", due=...))
    assert (refused.status, refused.code, refused.body["vague"]) == (422, "vague_window", [])
    assert refused.body["suggestions"]


def test_vague_words_in_what_is_included_are_refused_too(yael: Program, case: str) -> None:
    refused = yael.post(f"/cases/{case}/promises", whole(includes=["מפרט", "תשובה בהקדם"]))
    assert refused.code == "vague_window"
    assert refused.body["vague"][0]["field"] == "includes.1"


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"includes": ...}, ["includes"]),
        ({"includes": []}, ["includes"]),
        ({"includes": "  "}, ["includes"]),
        ({"body": "אכין את המפרט", "channel": ...}, ["channel"]),
        ({"replaces": ...}, ["replaces"]),
        (
            {"body": "אכין", "includes": None, "channel": None, "replaces": ...},
            ["includes", "channel", "replaces"],
        ),
        ({"body": ...}, ["body"]),
    ],
)
def test_each_missing_answer_is_named(
    yael: Program, case: str, nothing_written: Any, change: dict[str, Any], missing: list[str]
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(**change))
    assert (refused.status, refused.code, refused.body["missing"]) == (422, "incomplete", missing)


def test_vague_words_come_first_and_name_what_is_missing_besides(
    yael: Program, case: str, nothing_written: Any
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", {"text": cast.VAGUE})
    assert (refused.status, refused.code) == (422, "vague_window")
    assert refused.body["vague"][0]["quote"] == "בהקדם"
    assert set(refused.body["missing"]) >= {"includes", "replaces"}


def test_a_channel_that_reaches_nobody_is_refused_with_those_that_would(
    yael: Program, galil: Business, nothing_written: Any
) -> None:
    said = {**QUOTE, "channel": "phone"}
    with nothing_written:
        refused = yael.post("/cases", {"customer": str(galil.john.pk), "title": "Boiler", "promise": said})
    assert (refused.status, refused.code) == (422, "no_address")
    assert (refused.body["channel"], refused.body["reachable"]) == (
        "phone",
        ["email", "portal", "post", "visit"],
    )


def test_whether_it_replaces_is_asked_only_where_something_is_promised(
    yael: Program, galil: Business
) -> None:
    opened = yael.post("/cases", {"customer": str(galil.john.pk), "title": "Boiler", "promise": QUOTE})
    assert opened.status == 201


def test_a_promise_may_replace_another_which_is_then_released(yael: Program, case: str) -> None:
    (old,) = yael.get(f"/cases/{case}").body["promises"]
    made = yael.post(f"/cases/{case}/promises", whole(replaces=old["id"], due=WEDNESDAY))
    assert (made.status, made.body["replaces"]) == (201, old["id"])
    seen = yael.get(f"/promises/{old['id']}").body
    assert (seen["state"], seen["verdict"]) == ("released", "released")


def _hears(promise: dict[str, Any]) -> None:
    cast_page.hears(Promise.objects.everywhere().get(pk=promise["id"]), now=cast.SUNDAY_1000)


def test_a_second_delay_by_another_name_is_refused_with_the_ways_to_ask(yael: Program, case: str) -> None:
    (old,) = yael.get(f"/cases/{case}").body["promises"]
    _hears(old)
    later = yael.post(f"/cases/{case}/promises", whole(replaces=old["id"], due=WEDNESDAY)).body
    _hears(later)
    again = whole(replaces=later["id"], due="2026-11-26T12:00:00+02:00")
    refused = yael.post(f"/cases/{case}/promises", again)
    assert (refused.status, refused.code) == (422, "later_than_replaced")
    assert refused.body["agreed_due"] == WEDNESDAY
    said = {"channel": "call", "direction": "out", "promises": [again]}
    assert yael.post(f"/cases/{case}/conversations", said).status == 201


@pytest.mark.parametrize("replaces", ["9999", "abc", 0, -1, 10**30, "1e3"])
def test_what_it_replaces_must_be_there(
    yael: Program, case: str, nothing_written: Any, replaces: object
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(replaces=replaces))
    assert (refused.status, refused.code) == (404, "not_found")


def test_the_owner_must_be_somebody_of_the_business(
    yael: Program, case: str, stranger: Program, nothing_written: Any
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(owner="99999"))
    assert (refused.status, refused.code) == (404, "not_found")


def test_words_that_name_another_time_than_the_window_are_refused(
    yael: Program, case: str, nothing_written: Any
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(body=cast.QUOTE, due=WEDNESDAY))
    assert (refused.status, refused.code) == (422, "window_mismatch")
    assert refused.body["named"] == TUESDAY


def test_several_promises_in_one_text_are_refused(yael: Program, case: str, nothing_written: Any) -> None:
    text = "אשלח לך את המפרט עד יום שלישי, 24.11, בשעה 14:00. אתקשר אליך ביום רביעי, 25.11, בשעה 10:00."
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(body=..., text=text, due=...))
    assert (refused.status, refused.code) == (422, "several")
    assert len(refused.body["commitments"]) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"due": "2026-11-22T09:59:00+02:00"}, "due_past"),
        ({"start": "2026-11-24T15:00:00+02:00"}, "due_before_start"),
        ({"due": "2026-11-24T14:00:00"}, "naive_moment"),
        ({"start": "2026-11-24T10:00"}, "naive_moment"),
        ({"due": "2026-11-24"}, "naive_moment"),
        ({"due": "2027-03-26T02:30:00+02:00"}, "no_such_hour"),
        ({"due": "2027-10-31T01:30:00+03:00"}, "two_readings"),
        ({"due": "9999-12-31T23:59:59+14:00"}, "moment_out_of_range"),
        ({"due": "9999-12-30T14:00:00+02:00"}, "moment_out_of_range"),
        ({"due": "0001-01-01T00:00:00+00:00"}, "moment_out_of_range"),
        ({"due": "tomorrow"}, "invalid"),
        ({"due": 1795000000}, "invalid"),
        ({"due": "2026-02-30T10:00:00+02:00"}, "invalid"),
        ({"answer_by": "2026-11-23T14:00:00"}, "naive_moment"),
    ],
)
def test_a_window_that_two_readers_would_read_apart_is_refused(
    yael: Program, case: str, nothing_written: Any, change: dict[str, Any], code: str
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(body="אשלח לך את המפרט", **change))
    assert (refused.status, refused.code) == (422, code)


def test_an_hour_that_the_clocks_skip_is_refused_with_both_readings(yael: Program, case: str) -> None:
    refused = yael.post(f"/cases/{case}/promises", whole(body="אשלח", due="2027-03-26T02:30:00+02:00"))
    assert refused.body["readings"] == ["2027-03-26T01:30:00+02:00", "2027-03-26T03:30:00+03:00"]


def test_a_condition_comes_first_and_its_term_runs_from_it(yael: Program, case: str, clock: Clock) -> None:
    condition = {"text": "הטופס החתום", "due": WEDNESDAY, "term": "3 business days"}
    made = yael.post(f"/cases/{case}/promises", whole(body="אשלח לך את ההזמנה", condition=condition, due=...))
    assert (made.status, made.body["state"]) == (201, "waiting")
    assert (made.body["condition"], made.body["condition_due"]) == ("הטופס החתום", WEDNESDAY)
    assert made.body["term"] == "3 business days"
    clock.set(cast.MONDAY_1000)
    met = yael.post(f"/promises/{made.body['id']}/conditions-met", {"note": "הגיע"})
    assert (met.status, met.body["state"]) == (201, "open")
    assert met.body["window"]["due"] == "2026-11-26T17:00:00+02:00"


@pytest.mark.parametrize(
    "term", ["soon", "3 days", "PT", "P0D", "-3 business days", "PT30M", "999999 business days"]
)
def test_a_term_is_one_that_can_be_counted(yael: Program, case: str, nothing_written: Any, term: str) -> None:
    condition = {"text": "הטופס החתום", "due": WEDNESDAY, "term": term}
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(condition=condition))
    assert (refused.status, refused.code) == (422, "invalid")


def test_what_the_customer_owes_is_a_promise_too(yael: Program, case: str) -> None:
    made = yael.post(
        f"/cases/{case}/promises",
        whole(body="לשלוח את הטופס החתום", includes="הטופס", debtor="customer", due=WEDNESDAY),
    )
    assert (made.status, made.body["debtor"]) == (201, "customer")


@pytest.mark.parametrize(
    "change",
    [
        {"body": 5},
        {"body": ["א"]},
        {"includes": {"a": 1}},
        {"includes": [1, 2]},
        {"channel": "pigeon"},
        {"debtor": "nobody"},
        {"condition": 5},
        {"condition": {"due": WEDNESDAY}},
        {"owner": True},
        {"owner": {"id": 1}},
        {"replaces": [1]},
    ],
)
def test_a_field_of_the_wrong_type_is_named(
    yael: Program, case: str, nothing_written: Any, change: dict[str, Any]
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(**change))
    assert (refused.status, refused.code) == (422, "invalid")
    (field,) = change
    assert all(error["field"].split(".")[0] == field for error in refused.body["errors"])


@pytest.mark.parametrize("body", [".", "…", "?!", "-", "  "])
def test_a_body_without_a_word_is_missing(yael: Program, case: str, nothing_written: Any, body: str) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(body=body))
    assert (refused.status, refused.code, refused.body["missing"]) == (422, "incomplete", ["body"])


def test_a_window_that_began_years_ago_is_refused(yael: Program, case: str, nothing_written: Any) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(start="2020-11-24T10:00:00+02:00"))
    assert (refused.status, refused.code) == (422, "start_past")


def test_a_window_that_runs_already_is_promised(yael: Program, case: str) -> None:
    made = yael.post(f"/cases/{case}/promises", whole(start="2026-11-22T08:00:00+02:00"))
    assert made.status == 201


def test_a_field_is_named_as_it_was_sent(yael: Program, case: str) -> None:
    said = whole(includes=[1, "א", {}], condition={"text": 5}, channel="pigeon")
    errors = yael.post(f"/cases/{case}/promises", said).body["errors"]
    named = {error["field"] for error in errors}
    assert named == {"includes", "includes.0", "includes.2", "condition", "condition.text", "channel"}
    next_ = yael.post("/cases", {"customer": "1", "title": "א", "promise": {"body": 7}}).body["errors"]
    assert {error["field"] for error in next_} == {"promise.body"}


@pytest.mark.parametrize("field", ["body", "text", "includes", "condition"])
@pytest.mark.parametrize(("letter", "status"), [("a", 422), ("א", 413)])
def test_a_text_of_a_million_letters_is_refused(
    yael: Program, case: str, nothing_written: Any, field: str, letter: str, status: int
) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(**{field: letter * 1_000_000}))
    assert (refused.status, refused.code) == (status, "too_long")


@pytest.mark.parametrize("field", ["body", "includes", "condition"])
def test_a_nul_is_refused(yael: Program, case: str, nothing_written: Any, field: str) -> None:
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", whole(**{field: "א\0ב"}))
    assert (refused.status, refused.code) == (422, "nul_character")


def test_a_lone_surrogate_is_refused(yael: Program, case: str, nothing_written: Any) -> None:
    raw = json.dumps(whole(body="SURROGATE")).replace("SURROGATE", "\\ud800").encode()
    with nothing_written:
        refused = yael.post(f"/cases/{case}/promises", raw=raw)
    assert (refused.status, refused.code) == (422, "invalid")


def test_marks_of_direction_are_kept_and_what_turns_lines_around_is_not(yael: Program, case: str) -> None:
    body = "אשלח לך \u200fאת\u200e המפרט\u202e \u2066כאן\u2069"
    made = yael.post(f"/cases/{case}/promises", whole(body=body))
    assert made.body["body"] == "אשלח לך \u200fאת\u200e המפרט כאן"


def test_a_closed_case_takes_no_promise(yael: Program, case: str) -> None:
    (promise,) = yael.get(f"/cases/{case}").body["promises"]
    yael.post(f"/promises/{promise['id']}/releases", {"proof": "דנה כתבה שאין צורך", "close": True})
    refused = yael.post(f"/cases/{case}/promises", whole())
    assert (refused.status, refused.code) == (409, "case_closed")


@pytest.mark.parametrize("case_id", ["99999", "abc", "0", "-1", "1.5", str(10**30), "9" * 5000, "%00", "١"])
def test_a_case_that_is_not_there(yael: Program, case_id: str, nothing_written: Any) -> None:
    with nothing_written:
        for refused in (yael.post(f"/cases/{case_id}/promises", QUOTE), yael.get(f"/cases/{case_id}")):
            assert (refused.status, refused.code) == (404, "not_found")


def test_a_refused_promise_is_not_half_written(yael: Program, case: str, galil: Business) -> None:
    before = Promise.objects.of(galil.id).count()
    yael.post(f"/cases/{case}/promises", whole(replaces="99999"))
    assert Promise.objects.of(galil.id).count() == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("אשלח לך הודעה ב-31.11 בשעה 10:00", "no_such_date"),
        ("I'll call you on Tuesday 5.12 at 10:00", "days_disagree"),
        ("אגיע אליך מחר בין 12:00 ל-10:00", "backward"),
        ("אתקשר אליך ב-26.3.2027 בשעה 02:30", "no_such_hour"),
        ("I'll call you yesterday at 10:00", "past"),
    ],
)
def test_a_time_that_nobody_can_keep_is_refused_with_windows_to_take(
    yael: Program, case: str, text: str, reason: str
) -> None:
    for more in ({}, {"due": WEDNESDAY}):
        refused = yael.post(
            f"/cases/{case}/promises",
            {"text": text, "includes": "הודעה", "replaces": None, "channel": "email", **more},
        )
        assert (refused.status, refused.body["code"]) == (422, "vague_window")
        assert [word["reason"] for word in refused.body["vague"]] == [reason]
        assert refused.body["suggestions"]
