"""What happens around every request."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from teum.web import errors, files


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


FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def wall(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Keeps out whatever is longer than what its address holds, before any of it is read; the API has its own."""

    def answer(request: HttpRequest) -> HttpResponse:
        is_form = request.content_type in FORMS and not request.path.startswith("/api/")
        if is_form and files.is_walled(request):
            return errors.too_long(request)
        if is_form:
            files.stay_in_memory(request)
        return get_response(request)

    return answer


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
