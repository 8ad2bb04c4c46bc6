"""What a case would promise in a stage, if it entered it now: shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teum import language
from teum.core import adoption
from teum.core.actor import Actor
from teum.core.adoption import Known
from teum.core.process import Stage
from teum.core.window import Window
from teum.core.working_time import Calendar
from teum.models import Case
from teum.queries import journeys, terms
from teum.queries.case_view import CaseView
from teum.queries.processes import ProcessView


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One stage: what is promised and by when; `is_held`: it is promised already, and stays as it is.

    `needs` is what the customer brings first, `needs_when` by when. Without `what` only a word is promised.
    """

    number: int
    name: str
    what: str
    when: str
    needs: tuple[str, ...]
    needs_when: str
    is_held: bool


def ahead(case: CaseView, *, by: Actor, lang: str, now: datetime) -> tuple[EntryView, ...]:
    """The stages to come of a case, as each would be entered now."""
    row = _case(case, by)
    if row.journey is None:
        return ()
    journey = journeys.value(row.journey, case=row)
    known = journeys.known(row)
    return tuple(_entry(row, n, journey.stages[n], known, lang=lang, now=now) for n in journey.ahead)


def begins(case: CaseView, process: ProcessView, *, by: Actor, lang: str, now: datetime) -> EntryView:
    """The first stage of a process that a case would begin now."""
    row = _case(case, by)
    return _entry(row, 0, process.stages[0], journeys.known(row), lang=lang, now=now)


def _case(case: CaseView, by: Actor) -> Case:
    rows = Case.objects.of(by.organisation_id)
    found: Case = rows.select_related("organisation", "customer", "journey", "agreement__replaces").get(
        pk=case.id
    )
    return found


def _entry(case: Case, number: int, stage: Stage, known: Known, *, lang: str, now: datetime) -> EntryView:
    calendar, theirs = terms.calendar(case.organisation), case.customer.language
    held = adoption.adopted(stage, known, lang=theirs)
    times = adoption.times(stage, known, lang=theirs, calendar=calendar, now=now)
    needs = () if held else times.needs
    return EntryView(
        number=number,
        name=stage.name.of(lang),
        what=held.what if held else stage.promise.of(theirs),
        when=_when(held.due if held else times.due, calendar, lang, now),
        needs=needs,
        needs_when=_when(times.needs_due, calendar, lang, now) if needs and times.needs_due else "",
        is_held=held is not None,
    )


def _when(at: datetime, calendar: Calendar, lang: str, now: datetime) -> str:
    return language.in_words(Window(due=at.astimezone(calendar.zone)), lang, now)
