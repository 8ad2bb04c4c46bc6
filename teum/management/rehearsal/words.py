"""What a rehearsal came to, for whoever manages the business; two policies side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from teum.core.verdict import Verdict
from teum.management.rehearsal import habits
from teum.management.rehearsal.outcome import Outcome

PLACES = ("guarantee", "kind", "case", "promise", "message")
ENDS = {
    Verdict.KEPT: "kept as it was agreed",
    Verdict.KEPT_REVISED: "kept, at a time that was moved and told",
    Verdict.LATE_TOLD: "kept late, and the customer knew beforehand",
    Verdict.LATE_SILENT: "late, and the customer did not know",
    Verdict.RELEASED: "the customer let go of it",
    Verdict.WITHDRAWN_TOLD: "taken back, and the customer knew before it was due",
    Verdict.WITHDRAWN_SILENT: "taken back, and the customer learnt it too late",
    Verdict.DECLINED: "offered, and declined",
    Verdict.LAPSED: "offered or conditional, and not answered in time",
}
AGREEMENTS = {
    "light": "agreed with one tap",
    "signed": "laid before customers to sign",
    "by_both": "signed by both",
    "replaced": "replaced by a next version",
    "declined": "declined by the customer",
    "void": "taken back by us",
    "cancelled": "cancelled by the customer",
}
LOAD = {
    "asks": "asked whether a promise will be kept, a person and day",
    "calls": "calls to customers, a person and day",
    "told": "notices that the system had to speak, a person and day",
    "most_in_a_day": "all of these, on the fullest day of one person",
}


KINDS = {
    "plain": "due by a time",
    "visit": "between two times",
    "offer": "offers",
    "condition": "with a condition",
    "customer": "owed by the customer",
    "third": "owed by somebody else",
    "form": "first contacts after a form",
    "contact": "other first contacts",
}
TAKEN = {
    "in_time": "done in time",
    "moved": "moved beforehand, and then in time",
    "moved_late": "moved beforehand, and late all the same",
    "late": "done late, or still open",
    "withdrawn": "taken back",
    "released": "let go of by the customer",
}
ENOUGH = 400
"""With so many promises a share is off by five in a hundred at most, nineteen times of twenty."""


def tell(outcomes: Mapping[str, Outcome], *, is_tried: bool = False) -> str:
    """One rehearsal, or several under the names of their policies; `is_tried`: on a business's own past, or for one."""
    said = [outcome.said for outcome in outcomes.values()]
    first, seconds = said[0], sum(one["seconds"] for one in said)
    names = [["", *outcomes]] if len(said) > 1 else []
    return "\n".join(
        [
            f"{first['promises']} promises over {first['days']} days from {', '.join(first['starts'])} on",
            f"businesses: {first['businesses']}; seed {first['seed']}; rehearsed in {seconds:.0f} s",
            *_taken(first.get("taken", {})),
            *map(_guarantees, said),
            "",
            *_table([*names, *_rows(said)]),
            "",
            *(_too_small(said) if is_tried else ()),
            f"what was made to go wrong: {_counted(first['faults'])}" if first["faults"] else "",
            *(line for one in said for line in _broken(one)),
        ]
    )


def _taken(taken: Mapping[str, Any]) -> list[str]:
    """What was taken from the business that is rehearsed, and what is made up."""
    if not taken:
        return []
    kinds = {KINDS[kind]: count for kind, count in taken["kinds"].items()}
    count = sum(taken["ends"].values())
    ends = {TAKEN[end]: of for end, of in taken["ends"].items() if of}
    acts = (
        f"its people act as they did: of {count} of these promises, {_counted(ends)}"
        if taken["acts_alike"]
        else f"its people act as made-up ones do: of {count} of these promises alone the end is known,"
        f" and it takes {habits.ENOUGH} to see how people act"
    )
    return [
        "taken from the business: its hours, special days and policy",
        f"taken from its {taken['promises']} promises of the last 31 days: when each was made, for when, and its kind",
        f"  {_counted(kinds)}",
        acts,
        "made up: who the people are, what they write, how customers answer, and what goes wrong",
    ]


def _guarantees(said: Mapping[str, Any]) -> str:
    broken = {number: count for number, count in said["violations"].items() if count}
    if not broken:
        return "every guarantee held"
    return f"GUARANTEES BROKEN, and how often: {_counted(broken)} ({_counted(said['kinds'])})"


def _too_small(said: Sequence[Mapping[str, Any]]) -> list[str]:
    """What so few promises cannot tell."""
    fewest = min(said, key=lambda one: int(one["promises"]))
    if fewest["promises"] >= ENOUGH:
        return []
    off_by = (
        f"with {fewest['promises']} promises a share may be off by {fewest['chance']} in 100 by chance alone"
    )
    return [f"TOO FEW TO JUDGE A POLICY BY: {off_by}. Rehearse more like them: --promises {ENOUGH}", ""]


def _rows(said: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    ended = [max(sum(one["verdicts"].values()), 1) for one in said]
    rows = [["of 100 promises that came to their end", *("" for _ in said)]]
    for verdict, meaning in ENDS.items():
        counts = [one["verdicts"].get(str(verdict), 0) for one in said]
        if any(counts):
            shares = [f"{100 * count / of:.0f}" for count, of in zip(counts, ended, strict=True)]
            rows.append([f"  {meaning}", *shares])
    rows.append(["messages to customers, a promise", *(str(one["messages_per_promise"]) for one in said)])
    rows += [[meaning, *(str(one["load"][name]) for one in said)] for name, meaning in LOAD.items()]
    if any(one["agreements"] for one in said):
        rows.append(["agreements", *("" for _ in said)])
        rows += [
            [f"  {meaning}", *(str(one["agreements"].get(name, 0)) for one in said)]
            for name, meaning in AGREEMENTS.items()
        ]
    outages = "times that passed unsaid because clock or carriers were out (on record)"
    return [*rows, [outages, *(str(one["outage_misses"]) for one in said)]]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns under each other, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(n) for cell, n in zip(row[1:], widths[1:], strict=True))]
        ).rstrip()
        for row in rows
    ]


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _broken(said: Mapping[str, Any]) -> list[str]:
    return [
        f"BROKEN {', '.join(f'{name} {found[name]}' for name in PLACES if name in found)} at {found['at']}: "
        f"expected {found['expected']}; again: {found['replay']}"
        for found in said["broken"]
    ]
