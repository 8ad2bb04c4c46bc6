"""The chain of seals, read: what is sealed, what waits, and what a seal covers."""

from __future__ import annotations

from datetime import UTC

from django.db.models import Exists, Max, OuterRef

from teum.models import Event, Seal
from teum.models.tenancy import OrganisationRows

LOOK_BACK = 10_000
"""How many ids before the last sealed one are looked at again: a transaction may commit after its followers did."""


def content(event: Event) -> dict[str, object]:
    """What a seal covers of an event: all of it; the moment in UTC to the microsecond."""
    return {
        "id": event.pk,
        "organisation": event.organisation_id,
        "kind": event.kind,
        "case": event.case,
        "promise": event.promise,
        "actor": event.actor,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "facts": event.facts,
    }


def unsealed(*, everything: bool = False) -> OrganisationRows[Event]:
    """The events that no seal covers, in the order of their ids.

    Looks back over the last ids only, so that it costs as much as there is to do; `everything` looks at all of them.
    """
    sealed = Seal.objects.everywhere().filter(event=OuterRef("pk"))
    waiting = Event.objects.everywhere().filter(~Exists(sealed)).order_by("id")
    if everything:
        return waiting
    last = Seal.objects.everywhere().aggregate(last=Max("event"))["last"] or 0
    return waiting.filter(pk__gt=last - LOOK_BACK)
