"""The two sides of an agreement as they were called when it was made: what both saw is what is signed and sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from teum.core.alignment import Side
from teum.language import firm as words
from teum.language import text as texts
from teum.models import Agreement, Case, ContactPoint
from teum.queries import firm


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """One of them: the name, the lines by which they are reached, and in one line who they are by law."""

    name: str
    contacts: tuple[str, ...]
    identity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Both, what it is about, and the clock by which its moments are read."""

    title: str
    zone: ZoneInfo
    sides: Mapping[Side, SideView]


def kept(row: Agreement) -> Sides:
    """As they are kept with the agreement; as they are today where none were. Read with its case and its sides."""
    said = row.sides or as_they_are(row.case)
    return Sides(
        title=said["title"],
        zone=ZoneInfo(said["zone"]),
        sides={
            side: SideView(
                name=said[side]["name"],
                contacts=tuple(said[side]["contacts"]),
                identity=said[side].get("identity", ""),
            )
            for side in Side
        },
    )


def as_they_are(case: Case) -> dict[str, Any]:
    """The sides of a case today in its customer's language, JSON-ready. Read with its organisation and customer."""
    business, lang = case.organisation, case.customer.language
    ways = (texts.spoken(business.phone) if business.phone else "", business.address)
    points = ContactPoint.objects.of(case.organisation_id).filter(
        customer=case.customer_id, is_broken=False, given_on=None
    )
    reached = [texts.spoken(point.address) for point in points.order_by("position")]
    ours = SideView(
        name=business.called(lang),
        contacts=tuple(way for way in ways if way),
        identity=words.identity(firm.of_row(business), lang),
    )
    theirs = SideView(name=case.customer.name, contacts=tuple(dict.fromkeys(reached)))
    return {
        "title": case.title,
        "zone": business.zone,
        str(Side.PROVIDER): asdict(ours),
        str(Side.CUSTOMER): asdict(theirs),
    }
