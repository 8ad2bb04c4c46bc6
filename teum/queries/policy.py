"""The policy as its page shows it: its numbers, and what it would do."""

from datetime import datetime

from teum.core import permissions
from teum.core import preview as previews
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.policy import Policy
from teum.core.preview import Preview
from teum.models import Organisation
from teum.queries import terms


def policy(*, by: Actor) -> Policy:
    """The numbers as they stand. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_POLICY)
    return terms.policy(Organisation.objects.get(pk=by.organisation_id))


def preview(tried: Policy, *, by: Actor, now: datetime) -> tuple[Preview, ...]:
    """What a policy would do for promises that are made now; nothing is kept. Raises `NotAllowed`."""
    permissions.require(by, Act.MANAGE_POLICY)
    times = terms.times_under(Organisation.objects.get(pk=by.organisation_id), tried)
    dues = previews.examples(calendar=times.calendar, now=now)
    return tuple(previews.preview(due=due, times=times, now=now) for due in dues)
