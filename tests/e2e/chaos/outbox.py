"""What the outbox says of every message of the day, beside what the carrier remembers of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tests.e2e.chaos.scenario import Scenario
from tests.e2e.chaos.times import BEGINS
from teum.core import digest


@dataclass(frozen=True)
class Sent:
    """A message to somebody, as the outbox has it, and how often the carrier was handed it."""

    id: int
    mail: str
    """What is the same for all that left in one envelope."""
    state: str
    is_to_customer: bool
    taken: int


def sent(scenario: Scenario) -> Iterator[Sent]:
    """All that was written on the day, and what the carrier has and nobody wrote."""
    taken = scenario.carrier.taken()
    rows = scenario.look.rows(
        "SELECT id, key, envelope, state, customer_id IS NOT NULL FROM teum_message WHERE at >= %(begins)s ORDER BY id",
        begins=BEGINS,
    )
    carries: dict[str, list[str]] = defaultdict(list)
    for _, key, envelope, state, _ in rows:
        if state != "overtaken":
            carries[envelope or key].append(key)
    for pk, key, envelope, state, is_to_customer in rows:
        numbers = {key, _number(carries[envelope or key])}
        yield Sent(pk, envelope or key, state, is_to_customer, sum(taken[number] for number in numbers))
    known = {number for keys in carries.values() for number in (*keys, _number(keys))}
    for number in taken.keys() - known:  # nobody knows to have written it: a lost row
        yield Sent(0, number, "lost", True, taken[number])


def _number(keys: list[str]) -> str:
    """What the carrier knows a mail by that carries these messages."""
    return keys[0] if len(keys) == 1 else digest.of("", *sorted(keys))
