"""What a customer was asked to choose about a promise that is done, has ended, or has a date: it is asked no more."""

from __future__ import annotations

from teum.actions import letters, tellings
from teum.actions.matter import Matter
from teum.actions.promises import notice
from teum.core.disclosure import Kind
from teum.core.promise import Debtor, State
from teum.models import Disclosure, Message, Promise, Telling
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
    for row in found.order_by("id"):
        choice = asked[row.promise_id or 0]
        tellings.catch_up(opened, choice)
        opened.let_go(choice)
        notice.leave_out(opened, choice)
        _stop(opened, choice, about)


def ask_no_more_of_delay(opened: Matter, about: Promise) -> None:
    """It has a date, or there is another word of that: whether they wait for it is asked anew, or not at all."""
    ask_no_more(opened, about, kinds=(Kind.DELAY,))


def _stop(opened: Matter, choice: Promise, about: Promise) -> None:
    """The word that would ask them, where it has not left; a fault that was told in it they still hear of."""
    asking = Message.objects.of(opened.organisation_id).filter(
        UNSAID, kind="no_date", pk__in=letters.messages_about(choice)
    )
    for message in asking:
        told = Telling.objects.of(opened.organisation_id).filter(message=message).exclude(what="word")
        if not told.exclude(promise__in=(choice, about)).exists():
            letters.replace(opened, message)
