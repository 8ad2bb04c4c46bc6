"""Customers' files on their way in and out of pages: how long what is sent may be, and what is handed out."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from teum.core.upload import MOST_BYTES
from teum.documents import attachment
from teum.queries.upload_view import File

FORM_BYTES = 2**16
"""What stands around a file in the form that sends it."""
_KIB, _MIB = 2**10, 2**20


def answer(file: File) -> HttpResponse:
    """The file, as an attachment under its own name."""
    said = attachment.headers(file.name)
    return HttpResponse(file.content, content_type=file.media_type, headers=dict(said))


def size(count: int) -> str:
    """How large a file is, in words."""
    if count < _MIB:
        kib = max(1, round(count / _KIB))
        return ngettext("%(n)d kB", "%(n)d kB", kib) % {"n": kib}
    return gettext("%(n)s MB") % {"n": f"{count / _MIB:.1f}"}


def is_too_long(request: HttpRequest) -> bool:
    """Whether more is sent than a file with its form can be: known from its length, before any of it is read."""
    length = request.headers.get("Content-Length", "")
    return not length.isdecimal() or int(length) > MOST_BYTES + FORM_BYTES
