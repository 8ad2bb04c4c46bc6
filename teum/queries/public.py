"""What somebody without a sign-in may reach: a business's form by its name, a page by its unguessable link."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Case as Choice
from django.db.models import Exists, Q, QuerySet

from teum.core import actor, firm
from teum.core.actor import Actor
from teum.core.refusal import Missing
from teum.models import Case, Message, Organisation, Page, prepared
from teum.queries import pages, rows, survey_view

MOST_CASES = 1_000
"""Of a customer's cases, the open ones first: more than anybody has open, and what a page can still be made of."""


def _behind(token: str, now: datetime) -> Q:
    """The cases that a link opens while it does: one alone, or all of its customer's."""
    page = Page.objects.everywhere().filter(pages.opening(now), token=token)
    theirs = Q(organisation__in=page.values("organisation"), customer__in=page.values("customer"))
    return theirs & (Q(pk__in=page.values("case")) | Q(Exists(page.filter(case=None))))


@prepared.rows
def _cases(token: str, now: datetime) -> QuerySet[Case]:
    return (
        Case.objects.everywhere()
        .filter(_behind(token, now))
        .select_related(
            "organisation",
            "customer",
            "owner",
            "journey__process",
            "alignment",
        )
        .annotate(survey=Choice(survey_view.LAST, default=None))
        .order_by("-state", "-id")[:MOST_CASES]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """A business as its public pages show it."""

    id: int
    name: str
    slug: str
    phone: str
    language: str
    zone: ZoneInfo
    mail: str = ""
    name_en: str = ""

    def called(self, lang: str) -> str:
        """Its name for readers of a language."""
        return firm.called(self.name, self.name_en, lang=lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What an unguessable link opens: one case alone, or all of a customer's, the open ones first."""

    business: Business
    customer_id: int
    language: str
    cases: tuple[Case, ...] = field(repr=False)
    """Their rows, for whoever reads on."""

    @property
    def case_ids(self) -> tuple[int, ...]:
        """The cases by their ids."""
        return tuple(case.pk for case in self.cases)

    @property
    def version(self) -> int:
        """Another number after whatever happened in any of the cases, or was changed of the customer."""
        return self.cases[0].customer.version + sum(case.version for case in self.cases)

    @property
    def by(self) -> Actor:
        """Whoever holds the link, as the one who acts."""
        return actor.customer(self.business.id, self.customer_id)


def business(slug: str = "") -> Business | None:
    """The business of that name; without a name the only one, if there is just one."""
    found = list(Organisation.objects.filter(slug=slug) if slug else Organisation.objects.all()[:2])
    return of_row(found[0]) if len(found) == 1 else None


def of_row(row: Organisation) -> Business:
    """A business's row as its public pages show it."""
    return Business(
        id=row.pk,
        name=row.name,
        slug=row.slug,
        phone=row.phone,
        language=row.language,
        zone=rows.zone(row.zone),
        mail=row.mail_from,
        name_en=row.name_en,
    )


def visit(token: str, *, now: datetime) -> Visit | None:
    """What this link opens, in one query; None where there is no such link, it has ended, or nothing is behind it."""
    cases = _cases(token, now)
    if not cases:
        return None
    return Visit(
        business=of_row(cases[0].organisation),
        customer_id=cases[0].customer_id,
        language=cases[0].customer.language,
        cases=tuple(cases),
    )


def of_case(case_id: int, *, by: Actor) -> Visit:
    """A case as its customer would see it behind a link, for who may see it at the desk. Raises `Missing`."""
    rows_ = Case.objects.of(by.organisation_id).select_related("organisation", "customer")
    case = rows_.filter(pk=case_id).first()
    if case is None:
        raise Missing(case=str(case_id))
    return Visit(
        business=of_row(case.organisation),
        customer_id=case.customer_id,
        language=case.customer.language,
        cases=(case,),
    )


def is_answered_by_mail(visit: Visit) -> bool:
    """Whether whoever wrote is answered by e-mail as well, with their link."""
    written = Message.objects.of(visit.business.id).filter(case=visit.case_ids[0], kind="received")
    return written.filter(channel="email").exists()
