"""What became of a business's promises of last month, of all together: so its people act where it is rehearsed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from teum.core.promise import Debtor, State
from teum.core.verdict import Verdict
from teum.models import Event, Promise, Revision

ENOUGH = 40
"""Of so many promises it can be seen what people do about them; of fewer it is chance."""
IN_TIME, LATE = ("keep", "delegate", "undo"), ("forget", "give_word", "call", "send_now")
MOVED = ("revise", "revise_twice", "no_date")
"""What `owners` do that ends alike."""
GIVEN_UP: Mapping[str, str] = {
    Verdict.RELEASED: "released",
    Verdict.WITHDRAWN_TOLD: "withdrawn",
    Verdict.WITHDRAWN_SILENT: "withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How many promises came to which end."""

    in_time: int = 0
    moved: int = 0
    """Moved by us before they were late, and then in time."""
    moved_late: int = 0
    """Moved by us before they were late, and late all the same."""
    late: int = 0
    """Done late, or open although their time has passed."""
    withdrawn: int = 0
    released: int = 0

    @property
    def count(self) -> int:
        """Of how many promises it is known."""
        return self.in_time + self.moved + self.moved_late + self.late + self.withdrawn + self.released

    @property
    def are_known(self) -> bool:
        """Whether there are enough to see what people do."""
        return self.count >= ENOUGH

    def weights(self, fates: Mapping[str, float]) -> dict[str, float]:
        """So many in time, moved, late, taken back and let go of as there were; what ends alike as it is drawn else."""
        totals = {
            IN_TIME: self.in_time,
            MOVED: self.moved + self.moved_late,
            LATE: self.late,
            ("withdraw",): self.withdrawn,
            ("release",): self.released,
        }
        return {
            fate: total * fates[fate] / sum(fates[each] for each in alike)
            for alike, total in totals.items()
            for fate in alike
        }

    @property
    def finishes(self) -> float:
        """How likely it is that what was moved or handed on is in time in the end."""
        in_time, late = (
            (self.moved, self.moved_late) if self.moved + self.moved_late else (self.in_time, self.late)
        )
        return in_time / max(in_time + late, 1)


def of(organisation: int, promises: QuerySet[Promise], *, now: datetime) -> Habits:
    """What became of these; what customers owe, what never held, and what has time left is not counted."""
    ours = promises.exclude(debtor=Debtor.CUSTOMER)
    misses: defaultdict[int | None, set[int]] = defaultdict(set)
    missed = Event.objects.of(organisation).filter(kind="PromiseMissed", promise__in=ours.values("pk"))
    for pk, facts in missed.values_list("promise", "facts"):
        misses[pk].add(facts["number"])
    revisions = Revision.objects.of(organisation).filter(promise=OuterRef("pk"), consent="given")
    moves = revisions.filter(at__lt=F("from_due"), by__startswith="member:")
    found = Counter(
        _end(row, misses[row.pk], was_moved=row.was_moved, now=now)
        for row in ours.annotate(was_moved=Exists(moves))
    )
    del found[""]
    return Habits(**found)


def _end(row: Promise, misses: set[int], *, was_moved: bool, now: datetime) -> str:
    """What became of one, as `Habits` counts it; nothing yet, or nothing by us, is empty.

    That the word of a new time came too late is no habit: of what was moved the last time alone counts.
    """
    is_open = row.state == State.OPEN and row.due <= now
    if is_open or (row.number in misses if was_moved else misses):
        return "moved_late" if was_moved else "late"
    if row.verdict in GIVEN_UP:
        return GIVEN_UP[row.verdict]
    if row.state in (State.KEPT, State.REPORTED):
        return "moved" if was_moved else "in_time"
    return ""
