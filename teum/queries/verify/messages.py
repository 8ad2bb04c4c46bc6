"""Compare each message's delivery with what the ledger says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from teum.core import history
from teum.core.history import BrokenHistory
from teum.models import Message
from teum.queries.verify.facts import Fact
from teum.queries.verify.report import Break, Broken


def compare(organisation_id: int, past: Mapping[int, Sequence[Fact]]) -> int:
    """Count the messages of these cases. Raises `Break` at the first that is not what its facts say."""
    by_message = {case: _by_message(facts) for case, facts in past.items()}
    rows = list(Message.objects.of(organisation_id).filter(case__in=list(past)).order_by("id"))
    for message in rows:
        _compare(message, by_message[message.case_id or 0][message.pk])
    return len(rows)


def _by_message(facts: Iterable[Fact]) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact.event, history.OF_A_MESSAGE):
            found[fact.event.message].append(fact)
    return found


def _compare(message: Message, facts: Iterable[Fact]) -> None:
    try:
        folded = history.message((fact.at, fact.event) for fact in facts)
    except BrokenHistory as impossible:
        raise _broken("history_impossible", message, str(impossible)) from impossible
    held = {
        "state": message.state in folded.states,
        "channel": message.channel == folded.channel,
        "told_at": message.told_at == folded.told_at,
        "settled_at": message.settled_at == folded.settled_at,
    }
    different = [name for name, is_same in held.items() if not is_same]
    if different:
        raise _broken("row_differs", message, ", ".join(different))


def _broken(what: str, message: Message, detail: str) -> Break:
    return Break(
        Broken(
            what=what,
            organisation=message.organisation_id,
            case=message.case_id,
            message=message.pk,
            detail=detail,
        )
    )
