"""What an alignment is made of: items, what was said of each, and what each side thinks of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from teum.core.price import Price
from teum.core.promise import Debtor
from teum.core.refusal import Invalid
from teum.core.said import NOTHING, Said
from teum.core.window import Window

MOST_ITEMS = 60
"""So many items an alignment may have."""
MOST_OPTIONS = 8


class Topic(StrEnum):
    """What an item is about; they are gone through in this order."""

    NEEDS = "needs"
    FIT = "fit"
    WORK = "work"
    TIMES = "times"
    PRICE = "price"
    THEIR_PART = "their_part"
    CANCELLATION = "cancellation"
    CHANNEL = "channel"
    LEFT_OUT = "left_out"


class Kind(StrEnum):
    """How an item is answered: in words, by one of its options, by a time, or by a price and how it is paid.

    A statement is said by us and needs no answer but that both agree.
    """

    TEXT = "text"
    CHOICE = "choice"
    DATED = "dated"
    PRICE = "price"
    STATEMENT = "statement"


class Side(StrEnum):
    """Who says it."""

    PROVIDER = "provider"
    CUSTOMER = "customer"

    @property
    def other(self) -> Side:
        """The one across the table."""
        return Side.CUSTOMER if self is Side.PROVIDER else Side.PROVIDER


class Mark(StrEnum):
    """What a side thinks of what the other said."""

    AGREED = "agreed"
    UNCLEAR = "unclear"
    CHANGE = "change"


class NoSuchItem(Invalid):
    """The alignment has no such item. Carries `item`."""

    code = "no_such_item"


class State(StrEnum):
    """How an alignment stands."""

    OPEN = "open"
    APPROVED = "approved"
    DROPPED = "dropped"
    CANCELLED = "cancelled"
    """It was approved at a distance, and the customer cancelled it within the time that they have for that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: what is asked or stated, by which `side` it is said, and whether it must be.

    What is agreed of a `DATED` one is promised when all is approved: by `debtor`, in the words of `promise`.
    `clause` is how what was said reads in an agreement; `{said}` stands for it.
    """

    key: str
    topic: Topic
    kind: Kind
    text: Said
    side: Side = Side.PROVIDER
    options: tuple[Said, ...] = ()
    is_required: bool = True
    debtor: Debtor = Debtor.PROVIDER
    promise: Said = NOTHING
    channel: str = ""
    clause: Said = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said of an item: words (of a statement other ones), the number of an option, a window, or a price."""

    text: str = ""
    option: int | None = None
    window: Window | None = None
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An item with what was said of it, by whom and when, and what each side thinks of that."""

    item: Item
    answer: Answer | None = None
    by: Side | None = None
    at: datetime | None = None
    marks: Mapping[Side, Mark] = field(default_factory=dict)
    counter: str = ""
    """What the other side wants instead."""

    @property
    def is_said(self) -> bool:
        """Whether there is something to agree to."""
        return self.answer is not None or self.item.kind is Kind.STATEMENT

    def stands(self, lang: str) -> str:
        """The words that stand there, of what is said in words; nothing of the rest."""
        if self.answer:
            return self.answer.text
        return self.item.text.of(lang) if self.item.kind is Kind.STATEMENT else ""

    def named(self, lang: str) -> str:
        """What it is called: what is asked, or of a statement the words that stand there."""
        return self.stands(lang) if self.item.kind is Kind.STATEMENT else self.item.text.of(lang)

    @property
    def is_agreed(self) -> bool:
        """Whether both sides agree."""
        return self.is_said and all(self.marks.get(side) is Mark.AGREED for side in Side)

    @property
    def may_be_taken(self) -> bool:
        """Whether the customer's wish can stand there as they wrote it."""
        is_wanted = self.marks.get(Side.CUSTOMER) is Mark.CHANGE and bool(self.counter)
        return is_wanted and self.item.kind in (Kind.TEXT, Kind.STATEMENT)

    @property
    def is_left(self) -> bool:
        """Whether it may stay as it is: nothing was said, and nothing had to be."""
        return not self.is_said and not self.item.is_required


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """What two sides say to each other before they agree; `version` counts what was said and marked."""

    lines: tuple[Line, ...]
    state: State = State.OPEN
    version: int = 1

    @property
    def missing(self) -> tuple[str, ...]:
        """The items that must be answered and are not."""
        return tuple(line.item.key for line in self.lines if not line.is_said and line.item.is_required)

    @property
    def open(self) -> tuple[str, ...]:
        """The items that were said, and are not agreed by both."""
        return tuple(line.item.key for line in self.lines if line.is_said and not line.is_agreed)

    def unseen(self, side: Side) -> tuple[str, ...]:
        """What the other side said and this one has thought nothing of yet."""
        return tuple(line.item.key for line in self.lines if line.by is side.other and side not in line.marks)

    @property
    def is_agreed(self) -> bool:
        """Whether nothing is missing, and both agree on all that was said."""
        return not self.missing and not self.open

    def line(self, key: str) -> Line:
        """One item. Raises `NoSuchItem`."""
        found = next((line for line in self.lines if line.item.key == key), None)
        if found is None:
            raise NoSuchItem(item=key)
        return found
