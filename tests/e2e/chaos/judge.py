"""What a scenario must leave behind, read from the ledger, the outbox, and what the carrier and the caller remember.

Each rule gives what is wrong in words: an empty list is an acquittal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from tests.e2e.chaos import outbox, told
from tests.e2e.chaos.outbox import Sent
from tests.e2e.chaos.scenario import DELIVERIES, Scenario
from tests.e2e.chaos.times import BEGINS, JERUSALEM, LAST_DUE

EXPECTED = ("OwnerAsked", "HoldingSent", "PromiseMissed")
"""What a promise of the day has in the ledger once each for its one window: its three timers were acted on."""
IN_THE_AIR = 5
"""How many mails one delivery claims at a time (`clock.delivery.BATCH`): what its death can leave in doubt."""
BROKEN = ("cannot fire", "cannot be laid out", "cannot be delivered", "broke on its way")
"""What a process logs where the product, and not the database, is at fault."""
BROKEN_OFF = ("in a row", "was left in the outbox")
"""What it logs of a pass that broke off: of the product as well, where no database was away."""
AWAY = "exit code 2"
"""How a process ends that finds no database at its start, in one line."""

_STEPS_TWICE = """
SELECT promise, kind, facts ->> 'number', count(*) FROM teum_event
 WHERE promise IS NOT NULL AND kind NOT IN ('MessageQueued', 'PromiseTold', 'ManagerTold', 'ManagerAsked')
 GROUP BY 1, 2, 3 HAVING count(*) > 1
"""
_MANAGERS_TWICE = """
SELECT e.promise, e.kind, e.facts ->> 'number', count(*) FROM teum_event e JOIN teum_promise p ON p.id = e.promise
 WHERE e.kind IN ('ManagerTold', 'ManagerAsked')
 GROUP BY 1, 2, 3, e.facts ->> 'member', e.at >= p.due HAVING count(*) > 1
