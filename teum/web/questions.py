"""The questions of a case at the desk: who must answer what by when, and the answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import questions as actions
from teum.actions import uploads as received
from teum.core.question import Kind
from teum.core.refusal import Missing
from teum.queries import question_view
from teum.queries.case_view import CaseView, case_view
from teum.queries.question_view import QuestionView
from teum.web import act_page, acts, bank, moments, moves, next_step, uploads, wording
from teum.web.acts import Act
from teum.web.desk import Reader, desk
from teum.web.forms.question import (
    OurAnswerForm,
    QuestionForm,
    TheirAnswerForm,
    TheirDocumentForm,
    TheirReadbackForm,
)
from teum.web.uploads import Came


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A question as the case's page draws it."""

    id: int
    is_open: bool
    is_theirs: bool
    heading: str
    text: str
    answer: str
    answered: str
    files: tuple[Came, ...]
    acts: tuple[Act, ...]


def cards(case: CaseView, reader: Reader) -> list[Card]:
    """The open ones first, each by when its answer is due; then the newest."""
    listed = sorted(case.questions, key=lambda q: (not q.is_open, q.due if q.is_open else q.asked_at, q.id))
    return [_card(question, case, reader) for question in listed]


def _card(question: QuestionView, case: CaseView, reader: Reader) -> Card:
    said = ""
    if question.answered_at:
        said = moments.at(question.answered_at, zone=reader.zone, now=reader.now)
    return Card(
        id=question.id,
        is_open=question.is_open,
        is_theirs=question.debtor == "customer",
        heading=_heading(question, wording.isolated(case.customer.name)),
        text=question.text,
        answer=_answer(question),
        answered=said,
        files=uploads.came(question),
        acts=_acts(question, case, reader) if question.is_open else (),
    )


def _acts(question: QuestionView, case: CaseView, reader: Reader) -> tuple[Act, ...]:
    moved = next((p for p in case.promises if question.is_move and p.id == question.about), None)
    found = acts.on_move(question, moved, now=reader.now) if moved else []
    part = next((p for p in case.promises if question.is_done and p.id == question.about and p.is_live), None)
    if part:
        came = acts.began(part.id) if part.state == "waiting" else acts.arrived(part.id)
        found = [came, acts.answer(question.id, is_ours=True, is_document=False)]
    is_ours = question.debtor == "provider"
    return tuple(found or [acts.answer(question.id, is_ours=is_ours, is_document=question.is_document)])


def _heading_to_us(question: QuestionView, words: dict[str, str]) -> str:
    if question.kind == Kind.OBJECTION:
        return gettext("%(customer)s was told otherwise. We answer %(window)s.") % words
    if question.is_move:
        return gettext("%(customer)s asks for another time. We answer %(window)s.") % words
    if question.is_done:
        return gettext("%(customer)s says that it is done. We confirm it %(window)s.") % words
    if question.is_claimed:
        return gettext("An email in the name of %(customer)s, not checked. We answer %(window)s.") % words
    if question.is_mail:
        return gettext("%(customer)s wrote by email. We answer %(window)s.") % words
    if question.is_correction:
        return gettext("%(customer)s corrects a summary. We answer %(window)s.") % words
    if question.is_wish:
        return gettext("%(customer)s wants an item changed. We answer %(window)s.") % words
    return gettext("%(customer)s asked. We answer %(window)s.") % words


def _heading(question: QuestionView, customer: str) -> str:
    words = {"customer": customer, "window": question.in_words}
    if question.is_open and question.debtor == "provider":
        return _heading_to_us(question, words)
    if question.is_open and question.is_document:
        return gettext("We asked %(customer)s for a document, %(window)s.") % words
    if question.is_open:
        return gettext("We asked. %(customer)s answers %(window)s.") % words
    if question.standing == "dropped":
        return gettext("No answer is needed any more.")
    if question.is_mail:
        return gettext("%(customer)s wrote by email.") % words
    return gettext("%(customer)s asked.") % words if question.debtor == "provider" else gettext("We asked.")


def _answer(question: QuestionView) -> str:
    if question.is_right:
        return gettext("Yes, that is right.")
    return question.answer


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new_question(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Ask the customer, or write down what they asked."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        is_theirs = data["kind"] == "theirs"
        return actions.ask(
            case_id=case_id,
            by=reader.by,
            text=data["text"],
            kind=Kind.TEXT if is_theirs else Kind(data["kind"]),
            is_theirs=is_theirs,
            due=reader.moment(data, "due"),
            now=reader.now,
        )

    said = {
        "title": gettext("A question in this case"),
        "button": gettext("Record the question"),
        "done": gettext("The question is recorded."),
        "chips": bank.chips(case, reader),
    }
    form = QuestionForm(act_page.posted(request), initial={"kind": "text"})
    return act_page.answer(request, reader, case, form, said, do)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new_answer(request: HttpRequest, reader: Reader, question_id: int) -> HttpResponse:
    """Answer the customer, or write down what they answered."""
    case_id = question_view.case_of(question_id, by=reader.by)
    if case_id is None:
        raise Missing(question=str(question_id))
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    question = question_view.require(case.questions, question_id)

    def do(data: dict[str, Any]) -> object:
        if data.get("file"):
            return received.receive(
                question_id=question_id,
                by=reader.by,
                name=data["file"].name or "",
                content=data["file"].read(),
                after=next_step.of(data, reader),
                now=reader.now,
            )
        return actions.answer(
            question_id=question_id,
            by=reader.by,
            text=data.get("text") or "",
            is_right=data["is_right"] == "yes" if "is_right" in data else None,
            after=next_step.of(data, reader),
            now=reader.now,
        )

    is_ours = question.debtor == "provider"
    said = {
        "title": gettext("Our answer") if is_ours else gettext("The customer's answer"),
        "button": gettext("Send the answer") if is_ours else gettext("Record the answer"),
        "done": gettext("The answer is recorded."),
        "facts": [{"name": gettext("The question"), "words": question.text}],
    }
    form = _answer_form(question)(
        act_page.posted(request),
        act_page.files(request),
        initial={"after": "goes_on", "text": moves.it_stays(question, case, reader)},
    )
    return act_page.answer(request, reader, case, form, said, do)


def _answer_form(question: QuestionView) -> type[Form]:
    if question.debtor == "provider":
        return OurAnswerForm
    if question.is_document:
        return TheirDocumentForm
    return TheirReadbackForm if question.kind == Kind.READBACK else TheirAnswerForm


patterns: list[URLPattern] = [
    path("cases/<id:case_id>/questions", new_question, name="question_new"),
    path("questions/<id:question_id>/answers", new_answer, name="question_answer"),
]
