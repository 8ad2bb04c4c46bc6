"""What may be done with an alignment: begin, say, mark, approve, let go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from teum.core import price as prices
from teum.core.alignment import clauses
from teum.core.alignment.seen import require_seen
from teum.core.alignment.value import (
    MOST_ITEMS,
    MOST_OPTIONS,
    Alignment,
    Answer,
    Item,
    Kind,
    Line,
    Mark,
    Side,
    State,
    Topic,
)
from teum.core.promise import Incomplete
from teum.core.refusal import Conflict, Invalid


class NotYourItem(Conflict):
    """The other side says this; one may agree, ask, or want it changed. Carries `item` and `side`."""

    code = "not_your_item"


class NothingToMark(Conflict):
    """Nothing has been said there yet. Carries `item`."""

    code = "nothing_to_mark"


class NothingToTake(Conflict):
    """The other side wants no change there, or one that is no words to put in its place. Carries `item`."""

    code = "nothing_to_take"


class AlignmentOver(Conflict):
    """It was approved, and what was agreed is recorded; or it was let go of. Carries `state`."""

    code = "alignment_over"


class OnePrice(Conflict):
    """An alignment has one price, which is under its own topic: so its payments sum, and are read beside it.

    Carries `items`, their keys.
    """

    code = "one_price"


class NotAligned(Conflict):
    """Something is not answered, or not agreed by both. Carries `missing` and `open`, the keys of the items."""

    code = "not_aligned"


class AlignmentChanged(Conflict):
    """What is to be approved changed since it was seen. Carries `seen` and `version`."""

    code = "alignment_changed"


def begin(items: Sequence[Item]) -> Alignment:
    """Nothing is said yet; what we state, we agree to."""
    return Alignment(
        lines=tuple(
            Line(item=item, marks={Side.PROVIDER: Mark.AGREED} if item.kind is Kind.STATEMENT else {})
            for item in items
        )
    )


def require_keepable(items: Sequence[Item]) -> None:
    """Refuse items that nobody could go through: two of one key, a choice without options, a date without a promise.

    Raises `Invalid`, `Incomplete`, `BadClause`, `OnePrice`.
    """
    if not 0 < len(items) <= MOST_ITEMS:
        raise Invalid(field="items", least=1, most=MOST_ITEMS)
    keys = [item.key for item in items]
    if len(set(keys)) < len(keys) or not all(keys):
        raise Invalid(field="key", keys=keys)
    for item in items:
        missing = [f"{item.key}.text" for said in (item.text.he, item.text.en) if not said.strip()]
        if item.kind is Kind.CHOICE and not 2 <= len(item.options) <= MOST_OPTIONS:
            raise Invalid(field=f"{item.key}.options", least=2, most=MOST_OPTIONS)
        if item.kind is Kind.DATED and not (item.promise.he and item.promise.en):
            missing.append(f"{item.key}.promise")
        if missing:
            raise Incomplete(missing=list(dict.fromkeys(missing)))
        clauses.require_bound(item)
    prices = [item for item in items if item.kind is Kind.PRICE]
    if len(prices) > 1 or any(item.topic is not Topic.PRICE for item in prices):
        raise OnePrice(items=[item.key for item in prices])


# ── saying and marking ──


def say(alignment: Alignment, key: str, answer: Answer, *, by: Side, now: datetime) -> Alignment:
    """One side says something of an item; who says it agrees to it, and the other has to look at it.

    We also write down what the customer says while we talk; they say nothing for us. What was said before is replaced.
    Raises `NotYourItem`, `Incomplete`, what `require_whole` of a price raises.
    """
    _require_open(alignment)
    line = alignment.line(key)
    if by is Side.CUSTOMER and line.item.side is not by:
        raise NotYourItem(item=key, side=str(line.item.side))
    _require_answer(line.item, answer)
    return _with(alignment, replace(line, answer=answer, by=by, at=now, marks={by: Mark.AGREED}, counter=""))


def _require_answer(item: Item, answer: Answer) -> None:
    """An answer is of the kind of its item, and whole."""
    is_written = any(letter.isalnum() for letter in answer.text)
    given = {
        Kind.TEXT: is_written,
        Kind.STATEMENT: is_written,
        Kind.CHOICE: answer.option is not None,
        Kind.DATED: answer.window is not None,
        Kind.PRICE: answer.price is not None,
    }
    if not given[item.kind]:
        raise Incomplete(missing=[item.key])
    if answer.option is not None and not 0 <= answer.option < len(item.options):
        raise Invalid(field=item.key, least=0, most=len(item.options) - 1)
    if answer.price:
        prices.require_whole(answer.price)


def mark(alignment: Alignment, key: str, mark: Mark, *, by: Side, seen: str, counter: str = "") -> Alignment:
    """A side says what it thinks of what it saw there (`seen`); who wants a change says which.

    Raises `NothingToMark`, `ItemChanged`, `Incomplete`.
    """
    _require_open(alignment)
    line = alignment.line(key)
    if not line.is_said:
        raise NothingToMark(item=key)
    require_seen([line], {key: seen})
    if mark is Mark.CHANGE and (not any(letter.isalnum() for letter in counter) or _stands(line, counter)):
        raise Incomplete(missing=["counter"])
    marked = replace(
        line, marks={**line.marks, by: mark}, counter=counter if mark is Mark.CHANGE else line.counter
    )
    if mark is Mark.AGREED and not any(other is Mark.CHANGE for other in marked.marks.values()):
        marked = replace(marked, counter="")
    return _with(alignment, marked)


def take(alignment: Alignment, key: str, *, seen: str, text: str = "", now: datetime) -> Alignment:
    """What the customer wants instead, as it was `seen`, stands there from now on: in their own words both agree to it.

    Where we word it otherwise (`text`), they look at it again. Of a time, a choice or a price their words are none: it
    is said anew. Raises `NothingToTake`, `ItemChanged`.
    """
    _require_open(alignment)
    line = alignment.line(key)
    if not line.may_be_taken:
        raise NothingToTake(item=key)
    require_seen([line], {key: seen})
    if text and text != line.counter:
        return say(alignment, key, Answer(text=text), by=Side.PROVIDER, now=now)
    both = dict.fromkeys(Side, Mark.AGREED)
    answer = Answer(text=line.counter)
    return _with(alignment, replace(line, answer=answer, by=Side.CUSTOMER, at=now, marks=both, counter=""))


def agree(alignment: Alignment, *, by: Side, seen: Mapping[str, str], but: Collection[str] = ()) -> Alignment:
    """A side agrees to the items that it saw, each as it was `seen`, `but` for some; to no others.

    What it agreed to already, asked about or wants changed stays so, and what was not said cannot be agreed to.
    Raises `NoSuchItem`, `ItemChanged`.
    """
    _require_open(alignment)
    found = [alignment.line(key) for key in seen if key not in but]
    new = [line for line in found if line.is_said and by not in line.marks]
    require_seen(new, seen)
    keys = {line.item.key for line in new}
    lines = tuple(_agreed(line, by) if line.item.key in keys else line for line in alignment.lines)
    return replace(alignment, lines=lines, version=alignment.version + bool(keys))


def agree_to_all(alignment: Alignment, *, by: Side) -> Alignment:
    """A side agrees to all that was said and that it has neither asked about nor wants changed."""
    _require_open(alignment)
    lines = tuple(
        _agreed(line, by) if line.is_said and line.marks.get(by, Mark.AGREED) is Mark.AGREED else line
        for line in alignment.lines
    )
    return replace(alignment, lines=lines, version=alignment.version + 1)


def _agreed(line: Line, by: Side) -> Line:
    return replace(line, marks={**line.marks, by: Mark.AGREED})


def approve(alignment: Alignment, *, by: Side, seen: int) -> Alignment:
    """The customer approves all of it at once: what they see, they agree to, and it is agreed from then on.

    `seen` is the version that they saw. Raises `NotYourItem` for anybody else, `AlignmentChanged`, `NotAligned`.
    """
    _require_open(alignment)
    if by is not Side.CUSTOMER:
        raise NotYourItem(item="", side=str(Side.CUSTOMER))
    if seen != alignment.version:
        raise AlignmentChanged(seen=seen, version=alignment.version)
    agreed = agree_to_all(alignment, by=by)
    if not agreed.is_agreed:
        raise NotAligned(missing=list(agreed.missing), open=list(agreed.open))
    return replace(agreed, state=State.APPROVED)


def reopened(alignment: Alignment) -> Alignment:
    """What was agreed, to be gone through again: only what is said anew has to be agreed again."""
    return Alignment(lines=alignment.lines)


def drop(alignment: Alignment) -> Alignment:
    """It leads to nothing: nobody goes on with it."""
    _require_open(alignment)
    return replace(alignment, state=State.DROPPED, version=alignment.version + 1)


def cancel(alignment: Alignment) -> Alignment:
    """The customer takes back what they approved. Raises `AlignmentOver` where nothing is agreed."""
    if alignment.state is not State.APPROVED:
        raise AlignmentOver(state=str(alignment.state))
    return replace(alignment, state=State.CANCELLED, version=alignment.version + 1)


def _require_open(alignment: Alignment) -> None:
    if alignment.state is not State.OPEN:
        raise AlignmentOver(state=str(alignment.state))


def _with(alignment: Alignment, changed: Line) -> Alignment:
    lines = tuple(changed if line.item.key == changed.item.key else line for line in alignment.lines)
    return replace(alignment, lines=lines, version=alignment.version + 1)


def _stands(line: Line, words: str) -> bool:
    """Whether these words stand there already, in either language."""
    return words in (line.stands("he"), line.stands("en"))
