"""Drafts: what an agent typed is never lost (guarantee 1)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from teum.actions.matter import Matter, NoSuchThing
from teum.core import draft as core
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.draft import NO_TAB, Tab
from teum.core.permissions import Act
from teum.models import Case, Draft
from teum.models.tenancy import OrganisationRows


def keep(*, case_id: int, by: Actor, fields: dict[str, Any], of: str = "promise", now: datetime) -> bool:
    """Keep what a member typed about a case, whatever it is worth yet; `of` is what it is to become.

    What they typed of it in another tab is kept beside it (`core.draft`); answers whether there is such.
    """
    permissions.require(by, Act.RECORD)
    with transaction.atomic():
        case = Case.objects.of(by.organisation_id).filter(pk=case_id).first()
        if case is None:
            raise NoSuchThing(case=str(case_id))
        said = storable(fields)
        before = (
            _mine(case_id, by, of).select_for_update(no_key=True).values_list("fields", flat=True).first()
        )
        found = core.kept(before or {}, said)
        Draft.objects.of(by.organisation_id).update_or_create(
            member_id=by.member_id or 0,
            case=case,
            of=of,
            organisation_id=by.organisation_id,
            defaults={"fields": found, "updated_at": now},
        )
        return core.ASIDE in found


def storable(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields without what no database keeps in JSON: NUL, and halves of characters."""
    return {
        name: value.replace("\x00", "").encode("utf-8", "ignore").decode()
        if isinstance(value, str)
        else value
        for name, value in fields.items()
    }


def drop(*, case_id: int, by: Actor, of: str = "promise", tab: Tab = NO_TAB) -> None:
    """Throw away what was typed in this tab; what was typed of it in another one is the draft then."""
    with transaction.atomic():
        _take(_mine(case_id, by, of), tab)


def end(opened: Matter, *, of: str = "promise", tab: Tab = NO_TAB) -> None:
    """What was typed in this tab ends with the act that records it; undoing the act brings it back, as another form."""
    typed = _take(_mine(opened.case.pk, opened.by, of), tab)
    if typed:
        opened.undoes.drafts.append({"of": of, "fields": core.typed(typed)})


def _take(mine: OrganisationRows[Draft], tab: Tab) -> dict[str, Any]:
    """Out of what is kept, what was typed in this tab; empty where that is nothing."""
    row = mine.select_for_update(no_key=True).first()
    if row is None:
        return {}
    typed, row.fields = core.parted(row.fields, tab)
    if not row.fields:
        row.delete()
    elif typed:
        row.save(update_fields=["fields"])
    return typed


def _mine(case_id: int, by: Actor, of: str) -> OrganisationRows[Draft]:
    return Draft.objects.of(by.organisation_id).filter(member=by.member_id, case=case_id, of=of)
