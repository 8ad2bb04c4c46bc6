"""Questions of both sides: what we ask is answered in place, and so is whether our answer answers theirs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext

from teum.core.alignment import Mark
from teum.core.question import Kind
from teum.queries.promise_view import PromiseView
from teum.queries.question_view import QuestionView
from teum.web.customer_page.page import Page, Section, Wait
from teum.web.customer_page.sections import uploads
from teum.web.forms.promise import DisputeForm
from teum.web.forms.question import AnswerForm, AskForm

MOST_ANSWERED = 3
"""So many questions that are answered stand on the page."""


def asked(page: Page) -> list[Section]:
    """What waits for the customer: our questions, but for documents, and our answers to theirs."""
    asked = [question for question in page.case.questions if _is_asked(question)]
    ours = [_of_ours(question, page) for question in asked if not question.is_document]
    return ours + [_of_answer(*pair, page) for pair in _given(page)]


def _is_asked(question: QuestionView) -> bool:
    return question.is_open and question.debtor == "customer"


def _given(page: Page) -> list[tuple[QuestionView, PromiseView]]:
    """Our answers of which the customer has not said yet whether they answer them.

    Where we offer another time than they asked for, agreeing to that is their word.
    """
    reported = {promise.id: promise for promise in page.case.live if promise.state == "reported"}
    offered = {promise.id for promise in page.case.live if promise.proposed_in_words}
    return [
        (q, reported[q.promise_id])
        for q in page.case.questions
        if q.promise_id in reported and not (q.is_move and q.about in offered) and not _is_settled(q, page)
    ]


def _is_settled(question: QuestionView, page: Page) -> bool:
    """Whether what they wanted changed was, so that what they think of it is said at the item."""
    alignment = page.case.alignment
    return question.is_wish and not (
        alignment and any(line.theirs == Mark.CHANGE for line in alignment.lines)
    )


def _of_ours(question: QuestionView, page: Page) -> Section:
    is_readback = question.kind == Kind.READBACK
    heading = gettext("We have a question for you")
    if is_readback:
        heading = gettext("This is what we understood. Is it right?")
    facts = {
        "id": question.id,
        "heading": heading,
        "text": question.text,
        "due": gettext("We need your answer %(window)s.") % {"window": question.in_words},
        "right_url": reverse("page_right", args=[page.token, question.id]) if is_readback else "",
        "answer_url": reverse("page_answer", args=[page.token, question.id]),
        "form": page.form(AnswerForm, f"answer-{question.id}"),
    }
    said = gettext("Your answer to our question, %(window)s") % {"window": question.in_words}
    if is_readback:
        said = gettext("Whether we understood you right, %(window)s") % {"window": question.in_words}
    wait = Wait(at=question.due, words=said, anchor=f"asked-{question.id}")
    return Section(name="asked", facts=facts, wait=wait)


def _of_answer(question: QuestionView, promise: PromiseView, page: Page) -> Section:
    facts = {
        "id": question.id,
        "heading": _theirs(question),
        "text": question.text,
        "answer": question.answer,
        "confirm_url": reverse("page_confirmation", args=[page.token, promise.id]),
        "dispute_url": reverse("page_dispute", args=[page.token, promise.id]),
        "lapses": gettext("If we do not hear from you %(window)s, we will take it that you have your answer.")
        % {"window": promise.next_in_words},
        "form": page.form(DisputeForm, f"dispute-{promise.id}"),
    }
    said = gettext("Your word, %(window)s: does our answer settle it?") % {"window": promise.next_in_words}
    wait = Wait(at=promise.next_at, words=said, anchor=f"answered-{question.id}")
    return Section(name="answered", facts=facts, wait=wait)


def questions(page: Page) -> list[Section]:
    """What they asked and waits for us, what was answered last, and room to ask; the rest is in the history."""
    shown = {question.id for question, _ in _given(page)}
    rest = [q for q in page.case.questions if q.id not in shown and not _is_asked(q) and not _stands(q, page)]
    over = [question for question in rest if not question.is_open][:-MOST_ANSWERED]
    sentences = {promise.id: promise.sentence for promise in page.case.promises}
    facts = {
        "questions": [
            _line(question, sentences[question.promise_id], page) for question in rest if question not in over
        ],
        "ask_url": reverse("page_question", args=[page.token, page.case.id]),
        "form": page.form(AskForm, f"ask-{page.case.id}"),
    }
    return [Section(name="questions", facts=facts)]


def _stands(question: QuestionView, page: Page) -> bool:
    """Whether it stands with the appointment or the part that it is about, until it is answered."""
    live = {promise.id for promise in page.ours}
    parts = {p.id for p in page.case.live if p.debtor == "customer" or p.state == "waiting"}
    is_of_theirs = (question.is_done or question.is_move) and question.about in parts
    return question.is_open and (is_of_theirs or (question.is_move and question.about in live))


def _line(question: QuestionView, sentence: str, page: Page) -> dict[str, object]:
    answer = gettext("Yes, that is right.") if question.is_right else question.answer
    ours = gettext("We asked you for") if question.is_document else gettext("We asked")
    return {
        **(uploads.more(question, page) if question.is_document or question.uploads else {}),
        "heading": ours if question.debtor == "customer" else _theirs(question),
        "text": question.text,
        "answer": "" if question.is_open else answer,
        "stands": sentence if question.is_open else "",
    }


def _theirs(question: QuestionView) -> str:
    """What their words are called."""
    if question.is_claimed:
        return gettext("An email in your name, which we could not check")
    if question.is_mail or question.is_done:
        return gettext("You wrote")
    if question.is_correction:
        return gettext("Your correction of the summary")
    if question.is_wish:
        return gettext("You asked to change an item")
    return gettext("You told us") if question.is_told else gettext("You asked")
