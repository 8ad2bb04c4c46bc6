"""Said beside a time at which nobody is there, with the nearest at which somebody is: no refusal, some work then."""

from __future__ import annotations

from django.utils.translation import gettext

from teum import language
from teum.core import counter
from teum.core.window import Window
from teum.web import moments
from teum.web.desk import Reader


def words(window: Window, reader: Reader, *, near: bool = True) -> str:
    """That the business is closed then, and with `near` what is open nearby; nothing where it is open."""
    at = counter.closed_at(window, calendar=reader.calendar)
    if at is None:
        return ""
    when = window.due if at != window.start else at
    said = [
        gettext("The business is closed %(when)s.")
        % {"when": moments.at(when, zone=reader.zone, now=reader.now)}
    ]
    open_ = "; ".join(in_words(found, reader) for found in nearby(window, reader)) if near else ""
    if open_:
        said.append(gettext("Open nearby: %(windows)s.") % {"windows": open_})
    return " ".join(said)


def nearby(window: Window, reader: Reader) -> tuple[Window, ...]:
    """The nearest windows at which somebody is there; none where somebody is there already."""
    if counter.is_open(window, calendar=reader.calendar):
        return ()
    return language.suggest_near(window, reader.now, reader.calendar)


def in_words(window: Window, reader: Reader) -> str:
    """A window in the reader's zone and language."""
    return moments.in_words(here(window, reader), now=reader.now)


def here(window: Window, reader: Reader) -> Window:
    """A window in the reader's zone."""
    start = window.start.astimezone(reader.zone) if window.start else None
    return Window(due=window.due.astimezone(reader.zone), start=start)
