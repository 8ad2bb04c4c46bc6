"""What `language` finds in words, in a business's own calendar or a country's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from teum import language
from teum.core import permissions, working_time
from teum.core.actor import Actor
from teum.core.permissions import Act
from teum.core.working_time import Calendar
from teum.language import Analysis
from teum.models import Organisation
from teum.queries import terms

COUNTRIES: dict[str, Callable[[], Calendar]] = {
    "IL": working_time.israel,
    "US": working_time.us,
    "UK": working_time.uk,
}


def check(text: str, *, speaker: str, by: Actor, now: datetime, country: str | None = None) -> Analysis:
    """Commitments, vague words, what is missing and what to write instead; writes nothing. Raises `NotAllowed`."""
    permissions.require(by, Act.SEE_CASE, owner_id=by.member_id)
    organisation = Organisation.objects.get(pk=by.organisation_id)
    calendar = COUNTRIES[country]() if country else terms.calendar(organisation)
    return language.analyse(
        text,
        speaker=speaker,
        now=now.astimezone(calendar.zone),
        calendar=calendar,
        vocabulary=terms.vocabulary(organisation),
    )
