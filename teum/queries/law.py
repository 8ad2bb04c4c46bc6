"""What the law fixes, as it ships and as a business wrote it since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from teum.core import law as core
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.law import Fact, Law, Name
from teum.core.permissions import Act
from teum.language import law as words
from teum.models import LegalFact
from teum.queries import firm


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """A fact with its source; `id` and `who` where the business wrote it. `holds`: on the day that was asked for."""

    id: int | None
    name: Name
    words: str
    since: date | None
    source: str
    read: str
    who: str
    holds: bool


def in_force(organisation_id: int, *, on: date) -> Law:
    """What holds for a business on a day; an exempt dealer adds no VAT."""
    law = core.in_force([*(one.fact for one in words.known()), *_own(organisation_id)], on)
    return replace(law, vat=0) if firm.is_exempt(organisation_id) else law


def every(*, by: Actor, on: date, lang: str) -> tuple[FactView, ...]:
    """All facts by their name, the newest first. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_POLICY)
    own = LegalFact.objects.of(by.organisation_id).select_related("member").order_by("-since")
    facts = [*(one.fact for one in words.known()), *(_fact(row) for row in own)]
    holding = set(core.holding(facts, on))
    found = [_view(_fact(row), lang, row.source, row=row, holding=holding) for row in own]
    found += [
        _view(one.fact, lang, one.source.of(lang), read=one.read, holding=holding)
        for one in reversed(words.known())
    ]
    return tuple(view for name in Name for view in found if view.name is name)


def _own(organisation_id: int) -> list[Fact]:
    return [_fact(row) for row in LegalFact.objects.of(organisation_id)]


def _fact(row: LegalFact) -> Fact:
    return Fact(name=Name(row.name), value=row.value, since=row.since, is_own=True)


def _view(
    fact: Fact,
    lang: str,
    source: str,
    *,
    holding: set[Fact],
    row: LegalFact | None = None,
    read: str = "",
) -> FactView:
    return FactView(
        id=row.pk if row else None,
        name=fact.name,
        words=words.worded(fact.name, fact.value, lang),
        since=fact.since,
        source=source,
        read=read,
        who=row.member.name if row else "",
        holds=fact in holding,
    )
