"""Another time for an appointment through the API: asked for, accepted, or answered with one of ours."""

from __future__ import annotations

import pytest

from tests import cast
from tests.api.conftest import Program
from tests.cast import Business, fresh
from teum.models import Promise

WEDNESDAY = "2026-11-25T14:00:00+02:00"
UNTIL = "2026-11-25T16:00:00+02:00"
THURSDAY = {"start": "2026-11-26T10:00:00+02:00", "due": "2026-11-26T12:00:00+02:00"}


@pytest.fixture
def visit(galil: Business) -> Promise:
    return cast.appointment(galil)


@pytest.fixture
def asked(yael: Program, visit: Promise) -> str:
    """Dana asked on the phone; Yael's program records it."""
    answer = yael.post(f"/promises/{visit.pk}/moves", {"begins": [WEDNESDAY]})
    assert answer.status == 201
    assert (answer.body["kind"], answer.body["debtor"]) == ("move", "provider")
    assert (answer.body["about"], answer.body["times"]) == (
        str(visit.pk),
        [{"start": WEDNESDAY, "due": UNTIL}],
    )
    return str(answer.body["id"])


def test_a_time_that_suits_moves_it(yael: Program, visit: Promise, asked: str) -> None:
    moved = yael.post(f"/questions/{asked}/acceptances", {"start": WEDNESDAY})
    assert (moved.status, moved.body["window"]) == (201, {"start": WEDNESDAY, "due": UNTIL})
    assert yael.post(f"/questions/{asked}/acceptances", {"start": WEDNESDAY}).code == "already_answered"


def test_another_is_offered_and_what_was_agreed_stands(yael: Program, visit: Promise, asked: str) -> None:
    offered = yael.post(f"/questions/{asked}/offers", {**THURSDAY, "reason": "אין מתקין פנוי"})
    assert (offered.status, offered.body["proposed"]) == (201, THURSDAY)
    assert fresh(visit).due == visit.due
    assert yael.post(f"/promises/{visit.pk}/acceptances").body["window"] == THURSDAY


def test_what_cannot_be_is_refused(yael: Program, visit: Promise, asked: str) -> None:
    assert yael.post(f"/questions/{asked}/acceptances", {"start": THURSDAY["start"]}).code == "not_asked"
    night = yael.post(f"/promises/{visit.pk}/moves", {"begins": ["2026-11-25T22:00:00+02:00"]})
    assert (night.status, night.code) == (422, "outside_hours")
    assert yael.post(f"/promises/{visit.pk}/moves", {"begins": []}).status == 422
    assert yael.post(f"/promises/{visit.pk}/moves", {"begins": [WEDNESDAY] * 4}).status == 422
    assert yael.post("/questions/999/acceptances", {"start": WEDNESDAY}).status == 404
