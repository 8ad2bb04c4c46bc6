"""Documents and the question bank, for programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from tests import cast
from tests.api.conftest import Program, program_of
from tests.cast import Business
from tests.cast_upload import PNG, WANTED
from teum.actions import uploads
from teum.core.upload import MOST_BYTES
from teum.models import Promise

FLOOR = {"he": "באיזו קומה נמצאת הדירה?", "en": "Which floor is the flat on?", "phase": "before"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> None:
    """Where files are kept."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def promise(galil: Business) -> Promise:
    """Yael's promise to Dana."""
    return cast.quote(galil)


def test_a_document_is_asked_for_shown_and_downloaded(
    galil: Business, promise: Promise, yael: Program, sami: Program, stranger: Program
) -> None:
    asked = yael.post(f"/cases/{promise.case_id}/questions", {"text": WANTED, "kind": "document"})
    assert (asked.status, asked.body["kind"], asked.body["uploads"]) == (201, "document", [])
    uploads.receive(
        question_id=int(asked.body["id"]),
        by=galil.as_customer,
        name="לוח.png",
        content=PNG,
        now=cast.SUNDAY_1000,
    )
    (question,) = yael.get(f"/cases/{promise.case_id}").body["questions"]
    (came,) = question["uploads"]
    assert (question["state"], came["name"], came["size"]) == ("answered", "לוח.png", len(PNG))
    path = came["url"].partition("/api/v1")[2]
    answer = yael.get(path)
    assert (answer.status, answer.raw, answer.headers["Content-Type"]) == (200, PNG, "image/png")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert (sami.get(path).status, stranger.get(path).status) == (404, 404)


def test_a_document_may_be_what_a_promise_waits_for(galil: Business, yael: Program) -> None:
    waiting = cast.quote(
        galil, condition="הטופס החתום", condition_due=cast.TUESDAY_1400, due=cast.THURSDAY_1400,
        body="אשלח לך במייל את הצעת המחיר",
    )  # fmt: skip
    body = {"text": "הטופס החתום", "kind": "document", "about": str(waiting.pk)}
    asked = yael.post(f"/cases/{waiting.case_id}/questions", body)
    assert (asked.status, asked.body["about"]) == (201, str(waiting.pk))
    assert asked.body["due"] == cast.TUESDAY_1400.isoformat()
    wrong = yael.post(
        f"/cases/{waiting.case_id}/questions", {**body, "kind": "text", "due": cast.TUESDAY_1400.isoformat()}
    )
    assert wrong.status == 404


def test_the_bank_is_kept_listed_and_asked_from(galil: Business, promise: Promise, yael: Program) -> None:
    ruth = program_of(galil.ruth)
    service = ruth.post("/services", {"name": "מזגן חדש"}).body
    added = ruth.post("/bank-questions", {**FLOOR, "service": service["id"]})
    assert (added.status, added.body["service"], added.body["kind"]) == (201, service, "text")
    assert yael.get("/bank-questions").body == {"items": [added.body], "next": None}
    asked = yael.post(f"/cases/{promise.case_id}/questions", {"bank": added.body["id"]})
    assert (asked.status, asked.body["text"], asked.body["bank"]) == (201, FLOOR["he"], added.body["id"])
    changed = ruth.post(f"/bank-questions/{added.body['id']}/changes", {**FLOOR, "is_active": False})
    assert (changed.status, changed.body["service"], changed.body["is_active"]) == (200, None, False)
    assert yael.post(f"/cases/{promise.case_id}/questions", {"bank": added.body["id"]}).status == 404
    assert yael.post("/bank-questions", FLOOR).code == "not_allowed"
    vague = ruth.post("/bank-questions", {**FLOOR, "en": "we will answer soon, all right?"})
    assert (vague.status, vague.code) == (422, "vague_window")


def test_a_question_without_words_is_none(promise: Promise, yael: Program) -> None:
    asked = yael.post(f"/cases/{promise.case_id}/questions", {"kind": "document"})
    assert (asked.status, asked.code) == (422, "incomplete")


def test_a_file_is_handed_over_and_one_taken_in(galil: Business, promise: Promise, yael: Program) -> None:
    large = PNG + b"\0" * (MOST_BYTES - len(PNG))
    assert yael.send(f"/cases/{promise.case_id}/photos", large, text="הלוח").status == 201
    given = yael.send(f"/cases/{promise.case_id}/files", PNG, text="הצעת המחיר")
    assert (given.status, given.body["text"]) == (201, "הצעת המחיר")
    assert yael.get(f"/cases/{promise.case_id}").body["files"] == [given.body]
    asked = yael.post(f"/cases/{promise.case_id}/questions", {"text": WANTED, "kind": "document"}).body
    came = yael.send(f"/questions/{asked['id']}/uploads", PNG, name="לוח.png")
    assert (came.status, came.body["name"], came.body["text"]) == (201, "לוח.png", None)
    (question,) = yael.get(f"/cases/{promise.case_id}").body["questions"]
    assert (question["state"], question["uploads"]) == ("answered", [came.body])
