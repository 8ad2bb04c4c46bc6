"""Forms on a business's site: what one asks, and sending it. They need no key; whoever sends one is a stranger.

The script of any page may call them (`elsewhere`).
"""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import BaseModel, Field, StringConstraints

from teum.actions import intakes, once
from teum.actions.contact import Sender
from teum.actions.intakes import Origin
from teum.actions.once import Answer
from teum.api import addresses, answers
from teum.api.alignment_bodies import Answers, said
from teum.api.shapes import Problem
from teum.core import actor, intake, rate
from teum.core.alignment import Item
from teum.core.refusal import Missing
from teum.now import now
from teum.queries import intakes as queries
from teum.queries.intakes import Open

router = Router(tags=["forms"])
KEY_HEADER = "Idempotency-Key"
Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


class QuestionShape(BaseModel):
    """A question of the form: `kind` is `text`, `choice` (by the number of an option, from 0) or `dated` (a window)."""

    item: str
    kind: str
    text: str
    options: list[str]
    is_required: bool


class FormAnswer(BaseModel):
    """A form: its name and questions in its language."""

    name: str
    language: str
    questions: list[QuestionShape]


class SentFormBody(BaseModel):
    """Who sends it, how they like to be answered, and what they say; a phone or an e-mail address is needed."""

    name: Annotated[str, Field(max_length=200)]
    phone: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    prefers: Literal["phone", "whatsapp", "email"] = "phone"
    answers: Answers = []


class ReceivedAnswer(BaseModel):
    """Who is in touch, how and when: as a sentence in the form's language, and as a window; and the customer's page."""

    sentence: str
    start: str | None
    due: str
    page_url: str


@router.get(
    "/forms/{slug}/{form_key}",
    response={200: FormAnswer, (404, 422): Problem},
    operation_id="get_form",
    url_name="form",
    auth=None,
)
def one(request: HttpRequest, slug: Path[Word], form_key: Path[Word]) -> HttpResponse:
    """What a form on a site asks. No key is needed; the script of a page on any site may ask."""
    form = _open(slug, form_key).form
    questions = [_question(item, form.language) for item in form.items]
    return answers.send(
        FormAnswer(name=form.name.of(form.language), language=form.language, questions=questions)
    )


@router.post(
    "/forms/{slug}/{form_key}",
    response={201: ReceivedAnswer, (404, 409, 422, 429): Problem},
    operation_id="send_form",
    url_name="form",
    auth=None,
)
def send(request: HttpRequest, slug: Path[Word], form_key: Path[Word], sent: SentFormBody) -> HttpResponse:
    """Send a form, and hear at once who is in touch and when; so may the script of a page on any site.

    No key is needed; three an hour from one address.
    """
    opened = _open(slug, form_key)

    def act() -> Answer:
        received = _receive(opened, sent, Origin(place=_place(request)))
        return Answer(status=201, body=json.loads(received.model_dump_json()))

    key = request.headers.get(KEY_HEADER, "")
    if not key:
        return answers.send(ReceivedAnswer(**act().body), status=201)
    kept = once.answer(
        by=actor.visitor(opened.business.id),
        key=f"{form_key}\n{key}",
        request=hashlib.sha256(sent.model_dump_json().encode()).hexdigest(),
        act=act,
        now=now(),
    )
    answered = answers.send(ReceivedAnswer(**kept.body), status=kept.status)
    if kept.is_again:
        answered["Idempotent-Replayed"] = "true"
    return answered


def _receive(opened: Open, sent: SentFormBody, origin: Origin) -> ReceivedAnswer:
    who = Sender(
        name=sent.name,
        phone=sent.phone,
        email=sent.email,
        prefers=sent.prefers,
        language=opened.form.language,
    )
    received = intakes.receive(
        organisation_id=opened.business.id,
        key=opened.form.key,
        who=who,
        answers=said(sent.answers),
        origin=origin,
        now=now(),
    )
    promise = received.promise
    return ReceivedAnswer(
        sentence=received.sentence,
        start=promise.start.isoformat() if promise.start else None,
        due=promise.due.isoformat(),
        page_url=addresses.absolute(received.path),
    )


def _open(slug: str, form_key: str) -> Open:
    found = queries.opened(slug, form_key)
    if found is None:
        raise Missing(form=form_key[:40])
    return found


def _question(item: Item, language: str) -> QuestionShape:
    return QuestionShape(
        item=item.key,
        kind=str(item.kind),
        text=item.text.of(language),
        options=[option.of(language) for option in item.options],
        is_required=intake.must_be_said(item),
    )


def _place(request: HttpRequest) -> str:
    place = rate.place(
        str(request.META.get("REMOTE_ADDR", "")),
        request.headers.get("X-Forwarded-For", ""),
        proxies=settings.TEUM.trusted_proxies,
    )
    return rate.home(place)
