"""The customer's page, behind an unguessable link: what happens next, where it stands, what we need from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from teum.actions import promises as actions
from teum.core.refusal import Missing, Refused
from teum.now import now
from teum.queries import public as queries
from teum.queries.case_view import CaseView, case_view
from teum.queries.public import Visit
from teum.web import ids, public, refusals
from teum.web.answers import see
from teum.web.customer_page import sections
from teum.web.customer_page.page import Disputed, Page
from teum.web.forms.promise import DisputeForm


@require_safe
def customer_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link: of one case, or of the customer's nearest open one with links to the others."""
    visit, case = _open(request, token)
    return _show(request, token, visit, case)


def _open(request: HttpRequest, token: str) -> tuple[Visit, CaseView]:
    visit = queries.visit(token)
    if visit is None or not visit.case_ids:
        raise Http404
    language = public.speak(request, visit.language)
    wanted = ids.read(request.GET.get("case"))
    case_id = wanted if wanted in visit.case_ids else visit.case_ids[0]
    try:
        return visit, _case(visit, case_id, language)
    except Missing as error:
        raise Http404 from error


def _case(visit: Visit, case_id: int, language: str) -> CaseView:
    return case_view(case_id, by=visit.by, now=now(), lang=language)


def _show(
    request: HttpRequest,
    token: str,
    visit: Visit,
    case: CaseView,
    *,
    disputed: Disputed | None = None,
    status: int = 200,
) -> HttpResponse:
    shown = Page(case=case, visit=visit, token=token, at=now(), disputed=disputed)
    context = {"title": case.title, "sections": sections.of(shown)}
    return public.page(request, visit.business, "customer_page.html", context, status=status)


# ── the customer's answers ──


def _answered(
    call: Callable[[dict[str, Any]], object], done: Callable[[], str]
) -> Callable[..., HttpResponse]:
    """A tap of the customer: one call, and back to the page."""

    @csrf_exempt  # the link itself is the right to act, not a cookie; and a page without a referrer has no origin
    @require_POST
    def view(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
        visit, case = _theirs(request, token, promise_id)
        try:
            call({"promise_id": promise_id, "by": visit.by, "now": now()})
        except Refused as refused:
            flash.warning(request, refusals.words(refused))
        else:
            flash.success(request, done())
        return see(_back(token, visit, case))

    return view


def _theirs(request: HttpRequest, token: str, promise_id: int) -> tuple[Visit, CaseView]:
    """The case of a promise, if this link covers it."""
    visit = queries.visit(token)
    if visit is None:
        raise Http404
    language = public.speak(request, visit.language)
    for case_id in visit.case_ids:
        case = _case(visit, case_id, language)
        if any(promise.id == promise_id for promise in case.promises):
            return visit, case
    raise Http404


def _back(token: str, visit: Visit, case: CaseView) -> str:
    page = reverse("customer_page", args=[token])
    return page if len(visit.case_ids) == 1 else f"{page}?case={case.id}"


@csrf_exempt
@require_POST
def dispute(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
    """Something is missing: it opens again, with its own next update."""
    visit, case = _theirs(request, token, promise_id)
    form = DisputeForm(request.POST, auto_id=f"id_%s_{promise_id}")
    if not form.is_valid():
        return _show(request, token, visit, case, disputed=(promise_id, form), status=422)
    try:
        actions.dispute(
            promise_id=promise_id,
            by=visit.by,
            note=form.cleaned_data["note"],
            now=now(),
        )
    except Refused as refused:
        flash.warning(request, refusals.words(refused))
    else:
        flash.success(
            request, gettext("Thank you for telling us. This page shows who takes care of it and by when.")
        )
    return see(_back(token, visit, case))


confirmation = _answered(
    lambda said: actions.confirm(**said), lambda: gettext("Thank you. We are glad that all of it arrived.")
)
agreement = _answered(lambda said: actions.agree(**said), lambda: gettext("Thank you. The new time stands."))
acceptance = _answered(lambda said: actions.accept(**said), lambda: gettext("Thank you. It is agreed."))
decline = _answered(lambda said: actions.decline(**said), lambda: gettext("Thank you for your answer."))
release = _answered(
    lambda said: actions.release(**said),
    lambda: gettext("Thank you for telling us. Nothing more will be done about it."),
)
