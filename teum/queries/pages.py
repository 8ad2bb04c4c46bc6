"""The unguessable links to the customers' pages."""

from django.db.models import Q

from teum.models import Case, Page, prepared

_PAGES = prepared.rows(
    lambda organisation, customer, case: Page.objects.of(organisation).filter(
        Q(case=case) | Q(case=None), customer=customer, revoked_at=None
    )
)


def path_of_case(case: Case) -> str:
    """The path of a link that shows this case: the customer's own where they are verified, else the case's alone."""
    found = sorted(
        _PAGES(case.organisation_id, case.customer_id, case.pk), key=lambda row: row.case_id is None
    )
    return f"/p/{found[0].token}" if found else ""
