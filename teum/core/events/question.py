"""Facts of a question; its promise is the fact's own."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Event):
    """One side asked the other; `about` is the promise of which a customer says that they were told otherwise.

    Of an appointment that is asked to move, `about` is that, and `times` are the windows that the customer named, each
    from its beginning to its end in ISO 8601.
    """

    question: int
    kind_of: str
    digest: str
    about: int | None = None
    times: list[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Event):
    """The answer came; of a read-back also whether we had understood it right."""

    question: int
    digest: str
    is_right: bool | None = None
