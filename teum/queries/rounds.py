"""How often in a row the clock spoke in one matter: of a promise, or of a word about it (guarantee 3)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from teum.models import Event, Promise, prepared
from teum.queries import ledger

_BY_A_PERSON = ("PromiseRevised", "RevisionProposed", "NoDateGiven", "PromiseReported")
_ABOUT_IT = ("HoldingSent", "PromiseTold", *_BY_A_PERSON)
_OF_THE_CASE = ("UpdateGiven", "CaseRestored")


@prepared.rows
def _facts(organisation: int, case: int, subject: int, promise: int) -> QuerySet[Event]:
    """What was said in the matter of a promise and its subject, by the clock or by people."""
    theirs = Promise.objects.of(organisation).filter(case=case)
    matter = theirs.filter(Q(pk=subject) | Q(pk=promise) | Q(about=subject) | Q(about=promise))
    about_it = Q(promise__in=matter.values("pk"), kind__in=_ABOUT_IT)
    found = Event.objects.of(organisation).filter(case=case)
    return found.filter(about_it | Q(kind__in=_OF_THE_CASE)).order_by("id")


def spoken(row: Promise, *, written: Sequence[Event] = ()) -> int:
    """How often in a row, since the last word of a person; what an act has `written` of it counts as well."""
    subject = row.about_id or row.pk
    past = ledger.standing(_facts(row.organisation_id, row.case_id, subject, row.pk))
    mine = [fact for fact in written if fact.promise in (row.pk, subject) or fact.kind == "UpdateGiven"]
    return _in_a_row(row, [*past, *mine])


def reckoned(row: Promise) -> int:
    """Which time in a row it is if the clock speaks of this one; the same word, said once more, is no other time."""
    past = ledger.standing(_facts(row.organisation_id, row.case_id, row.about_id or row.pk, row.pk))
    others = [fact for fact in past if not _is_of(fact, row)]
    return _in_a_row(row, others) + 1


def _is_of(fact: Event, row: Promise) -> bool:
    return fact.kind == "HoldingSent" and (fact.promise, fact.facts["number"]) == (row.pk, row.number)


def _in_a_row(row: Promise, facts: Sequence[Event]) -> int:
    found = 0
    for fact in facts:
        if fact.kind == "HoldingSent":
            found = fact.facts["round"]
        elif _is_of_a_person(fact):
            found = 0
    return max(row.round, found)


def _is_of_a_person(fact: Event) -> bool:
    if fact.kind == "PromiseTold":
        return bool(fact.facts["how"] == "call")
    return fact.kind == "UpdateGiven" or fact.kind in _BY_A_PERSON
