"""Drafts of one member in several tabs: what is typed in one takes nothing away that was typed in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TAB, SHOWN = "tab", "of_tab"
"""The fields in which a form names the page on which it stands, and the one whose draft it was shown with."""
ASIDE = "aside"
"""Where a draft holds what was typed in other tabs, the oldest first."""
MOST_ASIDE = 5
_UNSAID = (TAB, SHOWN, ASIDE, "once")


@dataclass(frozen=True, slots=True)
class Tab:
    """A page with a form: its name, and that of the page whose draft it was shown with."""

    name: str = ""
    shown: str = ""


NO_TAB = Tab()
"""What has one page at a time, or none: its draft is the newest."""


def tab_of(fields: Mapping[str, Any]) -> Tab:
    """The page on which a form was filled in, as its fields name it."""
    return Tab(name=str(fields.get(TAB) or ""), shown=str(fields.get(SHOWN) or ""))


def kept(before: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept once this was typed, of what was kept before."""
    aside = list(before.get(ASIDE, []))
    mine = [one for one in aside if one[TAB] == typed.get(TAB)]
    aside = [one for one in aside if one not in mine]
    goes_on = before.get(TAB) == typed.get(TAB) or (not mine and before.get(TAB) == typed.get(SHOWN))
    if before.get(TAB) and not goes_on and _said(before) != _said(typed):
        aside.append({name: value for name, value in before.items() if name != ASIDE})
    return {**typed, ASIDE: aside[-MOST_ASIDE:]} if aside else dict(typed)


def parted(before: Mapping[str, Any], tab: Tab) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a tab typed, to be recorded or thrown away, and what is left of others; each empty where there is none.

    A tab in which nothing was typed has the draft that it was shown with.
    """
    newest = {name: value for name, value in before.items() if name != ASIDE}
    drafts = [*before.get(ASIDE, []), newest]
    place = _place(drafts, tab)
    if place is None:
        return {}, dict(before)
    mine = drafts.pop(place)
    if not drafts:
        return mine, {}
    *aside, newest = drafts
    return mine, {**newest, ASIDE: aside} if aside else newest


def _place(drafts: list[dict[str, Any]], tab: Tab) -> int | None:
    """Where a tab's own stands among them."""
    if tab == NO_TAB:
        return len(drafts) - 1
    tabs = [one.get(TAB) or "" for one in drafts]
    return next((tabs.index(name) for name in (tab.name, tab.shown) if name in tabs), None)


def typed(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed of a draft, as another form begins with it."""
    return {name: value for name, value in fields.items() if name not in _UNSAID}


def _said(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in typed(fields).items() if value}
