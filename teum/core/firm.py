"""Who a business is by law (B2): how it is registered, under which name and number, and where it is found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from teum.core.price import Price
from teum.core.promise import Incomplete
from teum.core.refusal import Invalid

LONGEST = 200
LONGEST_NUMBER = 20
DIGITS = 9


class Kind(StrEnum):
    """How it is registered. An exempt dealer (עוסק פטור) adds no VAT to a price."""

    COMPANY = "company"
    LICENSED = "licensed"
    EXEMPT = "exempt"
    PARTNERSHIP = "partnership"
    ASSOCIATION = "association"


class BadRegistration(Invalid):
    """Not a number of an Israeli register: nine digits, of which the last one checks the others. Carries `number`."""

    code = "bad_registration"


class VatDiffers(Invalid):
    """An exempt dealer's price has no VAT and says so, and nobody else's says so."""

    code = "vat_differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """What is known of it; the texts are empty where nothing was said.

    `legal_name` is said where it is another than the name that customers know, `name_en` is that name in English.
    """

    kind: Kind | None = None
    legal_name: str = ""
    number: str = ""
    address: str = ""
    name_en: str = ""

    @property
    def is_exempt(self) -> bool:
        """Whether it adds no VAT to a price."""
        return self.kind is Kind.EXEMPT


def require_whole(firm: Firm, *, country: str) -> None:
    """A kind has its number, and a number its kind; in Israel it is one of nine digits that check each other.

    Raises `Incomplete`, `BadRegistration`.
    """
    if firm.kind and not firm.number:
        raise Incomplete(missing=["number"])
    if firm.number and not firm.kind:
        raise Incomplete(missing=["kind"])
    if firm.number and country == "IL" and not _is_checked(firm.number):
        raise BadRegistration(field="number", number=firm.number)


def _is_checked(number: str) -> bool:
    """Every second digit counts twice, its two figures apart; all of them come to a whole ten."""
    if not (number.isascii() and number.isdigit() and len(number) == DIGITS and int(number)):
        return False
    weighed = [int(digit) * (1 + place % 2) for place, digit in enumerate(number)]
    return sum(one // 10 + one % 10 for one in weighed) % 10 == 0


def called(name: str, name_en: str, *, lang: str) -> str:
    """Its name for readers of a language: the one for English where there is one."""
    return name_en if lang == "en" and name_en else name


def adds_vat_so(price: Price, *, is_exempt: bool) -> bool:
    """Whether a price adds VAT as the business does, be it at the rate of the day on which it was written."""
    return price.is_exempt == is_exempt and not (is_exempt and price.vat)


def require_vat(price: Price, *, is_exempt: bool) -> None:
    """Refuse a price that adds VAT otherwise than the business does. Raises `VatDiffers`."""
    if not adds_vat_so(price, is_exempt=is_exempt):
        raise VatDiffers(vat=price.vat)
