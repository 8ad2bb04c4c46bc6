"""The unguessable links to the customers' pages."""

from django.db.models import Q

from teum.models import Case, Page


def path_of_case(case: Case) -> str:
    """The path of a link that shows this case: the customer's own where they are verified, else the case's alone."""
    pages = Page.objects.of(case.organisation_id).filter(
        Q(case=case.pk) | Q(case=None), customer=case.customer_id, revoked_at=None
    )
    found = sorted(pages.values_list("case", "token"), key=lambda row: row[0] is None)
    return f"/p/{found[0][1]}" if found else ""
