"""Whoever holds a link and acts: what it opens for them, and the way back to their page."""

from __future__ import annotations

from collections.abc import Mapping

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from teum.core.refusal import Missing
from teum.now import now
from teum.queries import promise_view as promises
from teum.queries import public as queries
from teum.queries.promise_view import PromiseView
from teum.queries.public import Visit
from teum.web import moments, public


def visit(request: HttpRequest, token: str) -> Visit:
    """What the link opens, in the reader's language; a link that opens nothing is not there (404)."""
    found = queries.visit(token)
    if found is None:
        raise Http404
    public.speak(request, found.language)
    return found


def promise(request: HttpRequest, token: str, promise_id: int) -> tuple[Visit, PromiseView]:
    """A promise that the link covers."""
    visitor = visit(request, token)
    try:
        view = promises.promise_view(promise_id, by=visitor.by, now=now(), lang=moments.lang())
    except Missing as error:
        raise Http404 from error
    if view.case_id not in visitor.case_ids:
        raise Http404
    return visitor, view


def home(token: str, visitor: Visit, case_id: int) -> str:
    """The page of that case."""
    page = reverse("customer_page", args=[token])
    return page if len(visitor.case_ids) == 1 else f"{page}?case={case_id}"


def ask_again(
    request: HttpRequest,
    visitor: Visit,
    form: Form,
    *,
    title: str,
    lead: str,
    button: str,
    back_url: str,
    keeps: Mapping[str, object] | None = None,
) -> HttpResponse:
    """What was sent, on a page of its own, with what has to be looked at again; `keeps` goes along unseen."""
    context = {
        "title": title,
        "lead": lead,
        "button": button,
        "back_url": back_url,
        "form": form,
        "keeps": keeps or {},
    }
    return public.page(request, visitor.business, "customer_page/again.html", context, status=422)
