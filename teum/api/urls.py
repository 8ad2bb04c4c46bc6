"""Every address of the API; what is not one is a problem+json, too."""

from collections.abc import Iterable

from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.http import require_safe

from teum.api import problems
from teum.api.application import api
from teum.api.gate import gate

DESCRIPTIONS = {"openapi-json", "openapi-view"}
"""The addresses that describe the others: they are read, and nothing else."""


def _gated(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern]:
    """The API's own patterns, each behind the gate."""
    found = []
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        view = require_safe(pattern.callback) if pattern.name in DESCRIPTIONS else pattern.callback
        pattern.callback = gate(view)
        found.append(pattern)
    return found


nowhere = gate(problems.not_found)
urlpatterns: list[URLPattern | URLResolver] = [
    path("v1/", (_gated(api.urls[0]), api.urls[1], api.urls[2])),
    re_path(r"^", nowhere),
]
