"""What every request passes before its view: where it comes from, its size, its Idempotency-Key; 405 as a problem."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import translation
from django.utils.translation import trans_real

from teum.actions import once
from teum.actions.once import Answer
from teum.api import elsewhere, problems
from teum.api.answers import CONTENT_TYPE
from teum.api.key import KEY
from teum.core.refusal import Refused
from teum.core.upload import MOST_BYTES
from teum.now import now

View = Callable[..., HttpResponse]
KEY_HEADER = "Idempotency-Key"
FORM_BYTES = 2**16
"""What stands around a file in the form that sends it."""
JSON_SENT_AS = ("", "application/json", "application/x-www-form-urlencoded")
"""The last is what `curl -d` says of JSON unless it is told otherwise."""
TAKES_FILES = frozenset({"keep_photo", "hand_over_file", "receive_file", "verify_file"})
"""The operations to which a file is sent, in a form."""
_KEY = re.compile(r"[\x21-\x7e]{1,200}")


def gate(view: View) -> View:
    """Wrap a view of the API."""

    @wraps(view)
    def through(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        is_open = elsewhere.is_open(request)
        if is_open and elsewhere.is_question(request):
            return elsewhere.readable(elsewhere.yes())
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        if request.method == "GET":
            request.GET = _filled(request.GET)  # type: ignore[assignment]
        with translation.override(_language(request)):
            response = _answer(request, lambda: view(request, *args, **kwargs))
        if is_open:
            elsewhere.readable(response)
        return _without_body(response) if is_head else response

    through.csrf_exempt = True  # type: ignore[attr-defined]  # a key in a header is not sent by a browser unasked
    return through


def _filled(asked: QueryDict) -> QueryDict:
    """A question without its empty fields: a form sends those that nobody filled in, too."""
    found = asked.copy()
    for name in asked:
        if not any(asked.getlist(name)):
            del found[name]
    return found


def _without_body(response: HttpResponse) -> HttpResponse:
    response["Content-Length"] = str(len(response.content))
    response.content = b""
    return response


def _language(request: HttpRequest) -> str:
    """Hebrew, unless the caller's first wish of the two is English."""
    wishes = trans_real.parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wanted = (wish.partition("-")[0] for wish, _ in wishes)
    return next((lang for lang in wanted if lang in ("he", "en")), "he")


def _answer(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    unreadable = _unreadable(request)
    if unreadable:
        return unreadable
    try:
        response = _once(request, act)
    except Http404:
        return problems.not_found(request)
    if response.status_code == 405:
        said = problems.problem(405, "method_not_allowed")
        methods = response["Allow"].split(", ")
        said["Allow"] = ", ".join([*methods, *(["HEAD"] if methods == ["GET"] else [])])
        return said
    return response


def _unreadable(request: HttpRequest) -> HttpResponse | None:
    if request.content_type == "multipart/form-data" and _takes_files(request):
        return _unreadable_form(request)
    try:
        _ = request.body
    except RequestDataTooBig:
        return problems.problem(413, "too_long")
    except UnreadablePostError:
        return problems.problem(400, "malformed_json")
    if request.body and request.content_type not in JSON_SENT_AS:
        return problems.problem(415, "not_json")
    return None


def _takes_files(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.url_name in TAKES_FILES


def _unreadable_form(request: HttpRequest) -> HttpResponse | None:
    """A form with a file: how long it is, is known before any of it is read."""
    length = request.headers.get("Content-Length", "")
    if not length.isdecimal() or int(length) > MOST_BYTES + FORM_BYTES:
        return problems.problem(413, "too_long")
    try:
        _ = request.POST
    except RequestDataTooBig:
        return problems.problem(413, "too_long")
    except (UnreadablePostError, MultiPartParserError, BadRequest, SuspiciousOperation):
        return problems.problem(400, "malformed_form")
    return None


def _once(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Act, and where the request names a key, only the first time."""
    named = request.headers.get(KEY_HEADER)
    if request.method != "POST" or named is None:
        return act()
    if not _KEY.fullmatch(named):
        return problems.problem(422, "bad_idempotency_key")
    try:
        caller = KEY(request)
        if caller is None:
            return act()
        answered = once.answer(
            by=caller,
            key=named,
            request=_digest(request),
            act=lambda: _kept(act()),
            now=now(),
        )
    except Refused as refusal:
        return problems.refused(request, refusal)
    except OperationalError as error:
        return problems.busy(request, error)
    return _sent(answered)


def _digest(request: HttpRequest) -> str:
    is_form = request.content_type == "multipart/form-data" and _takes_files(request)
    body = _form(request) if is_form else request.body
    sent = b"\n".join([str(request.method).encode(), request.get_full_path().encode(), body])
    return hashlib.sha256(sent).hexdigest()


def _form(request: HttpRequest) -> bytes:
    """A form with files as bytes that are the same for the same content, wherever its parts are divided."""
    said = sorted((name, values) for name, values in request.POST.lists())
    files = []
    for name, sent in sorted(request.FILES.lists()):
        for file in sent:
            files.append((name, file.name, hashlib.sha256(file.read()).hexdigest()))
            file.seek(0)
    return repr((said, files)).encode()


def _kept(response: HttpResponse) -> Answer:
    body = json.loads(response.content) if response.status_code != 405 else {"allow": response["Allow"]}
    return Answer(status=response.status_code, body=body)


def _sent(answered: Answer) -> HttpResponse:
    if answered.status == 405:
        return HttpResponse(status=405, headers={"Allow": answered.body["allow"]})
    kind = problems.CONTENT_TYPE if answered.status >= 400 else CONTENT_TYPE
    response = HttpResponse(problems.dump(answered.body), status=answered.status, content_type=kind)
    if answered.status == 401:
        response["WWW-Authenticate"] = problems.CHALLENGE
    if answered.is_again:
        response["Idempotent-Replayed"] = "true"
    return response
