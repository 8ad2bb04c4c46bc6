"""What a customer was asked to choose about a promise that is done, has ended, or has a date: it is asked no more."""

from __future__ import annotations

from dataclasses import replace

from teum.actions import letters, tellings
from teum.actions.matter import Matter
from teum.actions.promises import notice
from teum.core import disclosure as core
from teum.core.disclosure import Kind
from teum.core.promise import Debtor, State
from teum.language.notices import disclosure as notices
from teum.models import Disclosure, Message, Promise, Telling, prepared
from teum.queries.message_view import UNSAID


def ask_no_more(opened: Matter, about: Promise, *, kinds: tuple[Kind, ...] = tuple(Kind)) -> None:
    """Let go of the choices that are open about it, of these kinds; what is done can no more be cancelled or replaced.

    Whoever calls this tells the customer how it stands.
    """
    asked = {
        row.pk: row for row in opened.live() if row.debtor == Debtor.CUSTOMER and row.state == State.OPEN
    }
    if not asked:
        return
    found = Disclosure.objects.of(opened.organisation_id).filter(
        about=about, promise__in=list(asked), decided=None, kind__in=[str(kind) for kind in kinds]
    )
    for row in found.select_related("told", "message").order_by("id"):
        choice = asked[row.promise_id or 0]
        tellings.catch_up(opened, choice)
        opened.let_go(choice)
        notice.leave_out(opened, choice)
        _stop(opened, choice, about)
        tell_unasked(opened, row)


def ask_no_more_of_delay(opened: Matter, about: Promise) -> None:
    """It has a date, or there is another word of that: whether they wait for it is asked anew, or not at all."""
    ask_no_more(opened, about, kinds=(Kind.DELAY,))


def tell_rest(opened: Matter, choice: Promise) -> None:
    """The same of a choice that is let go of by itself; of any other promise it does nothing."""
    if choice.debtor == Debtor.CUSTOMER:
        for row in _OF_CHOICE(opened.organisation_id, choice.pk):
            tell_unasked(opened, row)


_OF_CHOICE = prepared.rows(
    lambda organisation, promise: (
        Disclosure.objects.of(organisation)
        .filter(promise=promise, decided=None)
        .select_related("told", "message")
    )
)


def tell_unasked(opened: Matter, row: Disclosure) -> None:
    """Nobody needs their choice any more: what would ask for it, and has not left, tells the rest without asking."""
    if row.message is None or not letters.replace(opened, row.message):
        return
    shown = replace(core.read(row.told.text), options=(), recommended="", interest="")
    letter = notices.disclosed(party=letters.party(opened), shown=shown, decide_by=None, is_corrected=False)
    opened.keep(row, "message_id")
    row.message = letters.queue(opened, "disclosed", letter, is_bad_news=row.kind in core.BAD_NEWS)
    row.save(update_fields=["message"])


def _stop(opened: Matter, choice: Promise, about: Promise) -> None:
    """The word that would ask them, where it has not left; a fault that was told in it they still hear of."""
    asking = Message.objects.of(opened.organisation_id).filter(
        UNSAID, kind="no_date", pk__in=letters.messages_about(choice)
    )
    for message in asking:
        told = Telling.objects.of(opened.organisation_id).filter(message=message).exclude(what="word")
        if not told.exclude(promise__in=(choice, about)).exists():
            letters.replace(opened, message)
