"""The customer says which way they like best, and in which hours nothing is sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from teum.actions import preferences as actions
from teum.core import reach
from teum.core.refusal import Missing, Refused
from teum.now import now
from teum.queries import case_view
from teum.queries.case_view import ContactView, CustomerView
from teum.queries.public import Visit
from teum.web import ids, moments, refusals, wording
from teum.web.answers import see
from teum.web.customer_page import visiting
from teum.web.forms.preference import PreferenceForm


@csrf_exempt
@require_POST
def change(request: HttpRequest, token: str) -> HttpResponse:
    """It holds from the next message on."""
    visit = visiting.visit(request, token)
    case_id = ids.read(request.POST.get("case"))
    if case_id is None or case_id not in visit.case_ids:
        raise Http404
    home = visiting.home(token, visit, case_id)
    form = form_of(_customer(visit, case_id), data=request.POST)
    if form.is_valid():
        try:
            _prefer(visit, form.cleaned_data)
        except Missing as error:
            raise Http404 from error
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Thank you. We keep to it from now on."))
            return see(home)
    return visiting.ask_again(
        request,
        visit,
        form,
        title=gettext("How we reach you"),
        lead=lead(),
        button=gettext("Save"),
        back_url=home,
        keeps={"case": case_id},
    )


def _customer(visit: Visit, case_id: int) -> CustomerView:
    return case_view.case_view(case_id, by=visit.by, now=now(), lang=moments.lang()).customer


def _prefer(visit: Visit, said: dict[str, Any]) -> None:
    actions.prefer(
        by=visit.by,
        first=ids.read(said.get("first")),
        quiet_from=said["quiet_from"],
        quiet_until=said["quiet_until"],
        now=now(),
    )


def form_of(customer: CustomerView, *, data: Any = None) -> PreferenceForm:
    """The form with what is known; addresses are shown in part, as whoever holds the link may look on."""
    working = [point for point in customer.contacts if not point.is_broken]
    initial = {
        "first": str(working[0].id) if working else "",
        "quiet_from": customer.quiet_from,
        "quiet_until": customer.quiet_until,
    }
    return PreferenceForm(data, ways=_ways(working), initial=initial, auto_id="id_prefer_%s")


def lead() -> str:
    """What the hours mean."""
    return gettext("In the hours that you choose nothing is sent to you, unless it could not wait.")


def _ways(points: Iterable[ContactView]) -> list[tuple[str, str]]:
    return [
        (str(point.id), f"{wording.CHANNEL_NAMES.get(point.channel, point.channel)} {_part(point)}".strip())
        for point in points
    ]


def _part(point: ContactView) -> str:
    """So much of an address that its owner knows it."""
    if point.channel in reach.NUMBERS:
        return gettext("(ends in %(tail)s)") % {"tail": point.address[-3:]}
    name, _, host = point.address.partition("@")
    return f"({wording.isolated(f'{name[:1]}…@{host}')})" if host else ""
