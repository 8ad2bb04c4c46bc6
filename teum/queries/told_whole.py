"""How often a matter was told whole in one contact, and how often customers had to ask us first (A0), for managers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from teum.core import permissions
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.question import MAIL
from teum.models import Case, Conversation, Promise, Question
from teum.models import Event as EventRow
from teum.models.tenancy import OrganisationRows
from teum.queries import ledger

SPAN = timedelta(days=30)
MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """What left something to ask, or with which the customer had to ask about what we owed.

    `channel` is that of a conversation, or `mail`, `question` or `callback` where they wrote to us or asked for a call.
    """

    case_id: int
    case_title: str
    customer: str
    channel: str
    direction: str
    is_whole: bool
    surprises: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of `matters` with a contact since then, so many were told `whole` in the first, and nobody had to ask again."""

    matters: int
    whole: int


def figures(*, by: Actor, now: datetime) -> Figures:
    """The last thirty days. Raises `NotAllowed`."""
    first: dict[int, bool] = {}
    talks = _talks(by, now).order_by("id").values_list("case", "direction", "is_whole")
    for case, direction, is_whole in talks:
        asked_again = case in first and direction == "in"
        first[case] = bool(is_whole) if case not in first else first[case] and not asked_again
    return Figures(matters=len(first), whole=sum(first.values()))


def surprises(*, by: Actor, now: datetime) -> int:
    """About so many promises a customer had to ask, in a conversation or in writing, that we owed and had not told.

    Raises `NotAllowed`.
    """
    talked = _talks(by, now).filter(surprises__gt=0).values_list("surprises", flat=True)
    return sum(talked) + len(_written(by, now))


def contacts(*, by: Actor, now: datetime) -> tuple[Contact, ...]:
    """Those behind the figures, the newest first. Raises `NotAllowed`."""
    behind = _talks(by, now).filter(Q(is_whole=False) | Q(surprises__gt=0))
    found = behind.select_related("case", "case__customer").order_by("-at", "-id")
    talks = [_contact(row) for row in found[:MOST]]
    return tuple(sorted([*talks, *_asked(by, now)], key=lambda one: one.at, reverse=True)[:MOST])


def _talks(by: Actor, now: datetime) -> OrganisationRows[Conversation]:
    permissions.require(by, Act.SEE_FIGURES)
    since = now - SPAN
    return Conversation.objects.of(by.organisation_id).filter(at__gte=since, at__lte=now, reached=True)


def _written(by: Actor, now: datetime) -> list[EventRow]:
    """The facts that they wrote, or asked for a call, about what we owed: one for each such promise."""
    since = now - SPAN
    asked = Question.objects.of(by.organisation_id).filter(asked__at__gte=since, asked__at__lte=now)
    called = Promise.objects.of(by.organisation_id).filter(channel="phone", due__gte=since)
    facts = EventRow.objects.of(by.organisation_id).filter(
        Q(case__in=asked.values("case")) | Q(case__in=called.values("case")),
        kind__in=("CustomerSurprised", "CaseRestored"),
    )
    return [
        fact
        for fact in ledger.standing(facts.order_by("id"))
        if fact.kind == "CustomerSurprised" and "conversation" not in fact.facts and since <= fact.at <= now
    ]


def _asked(by: Actor, now: datetime) -> list[Contact]:
    times = Counter(
        ("callback" if "call" in fact.facts else "question", fact.case, fact.facts.get("question"), fact.at)
        for fact in _written(by, now)
    )
    cases = Case.objects.of(by.organisation_id).select_related("customer").in_bulk([key[1] for key in times])
    mails = Question.objects.of(by.organisation_id).filter(
        asked__kind=MAIL, pk__in=[key[2] for key in times if key[2]]
    )
    by_mail = set(mails.values_list("pk", flat=True))
    return [
        Contact(
            case_id=cases[case].pk,
            case_title=cases[case].title,
            customer=cases[case].customer.name,
            channel="mail" if question in by_mail else channel,
            direction="in",
            is_whole=False,
            surprises=count,
            at=at,
        )
        for (channel, case, question, at), count in times.items()
    ]


def _contact(row: Conversation) -> Contact:
    return Contact(
        case_id=row.case_id,
        case_title=row.case.title,
        customer=row.case.customer.name,
        channel=row.channel,
        direction=row.direction,
        is_whole=bool(row.is_whole),
        surprises=row.surprises,
        at=row.at,
    )
