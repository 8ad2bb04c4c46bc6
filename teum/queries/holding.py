"""The holding update that would go out about a promise, as its owner is shown it beforehand."""

from datetime import datetime

from teum.core.actor import Actor
from teum.language.notices import Letter, Party, Person
from teum.language.notices import customer as notices
from teum.models import Promise
from teum.queries import rows, sentences


def draft(promise_id: int, *, by: Actor, next_due: datetime, now: datetime) -> Letter | None:
    """The letter with `next_due` as the moment of the next word; None where there is no such promise."""
    found = Promise.objects.of(by.organisation_id).filter(pk=promise_id)
    row = found.select_related("answerable", "about", "case", "case__customer", "case__organisation").first()
    if row is None:
        return None
    return letter(row, next_due=next_due, now=now)


def letter(row: Promise, *, next_due: datetime, now: datetime) -> Letter:
    """The words of the holding update about a promise, whose case, answerable member and subject were read with it."""
    organisation = row.case.organisation
    return notices.holding(
        party=Party(
            business=organisation.name,
            lang=row.case.customer.language,
            now=now,
            title=sentences.subject(row.case),
            business_phone=organisation.phone,
        ),
        person=Person(name=row.answerable.name, gender=row.answerable.gender, phone=row.answerable.phone),
        what=row.about.what if row.about else row.what,
        window=None if row.nature == "update" else rows.window(row.due, row.start, row.zone),
        next_due=next_due.astimezone(rows.zone(row.zone)),
        round_=row.round + 1,
    )
