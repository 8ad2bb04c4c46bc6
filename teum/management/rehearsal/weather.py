"""What goes wrong around the people: carriers, processes, databases, people who leave, rules that change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from teum.actions import cases, members, messages, organisations, promises
from teum.actions.organisations import Hours
from teum.core.working_time import Block
from teum.management.rehearsal import business, sayings
from teum.management.rehearsal.carrier import Answer
from teum.management.rehearsal.world import World
from teum.models import Case, Message, Promise

KILLS_A_PASS = 0.05
CUTS_A_PASS = 0.02
KILLS_AN_ACT = 0.02
CUTS_AN_ACT = 0.01
RESTARTED_AS_IN = 60
"""Where each cut is a restart of the server, which takes a second or two: as many as among so many promises."""
BEFORE_DUE = timedelta(minutes=20)
POLICIES: tuple[dict[str, int], ...] = (
    {"ask_minutes": 300, "hold_minutes": 120},
    {"ask_minutes": 180, "hold_minutes": 45},
    {"word_hour": 10},
    {"word_days": 2},
    {"confirm_days": 1},
    {"quiet_from_hour": 19, "quiet_until_hour": 9},
    {"ask_minutes": 240, "hold_minutes": 90, "word_hour": 12, "word_days": 1, "confirm_days": 2},
)


@dataclass
class Weather:
    """The faults of one world, by their names, spread over its days."""

    world: World
    rng: Random
    busy_until: datetime | None = None

    def begin(self, days: list[date], *, promises: int) -> None:
        """Set every fault that was asked for in motion, among so many promises."""
        world, faults = self.world, self.world.faults
        world.scene.carrier.decide = self._answer
        world.restart = world.machines.restart
        if "kills" in faults:
            world.machines.kill_chance, world.kill_chance = KILLS_A_PASS, KILLS_AN_ACT
        if "database" in faults:
            share = RESTARTED_AS_IN / max(promises, 10) if world.restart else 1.0
            world.machines.cut_chance, world.cut_chance = CUTS_A_PASS * share, CUTS_AN_ACT * share
        for position, on in enumerate(days):
            self._daily(on, position)

    def _daily(self, on: date, position: int) -> None:
        daily: dict[str, tuple[tuple[float, Callable[[], None]], ...]] = {
            "outages": ((0.5, self._outage), (0.2, self._outage)),
            "refusals": ((0.7, self._busy),),
            "leaving": ((0.25, self._holiday), (0.12, self._leave)),
            "edits": ((0.4, self._edit_policy), (0.15, self._edit_hours), (0.15, self._close_a_day)),
        }
        for fault, may_be in daily.items():
            for chance, happens in may_be:
                drawn, second = self.rng.random(), self.rng.randint(6 * 3600, 22 * 3600)
                # so that even a week has of everything
                if fault in self.world.faults and (drawn < chance or position == 1):
                    at = datetime.combine(on, time(0), self.world.zone) + timedelta(seconds=second)
                    self.world.at(at, happens)

    # ── carriers ──

    def _answer(self, *, key: str, address: str) -> Answer:
        drawn, faults = self.rng.random(), self.world.faults
        if "addresses" in faults and address.startswith(business.DEAD):
            return self._count("addresses nobody is reached at", Answer.NO_SUCH_ADDRESS)
        if "refusals" in faults:
            if (self.busy_until and self.world.now < self.busy_until) or drawn < 0.03:
                return self._count("refused for a while", Answer.BUSY)
            if drawn < 0.04:
                return self._count("refused for good", Answer.REFUSED)
        if "timeouts" in faults and 0.04 < drawn < 0.055:
            if "receipts" in faults and self.rng.random() < 0.6:
                self.world.after(timedelta(seconds=self.rng.randint(20, 3_000)), lambda: self._receipt(key))
            return self._count("not answered", Answer.UNKNOWN)
        if "receipts" in faults and 0.055 < drawn < 0.07:
            self.world.after(timedelta(seconds=30), lambda: self._receipt(key))
        return Answer.TAKEN

    def _count(self, what: str, answer: Answer) -> Answer:
        self.world.counts[what] += 1
        return answer

    def _receipt(self, key: str) -> None:
        """The carrier's word comes late, or again; in any case twice."""
        scene = self.world.scene
        message = Message.objects.of(self.world.organisation).filter(key=key).first()
        if message is None:
            return
        self.world.counts["answered twice"] += 1
        if message.state in ("sending", "uncertain"):
            scene.carrier.receipts[key] = self.world.now
        self.world.machines.wake()
        for _ in range(2):
            messages.mark_accepted(message.pk, provider_id=f"late-{key}", now=self.world.now)

    def _busy(self) -> None:
        self.world.counts["busy spells"] += 1
        self.busy_until = self.world.now + timedelta(minutes=self.rng.randint(10, 50))

    # ── processes ──

    def _outage(self) -> None:
        """Somebody is away: from now on, or from shortly before the next due moment on, where it is felt most."""
        following = Promise.objects.of(self.world.organisation).filter(
            state="open", nature="deed", due__gt=self.world.now + BEFORE_DUE
        )
        due = following.order_by("due").values_list("due", flat=True).first()
        if due and self.rng.random() < 0.5:
            self.world.at(due - BEFORE_DUE, self._goes_out)
        else:
            self._goes_out()

    def _goes_out(self) -> None:
        until = self.world.now + timedelta(minutes=self.rng.choice([5, 30, 120, 400]))
        what = self.rng.choice(["clock", "delivery", "carriers", "clock and delivery"])
        self.world.counts[f"outages of {what}"] += 1
        if what == "carriers":
            carrier = self.world.scene.carrier
            how = self.rng.choice(["is_down", "is_away"])
            setattr(carrier, how, True)
            self.world.at(until, lambda: setattr(carrier, how, False))
            return
        for name in what.split(" and "):
            self.world.machines.goes_away(name, until)

    # ── people ──

    def _holiday(self) -> None:
        """An agent is away for some days; colleagues take over what rests on them."""
        house = self.world.business
        if len(house.present()) < 3:
            return
        gone = self.rng.choice(house.present())
        house.away.add(gone)
        self.world.counts["holidays"] += 1
        mine = Promise.objects.of(self.world.organisation).filter(
            owner=gone, state__in=["offered", "waiting", "open", "reported"]
        )
        for pk in list(mine.order_by("id").values_list("pk", flat=True)):
            heir = self.rng.choice(house.present())
            self._as_manager(
                lambda pk=pk, heir=heir: promises.delegate(  # type: ignore[misc]
                    promise_id=pk, by=house.actor(house.manager), owner=heir, now=self.world.now
                )
            )
        answered = Case.objects.of(self.world.organisation).filter(owner=gone, state="open")
        for pk in list(answered.order_by("id").values_list("pk", flat=True)):
            heir = self.rng.choice(house.present())
            self._as_manager(
                lambda pk=pk, heir=heir: cases.assign(  # type: ignore[misc]
                    case_id=pk, by=house.actor(house.manager), owner=heir, now=self.world.now
                )
            )
        self.world.after(timedelta(days=self.rng.randint(1, 6)), lambda: house.away.discard(gone))

    def _leave(self) -> None:
        """An agent leaves for good, hands everything over, and somebody else begins."""
        house = self.world.business
        if len(house.present()) < 2:
            return
        gone = self.rng.choice(house.present())
        heir = self.rng.choice([pk for pk in house.present() if pk != gone])
        left = self._as_manager(
            lambda: members.deactivate(member_id=gone, by=house.runs_it, heir=heir, now=self.world.now)
        )
        if left is not None:
            self.world.counts["people who left"] += 1
            house.agents.remove(gone)
            house.joins(now=self.world.now)

    def _as_manager(self, act: Callable[[], object]) -> object:
        return self.world.attempt(act)

    # ── rules ──

    def _edit_policy(self) -> None:
        numbers = self.rng.choice(POLICIES)
        self.world.counts["edits of the policy"] += 1
        by, now = self.world.business.runs_it, self.world.now
        self._as_manager(lambda: organisations.change_policy(by=by, now=now, **numbers))

    def _edit_hours(self) -> None:
        opens, closes = self.rng.choice([(8, 16), (9, 17), (10, 18)])
        week = {
            **dict.fromkeys((6, 0, 1, 2, 3), (Block(time(opens), time(closes)),)),
            4: (Block(time(9), time(13)),),
        }
        self.world.counts["edits of the week"] += 1
        self._as_manager(
            lambda: organisations.change_hours(
                by=self.world.business.runs_it, hours=Hours(week=week), now=self.world.now
            )
        )

    def _close_a_day(self) -> None:
        on = (self.world.now + timedelta(days=self.rng.randint(1, 9))).astimezone(self.world.zone).date()
        self.world.counts["days that were closed"] += 1
        self._as_manager(
            lambda: organisations.set_special_day(
                by=self.world.business.runs_it, on=on, name=sayings.TITLES[0], now=self.world.now
            )
        )
