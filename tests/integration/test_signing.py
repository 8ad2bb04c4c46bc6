"""A one-time code shows that who signs has the address to which it went (B2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.cast import MONDAY_1000, Business, of
from tests.cast_signing import MINUTE, code, offered, read
from tests.integration.test_agreements import sign
from tests.integration.test_disclosures import refused
from teum.actions import signing
from teum.models import Agreement, Event

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
