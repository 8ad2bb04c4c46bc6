"""A one-time code shows that who signs has the address to which it went (B2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import MONDAY_1000, Business, by, of
from tests.cast_signing import MINUTE, code, in_force, offered, read, signed
from tests.integration.test_agreements import sign
from tests.integration.test_disclosures import refused
from teum.actions import signing, undo
from teum.models import Agreement, Event, Message
from teum.queries import verify

pytestmark = pytest.mark.django_db
LATER = MONDAY_1000 + 5 * MINUTE


def other(number: str) -> str:
    """Six figures that are not the code."""
    return f"{(int(number) + 1) % 10**6:06}"


def give_back(galil: Business, row: Agreement, typed: str) -> None:
    signing.prove(agreement_id=row.pk, code=typed, by=galil.as_customer, now=LATER)


def test_a_code_is_tried_a_few_times_and_is_good_for_a_while(galil: Business) -> None:
    row = offered(galil)
    number = code(galil, row, now=MONDAY_1000)
    wrong = other(number)
    said: Callable[..., str] = lambda typed, now: refused(  # noqa: E731
        lambda: signing.prove(agreement_id=row.pk, code=typed, by=galil.as_customer, now=now)
    )
    assert said(number, MONDAY_1000 + 16 * MINUTE) == "no_code"
    assert [said(wrong, LATER) for _ in range(5)] == ["wrong_code"] * 4 + ["no_code"]
    assert said(number, LATER) == "no_code"


def test_a_wrong_code_behind_the_right_one_proves_nothing(galil: Business) -> None:
    row = offered(galil)
    read(galil, row)
    number = code(galil, row)
    give_back(galil, row, number)
    assert refused(lambda: give_back(galil, row, other(number))) == "wrong_code"
    assert refused(lambda: sign(galil, row)) == "no_code"
    assert of(Event, galil, kind="CodeProven").count() == 1
    give_back(galil, row, number)
    assert sign(galil, row).state == "signed"


@pytest.mark.parametrize("state", ["signed", "in_force"])
def test_a_signature_of_either_side_is_not_undone(galil: Business, state: str) -> None:
    row = signed(galil) if state == "signed" else in_force(galil)
    letter = of(Message, galil, kind="decided").latest("id")
    take_back = lambda: undo.act(message_id=letter.pk, by=by(galil.yael), now=letter.at)  # noqa: E731
    assert refused(take_back) == "too_late"
    row.refresh_from_db()
    assert row.state == state
    assert verify.verify(rebuild_rows=True).holds
