"""What the customer of a case chose, as letters say it: which option, at what price, when, and who wrote it down."""

from __future__ import annotations

from datetime import datetime

from teum.core import conversation, disclosure
from teum.core.disclosure import How
from teum.language.notices import Person
from teum.language.notices.disclosure import Decided
from teum.models import Case, Disclosure, Member
from teum.queries import rows


def of_case(case: Case, *, talked_at: datetime | None = None) -> list[Decided]:
    """The choices that were made in a case, as they were made, without those whose words were erased.

    With `talked_at` those of one conversation (`core.conversation.was_chosen_in`).
    """
    found = Disclosure.objects.of(case.organisation_id).filter(case=case, decided__isnull=False)
    listed = [
        row
        for row in found.exclude(told__text="").select_related("told", "decided").order_by("decided")
        if talked_at is None or _is_of(row, talked_at)
    ]
    people = _people(case.organisation_id, listed)
    return [_decided(row, case, people) for row in listed]


def _is_of(row: Disclosure, talked_at: datetime) -> bool:
    assert row.decided
    return conversation.was_chosen_in(how=How(row.how), chosen_at=row.decided.at, talked_at=talked_at)


def _people(organisation_id: int, listed: list[Disclosure]) -> dict[str, Person]:
    """Who wrote choices down, by the names that the ledger has for them."""
    labels = {row.decided.by for row in listed if row.decided}
    ids = [int(label.removeprefix("member:")) for label in labels if label.startswith("member:")]
    members = Member.objects.of(organisation_id).filter(pk__in=ids) if ids else []
    return {f"member:{one.pk}": Person(name=one.name, gender=one.gender) for one in members}


def _decided(row: Disclosure, case: Case, people: dict[str, Person]) -> Decided:
    assert row.decided
    shown = disclosure.read(row.told.text)
    return Decided(
        option=shown.option(row.chosen),
        how=How(row.how),
        at=row.decided.at.astimezone(rows.zone(case.organisation.zone)),
        recorded_by=people.get(row.decided.by),
    )
