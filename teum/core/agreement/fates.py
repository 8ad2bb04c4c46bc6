"""What became of what a version promised, by the time that a next one names it again."""

from __future__ import annotations

from enum import StrEnum

from teum.core.agreement.terms import is_same_deed
from teum.core.alignment import Due
from teum.core.promise import LIVE, State
from teum.core.window import Window


class Fate(StrEnum):
    """What is said of it beside its line; of what is still to be kept as both signed it, nothing."""

    DONE = "done"
    SAID = "said"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


def stays(old: Due, new: Due, *, state: State, window: Window) -> bool:
    """Whether a promise of the version before is the one of this version as well: it is kept, or still to be
    kept at the very time that this one names.
    """
    if state is State.KEPT:
        return old == new
    return state in LIVE and _moments(window) == _moments(new.window) and is_same_deed(old, new)


def gives_way(state: State) -> bool:
    """Whether a promise of the version before is let go of where this one does not name it so: what was said to be
    done waits for its customer's word, whatever is agreed on since.
    """
    return state in LIVE and state is not State.REPORTED


def fate(old: Due, new: Due, *, state: State, window: Window) -> Fate | None:
    """What became of a promise of the version before; None where nothing has to be said of it."""
    if not stays(old, new, state=state, window=window):
        return None if state in LIVE or state is State.KEPT else _ended(state)
    if state in (State.KEPT, State.REPORTED):
        return Fate.DONE if state is State.KEPT else Fate.SAID
    return Fate.MOVED if _moments(old.window) != _moments(new.window) else None


def _ended(state: State) -> Fate:
    return Fate.WITHDRAWN if state is State.WITHDRAWN else Fate.ENDED


def _moments(window: Window) -> tuple[object, object]:
    """By its moments alone, in whatever zone they are written."""
    return window.start, window.due
