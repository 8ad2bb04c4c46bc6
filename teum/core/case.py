"""The case: always a next step (guarantee 2), and closed only with no open ends (A9)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from teum.core.promise import Promise
from teum.core.refusal import Conflict


class NoNextStep(Conflict):
    """The act would leave an open case with nothing that happens next. Name the next step, or close."""

    code = "no_next_step"


class OpenEnds(Conflict):
    """The case has open ends. Carries `open_ends`."""

    code = "open_ends"


class CaseClosed(Conflict):
    """The case is closed."""

    code = "case_closed"


class NotClosed(Conflict):
    """The case is open."""

    code = "not_closed"


class StaleCase(Conflict):
    """The case changed since it was seen. Carries `version`."""

    code = "stale"


class After(StrEnum):
    """What an act leaves behind for its case."""

    GOES_ON = "goes_on"
    CLOSES = "closes"
    NEEDS_UPDATE = "needs_update"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenEnd:
    """Something of a case that is not finished: a `promise`, a `message` or its process's `stage`, its id, by when."""

    kind: str
    id: int
    due: datetime | None = None
    what: str = ""

    @property
    def facts(self) -> dict[str, str | None]:
        """JSON-ready, ids as strings."""
        due = self.due.isoformat() if self.due else None
        return {"kind": self.kind, "id": str(self.id), "what": self.what, "due": due}


def open_ends(
    promises: Iterable[Promise], *, unsettled: Iterable[int] = (), journey: int | None = None
) -> tuple[OpenEnd, ...]:
    """The open ends: live promises, messages that failed or are uncertain (`unsettled` ids), and a `journey` that has
    stages to come.
    """
    live = [
        OpenEnd(kind="promise", id=p.id or 0, due=p.next_at.astimezone(p.window.zone))
        for p in promises
        if p.is_live
    ]
    stage = () if journey is None else (OpenEnd(kind="stage", id=journey),)
    return (*live, *(OpenEnd(kind="message", id=id_) for id_ in unsettled), *stage)


def after_act(
    ends: Sequence[OpenEnd], *, wants_close: bool, has_next: bool, somebody_to_ask: bool, now: datetime
) -> After:
    """Decide what an act leaves behind, or refuse.

    `ends` are the open ends once the act is done, without the next promise that comes with it. A promise that is late
    is an open end and no next step.
    Where nobody is there to ask (a customer's tap, a lapse at night), the case closes if it has no open ends,
    otherwise an update is made for its owner. So is one where its process has stages to come, whoever acts: what
    happens next is known, and somebody lets it begin.
    """
    if wants_close:
        require_closable(ends)
        return After.CLOSES
    if has_next or any(end.due is not None and end.due > now for end in ends):
        return After.GOES_ON
    if somebody_to_ask and not any(end.kind == "stage" for end in ends):
        raise NoNextStep(open_ends=[end.facts for end in ends])
    return After.NEEDS_UPDATE if ends else After.CLOSES


def require_closable(ends: Sequence[OpenEnd]) -> None:
    """Refuse to close over open ends."""
    if ends:
        raise OpenEnds(open_ends=[end.facts for end in ends])
