"""Which delivery runs here: one that sends by itself, or with a broker one that publishes, and workers that send."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module
from types import ModuleType

from django.conf import settings
from django.core.management.base import CommandError

from teum.clock import loop

NO_BROKER = (
    "TEUM_BROKER_URL names no broker: without one `teum deliver` sends, and there is no work for workers"
)
NO_CELERY = "TEUM_BROKER_URL needs Celery: install requirements-broker.lock, or teum[broker]"


def has_broker() -> bool:
    """Whether a broker is named."""
    return bool(settings.TEUM.broker_url)


def in_force() -> Callable[[threading.Event], None]:
    """The loop of delivery, until told to stop. Raises CommandError where Celery is needed and missing."""
    return _broker().publish if has_broker() else loop.run_delivery


def worker() -> Callable[[], None]:
    """A worker, until SIGTERM or SIGINT. Raises CommandError without a broker, or without Celery."""
    if not has_broker():
        raise CommandError(NO_BROKER, returncode=2)
    work: Callable[[], None] = _broker().work
    return work


def _broker() -> ModuleType:
    """The module that knows Celery, which is installed only where a broker is used."""
    try:
        return import_module("teum.clock.broker")
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] not in {"celery", "kombu"}:
            raise
        raise CommandError(NO_CELERY, returncode=2) from None
