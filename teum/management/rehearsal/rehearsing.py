"""One rehearsal, on this process's own empty database."""

from __future__ import annotations

import sys
import time as clock
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from teum.actions import pulses
from teum.management import database
from teum.management.rehearsal import business, outcome
from teum.management.rehearsal.aligners import Aligners
from teum.management.rehearsal.askers import Askers
from teum.management.rehearsal.breakage import typeset_apart
from teum.management.rehearsal.carrier import plugged_in, slow
from teum.management.rehearsal.choosers import Choosers
from teum.management.rehearsal.closers import Closers
from teum.management.rehearsal.court import Court
from teum.management.rehearsal.creditors import Creditors
from teum.management.rehearsal.days import Days
from teum.management.rehearsal.machines import Machines
from teum.management.rehearsal.makers import Makers
from teum.management.rehearsal.outcome import Outcome
from teum.management.rehearsal.owners import Owners
from teum.management.rehearsal.plan import Plan
from teum.management.rehearsal.scene import Scene
from teum.management.rehearsal.signers import Signers
from teum.management.rehearsal.talkers import Talkers
from teum.management.rehearsal.tellers import Tellers
from teum.management.rehearsal.walkers import Walkers
from teum.management.rehearsal.weather import Weather
from teum.management.rehearsal.wishers import Wishers
from teum.management.rehearsal.world import World
from teum.management.rehearsal.writers import Writers

SLOT = timedelta(hours=4)
"""So long after a step at most what it touched is judged."""


def rehearse(plan: Plan, *, tell: Callable[[str], None] | None = None) -> Outcome:
    """Rehearse a plan, and judge it."""
    began = clock.monotonic()
    tell = tell or _tell
    database.bring_up_to_date()
    rng, faulty = Random(f"people {plan.seed}"), Random(f"faults {plan.seed}")  # noqa: S311
    zone = ZoneInfo(plan.past.zone)
    days = [plan.start + timedelta(days=number) for number in range(plan.days)]
    now = datetime.combine(days[0], time(6, 0), zone)
    house = business.make(
        plan.past, promises=plan.promises, days=plan.days, rng=rng, faults=plan.faults, now=now
    )
    sends_from = min(Scene.sends_from_hour, plan.past.policy.get("quiet_until_hour", Scene.sends_from_hour))
    sends_until = max(Scene.sends_until_hour, plan.past.policy.get("quiet_from_hour", Scene.sends_until_hour))
    scene = Scene(
        now=now,
        organisation=house.organisation_id,
        sends_from_hour=sends_from,
        sends_until_hour=sends_until,
        has_run=True,
    )
    pulses.beat("clock", now=now)
    world = World(
        house, scene, Machines(scene, faulty, really=plan.sigkill, restart=plan.restart), rng, plan.faults
    )
    court = Court(scene, Random(f"court {plan.seed}"), tell, is_fair=not plan.faults)  # noqa: S311
    owners = Owners(world, plan.past.habits)
    Makers(world, owners).plan(plan.promises, days, plan.like)
    Days(world, owners).plan(days)
    end = datetime.combine(days[-1], time(23, 59), zone)
    creditors = Creditors(world, owners, set())
    creditors.look(end)
    creditors.look_early(end)
    Askers(world, owners).look(end)
    Talkers(world, owners).look(end)
    Choosers(world, owners).look(end)
    Wishers(world, owners).look(end)
    Writers(world, owners).look(end)
    Closers(world, owners).look(end)
    Tellers(world).plan(days)
    Walkers(world, owners).begin(end)
    aligners = Aligners(world, owners)
    aligners.begin(end)
    Signers(world, aligners).look(end)
    Weather(world, faulty).begin(days, promises=plan.promises)
    scene.carrier.is_slow = "rates" in plan.faults
    rates = slow(lambda: scene.now) if scene.carrier.is_slow else None
    with plugged_in(scene.carrier, rates), typeset_apart() if plan.sigkill else nullcontext():
        for on in days:
            _pass_a_day(world, court, on)
            tell(
                f"rehearse: seed {plan.seed}, {on}, {world.promises} promises, "
                f"{court.counts.total()} violations, {clock.monotonic() - began:.0f} s"
            )
        court.judge_all()
    return outcome.of(
        world, court, replay=plan.replay, seed=plan.seed, days=days, seconds=clock.monotonic() - began
    )


def _pass_a_day(world: World, court: Court, on: date) -> None:
    *slots, night = _slots(on, world.zone)
    for slot in slots:
        world.until(slot)
        court.judge_touched()
    world.until(night)
    court.judge_open()


def _slots(on: date, zone: ZoneInfo) -> Iterator[datetime]:
    """The ends of a day's slots; the night is one."""
    at = datetime.combine(on, time(7, 0), zone)
    while at.time() < time(22, 0):
        yield at
        at += SLOT
    yield datetime.combine(on, time(23, 59), zone)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
