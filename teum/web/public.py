"""The frame of pages that need no sign-in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from teum.language import text as texts
from teum.queries.public import Business
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
    frame = {"organisation_name": business.name, "organisation_phone": texts.spoken(business.phone)}
    answer = render(request, template, {**frame, **context}, status=status)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "no-store, private"
    return answer
