"""What was agreed, for the customer's own calendar: one entry to take along, or a feed that stays true."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from teum.documents import calendar as documents
from teum.documents.calendar import Entry
from teum.now import now
from teum.queries import calendar as queries
from teum.queries.public import Visit
from teum.web.customer_page import visits


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Everything behind the link; a calendar that subscribed asks again and again."""
    visit = visits.opened(request, token).visit
    entries = queries.feed(visit.case_ids, by=visit.by, now=now(), lang=visit.language)
    return _sent(visit, entries, is_feed=True)


@require_safe
def entry(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
    """One promise."""
    visit = visits.of_promise(request, token, promise_id).visit
    found = queries.one(promise_id, by=visit.by, now=now(), lang=visit.language)
    if found is None:
        raise Http404
    return _sent(visit, [found], is_feed=False)


def _sent(visit: Visit, entries: Sequence[Entry], *, is_feed: bool) -> HttpResponse:
    made = documents.calendar(entries, name=visit.business.called(visit.language), is_feed=is_feed, at=now())
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'{"inline" if is_feed else "attachment"}; filename="calendar.ics"'
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
