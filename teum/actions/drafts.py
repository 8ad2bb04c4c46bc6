"""Drafts: what an agent typed is never lost (guarantee 1)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from teum.actions.matter import Matter, NoSuchThing
from teum.core import draft as core
from teum.core import permissions
from teum.core.actor import Actor
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
        before = _mine(case_id, by, of).select_for_update().values_list("fields", flat=True).first()
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


def drop(*, case_id: int, by: Actor, of: str = "promise") -> None:
    """Throw a draft away; what was typed of it in another tab is the draft then."""
    _leave(_mine(case_id, by, of))


def end(opened: Matter, *, of: str = "promise") -> None:
    """A draft ends with the act that records what was typed; undoing the act brings it back, as another form."""
    mine = _mine(opened.case.pk, opened.by, of)
    for fields in mine.values_list("fields", flat=True):
        opened.undoes.drafts.append({"of": of, "fields": core.typed(fields)})
    _leave(mine)


def _leave(mine: OrganisationRows[Draft]) -> None:
    for row in mine:
        row.fields = core.left(row.fields)
        if row.fields:
            row.save(update_fields=["fields"])
        else:
            row.delete()


def _mine(case_id: int, by: Actor, of: str) -> OrganisationRows[Draft]:
    return Draft.objects.of(by.organisation_id).filter(member=by.member_id, case=case_id, of=of)
