"""Refusals and mistakes as problem+json (RFC 9457), each with a stable `code`."""

from __future__ import annotations

import json
import logging
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.signals import got_request_exception
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from teum.actions.contact import TooMany
from teum.api import titles
from teum.core.refusal import Conflict, Forbidden, Invalid, Missing, Refused

CONTENT_TYPE = "application/problem+json; charset=utf-8"
TYPE = "/api/v1/docs#{code}"
STATUSES: tuple[tuple[type[Refused], int], ...] = (
    (Invalid, 422),
    (Conflict, 409),
    (Forbidden, 403),
    (Missing, 404),
    (TooMany, 429),
)
CHALLENGE = 'Bearer realm="teum"'
_NAME = re.compile(r"(?!(str|int|list|dict|bool|none)$)[a-z_]+")
TOO_LONG = {"string_too_long", "too_long"}

logger = logging.getLogger("teum.api")


def dump(value: Any) -> bytes:
    """JSON as it goes out: letters as they are, and what no encoding can carry as a question mark."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def problem(status: int, code: str, details: Mapping[str, Any] | None = None) -> HttpResponse:
    """A problem; `details` stand at its top level."""
    lang = "en" if (translation.get_language() or "he").startswith("en") else "he"
    said = {
        **(details or {}),
        "type": TYPE.format(code=code),
        "title": titles.title(code, lang),
        "status": status,
        "code": code,
    }
    response = HttpResponse(dump(said), status=status, content_type=CONTENT_TYPE)
    response["Content-Language"] = lang
    return response


def refused(_request: HttpRequest, refusal: Refused) -> HttpResponse:
    """What the rules do not allow."""
    status = next((status for kind, status in STATUSES if isinstance(refusal, kind)), 422)
    response = problem(status, refusal.code, refusal.details)
    if "retry_after_seconds" in refusal.details:
        response["Retry-After"] = str(refusal.details["retry_after_seconds"])
    return response


def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Fields of the wrong type, out of their limits, or missing."""
    listed = [
        {"field": _field(found["loc"]), "problem": found["msg"], "kind": found["type"]}
        for found in error.errors
    ]
    errors = [found for at, found in enumerate(listed) if found not in listed[:at]]
    code = "too_long" if any(found["kind"] in TOO_LONG for found in errors) else "invalid"
    return problem(422, code, {"errors": errors})


def _field(loc: Iterable[str | int]) -> str:
    """The path of a field as the caller knows it: without where it came from, and without the ways to read it."""
    source, *path = [str(part) for part in loc if isinstance(part, int) or _NAME.fullmatch(part)]
    return ".".join(path[1:] if source == "body" else path) or source


def unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """What stands in the body is no JSON."""
    return problem(error.status_code, "malformed_json" if error.status_code == 400 else "invalid")


def not_authenticated(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """No key, or none that is valid."""
    response = problem(401, "not_authenticated")
    response["WWW-Authenticate"] = CHALLENGE
    return response


def not_found(_request: HttpRequest, _error: Http404 | None = None) -> HttpResponse:
    """No such address."""
    return problem(404, "not_found")


def busy(_request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database could not be reached or written in time; nothing was recorded."""
    logger.warning("database: %s", error)
    response = problem(503, "busy")
    response["Retry-After"] = "1"
    return response


def bug(request: HttpRequest, error: Exception) -> HttpResponse:
    """Anything else is a bug: logged with its id."""
    id_ = uuid.uuid4().hex
    logger.error("%s %s failed (%s)", request.method, request.path, id_, exc_info=error)
    got_request_exception.send(sender=None, request=request)
    return problem(500, "internal_error", {"id": id_})


HANDLERS: dict[type[Exception], Callable[..., HttpResponse]] = {
    Refused: refused,
    ValidationError: invalid,
    AuthenticationError: not_authenticated,
    HttpError: unreadable,
    Http404: not_found,
    OperationalError: busy,
    Exception: bug,
}


def handle_all(api: NinjaAPI) -> None:
    """Answer every exception of the API's views."""
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
