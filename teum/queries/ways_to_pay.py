"""How a business is paid by each means."""

from __future__ import annotations

from collections.abc import Mapping

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.price import Means
from teum.core.said import Said
from teum.models import Organisation, WayToPay
from teum.queries import terms


def every(*, by: Actor) -> Mapping[Means, Said]:
    """All that is written down, in both languages. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_ORGANISATION)
    return {Means(row.means): Said(row.he, row.en) for row in WayToPay.objects.of(by.organisation_id)}


def told(organisation: Organisation, lang: str) -> Mapping[Means, str]:
    """The same as a customer reads it; what is not said in their language, in the other."""
    ways = terms.ways_to_pay(organisation)
    return {means: said.of(lang) or said.he or said.en for means, said in ways.items()}
