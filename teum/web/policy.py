"""When we ask and when we speak: the numbers of the policy, and what they would do to a promise."""

from __future__ import annotations

from bisect import bisect_left as bisect
from dataclasses import dataclass, fields
from datetime import datetime

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import organisations as actions
from teum.core import policy as policies
from teum.core.policy import BadPolicy, Policy
from teum.core.preview import Preview
from teum.core.updates import Kind, Planned
from teum.queries import policy as queries
from teum.web import moments
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.policy import PolicyForm
from teum.web.forms.span import SpanField


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """An example promise, and what becomes of it if nobody acts: sentences, each after its moment."""

    title: str
    steps: tuple[tuple[str, str], ...]
    bad_news: str


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def policy(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The numbers as they stand; they change here."""
    stands = queries.policy(by=reader.by)
    start = {field.name: getattr(stands, field.name) for field in fields(Policy)}
    form = PolicyForm(
        request.POST if request.method == "POST" else None, initial=start, is_alone=reader.is_alone
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_policy(by=reader.by, now=reader.now, **form.cleaned_data)
        except BadPolicy as refused:
            _put(form, refused)
        else:
            flash.success(request, gettext("Saved. Promises already made keep their plan."))
            return see(reverse("policy"))
    return _page(request, reader, form, _tried(form) if form.is_bound else stands)


@require_POST
@desk
def trial(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What the typed numbers would do, as a piece of the page while one types; nothing of it is kept."""
    form = PolicyForm(request.POST, is_alone=reader.is_alone)
    tried = _tried(form)
    if request.headers.get("HX-Request"):
        context = {"foreseen": _foreseen(tried, reader), "form": form}
        return render(request, "parts/foreseen.html", context)
    return _page(request, reader, form, tried)


def _tried(form: PolicyForm) -> Policy | None:
    """The typed policy; None where something of it cannot be kept, which the form then says."""
    if not form.is_valid():
        return None
    try:
        policies.require_sound(form.cleaned_data)
    except BadPolicy as refused:
        _put(form, refused)
        return None
    return policies.read(form.cleaned_data)


def _page(request: HttpRequest, reader: Reader, form: PolicyForm, tried: Policy | None) -> HttpResponse:
    context = {"form": form, "foreseen": _foreseen(tried, reader)}
    return page(request, reader, "policy.html", context, status=422 if form.errors else 200)


# ── what is wrong with a number ──


def _put(form: PolicyForm, refused: BadPolicy) -> None:
    """Say on its field between which numbers it has to be."""
    name = str(refused.details["field"])
    low, high = refused.details["low"], refused.details.get("high")
    if high is None:
        said = gettext(
            "The owner has to be asked before the customer hears: more than %(low)s before the time."
        )
        form.add_error(name, said % {"low": _amount(form, name, low - 1)})
        return
    said = gettext("Choose something from %(low)s to %(high)s.")
    form.add_error(name, said % {"low": _amount(form, name, low), "high": _amount(form, name, high)})


def _amount(form: PolicyForm, name: str, number: int) -> str:
    """A number of the policy in the unit that its field would show."""
    field = form.fields[name]
    if not isinstance(field, SpanField):
        return str(number)
    return field.in_words(number)


# ── what it would do ──


def _foreseen(tried: Policy | None, reader: Reader) -> list[Foreseen]:
    if tried is None:
        return []
    found = queries.preview(tried, by=reader.by, now=reader.now)
    return [_example(preview, reader) for preview in found]


def _example(preview: Preview, reader: Reader) -> Foreseen:
    due = moments.by(preview.due, zone=reader.zone, now=reader.now)
    steps = tuple((_moment(step.fire_at, reader), _what(step, preview, reader)) for step in preview.steps)
    if not reader.is_alone:
        first = gettext("The managers are asked first, if this is the second time in a row that nobody acts.")
        asked = bisect([step.fire_at for step in preview.steps], preview.manager_at)
        steps = (*steps[:asked], (_moment(preview.manager_at, reader), first), *steps[asked:])
    return Foreseen(
        title=gettext("A promise that is made now: %(due)s") % {"due": due},
        steps=steps,
        bad_news=_bad_news(preview, reader),
    )


def _bad_news(preview: Preview, reader: Reader) -> str:
    """What would happen if its time were moved now."""
    if preview.call_until is None:
        return gettext("If its time had to move now, the message would go out at once.")
    at = moments.at(preview.call_until, zone=reader.zone, now=reader.now)
    return gettext(
        "If its time had to move now, you would be asked to call first; the message would go out %(at)s."
    ) % {"at": at}


def _moment(at: datetime, reader: Reader) -> str:
    if at <= reader.now:
        return gettext("At once")
    return moments.alone(at, zone=reader.zone, now=reader.now)


def _what(step: Planned, preview: Preview, reader: Reader) -> str:
    match step.kind:
        case Kind.OWNER:
            return gettext("The owner is reminded by email.")
        case Kind.ASK:
            return (
                gettext("You are asked whether it will be on time, and see the message that would go out.")
                if (reader.is_alone)
                else gettext(
                    "The owner is asked whether it will be on time, and sees the message that would go out."
                )
            )
        case Kind.HOLD:
            return " ".join(_hold(preview, reader))
    return gettext("What is not done by then is recorded as late. The customer knew beforehand.")


def _hold(preview: Preview, reader: Reader) -> list[str]:
    by = moments.by(preview.next_due, zone=reader.zone, now=reader.now)
    heard = gettext(
        "If nobody acted, the customer hears that it may not be kept, and that the next update comes %(by)s."
    )
    said = [heard % {"by": by}]
    if not reader.is_alone:
        said.append(gettext("The managers are told as well."))
    if preview.is_earlier:
        said.append(gettext("That is earlier than usual, because nothing goes out in quiet time."))
    return said
