"""The customer's page, behind an unguessable link: what happens next, where it stands, what we need from them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from teum.actions import promises as actions
from teum.core.refusal import Refused
from teum.now import now
from teum.web import refusals
from teum.web.answers import see
from teum.web.customer_page import drawing, visits
from teum.web.forms.promise import DisputeForm


@require_safe
def customer_page(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link: of one case, or of the customer's newest open one with what comes next in the others."""
    return drawing.whole(request, visits.opened(request, token))


# ── the customer's answers ──


def _answered(
    call: Callable[[dict[str, Any]], object], done: Callable[[], str]
) -> Callable[..., HttpResponse]:
    """A tap of the customer: one call, and back to the page."""

    @csrf_exempt  # the link itself is the right to act, not a cookie; and a page without a referrer has no origin
    @require_POST
    def view(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
        opened = visits.of_promise(request, token, promise_id)
        try:
            call({"promise_id": promise_id, "by": opened.visit.by, "now": now()})
        except Refused as refused:
            flash.warning(request, refusals.words(refused))
        else:
            flash.success(request, done())
        return see(opened.address())

    return view


@csrf_exempt
@require_POST
def dispute(request: HttpRequest, token: str, promise_id: int) -> HttpResponse:
    """Something is missing: it opens again, with its own next update."""
    opened = visits.of_promise(request, token, promise_id)
    form = DisputeForm(request.POST, auto_id=f"id_%s_{promise_id}")
    if not form.is_valid():
        return drawing.whole(request, opened, disputed=(promise_id, form), status=422)
    try:
        actions.dispute(
            promise_id=promise_id,
            by=opened.visit.by,
            note=form.cleaned_data["note"],
            now=now(),
        )
    except Refused as refused:
        flash.warning(request, refusals.words(refused))
    else:
        flash.success(
            request, gettext("Thank you for telling us. This page shows who takes care of it and by when.")
        )
    return see(opened.address())


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
