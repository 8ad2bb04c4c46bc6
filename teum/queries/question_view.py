"""A question as it is shown: its words, its answer, and how its promise stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from teum.core import question as core
from teum.core import upload as uploads_core
from teum.core.actor import Actor
from teum.core.promise import State
from teum.core.refusal import Missing
from teum.core.window import Window
from teum.models import Case, Question, prepared
from teum.queries import rows, upload_view
from teum.queries.promise_view import PromiseView
from teum.queries.upload_view import UploadView

_QUESTIONS = prepared.rows(
    lambda organisation, case: (
        Question.objects.of(organisation).filter(case=case).select_related("asked", "answer").order_by("id")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question of a case.

    `debtor` is whose answer is awaited, until `due`; `standing` is open, answered or dropped. `answer` is the last one
    that was given; after a dispute the question is open all the same. `uploads` are what came where it asked for a
    document, and `about` is then the promise that waits for it. `times` are the windows to which they ask to move the
    appointment that it is `about`. `is_mail`: the customer wrote it in
    a mail; `is_claimed`: or so it says, and nothing proves it. `is_correction`: it says what is not right in a summary;
    `is_told`: it tells us something, and asks nothing.
    """

    id: int
    kind: str
    promise_id: int
    about: int | None
    debtor: str
    standing: str
    text: str
    answer: str
    is_right: bool | None
    is_mail: bool
    is_claimed: bool
    is_correction: bool
    is_told: bool
    is_of_item: bool
    """Whether it is about an item of an alignment, and `is_wish` whether they want other words there."""
    is_wish: bool
    asked_at: datetime
    answered_at: datetime | None
    due: datetime
    in_words: str
    bank: int | None = None
    uploads: tuple[UploadView, ...] = ()
    times: tuple[Window, ...] = ()

    @property
    def is_move(self) -> bool:
        """Whether it asks for another time for an appointment."""
        return self.kind == core.Kind.MOVE

    @property
    def is_done(self) -> bool:
        """Whether it says that their part, which it is `about`, is done."""
        return self.kind == core.Kind.DONE

    @property
    def is_document(self) -> bool:
        """Whether it asks for a document."""
        return self.kind == core.Kind.DOCUMENT

    @property
    def takes_files(self) -> bool:
        """Whether files may still come to it."""
        return self.is_document and self.standing != "dropped" and len(self.uploads) < uploads_core.MOST_FILES

    @property
    def is_open(self) -> bool:
        """Whether its answer is awaited."""
        return self.standing == "open"


def of_case(
    case: Case, promises: Sequence[PromiseView], uploads: Sequence[UploadView]
) -> tuple[QuestionView, ...]:
    """The questions of a case whose promises are shown, in the order in which they were asked, with their files."""
    shown = {promise.id: promise for promise in promises}
    found = _QUESTIONS(case.organisation_id, case.pk)
    came = upload_view.by_question(uploads)
    return tuple(_view(row, shown, came.get(row.pk, ())) for row in found if row.promise_id in shown)


def _view(row: Question, shown: Mapping[int, PromiseView], uploads: tuple[UploadView, ...]) -> QuestionView:
    promise = shown[row.promise_id]
    return QuestionView(
        id=row.pk,
        kind=row.kind,
        promise_id=row.promise_id,
        about=row.about_id,
        debtor=promise.debtor,
        standing=str(core.standing(State(promise.state))),
        text=row.asked.text,
        answer=row.answer.text if row.answer else "",
        is_right=row.is_right,
        is_mail=row.asked.kind == core.MAIL,
        is_claimed=core.is_claimed(row.asked.kind, by=row.asked.by),
        is_correction=row.asked.kind == core.CORRECTION,
        is_told=row.asked.kind == core.TOLD or row.kind == core.Kind.OBJECTION,
        is_of_item=row.asked.kind in (core.UNCLEAR, core.WISH),
        is_wish=row.asked.kind == core.WISH,
        asked_at=row.asked.at,
        answered_at=row.answer.at if row.answer else None,
        due=promise.window.due,
        in_words=promise.in_words,
        bank=row.bank_id,
        uploads=uploads,
        times=rows.asked_times(row.times, promise.window.zone.key),
    )


def case_of(question_id: int, *, by: Actor) -> int | None:
    """The case of a question; None where there is no such question."""
    return (
        Question.objects.of(by.organisation_id).filter(pk=question_id).values_list("case", flat=True).first()
    )


def require(questions: Sequence[QuestionView], question_id: int) -> QuestionView:
    """The question among those that are shown. Raises `Missing`."""
    found = next((question for question in questions if question.id == question_id), None)
    if found is None:
        raise Missing(question=str(question_id))
    return found
