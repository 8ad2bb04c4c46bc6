"""A promise's life: its states, the ways between them, and the refusal of a way that is not there."""

from enum import StrEnum

from teum.core.refusal import Conflict


class State(StrEnum):
    """Where a promise stands."""

    OFFERED = "offered"
    WAITING = "waiting"
    OPEN = "open"
    REPORTED = "reported"
    KEPT = "kept"
    DECLINED = "declined"
    LAPSED = "lapsed"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"
    """The act that made it was undone within its seconds: as if it had not been promised (`core.undo`)."""


S = State
LIFE: dict[str, dict[State, State]] = {
    "accept": {S.OFFERED: S.OPEN},
    "counter": {S.OFFERED: S.OFFERED},
    "decline": {S.OFFERED: S.DECLINED},
    "lapse": {S.OFFERED: S.LAPSED, S.WAITING: S.LAPSED},
    "meet_condition": {S.WAITING: S.OPEN},
    "revise": {S.OPEN: S.OPEN, S.WAITING: S.WAITING},
    "no_date": {S.OPEN: S.OPEN},
    "report": {S.OPEN: S.REPORTED},
    "confirm": {S.REPORTED: S.KEPT, S.OPEN: S.KEPT},
    "dispute": {S.REPORTED: S.OPEN},
    "release": {S.OPEN: S.RELEASED, S.WAITING: S.RELEASED, S.OFFERED: S.RELEASED},
    "withdraw": {S.OPEN: S.WITHDRAWN, S.WAITING: S.WITHDRAWN, S.OFFERED: S.WITHDRAWN},
    "delegate": {S.OPEN: S.OPEN, S.WAITING: S.WAITING, S.OFFERED: S.OFFERED, S.REPORTED: S.REPORTED},
}
STARTS = frozenset({S.OPEN, S.WAITING, S.OFFERED})
FINAL = frozenset({S.KEPT, S.DECLINED, S.LAPSED, S.RELEASED, S.WITHDRAWN, S.UNDONE})
LIVE = frozenset(State) - FINAL


def check_life(life: dict[str, dict[State, State]]) -> None:
    """Raise where the graph is impossible: a state never reached, a way out of an end, or a live state with none."""
    ways = [(a, b) for steps in life.values() for a, b in steps.items()]
    reached = set(STARTS) | {b for _, b in ways}
    stuck = {state for state in LIVE if not any(a is state and b is not state for a, b in ways)}
    reachable = set(State) - {State.UNDONE}  # no step of its life leads there: that it was made is undone
    if reached != reachable or stuck or any(a in FINAL for a, _ in ways):
        raise RuntimeError(f"impossible life: unreached {reachable - reached}, stuck {stuck}")


check_life(LIFE)


class NotPossible(Conflict):
    """The promise's life has no such step from where it stands. Carries `state` and `operation`."""

    code = "not_possible"


def after(state: State, operation: str) -> State:
    """The state after an operation, or `not_possible`."""
    if state not in LIFE[operation]:
        raise NotPossible(state=str(state), operation=operation)
    return LIFE[operation][state]
