"""Customers: the list, one customer, a new one, and their details."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from teum.actions import customers as actions
from teum.actions import preferences
from teum.actions.customers import Contact
from teum.core import reach
from teum.core.refusal import Refused
from teum.language import text as texts
from teum.queries import cases
from teum.queries import customers as queries
from teum.queries.contact_view import ContactView
from teum.queries.customers import CustomerDetails
from teum.web import hits, links, refusals, wording
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.customer import CustomerForm

LANGUAGES = {"he": "עברית", "en": "English"}


@require_safe
@desk
def customer_list(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Customers, found by name, number or e-mail."""
    q = request.GET.get("q", "").strip()
    context = {"hits": hits.of_customers(queries.search(by=reader.by, text=q)), "q": q}
    return page(request, reader, "customers.html", context, tab="customers")


@require_safe
@desk
def customer(request: HttpRequest, reader: Reader, customer_id: int) -> HttpResponse:
    """One customer: how to reach them, and their cases."""
    found = queries.details(customer_id, by=reader.by, now=reader.now)
    theirs = cases.search(by=reader.by, now=reader.now, customer_id=customer_id)
    context = {
        "customer": {
            "id": found.id,
            "name": found.name,
            "cases": hits.of_cases(theirs.items, reader),
            "contacts": hits.contacts(found.contacts),
            "unproven": [_unproven(point, found.id) for point in found.unproven],
            "facts": _facts(found),
            "page_url": found.page_path,
            "links": links.of_customer(found, reader),
            "may_have_link": found.is_verified and not found.page_path,
        }
    }
    return page(request, reader, "customer.html", context, tab="customers")


def _unproven(point: ContactView, customer_id: int) -> dict[str, str]:
    """An address that was given over the page, to be confirmed with the customer."""
    said = texts.spoken(point.address) if point.channel in reach.NUMBERS else point.address
    return {
        "words": gettext(
            "%(address)s was given on their page. Until you have heard from them that it is theirs, no link goes there."
        )
        % {"address": wording.isolated(said)},
        "url": reverse("contact_proof", args=[customer_id, point.id]),
    }


@require_POST
@desk
def prove(request: HttpRequest, reader: Reader, customer_id: int, contact_id: int) -> HttpResponse:
    """The customer said to a member that an address is theirs."""
    preferences.prove(by=reader.by, customer_id=customer_id, contact_id=contact_id, now=reader.now)
    flash.success(request, gettext("Confirmed. Messages there carry the link to their page again."))
    return see(reverse("customer", args=[customer_id]))


def _facts(found: CustomerDetails) -> list[dict[str, str]]:
    facts = [{"name": gettext("Language"), "words": LANGUAGES[found.language]}]
    if found.quiet_from and found.quiet_until:
        words = gettext("from %(from)s until %(until)s") % {
            "from": f"{found.quiet_from:%H:%M}",
            "until": f"{found.quiet_until:%H:%M}",
        }
        facts.append({"name": gettext("Quiet hours"), "words": words})
    if found.keeps_shabbat:
        facts.append({"name": gettext("Shabbat and holidays"), "words": gettext("no messages")})
    if found.prefers_writing:
        facts.append(
            {"name": gettext("If something goes wrong"), "words": gettext("written at once, without a call")}
        )
    if not found.is_verified:
        facts.append({"name": gettext("Details"), "words": gettext("came through a form, not verified yet")})
    return facts


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new_customer(request: HttpRequest, reader: Reader) -> HttpResponse:
    """A customer who called, or came in."""
    form = CustomerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make(
                by=reader.by,
                name=form.cleaned_data["name"],
                contacts=contacts_of(form.cleaned_data),
                language=form.cleaned_data["language"],
                quiet_from=form.cleaned_data["quiet_from"],
                quiet_until=form.cleaned_data["quiet_until"],
                keeps_shabbat=form.cleaned_data["keeps_shabbat"],
                in_writing=form.cleaned_data["in_writing"],
                now=reader.now,
            )
        except Refused as refused:
            refusals.put(form, refused)
        else:
            return see(reverse("customer", args=[made.pk]))
    return _form(
        request,
        reader,
        form,
        title=gettext("New customer"),
        back=reverse("customers"),
        back_words=gettext("Customers"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def edit_customer(request: HttpRequest, reader: Reader, customer_id: int) -> HttpResponse:
    """A customer's details."""
    found = queries.details(customer_id, by=reader.by, now=reader.now)
    form = CustomerForm(request.POST if request.method == "POST" else None, initial=_initial(found))
    here = reverse("customer", args=[customer_id])
    if request.method == "POST" and form.is_valid():
        try:
            _change(customer_id, reader, form.cleaned_data, others=found.contacts)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Saved."))
            return see(here)
    return _form(
        request, reader, form, title=found.name, back=here, back_words=gettext("Back to the customer")
    )


def _change(
    customer_id: int, reader: Reader, data: dict[str, Any], others: tuple[tuple[str, str], ...]
) -> None:
    actions.change(
        customer_id=customer_id,
        by=reader.by,
        name=data["name"],
        language=data["language"],
        contacts=contacts_of(data, others),
        quiet_from=data["quiet_from"],
        quiet_until=data["quiet_until"],
        keeps_shabbat=data["keeps_shabbat"],
        in_writing=data["in_writing"],
        now=reader.now,
    )


def contacts_of(data: dict[str, Any], others: tuple[tuple[str, str], ...] = ()) -> list[Contact]:
    """The ways to reach a customer, the preferred one first; ways that the form does not show stay."""
    preferred = data.get("preferred") or ("email" if data.get("email") else "phone")
    phone, email = data.get("phone"), data.get("email")
    found = [Contact(channel="email", address=email)] if email else []
    if phone:
        dialled = preferred if preferred in ("whatsapp", "sms") else "phone"
        found.append(Contact(channel="phone", address=phone))
        if dialled != "phone":
            found.append(Contact(channel=dialled, address=phone))
    kept = [
        Contact(channel=channel, address=address)
        for channel, address in others
        if channel in ("post", "visit", "portal")
    ]
    return sorted(found, key=lambda contact: contact.channel != preferred) + kept


def _initial(found: CustomerDetails) -> dict[str, Any]:
    first: dict[str, str] = {}
    for channel, address in found.contacts:
        first.setdefault("email" if channel == "email" else "phone", address)
    preferred = found.contacts[0][0] if found.contacts else ""
    return {
        "name": found.name,
        "language": found.language,
        "phone": first.get("phone", ""),
        "email": first.get("email", ""),
        "preferred": preferred,
        "quiet_from": found.quiet_from,
        "quiet_until": found.quiet_until,
        "keeps_shabbat": found.keeps_shabbat,
        "in_writing": found.prefers_writing,
    }


def _form(
    request: HttpRequest, reader: Reader, form: CustomerForm, *, title: str, back: str, back_words: str
) -> HttpResponse:
    act = {
        "action": "",
        "title": title,
        "button": gettext("Save"),
        "back_url": back,
        "back_words": back_words,
    }
    return page(
        request,
        reader,
        "act.html",
        {"form": form, "groups": (), "act": act},
        tab="customers",
        status=422 if form.errors else 200,
    )
