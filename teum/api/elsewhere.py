"""What the script of any page may ask for: the forms on a business's site. No cookie and no key goes with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

FORM = "form"
"""The address that another site's page may call; all others answer only programs, and pages of our own."""
ANY = "*"
"""Any site may: what stands there is for everybody, and with this value no browser sends its cookies along."""
METHODS = "GET, HEAD, POST"
ASKED_WITH = "Content-Type, Idempotency-Key"
READ = "Retry-After, Idempotent-Replayed"
KEPT_SECONDS = 7_200
"""So long a browser need not ask again whether it may; none of them keeps it longer."""


def is_open(request: HttpRequest) -> bool:
    """Whether the page of another site may ask for this."""
    return request.resolver_match is not None and request.resolver_match.url_name == FORM


def is_question(request: HttpRequest) -> bool:
    """Whether a browser asks beforehand if it may send something."""
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def yes() -> HttpResponse:
    """The answer to that."""
    response = HttpResponse(status=204)
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = ASKED_WITH
    response["Access-Control-Max-Age"] = str(KEPT_SECONDS)
    return response


def readable(response: HttpResponse) -> HttpResponse:
    """The answer, which the script of any page may read: a refusal as well."""
    response["Access-Control-Allow-Origin"] = ANY
    response["Access-Control-Expose-Headers"] = READ
    return response
