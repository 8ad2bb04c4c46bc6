"""What a customer says to a summary on their page, and the summary as a PDF to keep."""

from __future__ import annotations

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from teum.actions import summaries as actions
from teum.web import customer_page, summaries
from teum.web.customer_page import visits
from teum.web.forms.conversation import CorrectionForm

correction = customer_page.written(
    CorrectionForm,
    "correct",
    visits.of_summary,
    lambda summary_id, said: actions.correct(summary_id=summary_id, **said),
    lambda: gettext("Thank you for telling us. This page shows who answers you and by when."),
)
confirmation = customer_page.written(
    Form,
    "tap",
    visits.of_summary,
    lambda summary_id, said: actions.confirm(summary_id=summary_id, **said),
    lambda: gettext("Thank you. This is what we agreed."),
)


@require_safe
def pdf(request: HttpRequest, token: str, summary_id: int) -> HttpResponse:
    """What reached the customer, and nothing else. Raises Http404."""
    opened = visits.of_summary(request, token, summary_id)
    case = opened.see().case
    view = next((view for view in case.summaries if view.id == summary_id and view.told_at), None)
    if view is None:
        raise Http404
    visit = opened.visit
    return summaries.pdf(case, view, business=visit.business.called(visit.language))
