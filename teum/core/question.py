"""A question and its answer (A9): who must answer it by when is its promise; what is open is that promise's state."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from teum.core.promise import Debtor, Incomplete, State
from teum.core.refusal import Conflict, Invalid


class Kind(StrEnum):
    """What is asked.

    Something, a document, or whether we understood it right; or what a customer says they were told otherwise, whether
    an appointment or their own part can move to another time, or that their part is done.
    """

    TEXT = "text"
    READBACK = "readback"
    OBJECTION = "objection"
    DOCUMENT = "document"
    MOVE = "move"
    DONE = "done"


class Phase(StrEnum):
    """Where a case is, for what is asked in it: before anything was done, while it is, or at the end."""

    BEFORE = "before"
    DURING = "during"
    END = "end"


MAIL = "mail"
"""What the customer's words are called where they came as a mail: it need not ask, and is answered as a question is."""


CORRECTION = "correction"
"""The same of what they say is not right in a summary."""
TOLD = "told"
"""The same of what is missing, or was not good: they tell us, and a word of ours is promised."""

UNCLEAR, WISH = "unclear", "change"
"""The same of what is not clear to them in an item of an alignment, and of what should stand there instead."""


def is_claimed(kind: str, *, by: str) -> bool:
    """Whether words that came as a mail only say that they are the customer's: whoever wrote was a visitor."""
    return kind == MAIL and by == "visitor"


class Standing(StrEnum):
    """How a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    DROPPED = "dropped"
    """Whoever asked let go of it, or it was taken back."""


class AlreadyAnswered(Conflict):
    """The question was answered, or let go of, before."""

    code = "already_answered"


class AnswerNeeded(Conflict):
    """What is promised is an answer: the promise is kept by giving it. Carries `question`."""

    code = "answer_needed"


class FileNeeded(Invalid):
    """What was asked for is a document: the customer answers it with a file."""

    code = "file_needed"


class NoDocumentAsked(Conflict):
    """The question asked for words. Carries `kind`."""

    code = "no_document_asked"


class NotYours(Conflict):
    """The other side is asked. Carries `debtor`, whose answer is awaited."""

    code = "not_yours"


def require_text(text: str) -> str:
    """The words, or `incomplete`: a lone full stop asks and answers nothing."""
    if not any(letter.isalnum() for letter in text):
        raise Incomplete(missing=["text"])
    return text


def standing(state: State) -> Standing:
    """How a question stands whose promise is in this state; what was reported done is answered."""
    if state in (State.REPORTED, State.KEPT):
        return Standing.ANSWERED
    return Standing.OPEN if state is State.OPEN else Standing.DROPPED


def require_answerable(state: State, *, debtor: Debtor, by_customer: bool) -> None:
    """Refuse an answer to what is not open, and a customer's to a question that they asked us."""
    if standing(state) is not Standing.OPEN:
        raise AlreadyAnswered(state=str(state))
    if by_customer and debtor is not Debtor.CUSTOMER:
        raise NotYours(debtor=str(debtor))


def require_answer(text: str, *, kind: Kind, is_right: bool | None, by_customer: bool) -> None:
    """An answer has words, but for the yes to a read-back; a read-back's says whether it was right.

    A document comes as a file; a member may also write how it came (on paper, by hand).
    """
    if kind is Kind.DOCUMENT and by_customer:
        raise FileNeeded()
    if kind is Kind.READBACK and is_right is None:
        raise Incomplete(missing=["is_right"])
    if not (kind is Kind.READBACK and is_right):
        require_text(text)


def takes_files(state: State, *, kind: Kind) -> bool:
    """Whether files may come to a question: it asked for a document, and nobody let go of it; more may follow."""
    return kind is Kind.DOCUMENT and standing(state) is not Standing.DROPPED


def require_takes_files(state: State, *, kind: Kind) -> None:
    """Refuse a file to what asked for none, or of which somebody let go."""
    if kind is not Kind.DOCUMENT:
        raise NoDocumentAsked(kind=str(kind))
    if not takes_files(state, kind=kind):
        raise AlreadyAnswered(state=str(state))


def phase(states: Iterable[State]) -> Phase:
    """Where a case is whose deeds of ours stand so: nothing done yet, some of it, or all that was promised."""
    found = tuple(states)
    done = [state for state in found if state in (State.REPORTED, State.KEPT)]
    ahead = [state for state in found if state in (State.OPEN, State.WAITING, State.OFFERED)]
    if not done:
        return Phase.BEFORE
    return Phase.DURING if ahead else Phase.END
