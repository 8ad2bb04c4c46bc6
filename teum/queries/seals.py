"""The chain of seals, read: what is sealed, what waits, and what a seal covers."""

from __future__ import annotations

import hmac
from datetime import UTC

from django.conf import settings
from django.db.models import Exists, Max, OuterRef

from teum.core import seal as core
from teum.models import Event, Head, Seal
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


def signature(head: Head) -> str:
    """The signature that the end of a chain must have."""
    return core.signature(
        settings.SECRET_KEY, organisation=head.organisation_id, position=head.position, seal=head.seal
    )


def is_genuine(head: Head) -> bool:
    """Whether sealing itself left the end of this chain as it stands."""
    return hmac.compare_digest(signature(head), head.signature)
