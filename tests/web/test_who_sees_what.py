"""One rule for every page and call of the customer's side: what one may not see is not there, whatever one would do.

404: another business's, and for a partner what is not theirs. 403: what a role has no part in, or sees and may not do.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse
from pytest_django import Settings

from tests import cast, cast_scene
from tests.api.conftest import Program
from tests.cast import Business
from tests.cast_scene import Scene
from tests.web.conftest import signed_in
from teum.actions import tokens
from teum.models import Member

OF_A_CASE = (
    "conversation_new", "conversations", "conversation_proposals", "standing_show", "summary", "summary_pdf",
    "closing_announcement", "case_surveys", "survey_answer", "case_closing", "case_reopening", "case_service", "holding",
    "assurance", "holding_update", "no_date", "question_new", "question_answer", "disclosure_new", "disclosure_correction",
    "decision", "documents", "promise_start", "upload", "handout",
)  # fmt: skip
OF_STAFF = (
    "counter", "at_counter", "message", "message_take_back", "customer",
    "links", "link_revocation",
)  # fmt: skip
OF_MANAGERS = (
    "incidents", "incident_new", "incident", "incident_word", "incident_telling", "incident_discarding", "standing",
    "standing_ending", "standing_service", "services", "service", "bank", "bank_question", "surveys", "told_whole",
)  # fmt: skip
API_OF_A_CASE: dict[str, object] = {
    "GET /cases/{case_id}": None,
    "GET /promises/{promise_id}": None,
    "GET /uploads/{upload_id}": None,
    "GET /cases/{case_id}/callbacks": None,
    "POST /cases/{case_id}/callbacks": {"start": "2026-11-24T10:00:00+02:00"},
    "POST /cases/{case_id}/closing": {},
    "POST /cases/{case_id}/questions": {"text": "באיזו קומה?"},
    "POST /cases/{case_id}/standing-disclosures": {},
    "POST /cases/{case_id}/surveys": {"reason": "ענו על השאלה הלא נכונה"},
    "POST /promises/{promise_id}/reports": {},
    "POST /questions/{question_id}/answers": {"text": "המזגן לבן"},
    "GET /conversations/{conversation_id}/summary": None,
    "POST /summaries/{summary_id}/confirmations": {},
}  # fmt: skip
API_OF_STAFF: dict[str, object] = {
    "GET /services": None,
    "GET /messages": None,
    "GET /customers/{customer_id}/preferences": None,
}
API_OF_MANAGERS: dict[str, object] = {"POST /services": {"name": "עוד"}, "GET /incidents/{incident_id}": None}
EXPECTED = {
    "case": {"ruth": 0, "amir": 0, "yael": 0, "sami": 404, "stranger": 404},
    "staff": {"ruth": 0, "amir": 0, "yael": 0, "sami": 403, "stranger": 404},
    "managers": {"ruth": 0, "amir": 0, "yael": 403, "sami": 403, "stranger": 404},
}
"""0: neither, whatever else it may be."""


@pytest.fixture
def scene(galil: Business, tmp_path: Path, settings: Settings) -> Scene:
    """Something behind every page."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return cast_scene.scene(galil)


@pytest.fixture
def people(galil: Business) -> dict[str, Member]:
    """One of each role, and who runs another business."""
    other = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    here = {name: getattr(galil, name) for name in ("ruth", "amir", "yael", "sami")}
    return {**here, "stranger": other.ruth}


def barred(status: int) -> int:
    """Only what says that it is not there, or not for them."""
    return status if status in (403, 404) else 0


def looked_at(client: Client, url: str) -> list[int]:
    """What a look and an act there are answered with; nothing of it stays."""
    with transaction.atomic():
        answers = [client.get(url).status_code, client.post(url).status_code]
        transaction.set_rollback(True)
    return [barred(status) for status in answers if status != 405]


def test_on_every_page(scene: Scene, people: dict[str, Member]) -> None:
    wrong = []
    for which, names in (("case", OF_A_CASE), ("staff", OF_STAFF), ("managers", OF_MANAGERS)):
        for name in names:
            wanted = get_resolver().reverse_dict.getlist(name)[0][0][0][1]
            url = reverse(name, kwargs={key: scene.names[key] for key in wanted})
            for who, member in people.items():
                is_list = not wanted and who == "stranger"
                expected = 0 if is_list else EXPECTED[which][who]
                found = looked_at(signed_in(member).client, url)
                if set(found) != {expected}:
                    wrong.append((name, who, found, expected))
    assert not wrong


def test_in_every_call(scene: Scene, people: dict[str, Member]) -> None:
    wrong = []
    programs = {
        who: Program(tokens.make(member=member, name="k", now=cast.SUNDAY_1000)[1], Client())
        for who, member in people.items()
    }
    for which, calls in (("case", API_OF_A_CASE), ("staff", API_OF_STAFF), ("managers", API_OF_MANAGERS)):
        for call, body in calls.items():
            method, _, path = call.partition(" ")
            for who, program in programs.items():
                with transaction.atomic():
                    url = path.format(**scene.names)
                    found = barred((program.get(url) if method == "GET" else program.post(url, body)).status)
                    transaction.set_rollback(True)
                expected = 0 if "{" not in path and who == "stranger" else EXPECTED[which][who]
                if found != expected:
                    wrong.append((call, who, found, expected))
    assert not wrong
