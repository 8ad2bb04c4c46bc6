"""Documents at the desk: asked for in two taps, and looked at when they came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from teum.actions import promises, questions
from teum.core.permissions import Act
from teum.core.question import Kind
from teum.core.refusal import Refused
from teum.queries import bank, upload_view
from teum.queries.case_view import CaseView, case_view
from teum.queries.question_view import QuestionView
from teum.web import act_page, fate, files
from teum.web.answers import see
from teum.web.desk import Reader, desk, refusal_page
from teum.web.forms.upload import DocumentForm

COMMON = {
    "he": ("צילום של המקום", "העתק החשבונית", "הטופס החתום"),
    "en": ("a picture of the place", "a copy of the invoice", "the signed form"),
}
"""What is often asked for, in the customer's language: offered where the bank holds no document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """Something to ask for by one tap: its words, and what is sent where."""

    words: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A file that came, as the desk lists it."""

    name: str
    size: str
    url: str


def came(question: QuestionView) -> tuple[Came, ...]:
    """The files of a question."""
    return tuple(
        Came(name=one.name, size=files.size(one.size), url=reverse("upload", args=[one.id]))
        for one in question.uploads
    )


def chips(case: CaseView, reader: Reader) -> list[Chip]:
    """What to ask for by one tap: what a promise waits for first, then the bank's, else what is common."""
    url = reverse("documents", args=[case.id])
    asked = {question.about for question in case.questions if question.is_document}
    waiting = [p for p in case.live if p.state == "waiting" and p.condition and p.id not in asked]
    found = [
        Chip(words=p.condition, url=url, fields={"text": p.condition, "about": str(p.id)}) for p in waiting
    ]
    return [*found, *(list(_of_bank(case, reader)) or _common(case, url))]


def _of_bank(case: CaseView, reader: Reader) -> Iterator[Chip]:
    lang = case.customer.language
    for one in bank.offered(case, by=reader.by):
        if one.kind == Kind.DOCUMENT:
            url = reverse("bank_ask", args=[case.id])
            yield Chip(words=one.said(lang), url=url, fields={"bank": str(one.id)})


def _common(case: CaseView, url: str) -> list[Chip]:
    asked = {question.text for question in case.questions}
    words = [said for said in COMMON[case.customer.language] if said not in asked]
    return [Chip(words=said, url=url, fields={"text": said}) for said in words]


def asking(case: CaseView, reader: Reader) -> dict[str, object] | None:
    """The part of the case's page where documents are asked for; None for whoever may not."""
    if not reader.may(Act.ASK_QUESTION):
        return None
    return {
        "chips": chips(case, reader),
        "url": reverse("documents", args=[case.id]),
        "lang": case.customer.language,
        "form": DocumentForm(auto_id="id_document_%s"),
    }


@require_POST
@desk
def ask(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Ask the customer for a document; by when, the policy says."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, object]) -> object:
        return questions.ask(
            case_id=case_id,
            by=reader.by,
            text=str(data["text"]),
            kind=Kind.DOCUMENT,
            about=data["about"] if isinstance(data["about"], int) else None,
            now=reader.now,
        )

    said = {
        "title": gettext("Ask for a document"),
        "button": gettext("Ask for it"),
        "done": gettext("The customer is asked for it."),
    }
    return act_page.answer(request, reader, case, DocumentForm(request.POST), said, do)


@require_POST
@desk
def start(request: HttpRequest, reader: Reader, promise_id: int) -> HttpResponse:
    """What a promise waited for came: its time begins, and the customer is told, by one tap."""
    try:
        row = promises.meet_condition(promise_id=promise_id, by=reader.by, now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    fate.say(request, reader, row.case_id, gettext("It begins now."))
    return see(reverse("case", args=[row.case_id]))


@require_safe
@desk
def upload(request: HttpRequest, reader: Reader, upload_id: int) -> HttpResponse:
    """A file of a customer, as a download."""
    return files.answer(upload_view.file(upload_id, by=reader.by))


patterns: list[URLPattern] = [
    path("cases/<id:case_id>/documents", ask, name="documents"),
    path("promises/<id:promise_id>/starts", start, name="promise_start"),
    path("uploads/<id:upload_id>", upload, name="upload"),
]
