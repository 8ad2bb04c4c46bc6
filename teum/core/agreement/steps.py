"""What may be done with an agreement: opened, confirmed by sections, signed by both, declined, taken back."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from teum.core.agreement.value import (
    LONGEST_NAME,
    MOST_POINTS,
    Agreement,
    AgreementOver,
    AlreadySigned,
    Form,
    NoSuchSection,
    NotConfirmed,
    NotWritten,
    NotYourName,
    Section,
    State,
    TheySignFirst,
)
from teum.core.alignment import Side
from teum.core.promise import Incomplete
from teum.core.refusal import Invalid

Strokes = tuple[tuple[tuple[float, float], ...], ...]
"""A signature drawn by hand: lines of points."""


def require_to_sign(agreement: Agreement) -> None:
    """Refuse what belongs to signing where nothing waits for the customer's signature. Raises as `open_`."""
    _require(agreement, State.OFFERED)
    if not agreement.is_written:
        raise NotWritten()


def open_(agreement: Agreement) -> Agreement:
    """The customer opens it to read it. Raises `AgreementOver`, `NotWritten`."""
    require_to_sign(agreement)
    return replace(agreement, is_opened=True)


def confirm(agreement: Agreement, section: Section) -> Agreement:
    """They have read a section, and it is what they agreed to. Raises `NoSuchSection` and as `open_`."""
    agreement = open_(agreement)
    if section not in agreement.sections:
        raise NoSuchSection(section=str(section))
    return replace(agreement, confirmed=agreement.confirmed | {section})


def confirm_unchanged(agreement: Agreement) -> Agreement:
    """They confirm in one what both signed before and what says the same now. Raises `NoSuchSection` where nothing
    does, and as `open_`.
    """
    agreement = open_(agreement)
    if not agreement.unchanged:
        raise NoSuchSection(section="")
    return replace(agreement, confirmed=agreement.confirmed.union(agreement.unchanged))


def sign(
    agreement: Agreement, *, by: Side, name: str, consents: bool, strokes: Strokes | None = None
) -> Agreement:
    """A side signs: the customer what they have confirmed section by section, then we, and it is in force.

    Raises `Incomplete`, `Invalid`, `AlreadySigned`, `NotConfirmed`, `NotWritten`, `TheySignFirst`, `AgreementOver`.
    """
    if by in agreement.signed:
        raise AlreadySigned(side=str(by))
    _require(agreement, State.OFFERED, State.SIGNED)
    if not agreement.is_written:
        raise NotWritten()
    missing = [] if any(letter.isalpha() for letter in name) else ["name"]
    if not consents:
        missing.append("consent")
    if missing:
        raise Incomplete(missing=missing)
    if len(name) > LONGEST_NAME:
        raise Invalid(field="name", most=LONGEST_NAME)
    if strokes and sum(map(len, strokes)) > MOST_POINTS:
        raise Invalid(field="drawn", most=MOST_POINTS)
    if by is Side.CUSTOMER and agreement.unread:
        raise NotConfirmed(sections=[str(section) for section in agreement.unread])
    if by is Side.PROVIDER and Side.CUSTOMER not in agreement.signed:
        raise TheySignFirst()
    signed = agreement.signed | {by}
    return replace(agreement, signed=signed, state=State.IN_FORCE if len(signed) == 2 else State.SIGNED)


def require_own_name(name: str, *, own: str, others: Iterable[str]) -> None:
    """Nobody signs with the name of another, however it is spaced or written. Raises `NotYourName`."""
    if _plain(name) != _plain(own) and _plain(name) in map(_plain, others):
        raise NotYourName(field="name")


def _plain(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name).casefold() if letter.isalnum())


def approve(agreement: Agreement) -> Agreement:
    """The light form is in force with one tap. Raises `AgreementOver`."""
    _require(agreement, State.OFFERED)
    return replace(agreement, form=Form.LIGHT, state=State.IN_FORCE)


def decline(agreement: Agreement) -> Agreement:
    """The customer does not want it, also when they have signed and we have not. Raises `AgreementOver`."""
    _require(agreement, State.OFFERED, State.SIGNED)
    return replace(agreement, state=State.DECLINED)


def void(agreement: Agreement) -> Agreement:
    """We take it back before it is in force. Raises `AgreementOver`."""
    _require(agreement, State.OFFERED, State.SIGNED)
    return replace(agreement, state=State.VOID)


def supersede(agreement: Agreement) -> Agreement:
    """Both signed its next version. Raises `AgreementOver`."""
    _require(agreement, State.IN_FORCE)
    return replace(agreement, state=State.REPLACED)


def _require(agreement: Agreement, *states: State) -> None:
    if agreement.state not in states:
        raise AgreementOver(state=str(agreement.state))
