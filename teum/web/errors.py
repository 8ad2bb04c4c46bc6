"""Errors in the reader's language: what happened, what was kept, what to do."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

log = logging.getLogger(__name__)
OF_CUSTOMERS = "/p/"
OF_ANYBODY = ("/contact/", "/in/", "/verify/", "/join/", "/welcome/")
"""Where whoever reads may be no member: they have no day to go to."""


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this person."""
    return _page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page."""
    return _page(request, "404.html", 404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose proof of origin is missing or too old."""
    return _page(request, "403_csrf.html", 403)


def too_long(request: HttpRequest) -> HttpResponse:
    """More than any form here holds; nothing of it was read."""
    return _page(request, "413.html", 413)


def broken(request: HttpRequest) -> HttpResponse:
    """A bug: logged under a reference that the reader can name."""
    reference = secrets.token_hex(4)
    log.error("error %s at %s %s", reference, request.method, request.path)
    return _page(request, "500.html", 500, reference=reference)


def _page(request: HttpRequest, template: str, status: int, *, reference: str = "") -> HttpResponse:
    """The page, with the way on of whoever stands at that address."""
    path = f"{request.path}/"
    is_customer = path.startswith(OF_CUSTOMERS)
    said = {
        "reference": reference,
        "is_customer": is_customer,
        "is_member": not is_customer and not path.startswith(OF_ANYBODY),
    }
    return render(request, template, said, status=status)
