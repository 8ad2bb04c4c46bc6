"""What a carrier answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accepted:
    """The carrier took it; `provider_id` is the name that it gave it, where it gave one."""

    provider_id: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """Nothing left this machine: the desk's outbox shows it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The carrier did not take it, for sure. `permanent`: it never will take this message at this address.

    `blames_address`: nor any other, because it says that nobody is reached there.
    """

    permanent: bool
    reason: str
    blames_address: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """The carrier could not be reached at all, so it took nothing; that says nothing of this message or its address."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The words were handed over and no answer came: nobody can say whether it was taken."""

    reason: str


Outcome = Accepted | Shown | Failed | Away | Unknown
