"""What somebody typed into a form that could not be taken: shown to them again, so that it is not lost."""

from __future__ import annotations

from django.http import HttpRequest

from teum.web import files, wording


def words(request: HttpRequest) -> list[str]:
    """The words that were sent; what a form holds by itself (a key, a choice) is one plain word."""
    if request.method != "POST" or files.is_too_long(request):
        return []
    values = [value.strip() for _, listed in request.POST.lists() for value in listed]
    return [wording.isolated(value) for value in values if " " in value or not value.isascii()]
