"""Newer values of what the law fixes, as a business writes them with their day; what began before keeps its own."""

from __future__ import annotations

from datetime import date, datetime

from teum.actions import organisations
from teum.core import law as core
from teum.core.actor import Actor
from teum.core.law import SOURCE, Name
from teum.core.permissions import Act
from teum.core.promise import Incomplete
from teum.core.refusal import Conflict, Missing
from teum.language import text
from teum.models import LegalFact

MOST = 100
"""So many values of its own a business may keep."""


class TooManyFacts(Conflict):
    """The list is full. Carries `most`."""

    code = "too_many_facts"


def add(*, by: Actor, name: Name, value: int, since: date, source: str, now: datetime) -> LegalFact:
    """Write a value that holds since a day; written again for the same day, it takes the place of the one before.

    Raises `NotAllowed`, `Incomplete`, `Invalid`, `TooManyFacts`.
    """
    with organisations.changing(by, Act.MANAGE_POLICY):
        core.require(name, value)
        said = text.line(source)[:SOURCE]
        if not said:
            raise Incomplete(missing=["source"])
        mine = LegalFact.objects.of(by.organisation_id)
        row = mine.filter(name=str(name), since=since).first()
        if row is None:
            if mine.count() >= MOST:
                raise TooManyFacts(most=MOST)
            row = LegalFact(organisation_id=by.organisation_id, name=str(name), since=since)
        row.value, row.source, row.member_id, row.at = value, said, by.member_id or 0, now
        row.save()
        return row


def remove(*, fact_id: int, by: Actor) -> None:
    """Take a value of the business away; those that ship stay. Raises `NotAllowed`, `Missing`."""
    with organisations.changing(by, Act.MANAGE_POLICY):
        if not LegalFact.objects.of(by.organisation_id).filter(pk=fact_id).delete()[0]:
            raise Missing(fact=str(fact_id))
