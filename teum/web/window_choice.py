"""The windows of a form: those to take by one tap, and how a form carries one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teum import language
from teum.core.window import Window
from teum.web import closed, moments
from teum.web.desk import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowChoice:
    """A concrete window to take by one tap."""

    value: str
    label: str
    is_chosen: bool = False


def value_of(window: Window) -> str:
    """A window as a form carries it: start and due in ISO 8601, parted by a bar."""
    return f"{window.start.isoformat() if window.start else ''}|{window.due.isoformat()}"


def window_of(value: str) -> Window | None:
    """The window that a form carried; None where it is none."""
    start, bar, due = value.partition("|")
    try:
        return (
            Window(due=datetime.fromisoformat(due), start=datetime.fromisoformat(start) if start else None)
            if bar
            else None
        )
    except ValueError:
        return None


def ticked(chosen: str, said: Sequence[Window]) -> Window | None:
    """The window that is ticked: the one that was chosen, else the one that the words name."""
    return window_of(chosen) or (said[0] if said and not chosen else None)


def offered(chosen: str, reader: Reader, *, said: Sequence[Window] = ()) -> tuple[WindowChoice, ...]:
    """What the words name, what is open near a closed time, then what fits the calendar; what was chosen stays."""
    hints = language.suggest(reader.now, reader.calendar, moments.lang())
    taken = ticked(chosen, said)
    near = closed.nearby(taken, reader) if taken else ()
    listed = [*said, *near, *(Window(due=hint.due, start=hint.start) for hint in hints)]
    return _choices(listed, chosen, reader, said)


def offered_instead(agreed: Window, chosen: str, reader: Reader) -> tuple[WindowChoice, ...]:
    """What an agreed time may move to; what was chosen stays among them."""
    return _choices([*language.suggest_instead(agreed, reader.now, reader.calendar)], chosen, reader)


def _choices(
    listed: list[Window], chosen: str, reader: Reader, said: Sequence[Window] = ()
) -> tuple[WindowChoice, ...]:
    given = window_of(chosen)
    if given and value_of(given) not in [value_of(window) for window in listed]:
        listed.insert(0, given)
    if not chosen and said:
        chosen = value_of(said[0])
    unique = {value_of(window): window for window in listed}
    return tuple(
        WindowChoice(value=value, label=closed.in_words(window, reader), is_chosen=value == chosen)
        for value, window in unique.items()
    )
