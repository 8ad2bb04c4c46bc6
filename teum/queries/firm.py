"""Who a business is by law."""

from __future__ import annotations

from teum.core import firm as core
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.alignment import Alignment
from teum.core.firm import Firm, Kind
from teum.core.permissions import Act
from teum.models import Organisation


def of_row(row: Organisation) -> Firm:
    """As its row keeps it."""
    return Firm(
        kind=Kind(row.legal_kind) if row.legal_kind else None,
        legal_name=row.legal_name,
        number=row.registration,
        address=row.address,
        name_en=row.name_en,
    )


def details(*, by: Actor) -> Firm:
    """What a manager said of it. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_POLICY)
    return of_row(Organisation.objects.get(pk=by.organisation_id))


def called(organisation_id: int, *, lang: str) -> str:
    """Its name for readers of a language."""
    return Organisation.objects.get(pk=organisation_id).called(lang)


def fits(alignment: Alignment, row: Organisation) -> bool:
    """Whether every price in it adds VAT as the business does now."""
    is_exempt = of_row(row).is_exempt
    prices = [line.answer.price for line in alignment.lines if line.answer and line.answer.price]
    return all(core.adds_vat_so(price, is_exempt=is_exempt) for price in prices)


def is_exempt(organisation_id: int) -> bool:
    """Whether it adds no VAT to a price."""
    return Organisation.objects.filter(pk=organisation_id, legal_kind=Kind.EXEMPT).exists()
