"""A term that runs from a condition, in the words of the schema: `3 business days`, `PT24H`, `P7D`."""

from __future__ import annotations

from teum.language.times.spec import Spec

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_HOURS = {"second": "S", "minute": "M", "hour": "H"}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def term(spec: Spec) -> str | None:
    """The length of a relative term; None for an absolute time."""
    if spec.amount is None or spec.has_day():
        return None
    count = spec.amount[1]
    if spec.unit in ("bday", "bhour"):
        return f"{count:g} business {'days' if spec.unit == 'bday' else 'hours'}"
    if spec.unit in _DAYS:
        return f"P{count * _DAYS[spec.unit]:g}D"
    if spec.unit in _HOURS:
        whole = count == int(count)
        if not whole and spec.unit == "hour":
            return f"PT{count * 60:g}M"
        return f"PT{count:g}{_HOURS[spec.unit]}"
    return f"P{count * _MONTHS[spec.unit]:g}M" if spec.unit in _MONTHS else None
