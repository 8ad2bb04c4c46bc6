"""Names of zones behind an hour: 3 pm ET, 14:00 GMT, בשעה 14:00 שעון ישראל."""

from __future__ import annotations

from teum.language import data_files
from teum.language.times.cursor import Cursor
from teum.language.tokens import norms


def _names() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The names by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for zone, names in data_files.read("zones")["zones"].items():
        for name in names:
            parts = norms(name)
            found.setdefault(parts[0], []).append((parts, zone))
    for listed in found.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return found


NAMES = _names()


def read(cursor: Cursor, at: int) -> tuple[str, int] | None:
    """The zone that is named at a word, in brackets or not, and the word after it."""
    begin = at + (cursor.norm(at) == "(")
    for parts, zone in NAMES.get(cursor.norm(begin), ()):
        end = begin + len(parts)
        if all(cursor.norm(begin + step) == parts[step] for step in range(1, len(parts))):
            if begin == at:
                return zone, end
            return (zone, end + 1) if cursor.norm(end) == ")" else None
    return None
