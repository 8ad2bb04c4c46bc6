"""At the counter: turn the screen, let the customer read and choose, and record who they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from teum.actions import sales as actions
from teum.actions.customers import Contact, normal
from teum.actions.sales import Chosen, Whose
from teum.core.refusal import Refused
from teum.language.notices import disclosure as notices
from teum.queries import known as known_customers
from teum.queries import services, standing
from teum.queries.known import Known
from teum.queries.standing import StandingView
from teum.web import act_page, disclosure, fate, moments, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.disclosure import Card
from teum.web.forms.sale import ChoiceForm, FindForm, PersonForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that is told, and the choice of it."""

    card: Card
    form: ChoiceForm


@require_safe
@desk
def counter(request: HttpRequest, reader: Reader) -> HttpResponse:
    """What is bought: the products and services."""
    context = {"services": services.offered(by=reader.by)}
    return page(request, reader, "counter.html", context, tab="counter")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def at_counter(request: HttpRequest, reader: Reader, service_id: int) -> HttpResponse:
    """What is told of one of them before the customer pays, what they choose, and who they are."""
    service = services.one(service_id=service_id, by=reader.by)
    known = _known(request, reader)
    person = PersonForm(act_page.posted(request), known=known, initial={"language": reader.language})
    told = _told(request, reader, service_id)
    status = 200
    if request.method == "POST":
        status = 422
        if all([person.is_valid(), *(it.form.is_valid() for it in told)]):
            try:
                case = actions.record(
                    service_id=service_id,
                    by=reader.by,
                    whose=_whose(person.cleaned_data),
                    chosen={it.card.id: _chosen(it.form) for it in told},
                    now=reader.now,
                )
            except Refused as refused:
                refusals.put(person, refused)
                told, status = _told(request, reader, service_id), refusals.status(refused)
            else:
                fate.say(request, reader, case.pk, gettext("The choice is recorded."))
                return see(reverse("case", args=[case.pk]))
    find = FindForm({"q": request.GET.get("q", "")})
    is_nobody = bool(request.GET.get("q")) and not known
    context = {
        "service": service,
        "told": told,
        "wrong_choices": [it.form for it in told if it.form.errors],
        "form": person,
        "find": find,
        "is_nobody": is_nobody,
    }
    return page(request, reader, "at_counter.html", context, tab="counter", status=status)


def _told(request: HttpRequest, reader: Reader, service_id: int) -> list[Told]:
    views = standing.laid(service_id, by=reader.by, now=reader.now)
    return [
        Told(
            card=_card(view, reader),
            form=ChoiceForm(
                act_page.posted(request), prefix=f"told-{view.id}", chooses=bool(view.shown.options)
            ),
        )
        for view in views
    ]


def _card(view: StandingView, reader: Reader) -> Card:
    """What is kept to be told, as a customer reads it."""
    lang = moments.lang()
    heading = notices.first_words(view.shown.kind, lang)
    return Card(
        id=view.id,
        digest=view.digest,
        heading=heading[:1].upper() + heading[1:],
        what=view.shown.what,
        lines=disclosure.lines(view.shown, now=reader.now),
        options=disclosure.choices(view.shown, now=reader.now),
        recommended=notices.recommended_words(view.shown, lang),
        until="",
        chosen="",
        is_open=True,
        is_decided=False,
    )


def _known(request: HttpRequest, reader: Reader) -> tuple[Known, ...]:
    """Who is reached at what was asked for, or at what was written of a new customer."""
    given = [request.GET.get("q", ""), request.POST.get("phone", ""), request.POST.get("email", "")]
    addresses = [found for said in given if (found := _address(said.strip()))]
    return known_customers.at(addresses, by=reader.by) if addresses else ()


def _address(said: str) -> str:
    channel = "email" if "@" in said else "phone"
    try:
        return normal(Contact(channel=channel, address=said)).address if said else ""
    except Refused:
        return ""


def _whose(said: dict[str, Any]) -> Whose:
    kind, _, pk = (said.get("whose") or "").partition("-")
    if pk:
        return Whose(customer=int(pk)) if kind == "customer" else Whose(case=int(pk))
    return Whose(name=said["name"], contacts=_contacts(said), language=said["language"], is_new=kind == "new")


def _chosen(form: ChoiceForm) -> Chosen:
    return Chosen(option=form.cleaned_data.get("option") or "", shown=form.cleaned_data["shown"])


def _contacts(said: dict[str, Any]) -> list[Contact]:
    given = [("email", said.get("email")), ("phone", said.get("phone"))]
    return [Contact(channel=channel, address=address) for channel, address in given if address]


patterns: list[URLPattern] = [
    path("counter", counter, name="counter"),
    path("counter/<id:service_id>", at_counter, name="at_counter"),
]
