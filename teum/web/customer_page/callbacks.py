"""The customer asks for a call in one of the offered windows."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from teum.actions import callbacks as actions
from teum.core.callback import WindowGone
from teum.core.refusal import Refused
from teum.now import now
from teum.queries import rows
from teum.web import moments, refusals, wording
from teum.web.answers import see
from teum.web.customer_page import visits


@csrf_exempt
@require_POST
def ask(request: HttpRequest, token: str, case_id: int) -> HttpResponse:
    """A promise of ours; tapped twice it is one."""
    opened = visits.of_case(request, token, case_id)
    try:
        row = actions.ask(case_id=case_id, by=opened.visit.by, start=_start(request), now=now())
    except Refused as refused:
        flash.warning(request, refusals.words(refused))
    else:
        window = moments.in_words(rows.window(row.due, row.start, row.zone), now=now())
        flash.success(
            request,
            gettext("Thank you. We will call you %(window)s.") % {"window": wording.isolated(window)},
        )
    return see(opened.address())


def _start(request: HttpRequest) -> datetime:
    """The beginning of the window that was tapped."""
    try:
        start = datetime.fromisoformat(request.POST.get("start", ""))
    except ValueError as error:
        raise WindowGone() from error
    if start.utcoffset() is None:
        raise WindowGone()
    return start
