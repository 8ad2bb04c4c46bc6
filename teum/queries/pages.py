"""The unguessable links to the customers' pages."""

from datetime import datetime

from django.db.models import Q

from teum.models import Case, Page, prepared

_PAGES = prepared.rows(
    lambda organisation, customer, case: Page.objects.of(organisation).filter(
        Q(case=case) | Q(case=None), customer=customer, revoked_at=None
    )
)


def opening(now: datetime) -> Q:
    """The links that open their page."""
    return Q(revoked_at=None, expires_at__gt=now)


def of_case(case: Case) -> Page | None:
    """The link that shows this case: the customer's own where they are verified, else the case's; the newest one."""
    found = _PAGES(case.organisation_id, case.customer_id, case.pk)
    return min(found, key=lambda row: (row.case_id is not None, -row.pk), default=None)


def open_of_case(case: Case, *, now: datetime) -> Page | None:
    """The same while it opens; None where it has ended by itself."""
    found = of_case(case)
    return found if found and found.expires_at > now else None


def path_of_case(case: Case, *, now: datetime) -> str:
    """The path of the link that shows this case, or nothing where none opens."""
    found = open_of_case(case, now=now)
    return path(found, case.pk) if found else ""


def path(page: Page, case_id: int | None = None) -> str:
    """The path of a link; it opens at a case, where one is named and the link opens several."""
    named = case_id is not None and page.case_id is None
    return f"/p/{page.token}?case={case_id}" if named else f"/p/{page.token}"
