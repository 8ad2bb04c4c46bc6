"""Facts of a file that came; the promise of the document that was asked for is the fact's own."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadReceived(Event):
    """A file came; `digest` covers its name, its kind, its size and its content."""

    upload: int
    question: int
    size: int
    digest: str
