"""A customer cancels in a call or by mail: a member reads what that comes to, and writes down how they said so."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import cancellations as actions
from teum.core import permissions
from teum.core.permissions import Act
from teum.queries import alignments, refunds
from teum.queries.agreements import AgreementView
from teum.queries.cancellations import CancellingView
from teum.queries.case_view import CaseView, case_view
from teum.web import act_page
from teum.web.desk import Reader, desk
from teum.web.forms.cancellation import CancellingHeardForm


def url(case: CaseView, view: AgreementView, reader: Reader) -> str:
    """Where it is written down that its customer cancels it; empty where that cannot be."""
    may = reader.may(Act.CANCEL) and any(one.id == view.id and one.cancelling for one in case.in_force)
    return reverse("cancellation", args=[view.alignment_id]) if may else ""


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def cancellation(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """Until when, at what cost and with what back, shown before; then it ends, and the customer has it in writing."""
    permissions.require(reader.by, Act.CANCEL)
    case, how = _found(reader, alignment_id)
    if how is None:  # what there is of it says why
        return redirect("alignment", alignment_id)
    today = reader.now.astimezone(reader.zone).date()
    form = CancellingHeardForm(
        act_page.posted(request),
        initial={"asked_on": today},
        today=today,
        is_past=how.is_past,
        has_longer=bool(how.protected_until),
    )

    def do(data: dict[str, Any]) -> object:
        return actions.cancel(
            alignment_id=alignment_id,
            by=reader.by,
            got_on=data.get("got_on"),
            is_protected=data.get("is_protected", False),
            asked_on=data["asked_on"],
            proof=data["proof"],
            now=reader.now,
        )

    said = {
        "title": gettext("The customer cancels what you agreed"),
        "button": gettext("Cancel it and tell the customer"),
        "done": gettext("Cancelled. The customer gets it in writing: what is paid back, and by when."),
        "facts": _facts(how),
        "told": refunds.promised(alignment_id, by=reader.by, lang=reader.language, now=reader.now),
        "told_words": gettext("What they are promised, if they said so today"),
    }
    return act_page.answer(request, reader, case, form, said, do)


def _facts(how: CancellingView) -> list[dict[str, str]]:
    """What holds, as the customer reads it on their page."""
    until = how.until
    if how.is_past and how.protected_until:
        until = gettext("everybody %(until)s; those to whom the law gives longer, %(longer)s") % {
            "until": how.until,
            "longer": how.protected_until,
        }
    fee = how.fee if how.is_exact else gettext("%(fee)s at most") % {"fee": how.fee}
    facts = [(gettext("They can cancel"), until), (gettext("The fee, off what they paid"), fee)]
    facts += [(gettext("What was agreed on cancelling"), term) for term in how.terms]
    return [{"name": name, "words": words, "url": ""} for name, words in facts]


def _found(reader: Reader, alignment_id: int) -> tuple[CaseView, CancellingView | None]:
    case_id = alignments.case_of(alignment_id, by=reader.by)
    if case_id is None:
        raise Http404
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    how = next((one.cancelling for one in case.in_force if one.alignment_id == alignment_id), None)
    return case, how
