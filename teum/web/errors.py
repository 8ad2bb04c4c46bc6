"""Errors in the reader's language: what happened, what was kept, what to do."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this person."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page."""
    return render(request, "404.html", status=404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose proof of origin is missing or too old."""
    return render(request, "403_csrf.html", status=403)


def too_long(request: HttpRequest) -> HttpResponse:
    """More than any form here holds; nothing of it was read."""
    return render(request, "413.html", status=413)


def broken(request: HttpRequest) -> HttpResponse:
    """A bug: logged under a reference that the reader can name."""
    reference = secrets.token_hex(4)
    log.error("error %s at %s %s", reference, request.method, request.path)
    return render(request, "500.html", {"reference": reference}, status=500)