"""
"""Each manager is asked and told once of what the clock says before a window is over, and once of what it says after."""
FAIR_SHARE = 0.5
"""So much of what is sent while delivery meets workers they send at least; the rest is what it had in its hands, or
kept for itself while one of them was killed."""
MUCH = 100
"""Of so many messages a share says something."""


class Share(NamedTuple):
    """How many messages workers sent, of how many."""

    by_workers: int
    all: int

    def __str__(self) -> str:
        return f"{self.by_workers} of {self.all}"


@dataclass
class Verdict:
    """What a scenario came to."""

    scenario: Scenario
    wrong: list[str]
    figures: dict[str, Any]


def judged(scenario: Scenario) -> Verdict:
    """All rules, and the figures."""
    sent = list(outbox.sent(scenario))
    rules = (
        _dealt(scenario),
        _acted_on_once(scenario),
        told.in_time(sent, scenario),
        _sent_once(sent, scenario),
        _in_order(sent),
        _doubts_are_shown(sent, scenario),
        _acknowledged_is_there(scenario),
        _processes(scenario),
        _workers_had_a_share(scenario),
        [said] if (said := scenario.verify()) else [],
    )
    return Verdict(scenario, [wrong for rule in rules for wrong in rule], _figures(sent, scenario))


def acquit(scenario: Scenario) -> None:
    """Fail where anything is wrong with what it left."""
    verdict = judged(scenario)
    print(verdict.figures)
    assert not verdict.wrong, f"{scenario.plan}: {verdict.wrong[:20]}"


def _dealt(scenario: Scenario) -> Iterator[str]:
    plan, dealt = scenario.plan, scenario.dealt
    wanted = {
        "kill": plan.kills,
        "restart": plan.restarts,
        "failover": plan.failovers,
        "broker": plan.brokers,
    }
    for name, count in wanted.items():
        if dealt[name] != count:
            yield f"{dealt[name]} faults {name} were dealt, not {count}"


def _acted_on_once(scenario: Scenario) -> Iterator[str]:
    """Every timer was acted on, and none twice."""
    look, day = scenario.look, {"first": BEGINS, "last": LAST_DUE}
    for kind in EXPECTED:
        times = look.rows(
            "SELECT p.id, (SELECT count(*) FROM teum_event e WHERE e.promise = p.id AND e.kind = %(kind)s)"
            " FROM teum_promise p WHERE p.due BETWEEN %(first)s AND %(last)s",
            kind=kind,
            **day,
        )
        if len(times) != scenario.plan.promises:
            yield f"{len(times)} promises of the day are there, not {scenario.plan.promises}"
        yield from (f"promise {promise}: {kind} {count} times" for promise, count in times if count != 1)
    twice = [*look.rows(_STEPS_TWICE), *look.rows(_MANAGERS_TWICE)]
    yield from (
        f"promise {promise}: {kind} of window {number} {n} times" for promise, kind, number, n in twice
    )
    left = look.one("SELECT count(*) FROM teum_timer WHERE fire_at <= %(last)s", last=LAST_DUE)
    if left:
        yield f"{left} timers were never acted on"


def _sent_once(sent: list[Sent], scenario: Scenario) -> Iterator[str]:
    """The carrier was handed each message once, or nobody knows and it is called uncertain."""
    for message in sent:
        known = {"accepted": (1,), "uncertain": (0, 1)}.get(message.state, ())
        if message.taken not in known:
            yield f"message {message.id} is {message.state}, and the carrier has it {message.taken} times"
    doubts = len({message.mail for message in sent if message.state == "uncertain"})
    crashes = sum(count for name, count in scenario.dealt.items() if name.startswith(("delivery", "worker")))
    crashes += DELIVERIES * (scenario.dealt["restart"] + scenario.dealt["failover"])
    if doubts > IN_THE_AIR * crashes:
        yield f"{doubts} mails are uncertain after {crashes} crashes with {IN_THE_AIR} at most in the air"


def _in_order(sent: list[Sent]) -> Iterator[str]:
    """What the carrier took for one customer of one case came in the order in which it was written."""
    last: dict[int, Sent] = {}
    for message in (message for message in sent if message.is_to_customer and message.case):
        if message.place is None or message.case is None:
            continue
        before = last.get(message.case)
        if before and before.place is not None and message.place < before.place and not message.may_pass:
            yield f"message {message.id} came before message {before.id}, which was written before it"
        if not message.may_be_passed and not (before and (before.place or 0) > message.place):
            last[message.case] = message


def _doubts_are_shown(sent: list[Sent], scenario: Scenario) -> Iterator[str]:
    """Of each customer's message that is in doubt somebody present was told: it is on their day."""
    shown = {
        pk
        for (pk,) in scenario.look.rows(
            "SELECT t.message_id FROM teum_task t JOIN teum_member m ON m.id = t.member_id"
            " WHERE t.kind = 'uncertain' AND t.done_at IS NULL AND m.is_active"
        )
    }
    doubts = {message.id for message in sent if message.state == "uncertain" and message.is_to_customer}
    yield from (f"message {pk} is uncertain, and nobody was told" for pk in sorted(doubts - shown))
    yield from (
        f"message {pk} is on somebody's day, and nothing is in doubt" for pk in sorted(shown - doubts)
    )


def _acknowledged_is_there(scenario: Scenario) -> Iterator[str]:
    """What a caller was told to be recorded is: the case, its promise with its timers, and the word about it."""
    query = (
        "SELECT count(DISTINCT e.id) = 1 AND count(DISTINCT t.kind) = 3 AND count(DISTINCT m.id) = 1"
        " FROM teum_case c LEFT JOIN teum_promise p ON p.case_id = c.id AND p.state = 'open'"
        " LEFT JOIN teum_event e ON e.promise = p.id AND e.kind = 'PromiseMade'"
        " LEFT JOIN teum_timer t ON t.promise_id = p.id LEFT JOIN teum_message m ON m.case_id = c.id"
        " WHERE c.id = %(case)s"
    )
    acknowledged = scenario.acknowledged
    if not acknowledged:
        yield "no act was acknowledged at all"
    yield from (
        f"case {case} was acknowledged and is not whole"
        for case in acknowledged
        if not scenario.look.one(query, case=case)
    )
    twice = [case for case, count in Counter(acknowledged).items() if count > 1]
    yield from (f"case {case} was acknowledged twice: its number was given again" for case in twice)


