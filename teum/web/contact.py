"""The public contact form, and its answer: who will call, on which number, and when (A11)."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from teum.actions import contact as actions
from teum.core.refusal import Refused
from teum.now import now
from teum.queries import public as queries
from teum.queries.public import Business
from teum.web import limits, public, refusal_words, refusals
from teum.web.answers import see
from teum.web.forms.contact import ContactForm

MOST_AN_HOUR = 8
"""Messages an hour from one address, before the form asks to call instead."""
HOUR = 3600


@require_safe
def only(request: HttpRequest) -> HttpResponse:
    """The form of the only business here."""
    found = queries.business()
    if found is None:
        raise Http404
    return redirect("contact", found.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave details; the answer is a concrete window and a link."""
    business = queries.business(slug)
    if business is None:
        raise Http404
    language = public.speak(request, business.language)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, business, form)
    if form.is_trapped:
        return see(reverse("contact", args=[slug]))
    if not _has_room(request):
        form.add_error(None, str(refusal_words.WORDS["too_many"]))
        return _form(request, business, form, status=429)
    try:
        received = _receive(business, form, language)
    except Refused as refused:
        refusals.put(form, refused)
        return _form(request, business, form, status=refusals.status(refused))
    return see(reverse("contact_answer", args=[slug, received.path.rpartition("/")[2]]))


def _receive(business: Business, form: ContactForm, language: str) -> actions.Received:
    data = form.cleaned_data
    return actions.receive(
        organisation_id=business.id,
        name=data["name"],
        phone=data["phone"],
        email=data["email"],
        prefers=data["channel"] or "phone",
        about=data["about"],
        language=language,
        now=now(),
    )


def _form(request: HttpRequest, business: Business, form: ContactForm, *, status: int = 200) -> HttpResponse:
    return public.page(
        request,
        business,
        "contact.html",
        {"form": form},
        status=422 if form.errors and status == 200 else status,
    )


def _has_room(request: HttpRequest) -> bool:
    """Count this sender's messages of the hour; the cache is shared by all processes."""
    key = f"contact:{limits.home(request)}"
    cache.add(key, 0, HOUR)
    return cache.incr(key) <= MOST_AN_HOUR


@require_safe
def answer(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """Who will be in touch, how and when."""
    visit = queries.visit(token, now=now())
    if visit is None or visit.business.slug != slug:
        raise Http404
    language = public.speak(request, visit.language)
    context = {"answer": public.received(visit, token, lang=language)}
    return public.page(request, visit.business, "contact_answer.html", context)
