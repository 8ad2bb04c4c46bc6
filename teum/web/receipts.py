"""Money that came for what was agreed is written down at the desk: how much, when and how."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import receipts as actions
from teum.core.case import NoNextStep
from teum.core.price import Means
from teum.core.promise import Stale
from teum.core.refusal import Refused
from teum.queries import next_step as next_steps
from teum.queries import promise_view
from teum.queries import receipts as queries
from teum.queries.promise_view import PromiseView
from teum.queries.receipts import PaymentView
from teum.web import closings, fate, next_step, promises, refusals, wording
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms import shekels
from teum.web.forms.receipt import ReceiptForm

_arrival = promises.act("arrival")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def arrival(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """What they owed came. By one tap all of it; of a payment it is asked how much, when and how."""
    if request.method == "POST":
        return _arrival(request, promise_id)
    seen = _seen(reader, promise_id)
    is_payment = seen.state == "open" and _payment(seen, reader) is not None
    return redirect("receipt", promise_id) if is_payment else _arrival(request, promise_id)


def _seen(reader: Reader, promise_id: int) -> PromiseView:
    return promise_view.promise_view(promise_id, by=reader.by, now=reader.now, lang=reader.language)


def _payment(seen: PromiseView, reader: Reader) -> PaymentView | None:
    of = reader.organisation_id
    return queries.payment(seen, organisation_id=of, lang=reader.language, now=reader.now)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def receipt(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """What came of a payment: all that is left of it by one tap, or a part."""
    seen = _seen(reader, promise_id)
    found = _payment(seen, reader)
    if found is None or seen.state != "open":
        return redirect("promise", promise_id)
    form, still_open = _form(request, reader, seen, found), list[dict[str, str]]()
    if request.method == "POST" and form.is_valid():
        try:
            _take(form, seen, reader)
        except Refused as refused:
            if isinstance(refused, NoNextStep) and "after" not in form.fields:
                form = ReceiptForm(request.POST, today=form.today)
            elif isinstance(refused, Stale):
                form.see(version=seen.version, paid=found.paid)
            refusals.put(form, refused)
            still_open = closings.in_the_way(refused, seen, reader)
        else:
            fate.say(request, reader, seen.case_id, gettext("Recorded."))
            return see(reverse("case", args=[seen.case_id]))
    context = {"form": form, "groups": next_step.groups(form), "act": _act(seen, found, still_open)}
    return page(request, reader, "act.html", context, tab="cases", status=422 if form.errors else 200)


def _take(form: ReceiptForm, seen: PromiseView, reader: Reader) -> None:
    data = form.cleaned_data
    actions.take(
        promise_id=seen.id,
        amount=form.agorot,
        means=Means(data["means"]),
        on=data["on"],
        after=next_step.of(data, reader),
        seen=data.get("version"),
        seen_paid=data.get("paid"),
        by=reader.by,
        now=reader.now,
    )


def _form(request: HttpRequest, reader: Reader, seen: PromiseView, found: PaymentView) -> ReceiptForm:
    today = reader.now.astimezone(reader.zone).date()
    initial: dict[str, Any] = {
        "amount": shekels.shown(found.left),
        "on": today,
        "means": found.means,
        "version": seen.version,
        "paid": found.paid,
    }
    form = ReceiptForm(request.POST if request.method == "POST" else None, today=today, initial=initial)
    if request.POST.get("after") is None:
        form.know_next(is_promised=next_steps.is_promised(seen, by=reader.by, now=reader.now))
    return form


def _act(seen: PromiseView, found: PaymentView, still_open: list[dict[str, str]]) -> dict[str, Any]:
    came = [{"name": gettext("What came already"), "words": one.words, "url": ""} for one in found.receipts]
    lead = gettext("We waited for: %(what)s") % {"what": wording.isolated(seen.what)}
    return {
        "action": "",
        "title": gettext("A payment came"),
        "lead": f"{lead}. {found.words}".strip(),
        "button": gettext("Record it"),
        "back_url": reverse("case", args=[seen.case_id]),
        "back_words": gettext("Back to the case"),
        "facts": [*came, *still_open],
    }


patterns: list[URLPattern] = [
    path("promises/<id:promise_id>/receipts", receipt, name="receipt"),
]
