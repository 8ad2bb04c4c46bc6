"""Facts of a file: one that came, whose document's promise is the fact's own, or one of ours."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadReceived(Event):
    """A file came; `digest` covers its name, its kind, its size and its content."""

    upload: int
    question: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKept(Event):
    """A file of ours was put into the case, for a `use`; `digest` covers also the words that say what it is."""

    upload: int
    use: str
    size: int
    digest: str
