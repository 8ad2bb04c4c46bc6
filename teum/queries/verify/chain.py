"""Walk an organisation's seals from the first to the signed end: each event stands where it stood, and none is gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from teum.core.seal import GENESIS, link
from teum.models import Event, Head, Seal
from teum.queries import seals
from teum.queries.verify.report import Break, Broken, Report

AT_A_TIME = 1_000


def walk(organisation_id: int, report: Report, *, any_key: bool = False) -> None:
    """Count the seals that hold. Raises `Break` at the first that does not.

    With `any_key` the end of the chain need not be signed with the key of today.
    """
    head = Head.objects.of(organisation_id).first()
    at_head = GENESIS
    previous, position = GENESIS, 0
    for links in _in_runs(organisation_id):
        found = Event.objects.of(organisation_id).in_bulk([each.event for each in links])
        for index, each in enumerate(links):
            position += 1
            if each.position != position:
                raise Break(Broken(what="seal_missing", organisation=organisation_id, position=position))
            event = found.get(each.event)
            if event is None:
                _broken("event_missing", each)
            if link(previous, seals.content(event)) != each.seal:
                following = links[index + 1] if index + 1 < len(links) else None
                _broken(_whose_fault(each, following, found), each)
            previous = each.seal
            if head and position == head.position:
                at_head = each.seal
            report.sealed += 1
    if not any_key:
        _require_end(organisation_id, head, position=position, seal=at_head)


def _require_end(organisation_id: int, head: Head | None, *, position: int, seal: str) -> None:
    """The chain ends where sealing ended it: the database alone can neither shorten it nor write it anew."""
    if head is None:
        raise Break(Broken(what="head_missing", organisation=organisation_id))
    if not seals.is_genuine(head):
        detail = "changed, or signed with another key than that of today"
        raise Break(Broken(what="head_changed", organisation=organisation_id, detail=detail))
    if position != head.position:
        what = "seal_missing" if position < head.position else "seal_added"
        place = min(position, head.position) + 1
        raise Break(Broken(what=what, organisation=organisation_id, position=place))
    if seal != head.seal:
        detail = "here or before"
        raise Break(
            Broken(what="chain_rewritten", organisation=organisation_id, position=position, detail=detail)
        )


def _in_runs(organisation_id: int) -> Iterator[list[Seal]]:
    """The seals in the order of their positions, so many at a time."""
    last = 0
    while True:
        rows = Seal.objects.of(organisation_id).filter(position__gt=last).order_by("position")
        run = list(rows[:AT_A_TIME])
        if not run:
            return
        yield run
        last = run[-1].position


def _broken(what: str, each: Seal) -> NoReturn:
    raise Break(
        Broken(what=what, organisation=each.organisation_id, position=each.position, event=each.event)
    )


def _whose_fault(each: Seal, following: Seal | None, found: dict[int, Event]) -> str:
    """Where the next seal follows from this one, this one is as it was, and it is the event that changed."""
    if following is None or following.event not in found:
        return "event_changed"
    follows = link(each.seal, seals.content(found[following.event])) == following.seal
    return "event_changed" if follows else "seal_changed"
