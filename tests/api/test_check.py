"""POST /check: what stands in words, before anything is recorded."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast
from tests.api.conftest import Program


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
