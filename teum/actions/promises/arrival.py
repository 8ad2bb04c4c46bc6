"""What the customer said was done has arrived: that is the answer that we owed them."""

from __future__ import annotations

from collections.abc import Sequence

from teum.actions import lateness, letters, tasks, tellings
from teum.actions.letters import Tells
from teum.actions.matter import Matter
from teum.actions.promises import notice
from teum.core import digest, events
from teum.core import promise as core
from teum.language.notices import arrival
from teum.language.notices.owed import Owed
from teum.models import Promise, Question
from teum.queries import rows, their_part


def confirm(opened: Matter, row: Promise, *, about: Sequence[Tells] = (), late: Owed | None = None) -> None:
    """Part of what records that it arrived: both sides say so, and nothing is left to answer; they read it.

    `about`: the words that were promised about it, which this one is; `late`: what they have to hear of its lateness.
    """
    answered, answer_late = _answered(opened, row)
    tells = [*about, *answered]
    if tells:
        words = arrival.arrived if row.debtor == core.Debtor.CUSTOMER else arrival.happened
        _say(opened, words, ", ".join(row.includes) or row.what, tells, late=late or answer_late)


def begun(opened: Matter, row: Promise) -> None:
    """Part of what lets its time begin: what they brought first is here, and the letter that says so answers them.

    Where our word of that is late, and they have not heard so, this says it.
    """
    answered, late = _answered(opened, row)
    if late:
        _say(opened, arrival.arrived, row.condition, answered, late=late)


def _answered(opened: Matter, row: Promise) -> tuple[list[Tells], Owed | None]:
    """Answer all who said that it is done; what is told with that, and the unsaid lateness of it."""
    tells, late = [], None
    for question in their_part.said_done(row):
        mine = next(promise for promise in opened.live() if promise.pk == question.promise_id)
        _answer(opened, question, mine)
        late = lateness.silent(opened, mine) or late
        tells.append(Tells(promise=mine.pk, number=mine.number, what="reported"))
    return tells, late


def _say(
    opened: Matter, words: arrival.Says, what: str, tells: Sequence[Tells], *, late: Owed | None
) -> None:
    letter = words(party=letters.party(opened), what=what, late=late)
    letters.queue(opened, "answered", letter, tells=tells)


def _answer(opened: Matter, question: Question, mine: Promise) -> None:
    tellings.catch_up(opened, mine)
    said = opened.remark("answer", arrival.ARRIVED[opened.case.customer.language], promise_id=mine.pk)
    opened.keep(question, "answer_id")
    question.answer = said
    question.save(update_fields=["answer"])
    answered = events.QuestionAnswered(
        question=question.pk, digest=digest.of(said.salt, said.text), is_right=None
    )
    opened.record(answered, promise=mine.pk)
    opened.apply(mine, core.receive(rows.promise(mine), answer_by=opened.now, now=opened.now))
    tasks.done(opened, promise=mine, kinds=("ask", "told", "call", "missing"))
    notice.leave_out(opened, mine)
