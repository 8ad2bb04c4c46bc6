"""What the outbox says of every message of the day, beside what the carrier remembers of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from tests.e2e.chaos.scenario import Scenario
from tests.e2e.chaos.times import BEGINS
from teum.core import digest

LAST_MINUTES = timedelta(minutes=15)
"""What is needed within so long waits for nothing before it: so it is laid down, whatever the core that is judged says."""
CAN_WAIT = ("reminder", "update", "closed", "survey")
"""Kinds among which there are some that wait for tomorrow, and hold nothing back meanwhile."""


@dataclass(frozen=True)
class Sent:
    """A message to somebody, as the outbox has it, and how often the carrier was handed it."""

    id: int
    mail: str
    """What is the same for all that left in one envelope."""
    state: str
    is_to_customer: bool
    taken: int
    case: int | None = None
    place: int | None = None
    """The how-manieth mail it was that the carrier took; the first time, where it took it again."""
    may_pass: bool = False
    """It was needed so soon that it waited for none before it."""
    may_be_passed: bool = False
    """None after it waited for it: it is one that can wait, or nobody knows what became of it."""


def sent(scenario: Scenario) -> Iterator[Sent]:
    """All that was written on the day, and what the carrier has and nobody wrote."""
    taken = scenario.carrier.taken()
    places = {number: place for place, number in enumerate(taken)}
    rows = scenario.look.rows(
        "SELECT id, key, envelope, state, customer_id IS NOT NULL, case_id, kind, needed_by, claimed_at"
        " FROM teum_message WHERE at >= %(begins)s ORDER BY id",
        begins=BEGINS,
    )
    carries: dict[str, list[str]] = defaultdict(list)
    for _, key, envelope, state, *_ in rows:
        if state != "overtaken":
            carries[envelope or key].append(key)
    for pk, key, envelope, state, is_to_customer, case, kind, needed_by, claimed_at in rows:
        numbers = {key, _number(carries[envelope or key])}
        yield Sent(
            id=pk,
            mail=envelope or key,
            state=state,
            is_to_customer=is_to_customer,
            taken=sum(taken[number] for number in numbers),
            case=case,
            place=min((places[number] for number in numbers if number in places), default=None),
            may_pass=bool(needed_by and claimed_at and needed_by <= claimed_at + LAST_MINUTES),
            may_be_passed=state == "uncertain" or kind in CAN_WAIT,
        )
    known = {number for keys in carries.values() for number in (*keys, _number(keys))}
    for number in taken.keys() - known:  # nobody knows to have written it: a lost row
        yield Sent(0, number, "lost", True, taken[number])


def _number(keys: list[str]) -> str:
    """What the carrier knows a mail by that carries these messages."""
    return keys[0] if len(keys) == 1 else digest.of("", *sorted(keys))
