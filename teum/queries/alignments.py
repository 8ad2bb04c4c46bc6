"""What both sides expect, as the core decides on it and as desk, customer's page and API show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from teum import language
from teum.core import digest, permissions
from teum.core.actor import Actor
from teum.core.alignment import Alignment, Answer, Item, Kind, Line, Mark, Side, State, facts, seen
from teum.core.permissions import Act
from teum.core.price import Price
from teum.language.notices.alignment import MEANS, is_about
from teum.language.notices.money import price_words
from teum.models import Alignment as Row
from teum.models import Case
from teum.queries.promise_view import PromiseView
from teum.queries.question_view import QuestionView


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentView:
    """A payment in words, `means` too; `amount` in agorot."""

    what: str
    amount: int
    amount_in_words: str
    due_in_words: str
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """An item: what is asked or stated, what was said in words, and what each side thinks of it.

    `side` is who says it. `counter` is what the other wants instead.
    """

    key: str
    topic: str
    kind: str
    side: str
    text: str
    options: tuple[str, ...]
    is_required: bool
    answer: Answer | None
    said: str
    payments: tuple[PaymentView, ...]
    vat: str
    ours: str
    theirs: str
    counter: str
    is_said: bool
    is_agreed: bool
    may_be_taken: bool
    seen: str
    """What tells what is shown here from what may stand there later: a mark names it."""
    named: str
    """What it is called to the customer: what is asked, or of a statement the words that stand there."""

    @property
    def is_theirs(self) -> bool:
        """Whether the customer fills it in on their page."""
        return self.side == Side.CUSTOMER and self.kind in FILLED_IN


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentView:
    """What both sides expect. `is_shown`: the customer is asked for their word, until `due`.

    `amends` is the agreement that it changes, where it does. `said` and `agreed` of `count` items are; `missing` are
    those that must be said and are not, by their words.
    """

    id: int
    state: str
    version: int
    promise_id: int | None
    amends: int | None
    is_shown: bool
    due: datetime | None
    due_in_words: str
    lines: tuple[LineView, ...]
    missing: tuple[str, ...]
    open: tuple[str, ...]
    unseen: tuple[str, ...]
    """What the customer said and we have not agreed to yet, by its words."""

    @property
    def is_ready(self) -> bool:
        """Whether nothing is missing, we agree to all that was said, and the customer waits for no answer to any of
        it: they may approve it."""
        ours = all(line.ours == Mark.AGREED for line in self.lines if line.is_said)
        return not self.missing and ours and not self.unsettled

    @property
    def unsettled(self) -> tuple[LineView, ...]:
        """What the customer marked as not clear, or wants changed: they approve once they agree to it."""
        return tuple(line for line in self.lines if line.theirs in (Mark.UNCLEAR, Mark.CHANGE))

    @property
    def to_fill(self) -> tuple[LineView, ...]:
        """What the customer has to fill in, and has not."""
        return tuple(line for line in self.lines if line.is_theirs and line.is_required and not line.is_said)

    @property
    def left_to_us(self) -> int:
        """How many items we have to say, and have not."""
        return len(self.missing) - len(self.to_fill)

    @property
    def said(self) -> int:
        """How many items were said."""
        return sum(line.is_said for line in self.lines)

    @property
    def agreed(self) -> int:
        """How many items both agree on."""
        return sum(line.is_agreed for line in self.lines)


def value(row: Row) -> Alignment:
    """The row as the value that the core decides on."""
    items = facts.items(row.items)
    return Alignment(lines=facts.lines(items, row.lines), state=State(row.state), version=row.version)


FILLED_IN = (Kind.TEXT, Kind.CHOICE, Kind.DATED)
"""What a customer fills in on their page; a price is written down by us."""


def theirs(alignment: Alignment) -> tuple[str, ...]:
    """The items that the customer has to fill in and has not, by their keys."""
    lines = {line.item.key: line.item for line in alignment.lines}
    return tuple(
        key for key in alignment.missing if lines[key].side is Side.CUSTOMER and lines[key].kind in FILLED_IN
    )


def asked_about(line: LineView, questions: Sequence[QuestionView], *, lang: str) -> QuestionView | None:
    """What the customer asked last of an item that they marked."""
    if line.theirs not in (Mark.UNCLEAR, Mark.CHANGE):
        return None
    mine = [q for q in questions if q.is_of_item and is_about(line.named, q.text, lang=lang)]
    return mine[-1] if mine else None


def unanswered(view: AlignmentView, questions: Sequence[QuestionView], *, lang: str) -> tuple[LineView, ...]:
    """What the customer asked about or wants changed, and we have not answered yet; the rest of it waits for them."""
    found = ((line, asked_about(line, questions, lang=lang)) for line in view.unsettled)
    return tuple(line for line, asked in found if asked and asked.is_open)


def said_digest(row: Row) -> str:
    """The digest of its items and of all that was said of them."""
    return digest.of(row.salt, row.items, row.lines)


def case_of(alignment_id: int, *, by: Actor) -> int | None:
    """The case of an alignment that `by` may reach."""
    found = Row.objects.of(by.organisation_id).filter(pk=alignment_id).select_related("case").first()
    return found.case_id if found and by.reaches(found.case.customer_id) else None


def is_last(alignment_id: int, *, by: Actor) -> bool:
    """Whether it is the one that its case goes by; another may have been begun after it."""
    return Case.objects.of(by.organisation_id).filter(alignment=alignment_id).exists()


def of_case(
    case: Case, promises: Sequence[PromiseView], *, lang: str | None = None, now: datetime
) -> AlignmentView | None:
    """What both sides of a case expect; None where they do not go through it. Read with its alignment."""
    if case.alignment is None:
        return None
    return _view(case.alignment, case, promises, lang=lang or case.customer.language, now=now)


def every_of(
    case_id: int, promises: Sequence[PromiseView], *, by: Actor, lang: str, now: datetime
) -> tuple[AlignmentView, ...]:
    """All that was gone through in a case, the newest first. Raises `NotAllowed`."""
    permissions.require(by, Act.RECORD)
    found = (
        Row.objects.of(by.organisation_id)
        .select_related("case__organisation")
        .filter(case=case_id)
        .order_by("-id")
    )
    return tuple(_view(row, row.case, promises, lang=lang, now=now) for row in found)


def _view(
    row: Row, case: Case, promises: Sequence[PromiseView], *, lang: str, now: datetime
) -> AlignmentView:
    alignment = value(row)
    asked = next((one for one in promises if one.id == row.promise_id and one.is_live), None)
    words = {line.item.key: line.item.text.of(lang) for line in alignment.lines}
    return AlignmentView(
        id=row.pk,
        state=row.state,
        version=row.version,
        promise_id=row.promise_id,
        amends=row.amends_id,
        is_shown=asked is not None,
        due=asked.window.due if asked else None,
        due_in_words=asked.in_words if asked else "",
        lines=tuple(_line(line, lang, now, theirs=case.customer.language) for line in alignment.lines),
        missing=tuple(words[key] for key in alignment.missing),
        open=tuple(words[key] for key in alignment.open),
        unseen=tuple(words[key] for key in alignment.unseen(Side.PROVIDER)),
    )


def stamp(answer: Answer | None) -> str:
    """What tells an answer from another; nothing where nothing was said."""
    return digest.of("", facts.of_answer(answer))[:16] if answer else ""


def said(line: Line, *, lang: str, now: datetime) -> str:
    """What was said of an item, in words; a price with how it is paid."""
    words = answered(line.item, line.answer, lang, now)
    paid = _payments(line.answer.price, lang, now) if line.answer and line.answer.price else ()
    return " · ".join([words, *(f"{one.amount_in_words} {one.what} {one.due_in_words}" for one in paid)])


def in_words(row: Row, *, lang: str, now: datetime) -> dict[str, str]:
    """What was said of each item, in words."""
    return {line.item.key: answered(line.item, line.answer, lang, now) for line in value(row).lines}


def unsaid(items: Sequence[Item], *, lang: str, now: datetime) -> tuple[LineView, ...]:
    """Items of which nothing was said yet."""
    return tuple(_line(Line(item=item), lang, now) for item in items)


def _line(line: Line, lang: str, now: datetime, *, theirs: str = "") -> LineView:
    item, answer = line.item, line.answer
    return LineView(
        key=item.key,
        topic=str(item.topic),
        kind=str(item.kind),
        side=str(item.side),
        text=item.text.of(lang),
        options=tuple(option.of(lang) for option in item.options),
        is_required=item.is_required,
        answer=answer,
        said=answered(item, answer, lang, now),
        payments=_payments(answer.price, lang, now) if answer and answer.price else (),
        vat=_vat(answer.price, lang) if answer and answer.price else "",
        ours=_mark(line, Side.PROVIDER),
        theirs=_mark(line, Side.CUSTOMER),
        counter=line.counter,
        is_said=line.is_said,
        is_agreed=line.is_agreed,
        may_be_taken=line.may_be_taken,
        seen=seen(line),
        named=line.named(theirs or lang),
    )


def _mark(line: Line, side: Side) -> str:
    found: Mark | None = line.marks.get(side)
    return str(found) if found else ""


def answered(item: Item, answer: Answer | None, lang: str, now: datetime) -> str:
    """What was said of an item, in words."""
    if answer is None:
        return item.text.of(lang) if item.kind is Kind.STATEMENT else ""
    if answer.option is not None:
        return item.options[answer.option].of(lang)
    if answer.window:
        return language.in_words(answer.window, lang, now)
    return price_words(answer.price.total, lang) if answer.price else answer.text


def _payments(price: Price, lang: str, now: datetime) -> tuple[PaymentView, ...]:
    return tuple(
        PaymentView(
            what=one.what,
            amount=one.amount,
            amount_in_words=price_words(one.amount, lang),
            due_in_words=language.in_words(one.window, lang, now),
            means=MEANS[lang][one.means],
        )
        for one in price.payments
    )


def _vat(price: Price, lang: str) -> str:
    return price_words(price.vat_amount, lang)
