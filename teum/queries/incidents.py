"""Whom an incident touches, how far its words have come, and what the clock has to tell next."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from teum.core import incident as core
from teum.core import permissions
from teum.core.actor import Actor
from teum.core.incident import Said, State, Terms, Word
from teum.core.permissions import Act
from teum.core.promise import Debtor, Nature
from teum.core.promise import State as PromiseState
from teum.core.remedy import Kind, Remedy
from teum.core.remedy import Rule as RemedyRule
from teum.core.window import Window
from teum.language.notices import incident as notices
from teum.models import Affected, IncidentWord, Promise, Question, prepared
from teum.queries import rows

MOST = 500
"""So many promises one incident touches at most; who has more makes two of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """By what promises are chosen: all that is given has to fit. `text` is looked for in what they are about."""

    service: int | None = None
    owner: int | None = None
    due_from: datetime | None = None
    due_until: datetime | None = None
    text: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """JSON-ready, without what was not asked."""
        moments = {"due_from": self.due_from, "due_until": self.due_until}
        said = {name: at.isoformat() for name, at in moments.items() if at}
        others = {"service": self.service, "owner": self.owner, "text": self.text}
        return said | {name: value for name, value in others.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A promise that fits, as a person sees it before they choose; `language` is its customer's."""

    promise: int
    customer: str
    language: str
    what: str
    title: str
    owner: str
    window: Window


def candidates(chosen: Chosen, *, by: Actor) -> list[Candidate]:
    """The promises that fit. Raises `NotAllowed`."""
    return [
        Candidate(
            promise=row.pk,
            customer=row.case.customer.name,
            language=row.case.customer.language,
            what=row.what,
            title=row.case.title,
            owner=row.owner.name,
            window=rows.window(row.due, row.start, row.zone),
        )
        for row in fitting(chosen, by=by)
    ]


def fitting(chosen: Chosen, *, by: Actor) -> list[Promise]:
    """What we promised and have not done that fits, a customer's together; answers to questions are none of it.

    Raises `NotAllowed`.
    """
    permissions.require(by, Act.TELL_MANY)
    asked = Question.objects.of(by.organisation_id).filter(promise=OuterRef("pk"))
    found = _open(by.organisation_id).exclude(Exists(asked))
    if chosen.service:
        found = found.filter(case__service=chosen.service)
    if chosen.owner:
        found = found.filter(owner=chosen.owner)
    if chosen.due_from:
        found = found.filter(due__gte=chosen.due_from)
    if chosen.due_until:
        found = found.filter(due__lte=chosen.due_until)
    if chosen.text.strip():
        text = chosen.text.strip()
        found = found.filter(Q(what__icontains=text) | Q(case__title__icontains=text))
    return list(found.order_by("case__customer", "due", "id")[:MOST])


def _open(organisation_id: int) -> QuerySet[Promise]:
    ours = Promise.objects.of(organisation_id).filter(
        state=str(PromiseState.OPEN), debtor=str(Debtor.PROVIDER), nature=str(Nature.DEED)
    )
    return ours.select_related("owner", "case", "case__customer", "case__organisation")


def goes_on_with(word: IncidentWord) -> list[Promise]:
    """Those that a later word goes to: the same, without whom a person left out, and whose promise ended."""
    told = Affected.objects.of(word.organisation_id).filter(word=word)
    told = told.exclude(state=str(State.LEFT_OUT), reason=str(core.Why.CHOSEN))
    found = _open(word.organisation_id).filter(pk__in=told.values_list("promise", flat=True))
    return list(found.order_by("case__customer", "due", "id"))


def languages(incident_id: int, *, by: Actor) -> set[str]:
    """The languages that those read to whom a later word goes. Raises `NotAllowed`."""
    permissions.require(by, Act.TELL_MANY)
    last = IncidentWord.objects.of(by.organisation_id).filter(incident=incident_id).order_by("number").last()
    return {row.case.customer.language for row in goes_on_with(last)} if last else set()


# ── what stands in the rows, as values ──


def word_of(row: IncidentWord, *, zone: str) -> Word:
    """A word's row as its value."""
    window = rows.window(row.due, row.start, zone) if row.due else None
    remedy = None
    if row.remedy_kind:
        offered = Remedy(kind=Kind(row.remedy_kind), value=row.remedy_value)
        remedy = RemedyRule(remedy=offered, after_minutes=row.remedy_after_minutes)
    return Word(
        texts={language: Said(**said) for language, said in row.texts.items()},
        terms=Terms(
            rule=core.Rule(row.rule),
            days=row.days,
            minutes=row.minutes,
            window=window,
            next_due=row.next_due.astimezone(rows.zone(zone)) if row.next_due else None,
        ),
        remedy=remedy,
    )


def untold(organisation_id: int, promises: Collection[int], *, now: datetime) -> dict[int, str]:
    """What of a word could not be told to these promises, which stand as they did: as its customer would read it."""
    failed = Affected.objects.of(organisation_id).filter(
        state=str(State.FAILED), promise__in=promises, promise__state=str(PromiseState.OPEN)
    )
    failed = failed.filter(number=F("promise__number"))
    related = failed.select_related("word__incident", "case__customer", "case__organisation").order_by("id")
    return {one.promise_id: said(one, now=now) for one in related}


def said(row: Affected, *, now: datetime) -> str:
    """A word as one customer reads it."""
    zone, lang = row.case.organisation.zone, row.case.customer.language
    word = word_of(row.word, zone=zone)
    offer = word.remedy.remedy if word.remedy and row.remedy_value else None
    known_at = row.word.incident.known_at.astimezone(rows.zone(zone))
    return notices.words(said=word.texts[lang], lang=lang, known_at=known_at, remedy=offer, now=now)


# ── what the clock reads ──


def waiting(*, limit: int, but: Collection[int] = (), now: datetime) -> list[int]:
    """Those to tell, in the order in which their customers may be written to; without those named."""
    first = next_at()
    if first is None or first > now:
        return []
    told = _started().filter(word__tells_at__lte=now).order_by("allowed_at", "id")
    return [pk for pk in told.values_list("pk", flat=True)[: limit + len(but)] if pk not in but][:limit]


def _started() -> QuerySet[Affected]:
    return Affected.objects.everywhere().filter(state="waiting", allowed_at__isnull=False)


def next_at() -> datetime | None:
    """From when the first of them is told, be it past or ahead; None where there is nobody to tell."""
    return _NEXT_AT.first()


_NEXT_AT = prepared.column(
    lambda: _started().order_by("word__tells_at").values_list("word__tells_at", flat=True)[:1]
)
_MORE = prepared.column(
    lambda organisation, customer: (
        Affected.objects.of(organisation)
        .filter(case__customer=customer, state="waiting", allowed_at__isnull=False)
        .values_list("pk", flat=True)[:1]
    )
)


def speaks_again(organisation_id: int, customer_id: int) -> bool:
    """Whether more of what is told to many waits for this customer."""
    return next_at() is not None and _MORE.first(organisation_id, customer_id) is not None
