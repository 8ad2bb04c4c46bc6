"""Two acts at once never wait for each other: rows are locked in one order, and no key is (guarantee 4)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time as hour
from unittest import mock

import pytest
from django.db import connection, connections

from tests import cast, cast_mail
from tests.cast import SUNDAY_1000, Business, by, of
from teum.actions import contacts, customers, inbox, links, matter, members, messages, placing, preferences
from teum.actions import tasks as acts
from teum.actions.customers import Contact
from teum.actions.promises import notice
from teum.core import events
from teum.models import Case, ContactPoint, Message, Page, Promise, Task

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 5.0
Act = Callable[[], object]


def at_once(first: Callable[[Act], object], second: Act) -> list[str]:
    """What became of both, empty where it went through: the first goes on when the second waits for it, or is over.

    The first is given what it calls in its middle, when it holds what it locks first.
    """
    is_held, is_over, broke = threading.Event(), threading.Event(), ["", ""]

    def wait() -> None:
        is_held.set()
        until = time.monotonic() + PATIENCE_SECONDS
        while not is_over.is_set() and not _somebody_waits() and time.monotonic() < until:
            time.sleep(0.02)

    def follow() -> None:
        assert is_held.wait(PATIENCE_SECONDS)
        second()

    def alone(place: int, act: Act, ended: threading.Event) -> None:
        try:
            act()
        except Exception as error:
            broke[place] = repr(error)
        finally:
            ended.set()
            connections.close_all()

    threads = [
        threading.Thread(target=alone, args=(0, lambda: first(wait), is_held)),
        threading.Thread(target=alone, args=(1, follow, is_over)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return broke


def _somebody_waits() -> bool:
    if connection.vendor == "sqlite":
        return True  # one writer at a time: the second stands in its queue, and does not show it
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@contextmanager
def _after(module: object, name: str, wait: Act) -> Iterator[None]:
    """What stands in the middle of an act waits once it was called."""
    real = getattr(module, name)

    def called(*args: object, **said: object) -> object:
        found = real(*args, **said)
        wait()
        return found

    with mock.patch.object(module, name, called):
        yield


@pytest.fixture
def galil() -> Business:
    """A business with its people."""
    return cast.galil()


@pytest.fixture
def quote(galil: Business) -> Promise:
    """Yael's promise to Dana, of which a letter waits to be sent."""
    return cast.quote(galil)


def as_it_writes_anew(galil: Business, quote: Promise, wait: Act) -> None:
    """An act in the case: a letter takes the place of the one that waits."""
    with matter.of_case(quote.case_id, by=by(galil.yael), now=SUNDAY_1000) as opened:
        row = cast.fresh(quote)
        row.case = opened.case
        notice.write_anew(opened, row)
        wait()


def change_address(galil: Business, **wishes: hour) -> None:
    """Dana has another address."""
    customers.change(
        customer_id=galil.dana.pk,
        by=by(galil.yael),
        name="דנה פרץ",
        language="he",
        contacts=[Contact(channel="email", address="dana2@example.com")],
        now=SUNDAY_1000,
        **wishes,
    )


def test_a_customer_wants_other_hours_while_a_letter_to_them_is_written_anew(
    galil: Business, quote: Promise
) -> None:
    def prefer() -> object:
        return preferences.prefer(
            by=galil.as_customer, quiet_from=hour(8), quiet_until=hour(18), now=SUNDAY_1000
        )

    assert at_once(lambda wait: as_it_writes_anew(galil, quote, wait), prefer) == ["", ""]


def test_a_customer_gets_another_address_while_a_letter_to_them_is_written_anew(
    galil: Business, quote: Promise
) -> None:
    def change() -> None:
        change_address(galil, quiet_from=hour(8), quiet_until=hour(18))

    assert at_once(lambda wait: as_it_writes_anew(galil, quote, wait), change) == ["", ""]
    (waiting,) = of(Message, galil, state="queued")
    assert waiting.contact is None, "it named the address that is gone"


def test_somebody_leaves_while_the_clock_puts_something_on_their_day(galil: Business, quote: Promise) -> None:
    def ask(wait: Act) -> None:
        with matter.of_case(quote.case_id, by=galil.as_clock, now=SUNDAY_1000) as opened:
            row = cast.fresh(quote)
            row.case = opened.case
            acts.ask(opened, galil.yael, "ask", due=row.due, promise=row)
            opened.record(events.OwnerAsked(number=0, member=galil.yael.pk), promise=row.pk)
            wait()

    def leave() -> object:
        return members.deactivate(
            member_id=galil.yael.pk, by=by(galil.ruth), heir=galil.dan.pk, now=SUNDAY_1000
        )

    assert at_once(ask, leave) == ["", ""]
    assert {task.member_id for task in of(Task, galil, done_at=None)} == {galil.dan.pk}


def test_an_address_breaks_while_somebody_replaces_it(galil: Business, quote: Promise) -> None:
    letter = of(Message, galil).get()
    of(Message, galil).update(state="sending", claimed_at=SUNDAY_1000, claimed_by="w")

    def fail(wait: Act) -> None:
        with _after(messages, "_locked", wait):
            messages.mark_failed(
                letter.pk, reason="550", permanent=True, blames_address=True, now=SUNDAY_1000
            )

    assert at_once(fail, lambda: change_address(galil)) == ["", ""]
    assert [point.address for point in of(ContactPoint, galil, customer=galil.dana)] == ["dana2@example.com"]


def test_a_link_is_revoked_while_an_address_of_its_customer_breaks(galil: Business, quote: Promise) -> None:
    letter = of(Message, galil).get()
    of(Message, galil).update(state="sending", claimed_at=SUNDAY_1000, claimed_by="w")
    page = of(Page, galil, customer=galil.dana).get()

    def revoke(wait: Act) -> None:
        with _after(contacts, "changed", wait):
            links.revoke(page_id=page.pk, by=by(galil.ruth), replace=True, now=SUNDAY_1000)

    def fail() -> None:
        messages.mark_failed(letter.pk, reason="550", permanent=True, blames_address=True, now=SUNDAY_1000)

    assert at_once(revoke, fail) == ["", ""]


def test_somebody_leaves_while_a_mail_of_theirs_is_placed(galil: Business, quote: Promise) -> None:
    landed = inbox.receive(cast_mail.mail(sender="nobody@example.com"), now=SUNDAY_1000)
    assert landed and landed.kind == "unplaced"
    of(Message, galil, pk=landed.pk).update(member=galil.yael)
    placed = landed.pk

    def place(wait: Act) -> None:
        with _after(placing, "_read", wait):
            placing.place(message_id=placed, by=by(galil.yael), case_id=quote.case_id, now=SUNDAY_1000)

    def leave() -> object:
        return members.deactivate(
            member_id=galil.yael.pk, by=by(galil.ruth), heir=galil.dan.pk, now=SUNDAY_1000
        )

    assert at_once(place, leave) == ["", ""]
    assert Case.objects.of(galil.id).get(pk=quote.case_id).owner == galil.dan
