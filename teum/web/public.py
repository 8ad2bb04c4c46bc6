"""The frame of pages that need no sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from teum.language import text as texts
from teum.now import now
from teum.queries.customer_page import seen
from teum.queries.public import Business, Visit, is_answered_by_mail
from teum.web import moments
from teum.web.desk import language_of


def speak(request: HttpRequest, own: str) -> str:
    """Take the language that the reader chose, else their own; answer with it."""
    language = language_of(request, own)
    translation.activate(language)
    return language


def page(
    request: HttpRequest, business: Business, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A public page within its frame: no search engine keeps it, no other site learns its address."""
    name = business.called(moments.lang())
    frame = {"organisation_name": name, "organisation_phone": texts.spoken(business.phone)}
    answer = render(request, template, {**frame, **context}, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "no-store, private"
    return answer


def received(visit: Visit, token: str, *, lang: str) -> dict[str, object]:
    """What whoever has just written is answered: who is in touch and when, and the link that shows it from now on."""
    case = seen(visit, visit.case_ids[0], now=now(), lang=lang).case
    url = reverse("customer_page", args=[token])
    return {
        "about": gettext("Your message was received: %(title)s") % {"title": case.title},
        "sentence": case.next.sentence if case.next else gettext("This matter is finished."),
        "page_url": url,
        "link": f"{settings.BASE_URL}{url}",
        "is_mailed": is_answered_by_mail(visit),
    }
