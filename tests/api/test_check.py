"""POST /check: what stands in words, before anything is recorded."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast
from tests.api.conftest import Program
from tests.api.test_cases import QUOTE
from tests.cast import Business
from teum.actions import tokens, vocabulary
from teum.language.vocabulary import OwnWord


def test_a_concrete_promise_is_understood(yael: Program, nothing_written: Any) -> None:
    with nothing_written:
        found = yael.post("/check", {"text": cast.QUOTE, "speaker": "provider"})
    assert (found.status, found.body["lang"], found.body["vague"]) == (200, "he", [])
    (commitment,) = found.body["commitments"]
    assert commitment["quote"] in cast.QUOTE
    assert commitment["time_quote"] in commitment["quote"]
    assert (commitment["debtor"], commitment["clarity"]) == ("provider", "concrete")
    assert (commitment["due"], commitment["channel"]) == ("2026-11-24T14:00:00+02:00", "email")


def test_vague_words_are_marked_and_windows_offered(yael: Program) -> None:
    found = yael.post("/check", {"text": cast.VAGUE, "speaker": "provider"})
    (vague,) = found.body["vague"]
    assert cast.VAGUE[vague["start"] : vague["end"]] == vague["quote"] == "בהקדם"
    assert found.body["commitments"][0]["clarity"] == "vague"
    assert len(found.body["suggestions"]) >= 3
    assert set(found.body["missing"]) <= {"when", "what", "who", "how"}


def test_the_moment_and_the_calendar_may_be_named(yael: Program) -> None:
    asked = {
        "text": "We'll send it by tomorrow at 2pm.",
        "speaker": "provider",
        "now": "2026-03-02T10:00:00-05:00",
        "calendar": "US",
    }
    (commitment,) = yael.post("/check", asked).body["commitments"]
    assert commitment["due"] == "2026-03-03T14:00:00-05:00"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"text": None}, "invalid"),
        ({"text": "a" * 1_000_000}, "too_long"),
        ({"text": "א\0"}, "nul_character"),
        ({"speaker": "nobody"}, "invalid"),
        ({"calendar": "FR"}, "invalid"),
        ({"now": "2026-03-02T10:00:00"}, "naive_moment"),
    ],
)
def test_what_cannot_be_checked_is_refused(yael: Program, change: dict[str, Any], code: str) -> None:
    refused = yael.post("/check", {"text": "אשלח", "speaker": "provider", **change})
    assert (refused.status, refused.code) == (422, code)


def test_without_a_key_nothing_is_checked(yael: Program) -> None:
    assert Program(key="teum_wrong", client=yael.client).post("/check", {"text": "אשלח"}).status == 401


def test_the_words_that_a_business_added_are_marked_with_its_reason(yael: Program, galil: Business) -> None:
    own = OwnWord(phrase="בין הטיפות", reason="לא אומר מתי", better="לכתוב יום ושעה", lang="he")
    vocabulary.add(by=cast.by(galil.ruth), word=own, now=cast.SUNDAY_0900)
    for also in ({}, {"calendar": "US"}):
        asked = {"text": "אשלח לך את המידע בין הטיפות", "speaker": "provider", **also}
        (vague,) = yael.post("/check", asked).body["vague"]
        assert vague == {
            "quote": "בין הטיפות",
            "start": 17,
            "end": 27,
            "reason": "own",
            "why": "לא אומר מתי",
            "better": "לכתוב יום ושעה",
        }


def test_a_promise_with_them_is_refused_for_that_business_alone(yael: Program, galil: Business) -> None:
    stranger = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    own = OwnWord(phrase="בין הטיפות", reason="לא אומר מתי", better="לכתוב יום ושעה", lang="he", kind="hedge")
    vocabulary.add(by=cast.by(galil.ruth), word=own, now=cast.SUNDAY_0900)
    promise = {**QUOTE, "body": f"בין הטיפות: {cast.QUOTE}"}
    body = {"customer": str(galil.dana.pk), "title": "מזגן", "promise": promise}
    refused = yael.post("/cases", body)
    assert (refused.status, refused.code) == (422, "vague_window")
    (vague,) = refused.body["vague"]
    assert (vague["quote"], vague["reason"], vague["why"]) == ("בין הטיפות", "own", "לא אומר מתי")
    them = Program(
        key=tokens.make(member=stranger.yael, name="", now=cast.SUNDAY_0900)[1], client=yael.client
    )
    assert them.post("/check", {"text": promise["body"], "speaker": "provider"}).body["vague"] == []
    assert them.post("/cases", {**body, "customer": str(stranger.dana.pk)}).status == 201
