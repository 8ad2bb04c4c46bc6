"""Facts of the question at the end of a case."""

from dataclasses import dataclass

from teum.core.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAsked(Event):
    """The customer was asked how it was; `digest` covers why they were asked once more."""

    survey: int
    digest: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAnswered(Event):
    """They answered; `digest` covers their words, `question` is what a bad answer opened."""

    survey: int
    score: int
    gap: str | None = None
    digest: str | None = None
    question: int | None = None
