"""A delay without a date, told honestly from the desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import delays
from teum.core import window as windows
from teum.queries import promise_view
from teum.queries.case_view import case_view
from teum.web import act_page
from teum.web.desk import Reader, desk
from teum.web.forms.promise import NoDateForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def no_date(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """Why there is no new date, and when the next word comes."""
    promise = promise_view.promise_view(promise_id, by=reader.by, now=reader.now, lang=reader.language)
    case = case_view(promise.case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        return delays.no_date(
            promise_id=promise_id,
            by=reader.by,
            reason=data["reason"],
            next_due=windows.aware(datetime.combine(data["due_on"], data["due_at"]), reader.zone),
            seen=data["version"],
            now=reader.now,
        )

    agreed = {"what": promise.what, "window": promise.in_words}
    said = {
        "title": gettext("No new date yet"),
        "lead": gettext("%(what)s. Agreed: %(window)s.") % agreed,
        "button": gettext("Tell the customer honestly"),
        "done": gettext("The customer is told."),
    }
    form = NoDateForm(act_page.posted(request), initial={"version": promise.version})
    return act_page.answer(request, reader, case, form, said, do)


patterns: list[URLPattern] = [path("promises/<id:promise_id>/no-dates", no_date, name="no_date")]
