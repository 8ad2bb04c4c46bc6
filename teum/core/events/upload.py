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
class FileGiven(Event):
    """We handed a file over to the customer; `digest` covers also the words that say what it is."""

    upload: int
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoKept(Event):
    """A photo was put into the case, for a disclosure to show; `digest` covers also what is seen in it."""

    upload: int
    size: int
    digest: str
