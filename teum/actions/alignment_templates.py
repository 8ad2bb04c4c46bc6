"""The items that a business goes through with its customers before they agree (B1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from teum.actions import findings, organisations, services
from teum.core import alignment as core
from teum.core.actor import Actor
from teum.core.alignment import Item, facts
from teum.core.permissions import Act
from teum.core.process import NAME, TEXT
from teum.core.promise import Incomplete
from teum.core.refusal import Conflict, Missing
from teum.core.said import Said
from teum.language import law as legal
from teum.models import AlignmentTemplate, Organisation

MOST = 100
"""So many templates a business may keep."""


class TemplatesFull(Conflict):
    """The business keeps as many as it may. Carries `most`."""

    code = "templates_full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A template as it is given; `service` None: offered whatever a case is about."""

    name: Said
    items: Sequence[Item]
    service: int | None = None
    is_active: bool = True


def add(*, by: Actor, entry: Entry, now: datetime) -> AlignmentTemplate:
    """Keep a template.

    Raises `NotAllowed`, `Incomplete`, `Invalid`, `BadClause`, `VagueWindow`, `UnrecordedTime`, `TemplatesFull`,
    `NoSuchThing`.
    """
    with organisations.changing(by, Act.MANAGE_SERVICES) as organisation:
        if AlignmentTemplate.objects.of(by.organisation_id).count() >= MOST:
            raise TemplatesFull(most=MOST)
        return _write(AlignmentTemplate(organisation=organisation, version=0), organisation, entry, now)


def change(*, template_id: int, by: Actor, entry: Entry, now: datetime) -> AlignmentTemplate:
    """Change it for what begins from now on; what is gone through already stays as it is. Raises what `add` raises."""
    with organisations.changing(by, Act.MANAGE_SERVICES) as organisation:
        row = AlignmentTemplate.objects.of(by.organisation_id).filter(pk=template_id).first()
        if row is None:
            raise Missing(template=str(template_id))
        return _write(row, organisation, entry, now)


def _write(
    row: AlignmentTemplate, organisation: Organisation, entry: Entry, now: datetime
) -> AlignmentTemplate:
    name = findings.tidied(entry.name, NAME, field="name")
    if missing := [lang for lang, said in (("he", name.he), ("en", name.en)) if not said]:
        raise Incomplete(missing=missing)
    items = [_checked(item, organisation, now) for item in entry.items]
    core.require_keepable(items)
    row.he, row.en, row.is_active = name.he, name.en, entry.is_active
    row.service = services.kept(organisation.pk, entry.service)
    row.items = facts.of_items(items)
    row.version += 1
    row.save()
    return row


def _checked(item: Item, organisation: Organisation, now: datetime) -> Item:
    """The item as it is kept, with nothing vague in it (guarantee 1)."""
    options = tuple(findings.tidied(option, NAME, field=f"{item.key}.options") for option in item.options)
    words, promise, clause = (
        findings.tidied(said, TEXT, field=item.key) for said in (item.text, item.promise, item.clause)
    )
    clean = replace(item, text=words, promise=promise, clause=clause, options=options)
    for said in (clean.text, clean.promise, *options):
        legal.require_named(said)
    for said in (clean.text, clean.promise, clean.clause, *options):
        findings.require_clear_said(said, organisation, field=item.key, now=now)
    return clean
