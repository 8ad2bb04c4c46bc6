"""The one place that reads the clock; web, api, clock and management pass its moment on as an argument."""

import os
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def now() -> datetime:
    """The present moment, aware and in UTC; in tests, the moment that the clock file holds just now."""
    if not settings.TEUM.clock_file:
        return datetime.now(UTC)
    return _virtual(Path(settings.TEUM.clock_file))


def _virtual(file: Path) -> datetime:
    moment = datetime.fromisoformat(file.read_text(encoding="utf-8").strip())
    if moment.tzinfo is None:
        raise ValueError(f"{os.fspath(file)} holds a moment without an offset")
    return moment.astimezone(UTC)
