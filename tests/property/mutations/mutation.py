"""A small fault in the product's code, and what must find it."""

from __future__ import annotations

from dataclasses import dataclass

from teum.management.rehearsal.kinds import Kind

MIXED = "--promises 240 --days 10 --faults all"
"""Everything may go wrong."""
LONG = "--promises 500 --days 30 --faults all"
"""The same for so long that silence closes cases, and that happens which is rare."""
OUT = "--promises 230 --days 7 --faults outages,forgetting"
"""People forget while the clock and the carriers are out."""
REFUSED = "--promises 230 --days 7 --faults refusals,timeouts,outages"
"""Carriers take little."""
UNREACHED = "--promises 380 --days 7 --faults addresses,outages,refusals,forgetting"
"""Customers whom no carrier reaches."""
FAIR = "--promises 60 --days 4 --faults none"
"""Nothing goes wrong."""
SIGNED = "--promises 240 --days 10 --faults none"
"""The same for so long that agreements are signed and changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One fault: in `file`, `text` becomes `instead`.

    `caught_by` is the test that must fail of it; `shows` is what a rehearsal of its `scene` must find.
    """

    name: str
    guarantee: int
    file: str
    text: str
    instead: str
    breaks: str
    caught_by: str = ""
    shows: Kind | None = None
    scene: str = MIXED
