"""The few numbers above a day, each a link to what is behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from teum.core.permissions import Act
from teum.web import closings, conversations
from teum.web.desk import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that leads to what is behind it."""

    words: str
    url: str


def counted(items: int, *, late: int, to_call: int, whole_team: bool) -> list[Figure]:
    """What there is to do; nothing where there is nothing."""
    home, whose = reverse("day"), "whose=team&" if whole_team else ""
    calls = f"{reverse('calls')}{'?whose=team' if whole_team else ''}"
    found = [
        (items, ngettext("%(n)s thing to do", "%(n)s things to do", items), f"{home}?{whose}"),
        (late, ngettext("%(n)s late", "%(n)s late", late), f"{home}?{whose}state=late"),
        (to_call, ngettext("%(n)s call to make", "%(n)s calls to make", to_call), calls),
    ]
    return [Figure(words=words % {"n": count}, url=url) for count, words, url in found if count]


def whose(*, whole_team: bool) -> list[Figure]:
    """From one's own day to that of the whole team, and back; also where one's own is empty."""
    home = reverse("day")
    if whole_team:
        return [Figure(words=gettext("Only mine"), url=home)]
    return [Figure(words=gettext("The whole team"), url=f"{home}?whose=team")]


def of_managers(reader: Reader) -> list[Figure]:
    """How much was told whole, and how customers found it, for whoever manages."""
    told = conversations.figure(reader)
    found = closings.figure(reader) if reader.may(Act.SEE_FIGURES) else None
    return [
        *([Figure(words=told, url=reverse("told_whole"))] if told else []),
        *([Figure(words=found[0], url=found[1])] if found else []),
    ]
