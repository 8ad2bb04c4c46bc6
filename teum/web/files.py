"""Customers' files on their way in and out of pages: how long what is sent may be, and what is handed out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.translation import gettext, ngettext

from teum.core.disclosure import MOST_PHOTOS
from teum.core.upload import MOST_BYTES, Fit
from teum.documents import attachment

FORM_BYTES = 2**16
"""What stands around a file in the form that sends it."""
AT_THE_DESK = {
    "handout": 1,
    "question_answer": 1,
    "disclosure_new": MOST_PHOTOS,
    "disclosure_correction": MOST_PHOTOS,
}
"""How many files the forms of these addresses hold."""
IN_PLACE = ("page_uploads", "page_done", "verify")
"""Addresses that say themselves that a file is too long."""
_KIB, _MIB = 2**10, 2**20


def answer(file: Fit) -> HttpResponse:
    """The file, as an attachment under its own name."""
    said = attachment.headers(file.name)
    return HttpResponse(file.content, content_type=file.media_type, headers=dict(said))


def size(count: int) -> str:
    """How large a file is, in words."""
    if count < _MIB:
        kib = max(1, round(count / _KIB))
        return ngettext("%(n)d kB", "%(n)d kB", kib) % {"n": kib}
    return gettext("%(n)s MB") % {"n": f"{count / _MIB:.1f}"}


def is_walled(request: HttpRequest) -> bool:
    """Whether more is sent to an address than its form can hold, or files by whoever may send none there."""
    length = request.headers.get("Content-Length", "0")
    if length.isdecimal() and int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return False
    name = _name(request)
    if name in IN_PLACE:
        return False
    holds = AT_THE_DESK.get(name, 0) * MOST_BYTES + FORM_BYTES
    is_long = not length.isdecimal() or int(length) > holds
    return is_long or not request.user.is_authenticated


def is_too_long(request: HttpRequest) -> bool:
    """Whether more is sent than a file with its form can be: known from its length, before any of it is read."""
    length = request.headers.get("Content-Length", "")
    return not length.isdecimal() or int(length) > MOST_BYTES + FORM_BYTES


def is_unread(request: HttpRequest) -> bool:
    """Whether more is sent than an address holds that says so itself: nothing of it may be read before that."""
    return is_too_long(request) and _name(request) in IN_PLACE


def stay_in_memory(request: HttpRequest) -> None:
    """What is sent only to be looked at is written nowhere, however long it is."""
    if _name(request) == "verify" and not is_too_long(request):
        request.upload_handlers = [_InMemory(request)]


class _InMemory(MemoryFileUploadHandler):
    """Holds a file whose length was looked at before."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Django would leave longer ones to a file on the disk."""
        self.activated = True


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path).url_name or ""
    except Http404:
        return ""
