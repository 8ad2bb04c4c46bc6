"""Addresses in answers: whole, so that a program needs to know nothing more."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """The address of a page of ours, or nothing where there is none."""
    return f"{settings.BASE_URL}{path}" if path else ""


def of_upload(upload_id: int) -> str:
    """Where a file is read."""
    return absolute(reverse("api:get_upload", args=[upload_id]))
