"""Every address of the API; what is not one is a problem+json, too."""

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, path, re_path

from teum.api import problems
from teum.api.application import api
from teum.api.gate import gate


def _gated(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern]:
    """The API's own patterns, each behind the gate."""
    found = []
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        pattern.callback = gate(pattern.callback)
        found.append(pattern)
    return found


nowhere = gate(problems.not_found)
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", (_gated(api.urls[0]), api.urls[1], api.urls[2])),
    re_path(r"^", nowhere),
]
