"""Who a business is by law, in words."""

from __future__ import annotations

from collections.abc import Mapping

from teum.core.firm import Firm, Kind
from teum.core.said import Said

REGISTERED: Mapping[Kind, Said] = {
    Kind.COMPANY: Said("ח״פ {number}", "Company no. {number}"),
    Kind.LICENSED: Said("עוסק מורשה {number}", "Licensed dealer no. {number}"),
    Kind.EXEMPT: Said("עוסק פטור {number}", "Exempt dealer no. {number}"),
    Kind.PARTNERSHIP: Said("שותפות רשומה {number}", "Registered partnership no. {number}"),
    Kind.ASSOCIATION: Said("עמותה רשומה {number}", "Registered association no. {number}"),
}
"""How its number is said, which also says its kind."""


def identity(firm: Firm, lang: str) -> str:
    """Name and number of the register in one line; empty where neither was said."""
    number = REGISTERED[firm.kind].of(lang).format(number=firm.number) if firm.kind else ""
    return ", ".join(part for part in (firm.legal_name, number) if part)
