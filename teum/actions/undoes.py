"""What it takes to undo an act, gathered while it acts and kept beside its messages (`Message.undoes`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from teum.core import undo
from teum.models import (
    Agreement,
    Alignment,
    Case,
    Conversation,
    Disclosure,
    Journey,
    Message,
    Question,
    Receipt,
    Reversal,
    Summary,
    Survey,
    Upload,
    Wish,
    prepared,
)
from teum.models import Event as EventRow
from teum.models.tenancy import MayBeUndone

OF_A_LETTER = ("state", "send_at", "call_by")
_OF_THE_CASE = ("state", "closed_at", "owner_id", "service_id", "journey_id", "alignment_id", "agreement_id")
TABLES: dict[str, type[MayBeUndone]] = {
    model.__name__.lower(): model
    for model in (
        Agreement,
        Alignment,
        Conversation,
        Disclosure,
        Journey,
        Question,
        Receipt,
        Reversal,
        Summary,
        Survey,
        Upload,
        Wish,
    )
}
"""What an act can make besides promises, and change, by its name."""


@dataclass
class Undoes:
    """Of one act: what it `wrote` to the customer, what it `changed`, and how that was before.

    `changed`: promises, each with its version before and after. `kept`: rows, by what they are and their id, with
    some of their values. `drafts` ended with it. `case` is as it was, as are the `letters` that it
    stopped or moved.
    """

    case: dict[str, Any]
    wrote: list[Message] = field(default_factory=list)
    changed: dict[int, tuple[int, int]] = field(default_factory=dict)
    kept: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    drafts: list[dict[str, Any]] = field(default_factory=list)
    letters: dict[int, dict[str, Any]] = field(default_factory=dict)

    def stops(self, message: Message) -> None:
        """The act stops a message that waits: one of its own, or one that stays as it is now if the act is undone."""
        mine = [other for other in self.wrote if other.pk != message.pk]
        if len(mine) == len(self.wrote):
            self.moves(message)
        self.wrote = mine

    def moves(self, message: Message) -> None:
        """The act moves a message that was there before."""
        self.letters.setdefault(message.pk, _values(message, OF_A_LETTER))

    def changes(self, promise: int, *, before: int, after: int) -> None:
        """The act takes a promise from one version to another."""
        first, _ = self.changed.get(promise, (before, 0))
        self.changed[promise] = (first, after)

    def keep(self, row: MayBeUndone, names: Sequence[str], *, written: Iterable[EventRow]) -> None:
        """Keep these values as they are, unless the row came with this act: then it goes with it."""
        thing = type(row).__name__.lower(), row.pk
        if not any(undo.made(event.kind, event.facts) == thing for event in written):
            self.kept.append((*thing, _values(row, names)))

    def save(self, case: Case, written: Sequence[EventRow]) -> None:
        """Write it beside the act's messages, where it can be undone at all."""
        if not self.wrote or not undo.may_be_undone([(event.kind, event.facts) for event in written]):
            return
        made = {event.promise: undo.NOT_MADE for event in written if event.kind == "PromiseMade"}
        promises = {str(pk): [undo.NOT_MADE, 1] for pk in made}
        for pk, (before, after) in self.changed.items():
            promises[str(pk)] = [made.get(pk, before), after]
        undoes = {
            "facts": [written[0].pk, written[-1].pk],
            "messages": [message.pk for message in self.wrote],
            "promises": promises,
            "rows": self.kept,
            "case": self.case if of_case(case) != self.case else None,
            "drafts": self.drafts,
            "letters": {str(pk): values for pk, values in self.letters.items()},
        }
        for message in self.wrote:
            message.undoes = undoes
            prepared.update(message, "undoes")


def of_case(case: Case) -> dict[str, Any]:
    """What of a case an act may change, and undoing it puts back."""
    return _values(case, _OF_THE_CASE)


def _values(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """Values of a row as JSON holds them."""
    found = {name: getattr(row, name) for name in names}
    return {name: it.isoformat() if isinstance(it, datetime) else it for name, it in found.items()}
