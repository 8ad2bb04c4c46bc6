"""The court: what each step touched is judged soon after, everything that is open once a day, all of it at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from teum.core import events
from teum.management.rehearsal import guarantees, picture
from teum.management.rehearsal.guarantees import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Fact, Picture
from teum.management.rehearsal.scene import Scene
from teum.models import Case
from teum.queries import verify

AT_A_TIME = 200
SHOWN = 0.03
"""The share of touched cases whose pages are compared as well."""
MOST_SHOWN = 100
"""Of so many cases the pages are compared at the end: of all of them in a small rehearsal."""
REBUILT = ("row", "timer", "history")
"""How the names of breaks begin that are about rows, not about the ledger."""
MOST_KEPT = 50
"""So many violations are kept in words, and the first of each kind; all are counted."""


@dataclass
class Court:
    """Judges one scene again and again."""

    scene: Scene
    rng: Random
    tell: Callable[[str], None] = lambda _: None
    """Whom each violation that is kept is told as soon as it is found."""
    is_fair: bool = False
    """Nothing goes wrong: then nothing at all may be silent."""
    counts: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    violations: list[Violation] = field(default_factory=list)
    windows: set[tuple[int, int]] = field(default_factory=set)
    """Those that have passed, each by its promise and number."""
    outage_misses: set[tuple[int, int]] = field(default_factory=set)
    """Of these the ones that passed in silence."""
    judged: int = 0
    _last: int = 0
    _facts: defaultdict[int, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    """What is known of the ledger, by case; it only grows. At the end it is read anew."""
    _returns: list[Fact] = field(default_factory=list)
    """The clock's returns, which belong to no case."""
    _known: set[tuple[object, ...]] = field(default_factory=set)

    def judge_touched(self) -> None:
        """Judge the cases in which something was recorded since the last time."""
        self._judge_each(sorted(self._touched()))

    def judge_open(self) -> None:
        """Judge every case that is open, and what was touched since the last time."""
        still_open = Case.objects.everywhere().filter(state="open")
        self._judge_each(sorted(self._touched() | set(still_open.values_list("pk", flat=True))))

    def _touched(self) -> set[int]:
        """Read what was recorded since the last time, and in which cases."""
        new = picture.facts_after(self._last)
        self._last = new[-1].id if new else self._last
        if self.is_fair:
            self.scene.picture = Picture({}, tuple(new))
            for violation in guarantees.never_silent(self.scene):
                self._keep(violation)
        self._returns += [fact for fact in new if isinstance(fact.event, events.ClockReturned)]
        of_cases = [(fact.case, fact) for fact in new if fact.case is not None]
        for case, fact in of_cases:
            self._facts[case].append(fact)
        return {case for case, _ in of_cases}

    def judge_all(self) -> None:
        """Judge everything, and walk and rebuild the ledger."""
        self._touched()
        self._facts.clear()
        cases = list(Case.objects.everywhere().order_by("id").values_list("pk", flat=True))
        self._judge_each(cases, shown=MOST_SHOWN / max(len(cases), 1))
        report = verify.verify(rebuild_rows=True)
        if report.broken:
            found = report.broken
            self._keep(
                Violation(
                    kind=Kind.REBUILT_DIFFERS if found.what.startswith(REBUILT) else Kind.LEDGER_BROKEN,
                    at=self.scene.now,
                    expected=f"a ledger that holds, not {found.what}: {found.detail}",
                    case=found.case,
                    promise=found.promise,
                    message=found.message,
                )
            )

    def _judge_each(self, cases: list[int], *, shown: float = SHOWN) -> None:
        for first in range(0, len(cases), AT_A_TIME):
            self._judge(cases[first : first + AT_A_TIME], shown)

    def _judge(self, cases: list[int], shown: float) -> None:
        facts = [fact for case in cases for fact in self._facts[case]] if self._facts else None
        self.scene.picture = picture.of_cases(cases, facts, also=self._returns)
        self.judged += len(cases)
        for hold in guarantees.ALL:
            for violation in hold(self.scene):
                self._keep(violation)
        for duty, is_silent in guarantees.passed(self.scene):
            self.windows.add((duty.promise, duty.number))
            if is_silent:
                self.outage_misses.add((duty.promise, duty.number))
        for case in cases:
            if self.rng.random() < shown:
                for violation in guarantees.same_for_everybody(self.scene, case):
                    self._keep(violation)

    def _keep(self, violation: Violation) -> None:
        """One violation counts once, however often it is seen."""
        what = (violation.kind, violation.case, violation.promise, violation.message)
        if what in self._known:
            return
        self._known.add(what)
        self.counts[violation.guarantee] += 1
        self.kinds[violation.kind] += 1
        if len(self.violations) < MOST_KEPT or self.kinds[violation.kind] == 1:
            self.violations.append(violation)
            self.tell(f"rehearse: BROKEN {violation}")
