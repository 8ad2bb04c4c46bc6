"""A form acts once, however often it is sent: a second tap, another tab, a proxy that tries again (guarantee 4)."""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import re
from collections.abc import Callable
from typing import Any

from cryptography.fernet import Fernet
from django.contrib import messages as flash
from django.contrib.messages.storage import default_storage
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from teum.actions import sent_forms
from teum.actions.sent_forms import KEY
from teum.now import now
from teum.web import files
from teum.web.answers import see
from teum.web.middleware import FORMS

UNREAD = (KEY, "csrfmiddlewaretoken")
_SHAPE = re.compile(r"[\w-]{16,64}", re.ASCII)
_DONE = 303
_DEADLOCK = "40P01"
logger = logging.getLogger(__name__)


class Once:
    """Stands before every view to which a form is sent; behind the check where the form comes from."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, named: Any
    ) -> HttpResponse | None:
        """The view's answer, or where the form led before; nothing for what carries no key."""
        if not _carries_key(request):
            return None
        return _surely(request, lambda: _taken(request, lambda: view(request, *args, **named)))


def _carries_key(request: HttpRequest) -> bool:
    """What is looked up while one types (htmx) makes nothing; the API has a key of its own."""
    is_form = request.method == "POST" and request.content_type in FORMS
    if not is_form or request.path.startswith("/api/") or "HX-Request" in request.headers:
        return False
    if files.is_unread(request):
        return False
    return bool(_SHAPE.fullmatch(request.POST.get(KEY, "")))


def _surely(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act, and where the database let another act go first, once more: nothing of the first try stands.

    A file may have been read to its end by then, and is sent again by its sender.
    """
    try:
        return _alone(request, act)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != _DEADLOCK or request.FILES:
            raise
        logger.warning("another act went first; trying %s once more", request.path)
    return _alone(request, act)


def _alone(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act; where it fails nothing of it stands, and what it was about to say is not so."""
    try:
        return act()
    except Exception:
        request._messages = default_storage(request)  # type: ignore[attr-defined]
        raise


def _taken(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    answers: list[HttpResponse] = []
    lock = _lock(request)

    def acted() -> str:
        answers.append(act())
        if answers[0].status_code != _DONE:
            return ""
        return lock.encrypt(json.dumps([answers[0]["Location"], _said(request)]).encode()).decode()

    led = sent_forms.take(form=_form(request), content=_content(request), act=acted, now=now())
    if answers:
        return answers[0]
    url, said = json.loads(lock.decrypt(led))
    _say(request, [one for one in said if one not in _said(request)])
    return see(url)


def _said(request: HttpRequest) -> list[list[Any]]:
    """What is to be said on the next page, and still is."""
    said = [[one.level, str(one.message), one.extra_tags] for one in flash.get_messages(request)]
    _say(request, said)
    return said


def _say(request: HttpRequest, said: list[list[Any]]) -> None:
    for level, words, tags in said:
        flash.add_message(request, level, words, extra_tags=tags)


def _form(request: HttpRequest) -> str:
    who = f"{request.user.pk}" if request.user.is_authenticated else ""
    return _digest([who, request.get_full_path(), request.POST[KEY]])


def _content(request: HttpRequest) -> str:
    said = sorted((name, values) for name, values in request.POST.lists() if name not in UNREAD)
    files = []
    for name, sent in sorted(request.FILES.lists()):
        for file in sent:
            files.append([name, file.name, hashlib.sha256(file.read()).hexdigest()])
            file.seek(0)
    return _digest([said, files])


def _digest(what: Any) -> str:
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()


def _lock(request: HttpRequest) -> Fernet:
    """Opens with the form's key alone, which is kept nowhere."""
    key = hashlib.sha256(b"led\n" + request.POST[KEY].encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
