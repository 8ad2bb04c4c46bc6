"""Incidents: one fault, written once, told to each customer with their own window (B4)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import BaseModel, Field

from teum.actions import incidents as actions
from teum.api import answers
from teum.api.fields import Id, Language, Moment, ShortText, Text
from teum.api.key import caller
from teum.api.shapes import Problem
from teum.core.incident import Rule, Said, Terms, Word
from teum.core.remedy import Kind, Remedy
from teum.core.remedy import Rule as RemedyRule
from teum.core.window import Window
from teum.language import in_words
from teum.now import now
from teum.queries import incident_view
from teum.queries import incidents as queries
from teum.queries.incident_view import AffectedView, IncidentView, WordView
from teum.queries.incidents import Chosen

router = Router(tags=["incidents"])
MOST_DAYS, MOST_MINUTES, MOST_VALUE = 366, 60 * 24 * 366, 10_000_000
Name = Annotated[ShortText, Field(max_length=120)]
Figure = Annotated[int, Field(strict=True, ge=0, le=MOST_MINUTES)]


class IncidentWordsBody(BaseModel):
    """What happened, and why it matters or does not."""

    what: Text
    matters: Text


class RemedyBody(BaseModel):
    """What is offered to whom it moves by `after_minutes` or more: percent of the price, or agorot."""

    kind: Literal["percent", "amount"]
    value: Annotated[int, Field(strict=True, le=MOST_VALUE)]
    after_minutes: Figure = 0


class WordBody(BaseModel):
    """What all are told, by language, and the rule for their windows.

    `shift` goes with `days` (on which the business is open) or `minutes` (of open time), `fixed` with `due`, `none` and
    `stays` with `next_due`.
    """

    texts: Annotated[dict[Language, IncidentWordsBody], Field(min_length=1)]
    rule: Literal["shift", "fixed", "none", "stays"]
    days: Annotated[int, Field(strict=True, ge=0, le=MOST_DAYS)] = 0
    minutes: Figure = 0
    start: Moment | None = None
    due: Moment | None = None
    next_due: Moment | None = None
    remedy: RemedyBody | None = None

    def word(self) -> Word:
        """The word as the actions take it."""
        remedy = None
        if self.remedy:
            offered = Remedy(kind=Kind(self.remedy.kind), value=self.remedy.value)
            remedy = RemedyRule(remedy=offered, after_minutes=self.remedy.after_minutes)
        terms = Terms(
            rule=Rule(self.rule),
            days=self.days,
            minutes=self.minutes,
            window=Window(due=self.due, start=self.start) if self.due else None,
            next_due=self.next_due,
        )
        texts: dict[str, Said] = {
            lang: Said(what=said.what, matters=said.matters) for lang, said in self.texts.items()
        }
        return Word(texts=texts, terms=terms, remedy=remedy)


class QueryBody(BaseModel):
    """Which promises it touches: all that is given has to fit."""

    service: Id | None = None
    owner: Id | None = None
    due_from: Moment | None = None
    due_until: Moment | None = None
    text: ShortText = ""


class IncidentBody(WordBody):
    """The fault, whom it touches, and the first word of it; `left_out` are promises that are not told."""

    title: Name
    found_by: Name
    known_at: Moment
    query: QueryBody = QueryBody()
    left_out: Annotated[list[Id], Field(max_length=queries.MOST)] = []


class TellingBody(BaseModel):
    """Yes to the draft; with `word`, another word to the same customers, told at once."""

    word: WordBody | None = None


class ProgressAnswer(BaseModel):
    """How many wait, were told, were left out, and could not be told."""

    waiting: int
    told: int
    left_out: int
    failed: int


class AffectedAnswer(BaseModel):
    """One of those whom a word goes to: `state` is `waiting`, `told`, `left_out` or `failed`.

    `is_asked`: `due` is put to the customer, and `old_due` stands until they say yes.
    """

    case: str
    promise: str
    customer: str
    state: str
    reason: str
    old_due: datetime
    due: datetime | None
    is_asked: bool
    in_words: str
    remedy: int | None
    leaves_at: datetime | None
    told_at: datetime | None
    seconds: int | None


class IncidentWordAnswer(BaseModel):
    """A word: a draft where `started_at` is null; before `tells_at` nobody is told, and the yes can be undone."""

    number: int
    rule: str
    started_at: datetime | None
    tells_at: datetime | None
    progress: ProgressAnswer
    affected: list[AffectedAnswer]


class IncidentAnswer(BaseModel):
    """An incident and its words, the newest first; `seconds` is the longest time from knowing to telling so far."""

    id: str
    title: str
    found_by: str
    known_at: datetime
    is_draft: bool
    seconds: int | None
    words: list[IncidentWordAnswer]


def _answer(view: IncidentView, *, at: datetime, lang: str) -> IncidentAnswer:
    return IncidentAnswer(
        id=str(view.id),
        title=view.title,
        found_by=view.found_by,
        known_at=view.known_at,
        is_draft=view.draft is not None,
        seconds=view.words[-1].slowest_seconds,
        words=[_word(word, at=at, lang=lang) for word in view.words],
    )


def _word(view: WordView, *, at: datetime, lang: str) -> IncidentWordAnswer:
    counted = view.progress
    return IncidentWordAnswer(
        number=view.number,
        rule=str(view.word.terms.rule),
        started_at=view.started_at,
        tells_at=view.tells_at,
        progress=ProgressAnswer(
            waiting=counted.waiting, told=counted.told, left_out=counted.left_out, failed=counted.failed
        ),
        affected=[_affected(one, at=at, lang=lang) for one in view.affected],
    )


def _affected(view: AffectedView, *, at: datetime, lang: str) -> AffectedAnswer:
    return AffectedAnswer(
        case=str(view.case),
        promise=str(view.promise),
        customer=view.customer,
        state=str(view.standing),
        reason=view.reason,
        old_due=view.old.due,
        due=view.new.due if view.new else None,
        is_asked=view.is_asked,
        in_words=in_words(view.new or view.old, lang, at),
        remedy=view.remedy.value if view.remedy else None,
        leaves_at=view.leaves_at,
        told_at=view.told_at,
        seconds=view.seconds,
    )


def _send(request: HttpRequest, incident_id: int, *, status: int = 200) -> HttpResponse:
    view = incident_view.view(incident_id, by=caller(request))
    return answers.send(_answer(view, at=now(), lang=view.language), status=status)


SHOWN: dict[Any, Any] = {200: IncidentAnswer, 404: Problem}
WRITTEN: dict[Any, Any] = {201: IncidentAnswer, (404, 409, 422): Problem}


@router.post("/incidents", response=WRITTEN, operation_id="open_incident")
def open_incident(request: HttpRequest, said: IncidentBody) -> HttpResponse:
    """Write a fault down with whom it touches and what they are told; nobody is told before your yes."""
    row = actions.draft(
        by=caller(request),
        title=said.title,
        found_by=said.found_by,
        known_at=said.known_at,
        word=said.word(),
        chosen=Chosen(**said.query.model_dump()),
        left_out=said.left_out,
        now=now(),
    )
    return _send(request, row.pk, status=201)


@router.post("/incidents/{incident_id}/tellings", response=WRITTEN, operation_id="tell_incident")
def tell(request: HttpRequest, incident_id: Path[Id], said: TellingBody) -> HttpResponse:
    """Your yes: each is told once, in the order in which they may be written to. With `word`, a later word."""
    by, moment = caller(request), now()
    if said.word:
        actions.go_on(incident_id=incident_id, by=by, word=said.word.word(), starts=True, now=moment)
    else:
        actions.start(incident_id=incident_id, by=by, now=moment)
    return _send(request, incident_id, status=201)


@router.post("/incidents/{incident_id}/undo", response=WRITTEN, operation_id="undo_telling")
def undo(request: HttpRequest, incident_id: Path[Id]) -> HttpResponse:
    """Undo your yes, within its seconds: nobody was told, and it is a draft again, as it was."""
    actions.undo(incident_id=incident_id, by=caller(request), now=now())
    return _send(request, incident_id, status=201)


@router.get("/incidents/{incident_id}", response=SHOWN, operation_id="get_incident")
def get(request: HttpRequest, incident_id: Path[Id]) -> HttpResponse:
    """How far its words have come, with whom."""
    return _send(request, incident_id)
