"""Agreements at the desk: laid before the customer to sign, signed for the business, taken back, changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import agreement_ends
from teum.actions import agreements as actions
from teum.core.agreement import CodeAddressNeeded
from teum.core.alignment import Side
from teum.core.disclosure import How
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.language import agreement as words
from teum.queries import agreement_drafts, agreement_promises
from teum.queries import agreements as queries
from teum.queries import alignments as alignment_queries
from teum.queries.agreements import AgreementView
from teum.queries.case_view import CaseView, case_view
from teum.queries.promise_view import PromiseView
from teum.web import act_page, cancellations, fate, ids, limits, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page, refusal_page
from teum.web.forms.agreement import CountersignForm, ReasonForm
from teum.web.refusal_words import WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the case's page says of it."""

    words: str
    url: str
    paid: str
    """How much of the price came."""


def card(case: CaseView, reader: Reader) -> Card | None:
    """How it stands; None where nothing was agreed."""
    view = case.agreement
    if view is None:
        return None
    url = reverse("agreement_page", args=[view.id]) if reader.may(Act.RECORD) else ""
    mine = (view.id, view.replaces)
    paid = next((one.words for one in case.accounts if one.agreement_id in mine), "")
    return Card(words=standing(view), url=url, paid=paid)


def change(promise: PromiseView, reader: Reader) -> dict[str, str] | None:
    """Where what both signed is changed, as this promise is part of that; None where it is not."""
    found = agreement_promises.signed_for(promise.id, by=reader.by) if reader.may(Act.SIGN) else None
    if found is None:
        return None
    label = gettext("This is in the signed agreement: change that with the customer")
    return {"url": reverse("agreement_page", args=[found]), "label": label}


def standing(view: AgreementView) -> str:
    """How it stands, in words."""
    signed = view.signed_by("customer")
    said = {
        "n": view.version,
        "window": view.due_in_words,
        "who": signed.name if signed else gettext("the customer"),
        "when": view.cancelled,
    }
    if view.form == "light" and view.state == "in_force":
        return _approved(view)
    if view.state == "offered":
        return gettext("Version %(n)d waits for the customer's signature, %(window)s.") % said
    if view.state == "signed":
        return gettext("The customer has signed version %(n)d. Our signature is promised %(window)s.") % said
    return {
        "in_force": gettext("Version %(n)d is signed by both and in force."),
        "declined": gettext("The customer signed version %(n)d, and took that back before you signed.")
        if signed
        else gettext("The customer did not sign version %(n)d."),
        "void": gettext("Version %(n)d was taken back by us."),
        "cancelled": gettext("Version %(n)d was cancelled by %(who)s %(when)s."),
        "replaced": gettext("Version %(n)d was replaced by a later one."),
    }[view.state] % said


def _approved(view: AgreementView) -> str:
    """What the customer really did: a tap of their own, or a word that was written down."""
    return {
        "page": gettext("Approved by the customer with one tap. Nobody signed it."),
        "counter": gettext("The customer approved it in person, and it was written down. Nobody signed it."),
        "call": gettext("The customer approved it in a call, and it was written down. Nobody signed it."),
        "mail": gettext("The customer approved it by email, and it was written down. Nobody signed it."),
    }[view.signatures[0].how if view.signatures else "page"]


