"""What comes after an act that ends something: another word by a moment, or the end of the case (guarantee 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BooleanField, BoundField, Form
from django.utils.translation import gettext

from teum.actions.promises.steps import GOES_ON, Next
from teum.core import window as windows
from teum.core.promise import Incomplete
from teum.web.desk import Reader
from teum.web.wording import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Fields that are drawn together."""

    fields: tuple[BoundField, ...] = ()
    legend: Words = ""
    hint: Words = ""
    is_line: bool = False
    id: str = ""
    only_for: str = ""
    inner: tuple[Group, ...] = ()
    """Groups that are folded under the legend, where they are rarely needed."""

    @property
    def is_open(self) -> bool:
        """A fold is open where something in it is wrong, or was filled in already."""
        return any(_says(bound) for group in self.inner for bound in group.fields)


def _says(bound: BoundField) -> bool:
    is_tick = isinstance(bound.field, BooleanField)
    return bool(bound.errors) or (not is_tick and bool(bound.value()))


def of(data: dict[str, Any], reader: Reader) -> Next:
    """What was answered: the case closes, a word comes by a moment, or something else is promised already."""
    if data.get("after") == "close":
        return Next(close=True)
    if data.get("after") != "update":
        return GOES_ON
    on, at = data.get("due_on"), data.get("due_at")
    if not on or not at:
        raise Incomplete(missing=["due_on"])
    return Next(word_by=windows.aware(datetime.combine(on, at), reader.zone))


def groups(form: Form) -> tuple[Group, ...]:
    """The act's own fields first, then what happens next, with the date beside its hour."""
    names = [name for name in form.fields if not form[name].is_hidden and name != "window"]
    when = [name for name in ("due_on", "start_at", "due_at") if name in names]
    after = [name for name in ("after",) if name in names]
    rest = [name for name in names if name not in (*when, *after)]
    listed = [Group(fields=tuple(form[name] for name in rest))] if rest else []
    if after:
        listed.append(Group(fields=(form["after"],)))
        when = [name for name in when if name != "start_at"]
    if when:
        is_choice = "window" in form.fields
        legend = gettext("Another time") if is_choice else gettext("The next update to the customer")
        found = Group(
            fields=tuple(form[name] for name in when),
            legend=legend,
            is_line=True,
            id="when",
            only_for="update" if after else "",
        )
        listed = [found, *listed] if is_choice else [*listed, found]
    return tuple(listed)
