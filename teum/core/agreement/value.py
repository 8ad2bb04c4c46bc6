"""What an agreement is made of: its terms by sections, each from an answer, and how it stands (B2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from teum.core.alignment import Due, Side, Topic
from teum.core.price import Price
from teum.core.refusal import Conflict, Invalid

LONGEST_NAME = 120
MOST_POINTS = 4_000
"""So many points a signature that is drawn by hand may have."""


class Form(StrEnum):
    """How it is agreed to: with one tap that approves it ("מה סיכמנו"), or signed by both."""

    LIGHT = "light"
    SIGNED = "signed"


def was_agreed(form: Form, signatures: int) -> bool:
    """Whether both had agreed to it: with one tap, or each with a signature."""
    return form is Form.LIGHT or signatures == len(Side)


class State(StrEnum):
    """How an agreement stands. `REPLACED`: by the version that both signed after it; `CANCELLED`: by the customer."""

    OFFERED = "offered"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    VOID = "void"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


ENDED = (State.DECLINED, State.VOID, State.REPLACED, State.CANCELLED)
PENDING = (State.OFFERED, State.SIGNED)
"""It waits for a signature; all else of it is over, and is sealed with what happened."""


class Section(StrEnum):
    """The parts in which an agreement is read, in this order."""

    YOU_GET = "you_get"
    WE_NEED = "we_need"
    WHEN = "when"
    COST = "cost"
    WHAT_IF = "what_if"
    LEFT_OUT = "left_out"
    IN_TOUCH = "in_touch"


SECTIONS: Mapping[Topic, Section] = {
    Topic.NEEDS: Section.YOU_GET,
    Topic.FIT: Section.YOU_GET,
    Topic.WORK: Section.YOU_GET,
    Topic.THEIR_PART: Section.WE_NEED,
    Topic.TIMES: Section.WHEN,
    Topic.PRICE: Section.COST,
    Topic.CANCELLATION: Section.WHAT_IF,
    Topic.LEFT_OUT: Section.LEFT_OUT,
    Topic.CHANNEL: Section.IN_TOUCH,
}
"""In which section a topic's answers stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term: the words that were agreed to, and the `item` whose answer they are.

    `is_read`: they say more than what is owed of it, by whom and when.
    """

    item: str
    section: Section
    text: str
    is_read: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """All that is agreed: the terms, what of them has a time by its key, and the price."""

    terms: tuple[Term, ...]
    dues: Mapping[str, Due]
    price: Price | None

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections that have something to read."""
        return tuple(section for section in Section if any(term.section is section for term in self.terms))


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How it stands: what the customer has `confirmed` of its `sections`, and who signed.

    `unchanged` are those that say just what both signed in the version before. `is_written`: the exact file that is
    signed lies there.
    """

    form: Form = Form.SIGNED
    state: State = State.OFFERED
    sections: tuple[Section, ...] = ()
    unchanged: tuple[Section, ...] = ()
    is_written: bool = False
    is_opened: bool = False
    confirmed: frozenset[Section] = frozenset()
    signed: frozenset[Side] = frozenset()

    @property
    def unread(self) -> tuple[Section, ...]:
        """What the customer has not confirmed yet."""
        return tuple(section for section in self.sections if section not in self.confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """From where somebody acted, as the server saw it; kept with their signature, and erased with their name."""

    ip: str = ""
    agent: str = ""


NOWHERE = Traces()
"""Where nothing is known of it: a member acts at the desk."""


class NoSuchSection(Conflict):
    """The agreement has no such section. Carries `section`."""

    code = "no_such_section"


class AgreementOver(Conflict):
    """It is in force, or ended: nothing of it is signed or changed any more. Carries `state`."""

    code = "agreement_over"


class AlreadySigned(Conflict):
    """This side has signed it. Carries `side`."""

    code = "already_signed"


class NotYourName(Invalid):
    """It is the name of somebody else of the two sides, who signs for themselves."""

    code = "not_your_name"


class NotConfirmed(Conflict):
    """It is signed once every section was read and confirmed. Carries `sections`."""

    code = "not_confirmed"


class NotWritten(Conflict):
    """The file that is signed is being made; it takes seconds."""

    code = "not_written"


class TheySignFirst(Conflict):
    """We sign what the customer has signed."""

    code = "they_sign_first"


class SignatureNeeded(Conflict):
    """What was promised here is a signature: only signing keeps it. Carries `agreement`."""

    code = "signature_needed"
