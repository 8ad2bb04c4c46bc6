"""What stands in a customer's calendar: what was agreed, at its time, and what was cancelled of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from teum import language
from teum.core import digest
from teum.core import outlook as core
from teum.core.actor import Actor
from teum.core.outlook import Outlook
from teum.core.promise import State
from teum.documents.calendar import Entry
from teum.language import notices
from teum.models import Promise, Revision, Telling, prepared
from teum.models.tenancy import OrganisationRows
from teum.queries import outlook, rows, sentences

KEPT_IN_VIEW = timedelta(days=60)
"""How long what has ended stays."""
_STANDS = (State.OPEN, State.REPORTED, State.KEPT)
_GONE = (State.RELEASED, State.WITHDRAWN)
_DOUBTFUL = (Outlook.LATE, Outlook.NO_DATE, Outlook.DOUBTED)
_MOVES = ("agreed", "revised", "released", "withdrawn")
"""Words that make an entry, move it, or take it away."""


def feed(case_ids: Collection[int], *, by: Actor, now: datetime, lang: str) -> tuple[Entry, ...]:
    """Every entry of these cases of one customer, in the order in which they were made."""
    recent = Q(ended_at=None) | Q(ended_at__gt=now - KEPT_IN_VIEW)
    found = [
        row
        for row in _shown(by.organisation_id).filter(recent, case__in=case_ids).order_by("id")
        if by.reaches(row.case.customer_id)
    ]
    tail = sentences.phone_tail(found[0].case) if found else ""
    return tuple(_entry(row, tail, now=now, lang=lang) for row in found)


def one(promise_id: int, *, by: Actor, now: datetime, lang: str) -> Entry | None:
    """A promise's entry; None where it has none, as what is only offered."""
    row = _shown(by.organisation_id).filter(pk=promise_id).first()
    if row is None or not by.reaches(row.case.customer_id):
        return None
    return _entry(row, sentences.phone_tail(row.case), now=now, lang=lang)


def told_by(
    messages: Collection[int], *, organisation_id: int, now: datetime, lang: str
) -> tuple[Entry, ...]:
    """The entries that these letters make, move or take away: appointments, and what comes within some hours.

    What is only due by a moment needs nobody's presence: it is none, unless it was one before.
    """
    told = {promise for message in messages for promise in _TOLD(organisation_id, message)}
    told |= {instead for message in messages for instead in _REPLACED(organisation_id, message) if instead}
    found = [row for promise in sorted(told) for row in _comes_within(organisation_id, promise)]
    return tuple(_entry(row, sentences.phone_tail(row.case), now=now, lang=lang) for row in found)


_TOLD = prepared.column(
    lambda organisation, message: (
        Telling.objects.of(organisation)
        .filter(message=message, what__in=_MOVES)
        .values_list("promise", flat=True)
    )
)


_REPLACED = prepared.column(
    lambda organisation, message: (
        Telling.objects.of(organisation)
        .filter(message=message, what__in=_MOVES)
        .values_list("promise__replaces", flat=True)
    )
)
"""What the promises of a letter came instead of: their entries go with them."""


@prepared.rows
def _comes_within(organisation: int, promise: int) -> QuerySet[Promise]:
    was_one = Exists(Revision.objects.of(organisation).filter(promise=OuterRef("pk"), start__isnull=False))
    is_one = Q(start__isnull=False) | Q(original_start__isnull=False) | was_one
    return _shown(organisation).filter(is_one, pk=promise)


def _shown(organisation_id: int) -> OrganisationRows[Promise]:
    """What was agreed: no offers, nothing that waits and whose time does not run yet; a word only while it comes."""
    shown = Q(state__in=[*_STANDS, *_GONE], nature="deed") | Q(state=State.OPEN)
    found = Promise.objects.of(organisation_id).filter(shown)
    return outlook.read(found.select_related("owner", "case", "case__customer", "case__organisation"))


def _entry(row: Promise, tail: str, *, now: datetime, lang: str) -> Entry:
    window = rows.window(row.due, row.start, row.zone)
    found = core.of(rows.promise(row), outlook.of_row(row), now=now)
    who = notices.Person(name=row.owner.name, gender=row.owner.gender)
    said = row.what if row.debtor == "customer" else notices.third_person(row.what, who, lang)
    text = (
        language.in_words(window, lang, now)
        if row.state in _GONE
        else sentences.of_now(row, row.case, now=now, lang=lang, tail=tail)
    )
    return Entry(
        uid=f"promise-{row.pk}@{digest.of(row.case.salt, 'calendar')[:16]}",
        version=row.version,
        window=window,
        title=f"{row.case.organisation.called(lang)}: {said}",
        text="\n".join([text, *row.includes]),
        is_cancelled=row.state in _GONE,
        is_doubtful=found in _DOUBTFUL,
    )
