"""What a rehearsal came to, for whoever manages the business; two policies side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from teum.management.rehearsal import habits, texts
from teum.management.rehearsal.outcome import Outcome

PLACES = ("guarantee", "kind", "case", "promise", "message")
ENOUGH = 400
"""With so many promises a share is off by five in a hundred at most, nineteen times of twenty."""


def tell(outcomes: Mapping[str, Outcome], *, is_tried: bool = False, lang: str = "en") -> str:
    """One rehearsal, or several under the names of their policies; `is_tried`: on a business's own past, or for one."""
    said = [outcome.said for outcome in outcomes.values()]
    first, seconds = said[0], sum(one["seconds"] for one in said)
    names = [["", *(texts.NAMES[name].of(lang) for name in outcomes)]] if len(said) > 1 else []
    faults = texts.WENT_WRONG.of(lang).format(faults=_counted(first["faults"])) if first["faults"] else ""
    return "\n".join(
        [
            texts.SIZE.of(lang).format(**{**first, "starts": ", ".join(first["starts"])}),
            texts.RUN.of(lang).format(**{**first, "seconds": f"{seconds:.0f}"}),
            *_taken(first.get("taken", {}), lang),
            *(_guarantees(one, lang) for one in said),
            "",
            *_table([*names, *_rows(said, lang)]),
            "",
            *(_too_small(said, lang) if is_tried else ()),
            faults,
            *(line for one in said for line in _broken(one)),
        ]
    )


def _taken(taken: Mapping[str, Any], lang: str) -> list[str]:
    """What was taken from the business that is rehearsed, and what is made up."""
    if not taken:
        return []
    kinds = {texts.KINDS[kind].of(lang): count for kind, count in taken["kinds"].items()}
    count = sum(taken["ends"].values())
    ends = [[f"  {texts.TAKEN[end].of(lang)}", str(of)] for end, of in taken["ends"].items() if of]
    acts = texts.ACT_ALIKE if taken["acts_alike"] else texts.ACT_AS_DRAWN
    return [
        texts.FROM_THE_BUSINESS.of(lang),
        texts.FROM_ITS_PROMISES.of(lang).format(count=taken["promises"]),
        f"  {_counted(kinds)}",
        acts.of(lang).format(count=count, enough=habits.ENOUGH),
        *(_table(ends) if taken["acts_alike"] else ()),
        texts.MADE_UP.of(lang),
    ]


def _guarantees(said: Mapping[str, Any], lang: str) -> str:
    broken = {number: count for number, count in said["violations"].items() if count}
    if not broken:
        return texts.HELD.of(lang)
    return texts.BROKEN.of(lang).format(broken=_counted(broken), kinds=_counted(said["kinds"]))


def _too_small(said: Sequence[Mapping[str, Any]], lang: str) -> list[str]:
    """What so few promises cannot tell."""
    fewest = min(said, key=lambda one: int(one["promises"]))
    if fewest["promises"] >= ENOUGH:
        return []
    return [texts.TOO_FEW.of(lang).format(**{**fewest, "enough": ENOUGH}), ""]


def _rows(said: Sequence[Mapping[str, Any]], lang: str) -> list[list[str]]:
    nothing = ["" for _ in said]
    ended = [max(sum(one["verdicts"].values()), 1) for one in said]
    rows = [[texts.OF_100.of(lang), *nothing]]
    for verdict, meaning in texts.ENDS.items():
        counts = [one["verdicts"].get(str(verdict), 0) for one in said]
        if any(counts):
            shares = [f"{100 * count / of:.0f}" for count, of in zip(counts, ended, strict=True)]
            rows.append([f"  {meaning.of(lang)}", *shares])
    rows.append([texts.MESSAGES.of(lang), *(str(one["messages_per_promise"]) for one in said)])
    rows += [
        [meaning.of(lang), *(str(one["load"][name]) for one in said)] for name, meaning in texts.LOAD.items()
    ]
    agreements = [
        [f"  {meaning.of(lang)}", *(str(one["agreements"].get(name, 0)) for one in said)]
        for name, meaning in texts.AGREEMENTS.items()
        if any(name in one["agreements"] for one in said)
    ]
    rows += [[texts.AGREED.of(lang), *nothing], *agreements] if agreements else []
    return [*rows, [texts.OUTAGES.of(lang), *(str(one["outage_misses"]) for one in said)]]


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
