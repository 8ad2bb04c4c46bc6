"""What somebody without a sign-in may reach: a business's form by its name, a page by its unguessable link."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from teum.core import actor
from teum.core.actor import Actor
from teum.models import Case, Organisation, Page, prepared
from teum.queries import rows

_PAGE = prepared.rows(
    lambda token: (
        Page.objects.everywhere()
        .select_related("organisation", "customer")
        .filter(token=token, revoked_at=None)
    )
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What an unguessable link opens: one case alone, or all of a customer's, the open ones first."""

    business: Business
    customer_id: int
    language: str
    case_ids: tuple[int, ...]
    titles: tuple[str, ...]

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
    )


def visit(token: str) -> Visit | None:
    """What this link opens; None where there is no such link."""
    page = _PAGE.first(token)
    if page is None:
        return None
    cases = Case.objects.of(page.organisation_id).filter(customer=page.customer_id)
    if page.case_id:
        cases = cases.filter(pk=page.case_id)
    listed = list(cases.order_by("-state", "-id").values_list("pk", "title")[:30])
    return Visit(
        business=of_row(page.organisation),
        customer_id=page.customer_id,
        language=page.customer.language,
        case_ids=tuple(pk for pk, _ in listed),
        titles=tuple(title for _, title in listed),
    )
