"""A summary as a PDF, for the customer to keep."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from teum.web import summaries
from teum.web.customer_page import visits


@require_safe
def summary_pdf(request: HttpRequest, token: str, summary_id: int) -> HttpResponse:
    """What reached the customer, and nothing else. Raises Http404."""
    opened = visits.of_summary(request, token, summary_id)
    case = opened.see().case
    view = next((view for view in case.summaries if view.id == summary_id and view.told_at), None)
    if view is None:
        raise Http404
    return summaries.pdf(case, view, business=opened.visit.business.name)
