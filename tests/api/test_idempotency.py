"""A request that names an Idempotency-Key acts once, however often it is sent (guarantee 4)."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections

from tests import cast
from tests.api.conftest import Clock, Program, Reply, program_of, rows
from tests.api.test_cases import DANA, QUOTE
from tests.cast import Business
from teum.models import Customer, IdempotentAnswer, Promise


def test_the_same_request_gets_the_first_answer_again(yael: Program, galil: Business) -> None:
    first = yael.post("/customers", DANA, idempotency_key="a-1")
    before = rows()
    again = yael.post("/customers", DANA, idempotency_key="a-1")
    assert rows() == before
    assert (again.status, again.body) == (first.status, first.body) == (201, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers


def test_without_a_key_each_request_acts(yael: Program, galil: Business) -> None:
    first, second = yael.post("/customers", DANA), yael.post("/customers", DANA)
    assert first.body["id"] != second.body["id"]


def test_a_key_is_for_one_request(yael: Program, nothing_written: Any) -> None:
    yael.post("/customers", DANA, idempotency_key="a-1")
    before = rows()
    for refused in (
        yael.post("/customers", {**DANA, "name": "אחרת"}, idempotency_key="a-1"),
        yael.post("/cases", DANA, idempotency_key="a-1"),
        yael.post("/customers", raw=b"{", idempotency_key="a-1"),
    ):
        assert (refused.status, refused.code) == (422, "idempotency_key_reused")
    assert rows() == before


def test_a_refusal_is_answered_again_too(yael: Program, galil: Business) -> None:
    promise = cast.quote(galil)
    body = {**QUOTE, "body": cast.VAGUE, "replaces": None}
    first = yael.post(f"/cases/{promise.case_id}/promises", body, idempotency_key="b")
    again = yael.post(f"/cases/{promise.case_id}/promises", body, idempotency_key="b")
    assert (first.status, first.code) == (422, "vague_window")
    assert (again.status, again.body) == (422, first.body)
    assert again.headers["Content-Type"].startswith("application/problem+json")
    assert Promise.objects.of(galil.id).count() == 1
    other = yael.post(f"/cases/{promise.case_id}/promises", {**QUOTE, "replaces": None}, idempotency_key="b")
    assert other.code == "idempotency_key_reused"


def test_a_refusal_in_the_middle_of_an_act_leaves_only_its_answer(yael: Program, galil: Business) -> None:
    promise = cast.quote(galil)
    before = rows()
    refused = yael.post(f"/promises/{promise.pk}/releases", {"proof": "דנה כתבה"}, idempotency_key="c")
    assert refused.code == "no_next_step"
    after = rows()
    assert after.pop("IdempotentAnswer") == before.pop("IdempotentAnswer") + 1
    assert after == before


def test_malformed_bodies_are_answered_again_too(yael: Program) -> None:
    first = yael.post("/customers", raw=b"{", idempotency_key="d")
    again = yael.post("/customers", raw=b"{", idempotency_key="d")
    assert (first.status, again.status, again.code) == (400, 400, "malformed_json")
    assert again.headers["Idempotent-Replayed"] == "true"


def test_a_bug_keeps_no_answer_so_that_it_can_be_sent_again(
    yael: Program, galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as patched:
        patched.setattr("teum.actions.links.of_customer", breaks)
        yael.client.raise_request_exception = False
        assert yael.post("/customers", DANA, idempotency_key="e").status == 500
    assert IdempotentAnswer.objects.of(galil.id).count() == 0
    assert yael.post("/customers", DANA, idempotency_key="e").status == 201


def test_two_businesses_may_use_the_same_key(yael: Program, stranger: Program) -> None:
    first = yael.post("/customers", DANA, idempotency_key="f")
    second = stranger.post("/customers", DANA, idempotency_key="f")
    assert (first.status, second.status) == (201, 201)
    assert first.body["id"] != second.body["id"]


def test_another_member_never_gets_the_first_ones_answer(
    yael: Program, sami: Program, galil: Business
) -> None:
    first = yael.post("/customers", DANA, idempotency_key="f")
    before = rows()
    partner = sami.post("/customers", DANA, idempotency_key="f")
    assert (partner.status, partner.code) == (403, "not_allowed")
    assert "page_url" not in partner.body
    after = rows()
    assert after.pop("IdempotentAnswer") == before.pop("IdempotentAnswer") + 1
    assert after == before
    colleague = program_of(galil.dan).post("/customers", DANA, idempotency_key="f")
    assert colleague.status == 201
    assert colleague.body["id"] != first.body["id"]


def test_a_second_key_of_the_same_member_gets_the_first_answer(yael: Program, galil: Business) -> None:
    first = yael.post("/customers", DANA, idempotency_key="f" * 200)
    again = program_of(galil.yael).post("/customers", DANA, idempotency_key="f" * 200)
    assert again.body == first.body


@pytest.mark.parametrize("key", ["", " ", "a b", "א", "a" * 201])
def test_a_key_that_is_none_is_refused(yael: Program, nothing_written: Any, key: str) -> None:
    with nothing_written:
        refused = yael.post("/customers", DANA, idempotency_key=key)
    assert (refused.status, refused.code) == (422, "bad_idempotency_key")


def test_without_authentication_nothing_is_kept(galil: Business, nothing_written: Any, yael: Program) -> None:
    with nothing_written:
        refused = Program(key="teum_wrong", client=yael.client).post("/customers", DANA, idempotency_key="g")
    assert refused.status == 401


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_acts(clock: Clock) -> None:
    galil = cast.galil()
    programs = [program_of(galil.yael) for _ in range(4)]
    answers: list[Reply] = []
    ready = threading.Barrier(len(programs))

    def send(program: Program) -> None:
        ready.wait()
        try:
            answers.append(program.post("/customers", DANA, idempotency_key="h"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(program,)) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert connection.vendor in ("sqlite", "postgresql")
    assert {(answer.status, answer.body["id"]) for answer in answers} == {(201, answers[0].body["id"])}
    assert Customer.objects.of(galil.id).filter(name=DANA["name"]).count() == 2, (
        "the cast's Dana, and this one"
    )
