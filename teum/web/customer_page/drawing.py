"""The page as it is drawn: whole, or only the part that changes while somebody looks at it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from teum.now import now
from teum.web import public
from teum.web.customer_page import sections
from teum.web.customer_page.page import Page, Sent
from teum.web.customer_page.visits import Opened


def whole(
    request: HttpRequest, opened: Opened, *, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """The page of a case; with a form that was sent and has to be looked at again, where there is one."""
    context = _context(opened, sent)
    return public.page(request, opened.visit.business, "customer_page.html", context, status=status)


def part(request: HttpRequest, opened: Opened) -> HttpResponse:
    """What stands within the frame."""
    return public.page(request, opened.visit.business, "parts/customer_page.html", _context(opened, None))


def _context(opened: Opened, sent: Sent | None) -> dict[str, Any]:
    seen = opened.see()
    page = Page(
        case=seen.case,
        others=seen.others,
        visit=opened.visit,
        token=opened.token,
        at=now(),
        sent=sent,
    )
    live = reverse("page_live", args=[opened.token])
    return {
        "title": seen.case.title,
        "sections": sections.of(page),
        # A form that was refused stays until it is sent again.
        "live_url": "" if sent else f"{live}?case={opened.case_id}&seen={opened.visit.version}",
    }
