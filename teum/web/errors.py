"""Errors in the reader's language: what happened, what was kept, what to do."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from teum.actions.sent_forms import KEY
from teum.web import files, typed

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
    """A bug: logged under a reference that the reader can name; or a database that had no time for it."""
    if isinstance(sys.exc_info()[1], OperationalError):
        return busy(request)
    reference = secrets.token_hex(4)
    log.error("error %s at %s %s", reference, request.method, request.path)
    return _page(request, "500.html", 500, reference=reference)


def busy(request: HttpRequest) -> HttpResponse:
    """The database was away, or let another act go first: the form can be sent again as it is, and acts once."""
    said: dict[str, Any] = {"is_kept": _fits_a_page(request)}
    if said["is_kept"]:
        fields = [(name, value) for name, values in request.POST.lists() for value in values]
        said["kept"] = [(name, value) for name, value in fields if name not in (KEY, "csrfmiddlewaretoken")]
        said["key"] = request.POST.get(KEY, "")
    answer = _page(request, "503.html", 503, **said)
    answer["Retry-After"] = "1"
    return answer


def _fits_a_page(request: HttpRequest) -> bool:
    """Whether all that a form holds can be shown again: no page holds a file, and none may hold a password."""
    if request.method != "POST" or files.is_too_long(request) or request.FILES:
        return False
    return not any("password" in name for name in request.POST)


def _page(request: HttpRequest, template: str, status: int, **more: Any) -> HttpResponse:
    """The page, with the way on of whoever stands at that address."""
    path = f"{request.path}/"
    is_customer = path.startswith(OF_CUSTOMERS)
    said = {
        "is_customer": is_customer,
        "is_member": not is_customer and not path.startswith(OF_ANYBODY),
        "is_sent": is_customer and request.method == "POST" and status == 404,
        # at the desk what is typed is kept as a draft
        "typed": typed.words(request) if is_customer and status in (404, 500, 503) else [],
        **more,
    }
    return render(request, template, said, status=status)
