"""The words of an alignment: ours are clear where they are written, the customer's before we agree to them."""

from __future__ import annotations

from teum.actions import letters
from teum.actions.matter import Matter
from teum.core.alignment import Alignment, Answer, Line, Side
from teum.core.promise import VagueWindow


def require_clear(opened: Matter, key: str, answer: Answer) -> None:
    """Nothing vague of ours, and no time that is recorded nowhere, as in a letter (guarantee 1).

    Customers say it as they say it: their words are kept, and a vague time in them is settled before we agree to it.
    Whoever sends a form, and cannot be asked yet, is told at once what to write.
    """
    if opened.by.kind == "customer":
        return
    for payment in answer.price.payments if answer.price else ():
        letters.require_no_vague(opened, payment.what, field=key)
    if not answer.text:
        return
    if opened.by.kind == "visitor":
        letters.require_no_vague(opened, answer.text, field=key)
    else:
        letters.require_clear(opened, answer.text, field=key)


def require_settled(opened: Matter, line: Line) -> None:
    """Refuse to agree to a vague time of the customer's: what both agree on names a moment. Raises `VagueWindow`."""
    if line.by is Side.CUSTOMER and line.answer:
        letters.require_no_vague(opened, line.answer.text, field=line.item.key)


def unsettled(opened: Matter, alignment: Alignment) -> dict[str, VagueWindow]:
    """The items of the customer's that name no moment, by their keys, each with why."""
    found = {}
    for line in alignment.lines:
        try:
            require_settled(opened, line)
        except VagueWindow as refused:
            found[line.item.key] = refused
    return found