def _processes(scenario: Scenario) -> Iterator[str]:
    """No process ends by itself, unless it finds no database; none says that the product is at fault."""
    is_database_away = scenario.plan.restarts or scenario.plan.failovers
    for ended in scenario.machines.ended:
        if not (is_database_away and ended.endswith(AWAY)):
            yield f"{ended}, though nobody killed it"
    said = scenario.machines.said()
    words = BROKEN if is_database_away else (*BROKEN, *BROKEN_OFF)
    yield from (line for line in said if any(word in line for word in words))
    if scenario.broker and any(scenario.broker.node.password in line for line in said):
        yield "the broker's password was said"


def _workers_had_a_share(scenario: Scenario) -> Iterator[str]:
    """Numbers went over the broker: of what was sent while delivery met workers there, they sent a fair share.

    So it is before RabbitMQ is killed for the first time and once it has come back for the last, and in between where
    there was much to send.
    """
    if scenario.broker is None:
        return
    if scenario.broker.met_at is None:
        yield "delivery met no worker after RabbitMQ had come back"
    for since, share in _shares(scenario).items():
        if share.by_workers < max(FAIR_SHARE * share.all, 1):
            yield f"workers sent {share} messages while they were met, from {since} on"


def _shares(scenario: Scenario) -> dict[str, Share]:
    """How much workers sent of all that was sent while delivery met them, by when that began."""
    broker = scenario.broker
    if broker is None:
        return {}
    met = [*broker.met, *([(broker.met_at, datetime.max.replace(tzinfo=UTC))] if broker.met_at else [])]
    claims, found = _claims(scenario), {}
    for since, until in met:
        within = [is_worker for at, is_worker in claims if since <= at <= until]
        if len(within) >= MUCH or since in (met[0][0], met[-1][0]):
            found[since.astimezone(JERUSALEM).strftime("%H:%M:%S")] = Share(sum(within), len(within))
    return found


def _claims(scenario: Scenario) -> list[tuple[datetime, bool]]:
    """When each message that was sent was claimed, and whether a worker did."""
    workers = [machine for machine in scenario.machines.all if machine.name.startswith("worker")]
    pids = {pid for worker in workers for pid in worker.pids}
    query = "SELECT claimed_by, claimed_at FROM teum_message WHERE claimed_by <> '' AND at >= %(begins)s"
    claims = scenario.look.rows(query, begins=BEGINS)
    return [(at, int(by.split("-")[-2]) in pids) for by, at in claims]


def _figures(sent: list[Sent], scenario: Scenario) -> dict[str, Any]:
    doubts = [message for message in sent if message.state == "uncertain"]
    return {
        "name": scenario.plan.name,
        "seed": scenario.plan.seed,
        "promises": scenario.plan.promises,
        "timers": scenario.plan.promises * len(EXPECTED),
        "dealt": dict(sorted(scenario.dealt.items())),
        "sent_once": sum(message.taken == 1 for message in sent),
        "by_workers": {since: str(share) for since, share in _shares(scenario).items()},
        "mails": sum(scenario.carrier.taken().values()),
        "uncertain": len(doubts),
        "uncertain_but_taken": sum(message.taken for message in doubts),
        "twice": sum(message.taken > 1 for message in sent),
        "acknowledged": len(scenario.acknowledged),
        "ended_without_a_database": len(scenario.machines.ended),
        "seconds": round(scenario.seconds, 1),
    }
