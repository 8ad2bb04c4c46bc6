"""How a customer's file is handed out: as a download, and never as anything that a browser would run or keep."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.http import content_disposition_header


def headers(name: str) -> Mapping[str, str]:
    """What is said with a file of this name."""
    return {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Cache-Control": "no-store, private",
    }
