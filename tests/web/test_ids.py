"""Ids in addresses and forms: digits of other scripts, and numbers that no row can have, lead nowhere."""

import pytest

from tests import cast
from tests.api.conftest import program_of
from tests.cast import Business
from tests.web.conftest import Browser, SetClock
from teum.actions import links
from teum.web import ids

HUGE = "9" * 30
ENDLESS = "7" * 5_000
NO_IDS = ("²", "٣", "-1", "+1", "1.0", "1_0", "0", "00", HUGE, str(2**63), ENDLESS, "")
UNDER_A_CASE = (
    "",
    *("/updates", "/calls", "/closing", "/handover", "/promises", "/promises/check", "/reopening"),
)


@pytest.mark.parametrize("text", [*NO_IDS, None])
def test_what_no_row_can_have_is_no_id(text: str | None) -> None:
    assert ids.read(text) is None


@pytest.mark.parametrize("text", ["1", "007", str(2**63 - 1)])
def test_ascii_digits_are_an_id(text: str) -> None:
    assert ids.read(text) == int(text)


@pytest.mark.parametrize("end", UNDER_A_CASE)
@pytest.mark.parametrize("number", [HUGE, str(2**63), str(2**63 - 1), "²", ENDLESS])
def test_a_case_that_cannot_be_is_not_there(yael: Browser, number: str, end: str) -> None:
    address = f"/cases/{number}{end}"
    assert yael.client.get(address).status_code in (404, 405)
    assert yael.client.post(address).status_code in (404, 405)


@pytest.mark.parametrize(
    "address",
    [
        *("/customers/{n}", "/messages/{n}", "/team/{n}", "/promises/{n}", "/promises/{n}/ask"),
        *("/p/{page}/promises/{n}/confirmations", "/tasks/{n}/seen"),
    ],
)
def test_nothing_stands_at_an_id_that_cannot_be(galil: Business, ruth: Browser, address: str) -> None:
    page = links.of_customer(galil.dana, now=cast.SUNDAY_1000).token
    for number in (HUGE, str(2**63 - 1)):
        assert ruth.client.post(address.format(n=number, page=page)).status_code in (404, 405)
        assert ruth.client.get(address.format(n=number, page=page)).status_code in (404, 405)


@pytest.mark.parametrize("odd", NO_IDS)
def test_an_odd_id_in_a_question_counts_as_none(galil: Business, ruth: Browser, odd: str) -> None:
    cast.quote(galil)
    page = links.of_customer(galil.dana, now=cast.SUNDAY_1000).token
    for address in (f"/p/{page}?case=", "/messages?before=", "/cases/new?customer="):
        assert ruth.client.get(address + odd).status_code == 200, address


@pytest.mark.parametrize("odd", NO_IDS)
def test_an_odd_id_in_a_form_is_refused(galil: Business, ruth: Browser, odd: str) -> None:
    promise = cast.quote(galil)
    heir = ruth.client.post(f"/team/{galil.yael.pk}/deactivation", {"to": odd})
    opened = ruth.client.post("/cases/new", {"customer": odd, "title": "מזגן"})
    made = ruth.client.post(f"/cases/{promise.case_id}/promises", {"body": cast.QUOTE, "replaces": odd})
    given = ruth.client.post(f"/cases/{promise.case_id}/handover", {"to": odd})
    assert {heir.status_code, opened.status_code, made.status_code, given.status_code} <= {409, 422}


@pytest.mark.parametrize("number", [odd for odd in NO_IDS if odd.strip()])
def test_the_api_has_nothing_at_an_id_that_cannot_be(galil: Business, clock: SetClock, number: str) -> None:
    program = program_of(galil.yael)
    for answer in (
        program.get(f"/cases/{number}"),
        program.get(f"/promises/{number}"),
        program.get(f"/promises?customer={number}"),
        program.get(f"/messages?customer={number}"),
        program.post("/cases", {"customer": number, "title": "מזגן"}),
    ):
        assert (answer.status, answer.code) == (404, "not_found"), number
