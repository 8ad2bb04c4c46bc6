"""Every figure there is, by name, and which of them are measured together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from teum.management.bench import (
    agreement,
    analyse,
    delivery,
    lateness,
    page,
    passes,
    record,
    sealing,
    timers,
    year,
)
from teum.management.bench.figure import Figure

GROUPS: dict[tuple[str, ...], Callable[..., list[Figure]]] = {
    ("record_http", "record_http_limit"): record.measure,
    ("customer_page",): page.measure,
    ("clock_pass", "growth"): passes.measure,
    ("clock_lateness",): lateness.measure,
    ("timers_per_second", "timers_limit"): timers.measure,
    ("deliver_smtp",): delivery.measure,
    ("seals_lag",): sealing.measure,
    ("memory", "verify_rebuild"): year.measure,
    ("analyse",): analyse.measure,
    ("analyse_any",): analyse.measure_any,
    ("agreement_pdf",): agreement.measure,
}
"""The figures of a group come of one measurement."""

WITHOUT_DATABASE = {("analyse",), ("analyse_any",), ("agreement_pdf",)}
"""Groups that are measured once, and not on every database."""

LATER = (
    "dashboard",
    "suggest_window",
    "propagate",
)
"""Figures of what this version does not have yet."""

NAMES = tuple(name for group in GROUPS for name in group)


class Unknown(Exception):
    """No such figure. The message is the one line to show."""


def require_known(names: Iterable[str]) -> None:
    """Refuse a name that is no figure of this version."""
    for name in names:
        if name in LATER:
            raise Unknown(f"bench: {name} is not in this version yet")
        if name not in NAMES:
            raise Unknown(f"bench: there is no figure {name}; there are {', '.join(NAMES)}")


def groups_of(names: Iterable[str]) -> list[tuple[str, ...]]:
    """The groups that the named figures belong to."""
    wanted = set(names)
    return [group for group in GROUPS if wanted & set(group)]
