"""The customer says which way they like best, and in which hours nothing is sent."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from teum.actions import preferences as actions
from teum.core.actor import Actor
from teum.core.refusal import Refused
from teum.now import now
from teum.web import ids, refusals
from teum.web.answers import see
from teum.web.customer_page import drawing, visits
from teum.web.forms import preference


@csrf_exempt
@require_POST
def change(request: HttpRequest, token: str) -> HttpResponse:
    """It holds from the next message on."""
    opened = visits.opened(request, token)
    form = preference.form_of(opened.see().case.customer, data=request.POST)
    if form.is_valid():
        try:
            _prefer(opened.visit.by, form.cleaned_data)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Thank you. We will keep to it from now on."))
            return see(opened.address())
    return drawing.whole(request, opened, sent=(preference.KEY, form), status=422)


@csrf_exempt
@require_POST
def address(request: HttpRequest, token: str, contact_id: int) -> HttpResponse:
    """Another number or address, in place of one at which they were not reached."""
    opened = visits.opened(request, token)
    broken = [point for point in opened.see().case.customer.contacts if point.is_broken]
    point = next((point for point in broken if point.id == contact_id), None)
    if point is None:
        raise Http404
    key = f"contact-{contact_id}"
    form = preference.AddressForm(request.POST, channel=point.channel, auto_id=f"id_%s_{key}")
    if form.is_valid():
        try:
            made = actions.correct(
                by=opened.visit.by,
                token=token,
                contact_id=contact_id,
                address=form.cleaned_data["address"],
                now=now(),
            )
        except Refused as refused:
            form.add_error("address", refusals.words(refused))
        else:
            flash.success(request, _heard(made.channel, is_proven=made.given_on_id is None))
            return see(opened.address())
    return drawing.whole(request, opened, sent=(key, form), status=422)


def _heard(channel: str, *, is_proven: bool) -> str:
    """What becomes of it: a link is a key, and is not sent to whom nobody has spoken with."""
    if is_proven or channel != "email":
        return gettext("Thank you. We will reach you there from now on.")
    return gettext(
        "Thank you. We write to you there from now on. To keep this page yours, its link is sent there only after we"
        " have spoken with you."
    )


def _prefer(by: Actor, said: dict[str, Any]) -> None:
    actions.prefer(
        by=by,
        first=ids.read(said.get("first")),
        quiet_from=said["quiet_from"],
        quiet_until=said["quiet_until"],
        in_writing=preference.in_writing(said),
        now=now(),
    )
