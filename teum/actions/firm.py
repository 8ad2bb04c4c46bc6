"""Who the business is by law; what was laid before customers already calls it as it was called then."""

from __future__ import annotations

from dataclasses import replace

from teum.actions import organisations
from teum.core import firm as core
from teum.core.actor import Actor
from teum.core.firm import LONGEST, LONGEST_NUMBER, Firm
from teum.core.permissions import Act
from teum.language import text
from teum.models import Organisation

_BETWEEN = str.maketrans("", "", " -־–/.")
"""What people write between the digits of a number."""


def change(*, by: Actor, firm: Firm) -> Organisation:
    """Say who it is. Raises `NotAllowed`, `Incomplete`, `BadRegistration`."""
    with organisations.changing(by, Act.MANAGE_POLICY) as organisation:
        said = _tidied(firm, country=organisation.country)
        core.require_whole(said, country=organisation.country)
        organisation.legal_kind = str(said.kind or "")
        organisation.legal_name, organisation.registration = said.legal_name, said.number
        organisation.address, organisation.name_en = said.address, said.name_en
        return organisation


def _tidied(firm: Firm, *, country: str) -> Firm:
    number = text.line(firm.number)
    return replace(
        firm,
        legal_name=text.line(firm.legal_name)[:LONGEST],
        number=(number.translate(_BETWEEN) if country == "IL" else number)[:LONGEST_NUMBER],
        address=text.line(firm.address)[:LONGEST],
        name_en=text.line(firm.name_en)[:LONGEST],
    )
