"""A payment that did not come after all is written down at the desk: which, why, and by when it is paid now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import reversals as actions
from teum.core import updates
from teum.core import window as windows
from teum.core.policy import DEFAULT
from teum.core.promise import Stale
from teum.core.receipt import Why
from teum.core.refusal import Refused
from teum.language.notices.money import price_words
from teum.queries import promise_view
from teum.queries import receipts as queries
from teum.queries.case_view import CaseView
from teum.queries.promise_view import PromiseView
from teum.queries.receipts import PaymentView
from teum.web import act_page, fate, refusals, wording
from teum.web.acts import Act
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.reversal import UNSAID, ReversalForm


def offered(promise: PromiseView, case: CaseView) -> Act | None:
    """What is offered beside a payment of which something came."""
    payments = (one for account in case.accounts for one in account.payments)
    if not _may(promise, next((one for one in payments if one.promise_id == promise.id), None)):
        return None
    label = gettext("The payment did not come after all")
    return Act(label=label, url=reverse("reversal", args=[promise.id]))


def _may(promise: PromiseView, payment: PaymentView | None) -> bool:
    return payment is not None and payment.paid > 0 and promise.state in ("open", "kept")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def reversal(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """What of a payment did not come after all; where it counted as done, it is to be paid by another time."""
    seen = promise_view.promise_view(promise_id, by=reader.by, now=reader.now, lang=reader.language)
    of = reader.organisation_id
    found = queries.payment(seen, organisation_id=of, lang=reader.language, now=reader.now)
    if found is None or not _may(seen, found):
        return redirect("promise", promise_id)
    form = _form(request, reader, seen, found)
    if request.method == "POST" and form.is_valid():
        try:
            _take_back(form, seen, reader)
        except Refused as refused:
            if isinstance(refused, Stale):
                form.see(version=seen.version, paid=found.paid)
            refusals.put(form, refused)
        else:
            fate.say(request, reader, seen.case_id, gettext("Recorded."))
            return see(reverse("case", args=[seen.case_id]))
    context = {"form": form, "act": _act(seen, found)}
    return page(request, reader, "act.html", context, tab="cases", status=422 if form.errors else 200)


def _take_back(form: ReversalForm, seen: PromiseView, reader: Reader) -> None:
    data = form.cleaned_data
    on, at = data.get("due_on"), data.get("due_at")
    actions.take_back(
        promise_id=seen.id,
        receipt_id=form.receipt_id,
        why=Why(data["why"]),
        due=windows.aware(datetime.combine(on, at), reader.zone) if on and at else None,
        seen=data.get("version"),
        seen_paid=data.get("paid"),
        by=reader.by,
        now=reader.now,
    )


def _form(request: HttpRequest, reader: Reader, seen: PromiseView, found: PaymentView) -> ReversalForm:
    due = seen.window.due if seen.window.due > reader.now else _next(reader)
    due = due.astimezone(reader.zone)
    initial: dict[str, Any] = {
        "version": seen.version,
        "paid": found.paid,
        "due_on": due.date(),
        "due_at": due.time(),
    }
    return ReversalForm(
        act_page.posted(request), came=_came(found, reader), is_again=seen.state != "open", initial=initial
    )


def _next(reader: Reader) -> datetime:
    """A time to begin with; whoever writes it down knows better."""
    return updates.answer_by(calendar=reader.calendar, policy=DEFAULT, now=reader.now)


def _came(found: PaymentView, reader: Reader) -> list[tuple[str, str]]:
    came = [(str(one.id), one.words) for one in found.receipts if not one.back]
    if not found.unsaid:
        return came
    amount = price_words(found.unsaid, reader.language)
    said = gettext("%(amount)s that came, with nothing written down of how") % {"amount": amount}
    return [*came, (UNSAID, said)]


def _act(seen: PromiseView, found: PaymentView) -> dict[str, Any]:
    return {
        "action": "",
        "title": gettext("The payment did not come after all"),
        "lead": f"{wording.isolated(seen.what)}. {found.words}".strip(),
        "button": gettext("Record it and tell the customer"),
        "back_url": reverse("promise", args=[seen.id]),
        "back_words": gettext("Back to the promise"),
        "facts": [
            {"name": gettext("What came already"), "words": one.words, "url": ""} for one in found.receipts
        ],
    }


patterns: list[URLPattern] = [
    path("promises/<id:promise_id>/reversals", reversal, name="reversal"),
]
