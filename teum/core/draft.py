"""Drafts of one member in several tabs: what is typed in one takes nothing away that was typed in another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TAB, SHOWN = "tab", "of_tab"
"""The fields in which a form names the page on which it stands, and the one whose draft it was shown with."""
ASIDE = "aside"
"""Where a draft holds what was typed in other tabs, the oldest first."""
MOST_ASIDE = 5
_UNSAID = (TAB, SHOWN, ASIDE, "once")


def kept(before: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept once this was typed, of what was kept before."""
    aside = list(before.get(ASIDE, []))
    mine = [one for one in aside if one[TAB] == typed.get(TAB)]
    aside = [one for one in aside if one not in mine]
    goes_on = before.get(TAB) == typed.get(TAB) or (not mine and before.get(TAB) == typed.get(SHOWN))
    if before.get(TAB) and not goes_on and _said(before) != _said(typed):
        aside.append({name: value for name, value in before.items() if name != ASIDE})
    return {**typed, ASIDE: aside[-MOST_ASIDE:]} if aside else dict(typed)


def left(before: Mapping[str, Any]) -> dict[str, Any]:
    """What is left once the newest is recorded or thrown away; nothing where it was all."""
    aside = list(before.get(ASIDE, []))
    return {**aside.pop(), ASIDE: aside} if aside else {}


def typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed of a draft, as another form begins with it."""
    return {name: value for name, value in fields.items() if name not in _UNSAID}


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in typed(fields).items() if value}
