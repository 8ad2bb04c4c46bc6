"""A remedy offered by rule: an apology that is worth something, where what was agreed moves far enough (B4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from enum import StrEnum

from teum.core.refusal import Invalid
from teum.core.window import Window

WHOLE = 100


class Kind(StrEnum):
    """Of what: a share of the price in percent, or an amount in agorot."""

    PERCENT = "percent"
    AMOUNT = "amount"


class BadRemedy(Invalid):
    """A remedy is worth something, and no more than the whole price."""

    code = "bad_remedy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What is offered: `value` percent of the price, or so many agorot."""

    kind: Kind
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who is offered it: whose window moves by `after_minutes` or more, or who gets no date at all."""

    remedy: Remedy
    after_minutes: int = 0


def require_fair(rule: Rule) -> None:
    """Refuse what is worth nothing, more than the whole price, or owed from before the start."""
    most = WHOLE if rule.remedy.kind is Kind.PERCENT else None
    value = rule.remedy.value
    if value < 1 or (most is not None and value > most) or rule.after_minutes < 0:
        raise BadRemedy(value=value)


def offered(rule: Rule | None, *, old: Window, new: Window | None) -> Remedy | None:
    """What a customer is offered whose window moves from `old` to `new` (None: nobody can name a date)."""
    if rule is None:
        return None
    if new is None:
        return rule.remedy
    moved = new.due.astimezone(UTC) - old.due.astimezone(UTC)
    is_far = moved > timedelta(0) and moved >= timedelta(minutes=rule.after_minutes)
    return rule.remedy if is_far else None
