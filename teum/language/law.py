"""What the law fixes, in words; and texts that name it instead of saying a number of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from teum.core.law import Fact, Law, Name
from teum.core.refusal import Invalid
from teum.core.said import Said
from teum.language import data_files

_NAMED = re.compile(r"\{([a-z_]+)\}")
_UNITS: Mapping[Name, tuple[str, str]] = {
    Name.CANCEL_DAYS: ("{} ימים", "{} days"),
    Name.REFUND_DAYS: ("{} ימים", "{} days"),
    Name.PROTECTED_MONTHS: ("{} חודשים", "{} months"),
    Name.FEE_MOST: ("{} ₪", "₪{}"),
}
HUNDREDTHS = frozenset({Name.VAT, Name.FEE_PERCENT, Name.FEE_MOST})
"""Kept in hundredths of what people say."""


class NoSuchValue(Invalid):
    """A text names a value that the law does not fix. Carries `name` and `allowed`."""

    code = "no_such_value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A fact that ships with the product; `read` is where it was read."""

    fact: Fact
    source: Said
    read: str


@lru_cache(maxsize=1)
def known() -> tuple[Known, ...]:
    """What ships: each value with its law and section."""
    return tuple(
        Known(
            fact=Fact(name=Name(one["name"]), value=one["value"], since=one.get("since")),
            source=Said(**one["source"]),
            read=one["read"],
        )
        for one in data_files.read("law")["facts"]
    )


def worded(name: Name, value: int, lang: str) -> str:
    """A value as people say it: "18%", "14 days", "₪100"."""
    said = f"{value / 100:,.2f}".rstrip("0").rstrip(".") if name in HUNDREDTHS else str(value)
    he, en = _UNITS.get(name, ("{}%", "{}%"))
    return (he if lang == "he" else en).format(said)


def require_named(said: Said) -> None:
    """Refuse a text that names a value which the law does not fix. Raises `NoSuchValue`."""
    for name in _NAMED.findall(f"{said.he} {said.en}"):
        if name not in set(Name):
            raise NoSuchValue(name=name, allowed=", ".join(f"{{{one}}}" for one in Name))


def filled(said: Said, law: Law) -> Said:
    """A text with the values that it names, as they hold now: `{fee_most}` says "100 ₪"."""
    return Said(_filled(said.he, law, "he"), _filled(said.en, law, "en"))


def _filled(text: str, law: Law, lang: str) -> str:
    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        return worded(Name(name), law.facts[name], lang) if name in law.facts else found.group(0)

    return _NAMED.sub(value, text)
