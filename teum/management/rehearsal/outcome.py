"""What a rehearsal came to, as JSON."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count

from teum.core import events
from teum.management.rehearsal.court import Court
from teum.management.rehearsal.world import World
from teum.models import Agreement, Event, Message, Promise, Signature
from teum.queries import ledger

GUARANTEES = (1, 2, 3, 4, 5)
PULLED = {"CallLogged": "calls", "ConversationLogged": "calls", "OwnerAsked": "asks", "ManagerTold": "told"}
"""What is asked of people, by the fact that tells of it."""


CAME_TO = ("declined", "void", "replaced", "cancelled")
"""What becomes of an agreement that does not hold to the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The figures, JSON-ready."""

    said: Mapping[str, Any]

    @property
    def holds(self) -> bool:
        """Whether no guarantee was broken."""
        return not any(self.said["violations"].values())


def of(world: World, court: Court, *, replay: str, seed: int, days: list[date], seconds: float) -> Outcome:
    """What it came to."""
    organisation = world.organisation
    made = Promise.objects.of(organisation).filter(nature="deed")
    count = made.count()
    sent = Message.objects.of(organisation).filter(
        customer__isnull=False, state__in=["accepted", "uncertain"]
    )
    ended = made.exclude(verdict="").values("verdict").annotate(n=Count("pk")).order_by("verdict")
    faults = world.counts + world.machines.counts
    for name in ("timers", "broken timers"):
        faults.pop(name, None)
    return Outcome(
        said={
            "violations": {str(number): court.counts[number] for number in GUARANTEES},
            "kinds": dict(sorted(court.kinds.items())),
            "windows": len(court.windows),
            "outage_misses": len(court.outage_misses),
            "promises": count,
            "messages": _left(sent.values_list("envelope", "key")),
            "load": _load(organisation, world.zone),
            "agreements": _agreements(organisation),
            "verdicts": {row["verdict"]: row["n"] for row in ended},
            "faults": dict(sorted(faults.items())),
            "refusals": dict(sorted(world.refusals.items())),
            "timers": world.machines.counts["timers"],
            "judged": court.judged,
            "seed": seed,
            "days": len(days),
            "starts": [days[0].isoformat()],
            "seconds": round(seconds, 1),
            "broken": [{**violation.said, "replay": replay} for violation in court.violations],
        }
    )


def _left(sent: Iterable[tuple[str, str]]) -> int:
    """How many messages the customers got: what left in one envelope is one."""
    return len({envelope or key for envelope, key in sent})


def _agreements(organisation: int) -> dict[str, int]:
    """How many were agreed with one tap, laid before customers to sign, signed by both; and what became of them."""
    found: Counter[str] = Counter()
    for form, state in Agreement.objects.of(organisation).values_list("form", "state"):
        found[form] += 1
        found[state] += state in CAME_TO
    signed = Signature.objects.of(organisation).filter(side="provider", agreement__is_undone=False)
    found["by_both"] = signed.count()
    return {name: count for name, count in sorted(found.items()) if count}


def _load(organisation: int, zone: ZoneInfo) -> dict[str, int]:
    """What is asked of people, and on how many days of how many of them anything was."""
    days: defaultdict[tuple[str, date], Counter[str]] = defaultdict(Counter)
    for row in Event.objects.of(organisation).filter(kind__in=PULLED):
        fact = ledger.value(row)
        who = row.actor
        if isinstance(fact, events.OwnerAsked | events.ManagerTold):
            who = f"member:{fact.member}"
        days[who, row.at.astimezone(zone).date()][PULLED[row.kind]] += 1
    total: Counter[str] = sum(days.values(), Counter())
    most = max((day.total() for day in days.values()), default=0)
    return {
        **{name: total[name] for name in PULLED.values()},
        "person_days": len(days),
        "most_in_a_day": most,
    }


def together(
    outcomes: Sequence[Outcome], *, seconds: float, taken: Mapping[str, Any] | None = None
) -> Outcome:
    """Several businesses as one; so long it took, with those that were rehearsed at once.

    `taken` is what of a business that is there they began with.
    """
    said = [outcome.said for outcome in outcomes]
    first, promises = said[0], sum(one["promises"] for one in said)
    load = _sum(one["load"] for one in said)
    person_days = max(load.pop("person_days"), 1)
    return Outcome(
        said={
            "violations": _sum(one["violations"] for one in said),
            **{
                name: sum(one[name] for one in said)
                for name in ("windows", "outage_misses", "promises", "messages")
            },
            "chance": round(100 / math.sqrt(max(promises, 1))),
            "messages_per_promise": round(sum(one["messages"] for one in said) / max(promises, 1), 2),
            "load": {
                **{name: round(load[name] / person_days, 2) for name in PULLED.values()},
                "most_in_a_day": max(one["load"]["most_in_a_day"] for one in said),
            },
            **{
                name: _sum(one[name] for one in said)
                for name in ("agreements", "kinds", "verdicts", "faults", "refusals")
            },
            **{name: sum(one[name] for one in said) for name in ("timers", "judged")},
            "businesses": len(said),
            **{name: first[name] for name in ("seed", "days")},
            "starts": sorted({start for one in said for start in one["starts"]}),
            "seconds": round(seconds, 1),
            **({"taken": taken} if taken else {}),
            "broken": [found for one in said for found in one["broken"]],
        }
    )


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Each name's numbers, added up."""
    found: Counter[str] = Counter()
    for one in counts:
        found.update(one)
    return dict(sorted(found.items()))