def _ways_on(case: CaseView, view: AgreementView, reader: Reader) -> dict[str, str]:
    """What can be done with the newest version: have it signed, change it, or go through it again."""
    alignment, newest = case.alignment, case.agreement
    if case.state != "open" or not reader.may(Act.SIGN) or newest is None or newest.id != view.id:
        return {}
    is_gone_through = alignment is not None and alignment.state == "open"
    if view.state != "in_force":
        again = reverse("alignment", args=[view.alignment_id])
        is_open = alignment is not None and alignment.id == view.alignment_id and is_gone_through
        return {"again_url": again} if is_open and view.state in ("declined", "void") else {}
    if alignment is not None and is_gone_through:
        change = reverse("alignment", args=[alignment.id])
        return {"change_url": change} if alignment.amends == view.id else {}
    is_light = view.form == "light"
    return {
        "sign_url": reverse("agreement_new", args=[view.alignment_id]) if is_light else "",
        "amend_url": reverse("agreement_amendment", args=[view.id]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def agreement_new(request: HttpRequest, reader: Reader, alignment_id: int) -> HttpResponse:
    """What would be laid before the customer, as they would read it; and laying it before them."""
    case_id = alignment_queries.case_of(alignment_id, by=reader.by)
    if case_id is None:
        raise Http404
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    alignment = case.alignment
    if alignment is None or alignment.id != alignment_id:
        raise Http404
    if request.method == "POST":
        try:
            actions.offer(
                alignment_id=alignment_id,
                by=reader.by,
                seen=ids.read(request.POST.get("seen")) or 0,
                now=reader.now,
            )
        except Refused as refused:
            return refusal_page(request, reader, refused)
        fate.say(request, reader, case.id, gettext("The agreement waits for the customer's signature."))
        return see(reverse("case", args=[case.id]))
    draft = agreement_drafts.draft(alignment_id, by=reader.by, reader=reader.language)
    context = {
        "case_url": reverse("alignment", args=[alignment_id]),
        "case_title": case.title,
        "seen": alignment.version,
        "sections": [
            (section, [flag for flag in draft.flags if flag.section == section.key])
            for section in draft.sections
        ],
        "language": draft.language,
        "is_amendment": alignment.amends is not None,
        "open": alignment.open,
        "missing": alignment.missing,
        "may_offer": case.state == "open" and reader.may(Act.SIGN) and draft.is_whole,
        "no_code": None
        if any(point.takes_codes for point in case.customer.contacts)
        else WORDS[CodeAddressNeeded.code],
        "customer_url": reverse("customer_edit", args=[case.customer.id]),
        "here_url": reverse("alignment_counter", args=[alignment_id])
        if alignment.state == "open" and alignment.amends is None
        else "",
    }
    return page(request, reader, "agreement_new.html", context, tab="cases")


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def agreement(request: HttpRequest, reader: Reader, agreement_id: int) -> HttpResponse:
    """An agreement as it stands; and signing it for the business."""
    case, view = _found(reader, agreement_id)
    form = CountersignForm(
        act_page.posted(request),
        initial={"name": reader.name},
        consent=words.CONSENT[Side.PROVIDER].of(reader.language),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign(
                agreement_id=agreement_id,
                name=form.cleaned_data["name"],
                consents=form.cleaned_data["consent"],
                how=How.PAGE,
                traces=limits.traces(request),
                by=reader.by,
                now=reader.now,
            )
        except Refused as refused:
            refusals.put(form, refused)
        else:
            done = gettext("Signed by both. What has a time in it is promised, and the signed copy is made.")
            fate.say(request, reader, case.id, done)
            return see(request.path)
    may = reader.may(Act.SIGN)
    context = {
        "case_url": reverse("case", args=[case.id]),
        "case_title": case.title,
        "agreement": view,
        "standing": standing(view),
        "form": form,
        "may_sign": may and view.state == "signed",
        "void_url": reverse("agreement_void", args=[view.id]) if may and _is_pending(view) else "",
        **_ways_on(case, view, reader),
        "paper_url": _file(view.paper_id),
        "sealed_url": _file(view.sealed_id if view.was_agreed else None),
        "record_url": _file(None if view.was_agreed else view.sealed_id),
        "account": next((one for one in case.accounts if one.agreement_id == view.id), None),
        "cancel_url": cancellations.url(case, view, reader),
        "before_url": reverse("agreement_page", args=[view.replaces]) if view.replaces else "",
    }
    return page(request, reader, "agreement.html", context, tab="cases", status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def agreement_void(request: HttpRequest, reader: Reader, agreement_id: int) -> HttpResponse:
    """Take it back before it is in force."""
    case, view = _found(reader, agreement_id)

    def do(data: dict[str, Any]) -> object:
        return agreement_ends.void(agreement_id=view.id, reason=data["why"], by=reader.by, now=reader.now)

    said = {
        "title": gettext("Take the agreement back?"),
        "button": gettext("Take the agreement back"),
        "done": gettext("Taken back. The customer hears why, and when they hear more."),
        "lead": standing(view),
    }
    return act_page.answer(request, reader, case, ReasonForm(act_page.posted(request)), said, do)


@require_POST
@desk
def agreement_amendment(request: HttpRequest, reader: Reader, agreement_id: int) -> HttpResponse:
    """Begin to change what both signed."""
    _, view = _found(reader, agreement_id)
    try:
        begun = agreement_ends.amend(agreement_id=view.id, by=reader.by, now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    flash.success(
        request,
        gettext(
            "Change what is to be otherwise. The agreement holds as it is until both sign the next version."
        ),
    )
    return see(reverse("alignment", args=[begun.pk]))


def _is_pending(view: AgreementView) -> bool:
    return view.state in ("offered", "signed")


def _file(upload_id: int | None) -> str:
    return reverse("upload", args=[upload_id]) if upload_id else ""


def _found(reader: Reader, agreement_id: int) -> tuple[CaseView, AgreementView]:
    case_id = queries.case_of(agreement_id, by=reader.by)
    if case_id is None or not reader.may(Act.RECORD):
        raise Http404
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    if case.agreement and case.agreement.id == agreement_id:
        return case, case.agreement
    return case, queries.one(agreement_id, by=reader.by)


patterns: list[URLPattern] = [
    path("alignments/<id:alignment_id>/agreement", agreement_new, name="agreement_new"),
    path("alignments/<id:alignment_id>/cancellations", cancellations.cancellation, name="cancellation"),
    path("agreements/<id:agreement_id>", agreement, name="agreement_page"),
    path("agreements/<id:agreement_id>/void", agreement_void, name="agreement_void"),
    path("agreements/<id:agreement_id>/amendments", agreement_amendment, name="agreement_amendment"),
]
