"""One thing of a member's day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from teum.core.window import Window

SEEN = ("told", "answered", "wrote", "decided", "standing", "declined", "cancelled")
"""Kinds that are for somebody's knowledge: done once they were seen, and never late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayItem:
    """One thing to do.

    `kind` is `ask` (confirm or revise), `answer` (to another time that the customer named), `call`, `promise`,
    `update`, `question` (theirs, to answer), `answered` (ours, by them), `came` (a document that a promise waited for),
    `waiting` (for the customer), `closing` (if they do not answer), `missing`, `failed`, `uncertain`, `told`, `wrote`
    (a mail to be seen), `mail` (one that has no case), `decided` (a choice, by them), `standing` (whether to tell it
    to all from now on), `reported` (they say that `about_id` of theirs is done), `signed` (by them, and not by us yet),
    `declined` (an agreement, by them) or `cancelled` (what was agreed). `state` and `debtor` are its promise's. `at` is
    the moment by which it must happen; `hold_at` when the clock would speak, or begin what waited. Of what was asked of
    a person: `made_at` is when, `note` what they wrote, `times` to which windows they would move an appointment,
    `is_document` whether a document was asked for, `is_mail` whether they wrote it in a mail, which need not ask;
    `is_by_hand` tells a message that no carrier takes from one that failed, `goes_at` when it goes if nobody calls.
    """

    kind: str
    at: datetime
    what: str
    is_mine: bool
    case_id: int = 0
    case_title: str = ""
    customer_id: int = 0
    customer: str = ""
    owner: str = ""
    is_late: bool = False
    is_known: bool = False
    """Whether it is only to be seen, and should have been by now: it never is late."""
    is_later: bool = False
    """Of a call: whether it is not to be made yet."""
    window: Window | None = None
    channel: str = ""
    phone: str = ""
    promise_id: int | None = None
    promise_version: int | None = None
    state: str = ""
    debtor: str = ""
    message_id: int | None = None
    question_id: int | None = None
    disclosure_id: int | None = None
    agreement_id: int | None = None
    about_id: int | None = None
    """What they say is done; of an agreement that they declined, the alignment in which it is changed."""
    task_id: int | None = None
    hold_at: datetime | None = None
    made_at: datetime | None = None
    note: str = ""
    is_by_hand: bool = False
    goes_at: datetime | None = None
    waits_for_carrier: bool = False
    is_document: bool = False
    times: tuple[Window, ...] = ()
    is_mail: bool = False
    is_claimed: bool = False
    """Whether only the mail says that it is the customer's."""
    alignment_id: int | None = None
    """Of what they filled in, asked or want changed in an alignment: which; `is_wish`: the last of these."""
    is_wish: bool = False
    to_member: str = ""
    message_kind: str = ""
    """Of a message that failed: to whom of ours it was, and what it told."""
    way: str = "written"
    """How the clock would reach the customer (`reach.way`)."""
    also: tuple[DayItem, ...] = ()
    """What else is said in the same call."""

    @property
    def manner(self) -> str:
        """How what a customer did is told: by what came, and how sure it is that it came from them."""
        if self.to_member:
            return "to_member" if self.kind == "failed" else "to_member_in_doubt"
        if self.is_claimed:
            return "claimed"
        if self.is_mail:
            return "wrote"
        if self.alignment_id and self.kind == "answered":
            return "filled"
        if self.is_wish:
            return "wish"
        return "document" if self.is_document and self.kind == "answered" else self.kind
