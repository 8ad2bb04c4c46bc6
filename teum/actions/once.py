"""Answer a request that names a key once: the first answer again, however often it is sent (guarantee 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from teum.core.actor import Actor
from teum.core.refusal import Conflict, Invalid
from teum.models import IdempotentAnswer


class KeyReused(Invalid):
    """The key was named by another request."""

    code = "idempotency_key_reused"


class InProgress(Conflict):
    """The first request with this key has not been answered yet."""

    code = "in_progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was answered; `is_again` where it was answered before."""

    status: int
    body: Any
    is_again: bool = False


def answer(*, by: Actor, key: str, request: str, act: Callable[[], Answer], now: datetime) -> Answer:
    """Act and keep the answer in one transaction, or give the answer that was kept.

    A key is its member's alone: what one may see is no answer to another. `request` is the digest of all that was
    sent. A refusal is kept as well, while what was written before it is rolled back; a failure of ours (5xx) keeps
    nothing, so that it can be sent again. Two at once with one key: the unique key makes the second wait for the
    first. Raises `KeyReused`.
    """
    with transaction.atomic():
        kept, is_first = IdempotentAnswer.objects.of(by.organisation_id).get_or_create(
            organisation_id=by.organisation_id,
            key=_of(by, key),
            defaults={"request": request, "created_at": now},
        )
        if not is_first:
            return _again(kept, request)
        answered = _acted(act)
        if answered.status >= 500:
            transaction.set_rollback(True)
            return answered
        kept.status, kept.answer = answered.status, answered.body
        kept.save(update_fields=["status", "answer"])
        return answered


def _of(by: Actor, key: str) -> str:
    """The key as this member's own, short enough to be kept (SHA-256, hex)."""
    return hashlib.sha256(f"{by.label}\n{key}".encode()).hexdigest()


def _acted(act: Callable[[], Answer]) -> Answer:
    with transaction.atomic():
        answered = act()
        if answered.status >= 400:
            transaction.set_rollback(True)
        return answered


def _again(kept: IdempotentAnswer, request: str) -> Answer:
    if kept.request != request:
        raise KeyReused()
    if not kept.status:
        raise InProgress()
    return Answer(status=kept.status, body=kept.answer, is_again=True)
