"""What happens around every request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from teum.web import errors


def language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Begins in the language that the reader chose, else in the server's own.

    What the browser asks for counts for nothing: Hebrew is where we begin.
    """
    known = dict(settings.LANGUAGES)

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in known else settings.LANGUAGE_CODE):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response

    return answer


def wall(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keeps out whatever is longer than texts are, before any of it is read; files have an address of their own."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "0")
        is_long = not length.isdecimal() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if is_long and request.content_type == "multipart/form-data" and not _takes_files(request.path):
            return errors.too_long(request)
        return get_response(request)

    return answer


def _takes_files(path: str) -> bool:
    return path.startswith("/p/") and path.endswith("/uploads")


MOST_DRAINED = 64 * 2**20
"""Bytes of a body that is too large which are read all the same, so that its sender can hear the refusal."""


def drain(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Reads off what was refused unread: a connection that closes while somebody still sends shows them no answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        length = request.headers.get("Content-Length", "0")
        if length.isdecimal() and settings.DATA_UPLOAD_MAX_MEMORY_SIZE < int(length) <= MOST_DRAINED:
            while request.read(65_536):
                pass
        return response

    return answer
