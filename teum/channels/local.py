"""The embedded default: no mail server is set, so the desk's outbox shows what would have gone out."""

from teum.channels.letter import Envelope
from teum.channels.outcome import Outcome, Shown


class Local:
    """Takes every message and sends none."""

    def send(self, envelope: Envelope) -> Outcome:
        """Leave it in the outbox."""
        return Shown()

    def close(self) -> None:
        """Nothing is open."""
