"""Which carrier serves a channel: the business's server, else the installation's, else the outbox."""

from typing import Protocol

from teum.channels.letter import Envelope
from teum.channels.local import Local
from teum.channels.outcome import Failed, Outcome
from teum.channels.smtp import Smtp
from teum.configuration import values


class Carrier(Protocol):
    """Takes messages, and says what became of each."""

    def send(self, envelope: Envelope) -> Outcome:
        """Deliver one message."""

    def close(self) -> None:
        """Let go of what is open."""


class Nobody:
    """No carrier of ours serves the channel; a person does."""

    def send(self, envelope: Envelope) -> Outcome:
        """Refuse it."""
        return Failed(permanent=True, reason="no_carrier")

    def close(self) -> None:
        """Nothing is open."""


def carrier(channel: str, *, own: values.Smtp | None, installation: values.Smtp | None) -> Carrier:
    """The carrier of a channel for a business."""
    if channel != "email":
        return Nobody()
    server = own or installation
    return Smtp(server) if server else Local()
