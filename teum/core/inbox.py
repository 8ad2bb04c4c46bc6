"""A mail that came in: what it is, whose words they are, and what may follow from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from teum.core import digest
from teum.core.upload import Fit

LONGEST_TEXT = 10_000
"""Characters of a mail that are kept; the rest stays in the mailbox."""
MOST_AN_HOUR = 5
"""So many mails of one case in an hour are each promised an answer; more look like a machine that answers ours."""
FLOOD = timedelta(hours=1)
_OF_AN_ANSWER = re.compile(r"\s*(?:re|aw|sv|fwd?|wg|תגובה|תשובה|השב|הועבר)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
"""How a subject begins that a mail program took from the mail that is answered."""


class Kind(StrEnum):
    """What became of a mail. The words are the kinds of its message."""

    QUESTION = "question"
    """Its words wait for our answer, which was promised."""
    ANSWER = "answer"
    """Its words answer what we asked."""
    WORD = "word"
    """Somebody sees it, and nothing waits: thanks, or one mail too many in an hour."""
    AUTO = "auto_reply"
    """A machine wrote it: filed."""
    BOUNCE = "bounce"
    """It says that a mail of ours was not delivered."""
    UNPLACED = "unplaced"
    """Nobody knows yet where it belongs; a named person looks at it."""


class Standing(StrEnum):
    """How sure it is who wrote."""

    PROVEN = "proven"
    """It answers a mail that only its reader has, from an address of the customer's."""
    FORWARDED = "forwarded"
    """It answers such a mail, from another address."""
    CHECKED = "checked"
    """It says that it comes from the customer's address, and the mail server has found it so."""
    CLAIMED = "claimed"
    """It says so, and nobody has checked."""
    DOUBTED = "doubted"
    """It says so, and the mail server has found otherwise."""
    UNKNOWN = "unknown"
    """Nobody here has that address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """A mail of ours that was not delivered.

    `names`: its own name and those that it referred to. `blames_address`: nobody is reached at `address`, if one is
    named.
    """

    names: tuple[str, ...]
    address: str
    blames_address: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail as it was read, without what it quotes.

    `names` are those of the mails that it answers, without what stands behind their @; the nearest first. `is_checked`
    is what the mail server found of its sender; None where it says nothing. `files` are the names of what was attached,
    and `contents` what stands in them, in the same order; none where it was larger than what is read (`is_cut`). `fits`
    are those of them that are ready to be kept, each with the name under which it came.
    """

    name: str
    sender: str
    sender_name: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    text: str = ""
    names: tuple[str, ...] = ()
    is_automatic: bool = False
    is_checked: bool | None = None
    bounce: Bounce | None = None
    files: tuple[str, ...] = ()
    contents: tuple[bytes, ...] = field(default=(), repr=False)
    fits: tuple[tuple[str, Fit], ...] = ()
    is_cut: bool = False

    @property
    def key(self) -> str:
        """The same for the same mail, however often and in whatever mailbox it is found."""
        return digest.of("mail", self.name, self.sender, self.subject, self.text)

    @property
    def attached(self) -> tuple[tuple[str, bytes], ...]:
        """Each attached file with its name, where it was read whole."""
        return tuple(zip(self.files, self.contents, strict=False))

    @property
    def own_subject(self) -> str:
        """The subject, where it was not taken from the mail that it answers: that is ours."""
        return "" if _OF_AN_ANSWER.match(self.subject) else self.subject

    @property
    def words(self) -> str:
        """What there is to read: the text, else what the subject or the attachments are called."""
        for said in (self.text, self.own_subject, ", ".join(self.files)):
            if any(letter.isalnum() for letter in said):
                return said
        return ""


def standing(mail: Mail, *, is_answer: bool, addresses: Iterable[str]) -> Standing:
    """How sure it is that a customer with these addresses wrote a mail.

    `is_answer`: it names a mail of ours, which nobody can guess.
    """
    is_theirs = mail.sender in set(addresses)
    if is_answer:
        return Standing.PROVEN if is_theirs else Standing.FORWARDED
    if not is_theirs:
        return Standing.UNKNOWN
    if mail.is_checked is None:
        return Standing.CLAIMED
    return Standing.CHECKED if mail.is_checked else Standing.DOUBTED


def may_be_taken_out(kind: str, standing: str) -> bool:
    """Whether a mail may have got into its case by mistake: it waits for us, and nothing proves whose it is."""
    return kind in (Kind.QUESTION, Kind.WORD) and standing != Standing.PROVEN


def may_be_moved(kind: str, standing: str) -> bool:
    """Whether it waits for us and is surely its customer's: it may belong to another matter, of theirs alone."""
    return kind in (Kind.QUESTION, Kind.WORD) and standing == Standing.PROVEN


def needs_a_person(found: Standing) -> bool:
    """Whether a named person decides where it belongs, before anything follows from it."""
    return found in (Standing.DOUBTED, Standing.UNKNOWN)
