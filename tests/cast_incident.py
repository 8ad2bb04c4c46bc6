"""Incidents of the tests: a van that broke down, and the promises that it touches."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from tests import cast
from tests.cast import MONDAY_1000, Business, by
from teum.actions import incidents
from teum.actions.customers import Contact
from teum.core.incident import Rule, Said, Terms, Word
from teum.core.remedy import Rule as RemedyRule
from teum.models import Customer, Incident, Promise
from teum.queries.incidents import Chosen

HE = Said(what="הרכב של צוות ההתקנות התקלקל", matters="המזגנים עצמם במחסן, ולא ניזוקו")
EN = Said(what="The van of our installers broke down", matters="The air conditioners are safe in our store")
TEXTS = {"he": HE, "en": EN}
DAY_LATER = Terms(rule=Rule.SHIFT, days=1)
ALL = Chosen()
UNDO = timedelta(seconds=10)
TELLS = MONDAY_1000 + UNDO
"""When the clock begins to tell what was said yes to at `MONDAY_1000`."""


def word(terms: Terms = DAY_LATER, *, texts: Any = None, remedy: RemedyRule | None = None) -> Word:
    """What is written once."""
    return Word(texts=texts or TEXTS, terms=terms, remedy=remedy)


def drafted(
    business: Business,
    said: Word | None = None,
    *,
    chosen: Chosen = ALL,
    left_out: Collection[int] = (),
    known_at: datetime = MONDAY_1000,
    now: datetime = MONDAY_1000,
    **given: Any,
) -> Incident:
    """The van, written down by the manager; nobody is told yet."""
    values: dict[str, Any] = {"title": "הרכב התקלקל", "found_by": "צוות ההתקנות"}
    return incidents.draft(
        by=by(business.amir),
        word=said or word(),
        chosen=chosen,
        left_out=left_out,
        known_at=known_at,
        now=now,
        **{**values, **given},
    )


def told(
    business: Business, said: Word | None = None, *, now: datetime = MONDAY_1000, **given: Any
) -> Incident:
    """The same, with the manager's yes."""
    row = drafted(business, said, now=now, **given)
    return incidents.start(incident_id=row.pk, by=by(business.amir), now=now)


def customers(
    business: Business,
    count: int,
    *,
    language: str = "he",
    minutes_apart: int = 0,
    now: datetime = cast.SUNDAY_1000,
) -> list[tuple[Customer, Promise]]:
    """So many more customers, each with the promise of the story, or with one that is due a little later."""
    found = []
    for number in range(count):
        due = cast.TUESDAY_1400 + timedelta(minutes=number * minutes_apart)
        own = cast.quote_draft(body="אשלח לך במייל את הצעת המחיר והמפרט", due=due) if minutes_apart else None
        contact = Contact(channel="email", address=f"c{number}-{language}@example.com")
        whose = cast.customer(business.ruth, f"לקוח {number}", [contact], language=language, now=now)
        found.append((whose, cast.promise_of(cast.case(business.yael, whose, promise=own, now=now))))
    return found
