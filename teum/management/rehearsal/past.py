"""What a rehearsal begins from: hours, special days and a policy, and when promises were made and for when.

Read from a business, it is all that leaves it: no name, no text, no address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from teum.models import Organisation, Promise, SpecialDay

MONTH = timedelta(days=31)
WEEK = {**{day: [["09:00", "17:00"]] for day in ("6", "0", "1", "2", "3")}, "4": [["09:00", "13:00"]]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Where a rehearsal begins; `windows` are moments of making with their dues, in order."""

    zone: str = "Asia/Jerusalem"
    country: str = "IL"
    hours: Mapping[str, Any] = field(default_factory=lambda: {"week": WEEK})
    policy: Mapping[str, int] = field(default_factory=dict)
    special_days: tuple[tuple[date, list[list[str]]], ...] = ()
    windows: tuple[tuple[datetime, datetime], ...] = ()

    @property
    def days(self) -> int:
        """On how many days from the first to the last one promises were made."""
        made = [made.astimezone(ZoneInfo(self.zone)).date() for made, _ in self.windows]
        return (max(made) - min(made)).days + 1 if made else 0

    def under(self, policy: Mapping[str, int]) -> Past:
        """The same, under other numbers of the policy."""
        return replace(self, policy={**self.policy, **policy})

    def as_json(self) -> str:
        """To hand to another process."""
        return json.dumps(asdict(self), default=lambda moment: moment.isoformat())


def read(said: str) -> Past:
    """A `Past` as another process wrote it."""
    found = json.loads(said)
    moments = [
        (datetime.fromisoformat(made), datetime.fromisoformat(due)) for made, due in found.pop("windows")
    ]
    days = [(date.fromisoformat(on), blocks) for on, blocks in found.pop("special_days")]
    return Past(windows=tuple(moments), special_days=tuple(days), **found)


def of(organisation: Organisation, *, now: datetime) -> Past:
    """A business as it stands, with its promises of the last 31 days."""
    recent = Promise.objects.of(organisation.pk).filter(
        nature="deed", made_at__gt=now - MONTH, original_due__gt=now - MONTH
    )
    days = SpecialDay.objects.of(organisation.pk).order_by("on")
    return Past(
        zone=organisation.zone,
        country=organisation.country,
        hours=organisation.hours,
        policy=organisation.policy,
        special_days=tuple(days.values_list("on", "blocks")),
        windows=tuple(recent.order_by("made_at", "id").values_list("made_at", "original_due")),
    )
