"""The words of an alignment: ours are clear where they are written, the customer's before we agree to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from teum.actions import letters
from teum.actions.matter import Matter
from teum.core.alignment import Alignment, Answer, ItemChanged, Line, Side
from teum.core.promise import VagueWindow
from teum.language.notices import alignment as notices
from teum.queries import alignments as queries


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


def unsettled(opened: Matter, alignment: Alignment, keys: Collection[str]) -> dict[str, VagueWindow]:
    """Which of these items are the customer's and name no moment, by their keys, each with why."""
    found = {}
    for line in alignment.lines:
        if line.item.key not in keys:
            continue
        try:
            require_settled(opened, line)
        except VagueWindow as refused:
            found[line.item.key] = refused
    return found


@contextmanager
def telling_now(opened: Matter, alignment: Alignment) -> Iterator[None]:
    """Who saw other words than stand there reads them with the refusal, in the customer's language (`stands`)."""
    try:
        yield
    except ItemChanged as refused:
        lang = opened.case.customer.language
        refused.details["stands"] = {
            key: _stands(alignment.line(key), lang, opened) for key in refused.details["items"]
        }
        raise


def _stands(line: Line, lang: str, opened: Matter) -> str:
    said = queries.said(line, lang=lang, now=opened.now)
    return notices.asked(said, line.counter, is_wish=True, lang=lang) if line.counter else said
