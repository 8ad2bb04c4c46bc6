"""The page while somebody looks at it: it asks now and then whether anything happened, and is told what changed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from teum.web.customer_page import drawing, visits


@require_safe
def live(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing (204), for one query, where it stands as it was `seen`; else what now stands within the frame."""
    opened = visits.opened(request, token)
    if request.GET.get("seen") == str(opened.visit.version):
        return HttpResponse(status=204, headers={"Cache-Control": "no-store, private"})
    return drawing.part(request, opened)
