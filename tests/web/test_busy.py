"""Where the database lets another act go first, or is away for a moment, nothing that was sent is lost (guarantee 4)."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from re import findall
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

from tests import cast
from tests.cast import Business, of
from tests.web.conftest import Browser, field_of, words
from teum.actions import sent_forms
from teum.models import Promise

SAID = {"body": cast.QUOTE, "includes": "הצעת מחיר\nמפרט", "replaces": "none"}


@pytest.fixture
def case_id(galil: Business, yael: Browser) -> int:
    """Dana's case, at which Yael sits."""
    yael.client.raise_request_exception = False
    return int(cast.quote(galil).case_id)


def _deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = DeadlockDetected()
    return error


def fails(times: int, error: Callable[[], OperationalError]) -> mock.mock._patch[mock.Mock]:
    """So many times the database says no when all was written, and is to stand."""
    left, take = [error] * times, sent_forms.take

    def taken(**said: object) -> str:
        with transaction.atomic():
            led = take(**said)  # type: ignore[arg-type]
            if left:
                raise left.pop()()
            return led

    return mock.patch.object(sent_forms, "take", taken)


def _key(yael: Browser, case_id: int) -> str:
    page = yael.see(f"/cases/{case_id}")
    return field_of(page[page.index(f'action="/cases/{case_id}/promises"') :], "once")


def test_what_let_another_act_go_first_is_done_right_after_it(
    galil: Business, yael: Browser, case_id: int
) -> None:
    with fails(1, _deadlock):
        answer = yael.send(f"/cases/{case_id}/promises", **SAID, once=_key(yael, case_id))
    assert of(Promise, galil).count() == 2, "the quote of the story, and this one"
    assert words(yael.client.get(answer["Location"])).count("נשמר.") == 1


@pytest.mark.parametrize("error", [_deadlock, lambda: OperationalError("database is locked")])
def test_what_could_not_be_written_is_sent_again_from_the_page_that_says_so(
    galil: Business, yael: Browser, case_id: int, error: Callable[[], OperationalError]
) -> None:
    with fails(2, error):
        answer = yael.send(f"/cases/{case_id}/promises", 503, **SAID, once=_key(yael, case_id))
    page = answer.content.decode()
    assert "רגע אחד, בבקשה" in page and answer["Retry-After"] == "1"
    assert of(Promise, galil).count() == 1, "nothing was recorded"
    form = page[page.index(f'action="/cases/{case_id}/promises"') :]
    again = {name: unescape(value) for name, value in findall(r'name="(\w+)" value="([^"]*)"', form)}
    assert again.keys() >= {*SAID, "once"}
    for _ in range(2):
        yael.send(f"/cases/{case_id}/promises", **again)
    assert of(Promise, galil).count() == 2


def test_no_page_holds_a_file_or_a_password(galil: Business, yael: Browser, case_id: int) -> None:
    file = SimpleUploadedFile("plan.txt", b"plan")
    for more in ({"file": file}, {"password": "teum-secret"}):
        with fails(2, _deadlock):
            answer = yael.send(f"/cases/{case_id}/promises", 503, **SAID, **more, once=_key(yael, case_id))
        assert "<form" not in answer.content.decode().partition("<main")[2]
        assert "teum-secret" not in answer.content.decode() and "לחזור אחורה" in words(answer)


def test_a_page_that_cannot_be_read_is_asked_for_again(yael: Browser, case_id: int) -> None:
    with mock.patch.object(connection, "cursor", side_effect=OperationalError("away")):
        page = yael.see(f"/cases/{case_id}?all=1", status=503)
    assert f'href="/cases/{case_id}?all=1"' in page and "לנסות שוב" in page
