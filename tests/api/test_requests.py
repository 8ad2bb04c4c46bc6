"""How requests are made: keys, JSON, addresses and methods, and problems in the reader's language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from tests import cast
from tests.api.conftest import BASE, Program, program_of
from tests.api.test_cases import DANA
from tests.cast import Business
from teum.actions import members, tokens
from teum.models import ApiToken


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer teum_wrong", "Basic eDp5", "teum_wrong", "Bearer é"]
)
def test_without_a_key_nothing_is_answered(galil: Business, header: str | None) -> None:
    headers = {} if header is None else {"authorization": header}
    answer = Client().get(BASE + "/promises", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_a_session_is_no_key(galil: Business) -> None:
    client = Client()
    assert galil.ruth.user is not None
    client.force_login(galil.ruth.user)
    assert client.get(BASE + "/promises").status_code == 401


def test_only_the_digest_of_a_key_is_kept(galil: Business) -> None:
    row, clear = tokens.make(member=galil.yael, name="crm", now=cast.SUNDAY_0900)
    assert clear.startswith("teum_")
    assert len(clear) > 30
    assert row.digest == tokens.digest(clear)
    assert not ApiToken.objects.of(galil.id).filter(digest__contains=clear).exists()


def test_a_revoked_key_opens_nothing(galil: Business, yael: Program) -> None:
    row, clear = tokens.make(member=galil.yael, name="crm", now=cast.SUNDAY_0900)
    assert tokens.revoke(token_id=row.pk, organisation_id=galil.id, now=cast.SUNDAY_1000)
    assert not tokens.revoke(token_id=row.pk, organisation_id=galil.id, now=cast.SUNDAY_1000)
    assert Program(key=clear, client=Client()).get("/promises").status == 401
    assert yael.get("/promises").status == 200


def test_the_key_of_somebody_who_left_opens_nothing(galil: Business) -> None:
    dan = program_of(galil.dan)
    members.deactivate(member_id=galil.dan.pk, by=cast.by(galil.ruth), now=cast.SUNDAY_1000)
    assert dan.get("/promises").status == 401


@pytest.mark.parametrize(
    "raw",
    [
        b"{",
        b"nothing",
        b"{'name': 'a'}",
        b'{"name": NaN}',
        b'{"name": Infinity}',
        b"\xff\xfe",
        b'{"name": "\xc3"}',
        b"[" * 100_000,
        b'{"name": ' + b"9" * 5_000 + b"}",
    ],
)
def test_a_body_that_is_no_json_is_refused(yael: Program, nothing_written: Any, raw: bytes) -> None:
    with nothing_written:
        refused = yael.post("/customers", raw=raw)
    assert (refused.status, refused.code) == (400, "malformed_json")


@pytest.mark.parametrize("raw", [b"", b"null", b"[]", b'"a"', b"7", b"true", b"{}", b'{"nothing": 1}'])
def test_a_body_that_is_no_customer_is_refused(yael: Program, nothing_written: Any, raw: bytes) -> None:
    with nothing_written:
        refused = yael.post("/customers", raw=raw)
    assert (refused.status, refused.code) == (422, "invalid")
    assert refused.body["errors"]


def test_a_key_that_stands_twice_counts_once(yael: Program) -> None:
    raw = b'{"name": "\xd7\x90", "name": "\xd7\x91", "contacts": []}'
    assert yael.post("/customers", raw=raw).status == 201


def test_a_body_without_end_is_refused(yael: Program, nothing_written: Any) -> None:
    with nothing_written:
        refused = yael.post("/customers", raw=b" " * 3_000_000)
    assert (refused.status, refused.code) == (413, "too_long")


@pytest.mark.parametrize("path", ["/nothing", "/cases", "/promises/1/reports/2", "/../v1/promise", "", "/"])
def test_an_address_that_is_not_there_is_a_problem_too(yael: Program, path: str) -> None:
    answer = yael.get(path)
    assert answer.status in (404, 405)
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.code in ("not_found", "method_not_allowed")


def test_below_api_everything_speaks_json(client: Client) -> None:
    for path in ("/api", "/api/", "/api/v2/promises", "/api/v1"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "json" in answer.headers["Content-Type"]


def test_a_method_that_an_address_does_not_take_is_refused(yael: Program) -> None:
    answer = yael.client.delete(BASE + "/promises/1", headers={"authorization": f"Bearer {yael.key}"})
    assert (answer.status_code, answer.json()["code"], answer.headers["Allow"]) == (
        405,
        "method_not_allowed",
        "GET, HEAD",
    )


@pytest.mark.parametrize("path", ["/promises", "/promises/99999", "/openapi.json", "/docs", "/nothing"])
def test_head_answers_as_get_does_without_a_body(yael: Program, path: str) -> None:
    headers = {"authorization": f"Bearer {yael.key}"}
    got, asked = yael.get(path), yael.client.head(BASE + path, headers=headers)
    assert (asked.status_code, asked.headers["Content-Type"]) == (got.status, got.headers["Content-Type"])
    assert asked.headers["Content-Length"] == str(len(got.raw))
    assert asked.content == b""


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "PATCH", "BREW"])
@pytest.mark.parametrize("path", ["/openapi.json", "/docs"])
def test_the_description_is_read_and_nothing_else(yael: Program, path: str, method: str) -> None:
    answer = yael.client.generic(method, BASE + path)
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 201),
        ("application/json; charset=utf-8", 201),
        ("Application/JSON", 201),
        ("", 201),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 201),
        ("multipart/form-data; boundary=a", 415),
        ("application/xml", 415),
    ],
)
def test_a_body_is_sent_as_json(yael: Program, kind: str, status: int) -> None:
    headers = {"authorization": f"Bearer {yael.key}"}
    body = json.dumps(DANA).encode()
    answer = yael.client.generic("POST", BASE + "/customers", body, content_type=kind, headers=headers)
    assert answer.status_code == status
    assert status == 201 or answer.json()["code"] == "not_json"


def test_a_problem_is_worded_in_the_readers_language(yael: Program) -> None:
    hebrew = yael.get("/promises/99999", accept_language="he")
    english = yael.get("/promises/99999", accept_language="en-GB,en;q=0.9")
    assert (hebrew.body["title"], english.body["title"]) == (
        "אין כאן דבר כזה.",
        "There is no such thing here.",
    )
    assert (hebrew.code, english.code) == ("not_found", "not_found")
    assert english.headers["Content-Language"] == "en"


def test_a_problem_says_type_title_status_and_code(yael: Program) -> None:
    refused = yael.post("/customers", {**DANA, "name": ""})
    assert refused.body == {
        "missing": ["name"],
        "type": "/api/v1/docs#incomplete",
        "title": refused.body["title"],
        "status": 422,
        "code": "incomplete",
    }


def test_a_bug_is_a_problem_with_an_id_and_leaves_nothing_behind(
    yael: Program, nothing_written: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("teum.actions.links.of_customer", breaks)
    yael.client.raise_request_exception = False
    with nothing_written:
        answer = yael.post("/customers", DANA, idempotency_key="a")
    assert (answer.status, answer.code) == (500, "internal_error")
    assert answer.body["id"] in caplog.text
    monkeypatch.undo()


def test_a_database_that_is_busy_asks_to_come_again(yael: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("teum.actions.customers.make", busy)
    answer = yael.post("/customers", DANA)
    assert (answer.status, answer.code, answer.headers["Retry-After"]) == (503, "busy", "1")
