"""Incidents, for programs: a draft, a yes, and how far it has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tests.api.conftest import Program, program_of
from tests.api.test_cases import QUOTE
from tests.cast import Business, at, by, fresh, of
from teum.clock import incidents as clock
from teum.models import Affected, Promise
from teum.queries import incident_view

TEXTS = {
    "he": {"what": "הרכב של צוות ההתקנות התקלקל", "matters": "המזגנים במחסן, ולא ניזוקו"},
    "en": {"what": "The van of our installers broke down", "matters": "The air conditioners are safe"},
}
FAULT: dict[str, Any] = {
    "title": "הרכב התקלקל",
    "found_by": "צוות ההתקנות",
    "known_at": "2026-11-22T09:30:00+02:00",
    "query": {"text": "המפרט"},
    "texts": TEXTS,
    "rule": "shift",
    "days": 1,
}


def opened(program: Program, galil: Business, *whose: Any) -> list[str]:
    """A case of each, with the promise of the story; the ids of the promises."""
    made = []
    for customer in whose:
        body = {"customer": str(customer.pk), "title": "מזגן", "promise": QUOTE}
        made.append(program.post("/cases", body).body["promises"][0]["id"])
    return made


def test_a_fault_is_written_down_told_and_followed(galil: Business, yael: Program) -> None:
    dana, john = opened(yael, galil, galil.dana, galil.john)
    amir = program_of(galil.amir)
    draft = amir.post("/incidents", {**FAULT, "left_out": [john]})
    assert (draft.status, draft.body["is_draft"], draft.body["seconds"]) == (201, True, None)
    (word,) = draft.body["words"]
    assert word["progress"] == {"waiting": 1, "told": 0, "left_out": 1, "failed": 0}
    path = f"/incidents/{draft.body['id']}"
    told = amir.post(f"{path}/tellings", {})
    assert (told.status, told.body["is_draft"]) == (201, False)
    assert clock.once(at("2026-11-22 10:05")) == 1
    shown = amir.get(path)
    assert shown.status == 200
    touched = {one["promise"]: one for one in shown.body["words"][0]["affected"]}
    assert touched[dana]["due"] == "2026-11-25T14:00:00+02:00"
    assert touched[dana]["in_words"] == "עד יום רביעי, 25.11, בשעה 14:00"
    assert (touched[john]["state"], touched[john]["reason"]) == ("left_out", "chosen")
    assert fresh(Promise.objects.of(galil.id).get(pk=dana)).due == at("2026-11-25 14:00")
    assert fresh(Promise.objects.of(galil.id).get(pk=john)).due == at("2026-11-24 14:00")


def test_a_yes_is_undone_within_its_seconds(galil: Business, yael: Program, stranger: Program) -> None:
    opened(yael, galil, galil.dana)
    amir = program_of(galil.amir)
    draft = amir.post("/incidents", FAULT).body
    path = f"/incidents/{draft['id']}"
    assert draft["words"][0]["tells_at"] is None
    assert amir.post(f"{path}/undo", {}).code == "nothing_to_undo"
    told = amir.post(f"{path}/tellings", {}).body["words"][0]
    assert at("2026-11-22 10:00:10") == datetime.fromisoformat(told["tells_at"])
    assert (yael.post(f"{path}/undo", {}).code, stranger.post(f"{path}/undo", {}).status) == (
        "not_allowed",
        404,
    )
    undone = amir.post(f"{path}/undo", {})
    assert (undone.status, undone.body) == (201, draft)
    assert clock.once(at("2026-11-22 10:05")) == 0
    amir.post(f"{path}/tellings", {})
    assert clock.once(at("2026-11-22 10:05")) == 1
    assert amir.post(f"{path}/undo", {}).code == "too_late"


def test_a_later_word_goes_out_by_one_call(galil: Business, yael: Program) -> None:
    opened(yael, galil, galil.dana)
    amir = program_of(galil.amir)
    path = f"/incidents/{amir.post('/incidents', FAULT).body['id']}/tellings"
    said = {"word": {"texts": TEXTS, "rule": "stays", "next_due": "2026-11-24T12:00:00+02:00"}}
    assert amir.post(path, said).code == "still_telling"
    assert (amir.post(path, {}).status, amir.post(path, {}).code) == (201, "nothing_to_tell")
    clock.once(at("2026-11-22 10:05"))
    again = amir.post(path, said)
    assert (again.status, again.body["words"][0]["number"]) == (201, 2)
    assert again.body["words"][0]["progress"]["waiting"] == 1
    assert of(Affected, galil).count() == 2


def test_what_cannot_be_is_refused(galil: Business, yael: Program, stranger: Program) -> None:
    opened(yael, galil, galil.dana)
    amir = program_of(galil.amir)
    assert yael.post("/incidents", FAULT).code == "not_allowed"
    vague = {**TEXTS, "he": {"what": "נחזור אליך בהקדם", "matters": "המזגן תקין"}}
    assert amir.post("/incidents", {**FAULT, "texts": vague}).code == "vague_window"
    missing = amir.post("/incidents", {**FAULT, "texts": {"en": TEXTS["en"]}})
    assert missing.body["missing"] == ["texts.he.what", "texts.he.matters"]
    assert amir.post("/incidents", {**FAULT, "query": {"text": "אין כזה"}}).code == "nobody_affected"
    made = amir.post("/incidents", FAULT).body["id"]
    assert stranger.get(f"/incidents/{made}").status == 404
    assert stranger.post(f"/incidents/{made}/tellings", {}).status == 404
    assert incident_view.view(int(made), by=by(galil.amir)).draft is not None
