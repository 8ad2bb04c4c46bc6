"""Few letters (DOMAIN.md, rules of the word), said so precisely that it can be false.

What can wait does not come as a second letter of a day, a clock that was away says in one what it has to say, and
delivery that was away brings in one what waited for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from teum.management.rehearsal.carrier import LEFT_US, Handed
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Outage, Scene
from teum.models import Message, Promise

CAN_WAIT = ("reminder", "closed", "survey")
"""What moves no time; where nothing is needed by a moment it is as good tomorrow."""
SAID_BY_THE_CLOCK = ("holding", "late")
CODE = "code"
"""What somebody waits for this minute comes alone."""
SHORT = timedelta(minutes=2)
"""A clock that is back so soon was hardly away."""
ON_RETURN = timedelta(minutes=1)
PRESSES = timedelta(minutes=30)
"""What is needed so soon waits for nothing else."""


def few_letters(scene: Scene) -> Iterator[Violation]:
    """Of what can wait at most one letter a day to a customer, and one letter on the return of clock or delivery."""
    theirs: defaultdict[int, list[Row]] = defaultdict(list)
    for row in scene.picture.of(Message).values():
        if row["customer_id"] and row["case_id"] and row["direction"] == "out":
            theirs[row["customer_id"]].append(row)
    for rows in theirs.values():
        yield from _one_a_day(scene, rows)
        for outage in scene.outages:
            if outage.until and outage.until - outage.since > SHORT:
                on_return = _one_on_return if outage.what == "clock" else _one_that_waited
                yield from on_return(scene, rows, outage)


def _one_a_day(scene: Scene, rows: list[Row]) -> Iterator[Violation]:
    """A letter of nothing but what can wait has waited, where another had left on the same day."""
    kinds = {row["key"]: row["kind"] for row in rows}
    left = sorted((handed.at, handed.keys) for row in rows for handed in _left(scene, row))
    for row in rows:
        if row["kind"] not in CAN_WAIT or row["needed_by"] or row["may_join_at"]:
            continue
        for handed in _left(scene, row)[:1]:
            day = _day(scene, row, handed.at)
            before = [keys for at, keys in left if at < handed.at and _day(scene, row, at) == day]
            alone = all(kinds.get(key) in CAN_WAIT for key in handed.keys)
            if alone and any(keys != handed.keys for keys in before):
                expected = f"to wait for another day, for the customer had a letter on {day} already"
                yield _found(scene, row, Kind.SECOND_OF_A_DAY, expected)


def _one_on_return(scene: Scene, rows: list[Row], outage: Outage) -> Iterator[Violation]:
    """What it says in its first pass to one address is one letter."""
    assert outage.until is not None
    together: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["kind"] in SAID_BY_THE_CLOCK and outage.until <= row["at"] <= outage.until + ON_RETURN:
            together[row["channel"], row["address"], row["language"]].append(row)
    for said in together.values():
        if any(row["needed_by"] and row["needed_by"] - row["at"] < PRESSES for row in said):
            continue
        handed = [tries[0] for row in said if (tries := scene.carrier.handed_as(row["key"]))]
        if len({one.keys for one in handed}) > 1:
            yield _found(
                scene, said[0], Kind.STORM_ON_RETURN, f"one letter, and it was {len(handed)} in pieces"
            )


def _one_that_waited(scene: Scene, rows: list[Row], outage: Outage) -> Iterator[Violation]:
    """What waited for delivery, and leaves to one address at the moment of its return, is one letter."""
    assert outage.until is not None
    together: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        tries = scene.carrier.handed_as(row["key"])
        if row["kind"] == CODE:
            continue
        if row["at"] < outage.until - SHORT and tries and tries[0].at == outage.until:
            together[row["channel"], row["address"], row["language"]].append(row)
    for waited in together.values():
        if any(row["needed_by"] and row["needed_by"] - outage.until < PRESSES for row in waited):
            continue
        letters = {scene.carrier.handed_as(row["key"])[0].keys for row in waited}
        if len(letters) > 1:
            yield _found(scene, waited[0], Kind.STORM_ON_RETURN, f"one letter, and it was {len(letters)}")


def _left(scene: Scene, row: Row) -> list[Handed]:
    return [handed for handed in scene.carrier.handed_as(row["key"]) if handed.answer in LEFT_US]


def _day(scene: Scene, row: Row, at: datetime) -> str:
    promises = scene.picture.rows_by(Promise, "case_id").get(row["case_id"], ())
    zone = next((promise["zone"] for promise in promises), "Asia/Jerusalem")
    return at.astimezone(ZoneInfo(zone)).date().isoformat()


def _found(scene: Scene, row: Row, kind: Kind, expected: str) -> Violation:
    return Violation(kind=kind, at=scene.now, case=row["case_id"], message=row["id"], expected=expected)
