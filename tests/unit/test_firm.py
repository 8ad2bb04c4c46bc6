"""Who a business is by law: a kind has its number, which checks itself, and an exempt dealer adds no VAT."""

from dataclasses import replace

import pytest

from tests.cast_alignment import PRICE
from teum.core import firm as core
from teum.core.firm import BadRegistration, Firm, Kind, VatDiffers
from teum.core.promise import Incomplete
from teum.language import firm as words

NUMBER = "512345679"


@pytest.mark.parametrize("number", [NUMBER, "012345674", "580123453"])
def test_a_number_of_the_register_checks_itself(number: str) -> None:
    core.require_whole(Firm(kind=Kind.COMPANY, number=number), country="IL")


@pytest.mark.parametrize("place", range(9))
def test_one_wrong_digit_is_seen(place: int) -> None:
    for digit in set("0123456789") - {NUMBER[place]}:
        wrong = NUMBER[:place] + digit + NUMBER[place + 1 :]
        with pytest.raises(BadRegistration):
            core.require_whole(Firm(kind=Kind.COMPANY, number=wrong), country="IL")


@pytest.mark.parametrize("number", ["000000000", "51234567", "5123456790", "51234567x", "٥١٢٣٤٥٦٧٩"])
def test_what_is_no_such_number_is_refused(number: str) -> None:
    with pytest.raises(BadRegistration):
        core.require_whole(Firm(kind=Kind.LICENSED, number=number), country="IL")


def test_elsewhere_a_number_is_what_it_is_there() -> None:
    core.require_whole(Firm(kind=Kind.COMPANY, number="SC123456"), country="GB")


def test_a_kind_has_its_number_and_a_number_its_kind() -> None:
    for half in (Firm(kind=Kind.EXEMPT), Firm(number=NUMBER)):
        with pytest.raises(Incomplete):
            core.require_whole(half, country="IL")
    core.require_whole(Firm(address="הגפן 12, כרמיאל"), country="IL")


def test_a_price_adds_vat_as_its_business_does() -> None:
    bare = replace(PRICE, vat=0, is_exempt=True)
    core.require_vat(PRICE, is_exempt=False)
    core.require_vat(bare, is_exempt=True)
    core.require_vat(replace(PRICE, vat=0), is_exempt=False)
    for price, is_exempt in ((PRICE, True), (bare, False), (replace(PRICE, is_exempt=True), True)):
        with pytest.raises(VatDiffers):
            core.require_vat(price, is_exempt=is_exempt)


def test_it_is_said_in_one_line() -> None:
    firm = Firm(kind=Kind.COMPANY, legal_name="מזגני הגליל בע״מ", number=NUMBER)
    assert words.identity(firm, "he") == "מזגני הגליל בע״מ, ח״פ 512345679"
    assert words.identity(Firm(kind=Kind.EXEMPT, number=NUMBER), "en") == "Exempt dealer no. 512345679"
    assert words.identity(Firm(), "he") == ""
