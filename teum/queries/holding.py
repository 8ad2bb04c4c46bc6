"""The holding update that would go out about a promise, as its owner is shown it beforehand."""

from datetime import datetime

from teum.core.actor import Actor
from teum.core.window import Window
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


def letter(*owed: Promise, next_due: datetime, now: datetime) -> Letter:
    """The words of the holding update about promises of one case, read with it, their answerable member and subject."""
    case = owed[0].case
    return notices.holding(
        party=Party(
            business=case.organisation.name,
            lang=case.customer.language,
            now=now,
            title=sentences.subject(case),
            business_phone=case.organisation.phone,
        ),
        people=[
            Person(name=row.answerable.name, gender=row.answerable.gender, phone=row.answerable.phone)
            for row in owed
        ],
        owed=[(row.about.what if row.about else row.what, _window(row)) for row in owed],
        next_due=next_due.astimezone(rows.zone(owed[0].zone)),
        round_=max(row.round for row in owed) + 1,
    )


def _window(row: Promise) -> Window | None:
    return None if row.nature == "update" else rows.window(row.due, row.start, row.zone)
