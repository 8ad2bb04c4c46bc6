"""What was told of a promise's time, read with its row: `annotate(told=outlook.TOLD)`, then `of_row`."""

from __future__ import annotations

from typing import Any, cast

from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, JSONObject

from teum.core import telling
from teum.core.outlook import Told
from teum.models import Event, Promise, Question, Telling
from teum.models.tenancy import OrganisationRows
from teum.queries import rows


def _doubts() -> QuerySet[Telling]:
    """The words that its present window may not be kept, or will not: told, or on their way.

    Not what was said before its customer accepted it, or denied that it is done: they count on it anew
    (`core.telling.counted_on_since`).
    """
    anew = Event.objects.everywhere().filter(
        organisation=OuterRef("organisation"),
        promise=OuterRef("promise"),
        kind__in=[fact.__name__ for fact in telling.ANEW],
        at__gt=OuterRef("said_at"),
    )
    told = Q(at__isnull=False) | ~Q(message__state__in=["overtaken", "failed"])
    found = Telling.objects.everywhere().filter(
        told,
        organisation=OuterRef("organisation"),
        promise=OuterRef("pk"),
        number=OuterRef("number"),
        what="holding",
    )
    return found.alias(said_at=Coalesce("message__at", "at")).filter(~Exists(anew))


def _words() -> QuerySet[Promise]:
    """The words about the same that are still promised."""
    return (
        Promise.objects.everywhere()
        .filter(
            organisation=OuterRef("organisation"),
            case=OuterRef("case"),
            about=Coalesce(OuterRef("about"), OuterRef("pk")),
            nature="update",
            ended_at=None,
        )
        .exclude(pk=OuterRef("pk"))
    )


def _documents() -> QuerySet[Question]:
    """The documents that it waits for, what is still awaited first."""
    return (
        Question.objects.everywhere()
        .filter(
            organisation=OuterRef("organisation"),
            case=OuterRef("case"),
            about=OuterRef("pk"),
            kind="document",
            promise__state__in=["open", "kept"],
        )
        .order_by(F("promise__state").desc())
    )


DOUBT = Subquery(_doubts().order_by("-id").values(kind=Coalesce("message__kind", "what"))[:1])
TOLD = Choice(
    When(
        state="open",
        then=JSONObject(
            doubt=DOUBT,
            next_word=Subquery(_words().order_by("-due").values("due")[:1]),
        ),
    ),
    When(state="waiting", then=JSONObject(document=Subquery(_documents().values("promise__state")[:1]))),
    default=None,
)


def read(found: OrganisationRows[Promise]) -> OrganisationRows[Promise]:
    """These rows, each with what was told of it."""
    told: Any = found.annotate(told=TOLD)
    return cast("OrganisationRows[Promise]", told)


def of_row(row: Promise) -> Told:
    """What was told of it, as it was read with it; nothing where a row was just written."""
    said = row.__dict__.get("told") or {}
    return Told(
        doubt=said.get("doubt") or "",
        next_word=rows.moment(said.get("next_word")),
        has_come=said.get("document") == "kept",
    )
