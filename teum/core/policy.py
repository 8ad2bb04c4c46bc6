"""The organisation's policy: how early it asks, holds and speaks. A snapshot is taken when timers are planned."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from typing import Any

from teum.core.refusal import Invalid


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Numbers that an organisation may set; units are in the names."""

    ask_minutes: int = 240
    """How long before due the owner is asked to confirm or revise."""
    hold_minutes: int = 90
    """How long before due the clock speaks if nobody did."""
    manager_minutes: int = 60
    """Working minutes before the owner at which a manager is asked, from the second time in a row."""
    remind_by_mail: int = 0
    """1 where the owner gets a mail on the morning of the day; their day shows it in any case."""
    confirm_days: int = 2
    """Business days that a customer has to answer a report before it counts as confirmed."""
    word_hour: int = 12
    """The hour (local) of the next word when the clock has to name one."""
    word_days: int = 1
    """Business days between the clock's own words."""
    first_contact_minutes: int = 120
    """Working minutes within which a first contact is made."""
    undo_seconds: int = 10
    """How long a person's message waits, so that it can be taken back."""
    agreed_seconds: int = 120
    """How long the notice of what was agreed waits for more of the same call: what happens together is one message."""
    voice_minutes: int = 60
    """Open minutes in which somebody calls with bad news before the message goes; 0 sends it at once."""
    quiet_from_hour: int = 20
    """The hour (local) from which nobody is written to who need not be; until `quiet_until_hour`."""
    quiet_until_hour: int = 8
    """The hour (local) until which nobody is written to who need not be."""

    @property
    def word_time(self) -> time:
        """The local time of day at which the clock's next word is due."""
        return time(self.word_hour)


DEFAULT = Policy()


def read(values: Mapping[str, Any]) -> Policy:
    """Read a policy from stored values; unknown names are left out, missing ones take the default."""
    known = {field.name for field in fields(Policy)}
    return replace(DEFAULT, **{name: int(value) for name, value in values.items() if name in known})


class BadPolicy(Invalid):
    """A number of the policy cannot be kept. Carries `field`, `low` and, where there is one, `high`."""

    code = "bad_policy"


LIMITS = {
    "ask_minutes": (1, 20_160),
    "hold_minutes": (5, 10_080),
    "manager_minutes": (5, 2_400),
    "remind_by_mail": (0, 1),
    "confirm_days": (1, 60),
    "word_hour": (0, 23),
    "word_days": (1, 30),
    "first_contact_minutes": (30, 2_400),
    "undo_seconds": (0, 600),
    "agreed_seconds": (0, 3_600),
    "voice_minutes": (0, 480),
    "quiet_from_hour": (12, 23),
    "quiet_until_hour": (0, 11),
}
"""The least and the most of each."""


def require_sound(values: Mapping[str, Any]) -> None:
    """Refuse a number that is unknown or out of bounds, and asking the owner after the clock has spoken."""
    for name, value in values.items():
        low, high = LIMITS.get(name, (0, -1))
        if not isinstance(value, int) or not low <= value <= high:
            raise BadPolicy(field=name, low=low, high=high)
    found = read(values)
    if found.ask_minutes <= found.hold_minutes:
        raise BadPolicy(field="ask_minutes", low=found.hold_minutes + 1)
