"""A letter that breaks in our own hands holds up no other, and is in doubt only where it may have left (guarantee 4)."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from tests.cast import Business, by
from tests.integration.conftest import Mailbox
from teum.actions import envelopes, messages, words
from teum.actions.customers import Contact
from teum.actions.outgoing import Outgoing
from teum.channels.letter import Envelope
from teum.clock import delivery, expiry, letterhead, timers
from teum.core import delivery as rules
from teum.models import Message

pytestmark = pytest.mark.django_db
LATER = cast.SUNDAY_1000 + timedelta(minutes=5)


def deliver(now: datetime = LATER) -> delivery.Delivered:
    return delivery.once(now)


def breaks(*_: object, **__: object) -> None:
    raise RuntimeError("broken")


@pytest.fixture
def three(galil: Business) -> list[Message]:
    """Letters to three customers."""
    for number in range(3):
        gil = cast.customer(
            galil.yael, "גיל רם", [Contact(channel="email", address=f"gil{number}@example.com")]
        )
        cast.case(galil.yael, gil)
    return list(Message.objects.of(galil.id).order_by("id"))


def states(business: Business) -> list[tuple[str, str]]:
    return list(Message.objects.of(business.id).order_by("id").values_list("state", "reason"))


def test_what_breaks_before_it_was_handed_over_is_tried_again_and_the_others_go_on(
    galil: Business, mailbox: Mailbox, three: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = envelopes.rest

    def rest(ids: list[int], *, now: datetime) -> bool:
        return breaks() or whole(ids, now=now) if ids == [three[0].pk] else whole(ids, now=now)

    monkeypatch.setattr(envelopes, "rest", rest)
    Message.objects.of(galil.id).update(at=LATER - timedelta(hours=1))
    assert deliver() == delivery.Delivered(sent=2, failed=1)
    assert states(galil) == [("queued", "broke"), ("accepted", ""), ("accepted", "")]
    assert deliver(LATER + rules.LEASE).uncertain == 0


@pytest.mark.parametrize("number", [0, 2])
def test_what_breaks_after_it_was_handed_over_is_in_doubt_and_no_other_is(
    galil: Business, mailbox: Mailbox, three: list[Message], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    whole = messages.mark_accepted

    def mark(message_id: int, *, provider_id: str, now: datetime) -> None:
        if message_id == three[number].pk:
            breaks()
        whole(message_id, provider_id=provider_id, now=now)

    monkeypatch.setattr(messages, "mark_accepted", mark)
    assert deliver() == delivery.Delivered(sent=2)
    assert deliver(LATER + rules.LEASE) == delivery.Delivered(uncertain=1)
    assert len(mailbox.all()) == 3
    assert states(galil)[number] == ("uncertain", "")


def test_of_what_leaves_together_only_the_part_that_cannot_be_marked_is_in_doubt(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.quote(galil)
    cast.quote(galil)
    first, _ = Message.objects.of(galil.id).order_by("id")
    whole = messages.mark_accepted

    def mark(message_id: int, *, provider_id: str, now: datetime) -> None:
        if message_id == first.pk:
            breaks()
        whole(message_id, provider_id=provider_id, now=now)

    monkeypatch.setattr(messages, "mark_accepted", mark)
    assert deliver() == delivery.Delivered(sent=1)
    assert [state for state, _ in states(galil)] == ["sending", "accepted"]


def test_what_breaks_and_cannot_even_be_given_back_is_in_doubt_alone(
    galil: Business, mailbox: Mailbox, three: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery.letterhead, "envelope", breaks)
    monkeypatch.setattr(messages, "mark_failed", breaks)
    assert deliver() == delivery.Delivered()
    assert deliver(LATER + rules.LEASE) == delivery.Delivered(uncertain=3)


@pytest.mark.parametrize("mark", ["mark_uncertain", "mark_out_of_time"])
def test_a_letter_of_which_nothing_can_be_marked_holds_up_no_other(
    galil: Business,
    mailbox: Mailbox,
    three: list[Message],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    mark: str,
) -> None:
    """What it left behind is looked at again, a while later each time, so that the log does not fill."""
    first = Message.objects.of(galil.id).filter(pk=three[0].pk)
    if mark == "mark_uncertain":
        first.update(state="sending", claimed_at=LATER - rules.LEASE)
    else:
        first.update(needed_by=LATER + timedelta(minutes=5), send_at=LATER - timedelta(hours=1))
        monkeypatch.setattr(delivery.Round, "claim", lambda this, waits: [])
    monkeypatch.setattr(expiry, "BROKEN", timers.Broken())
    with monkeypatch.context() as patched:
        patched.setattr(messages, mark, breaks)
        deliver()
        deliver(LATER + timedelta(seconds=30))
    assert caplog.text.count(f"message {three[0].pk} cannot be delivered") == 1
    if mark == "mark_uncertain":
        assert [state for state, _ in states(galil)] == ["sending", "accepted", "accepted"]
    deliver(LATER + timedelta(minutes=2))
    assert first.get().state == "uncertain" or first.get().call_by is not None


# ── several in one envelope ──


def laid_out_but(broken: Message) -> Callable[..., Envelope]:
    """The letterhead, on which one message cannot be laid out."""
    whole = letterhead.envelope

    def envelope(parts: Sequence[Outgoing], **rest: Any) -> Envelope:
        if any(part.id == broken.pk for part in parts):
            raise OSError("the disk does not answer")
        return whole(parts, **rest)

    return envelope


@pytest.fixture
def together(galil: Business) -> list[Message]:
    """Letters of two cases that leave together, to one customer."""
    cast.quote(galil)
    cast.quote(galil)
    return list(Message.objects.of(galil.id).order_by("id"))


def test_a_letter_that_cannot_be_laid_out_sinks_no_other_in_its_envelope(
    galil: Business, mailbox: Mailbox, together: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterhead, "envelope", laid_out_but(together[0]))
    assert deliver() == delivery.Delivered(sent=1, failed=1)
    assert states(galil) == [("queued", "broke"), ("accepted", "")]


def test_a_letter_that_cannot_be_asked_again_sinks_no_other_in_its_envelope(
    galil: Business, mailbox: Mailbox, together: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    Message.objects.of(galil.id).update(kind="revised")  # which are asked once more
    whole = messages.is_still_true

    def is_still_true(message_id: int, *, now: datetime) -> bool:
        return breaks() or True if message_id == together[0].pk else whole(message_id, now=now)

    monkeypatch.setattr(messages, "is_still_true", is_still_true)
    assert deliver() == delivery.Delivered(sent=1, failed=1)
    assert states(galil) == [("queued", "broke"), ("accepted", "")]


@pytest.mark.parametrize("broken", [0, 1])
def test_what_was_written_after_it_in_its_case_does_not_pass_what_cannot_be_laid_out(
    galil: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, broken: int
) -> None:
    quote = cast.quote(galil)
    words.give(
        case_id=quote.case_id, by=by(galil.yael), text="החלק יצא.", next_due=quote.due, now=cast.SUNDAY_1000
    )
    rows = list(Message.objects.of(galil.id).order_by("id"))
    Message.objects.of(galil.id).update(send_at=LATER, may_join_at=None)
    with monkeypatch.context() as patched:
        patched.setattr(letterhead, "envelope", laid_out_but(rows[broken]))
        deliver()
    assert [state for state, _ in states(galil)] == (["accepted", "queued"] if broken else ["queued"] * 2)
    deliver(LATER + timedelta(minutes=1))
    assert [state for state, _ in states(galil)] == ["accepted", "accepted"]
    assert len(mailbox.all()) == (2 if broken else 1)


def test_what_broke_joins_no_other_before_its_time(
    galil: Business, mailbox: Mailbox, together: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letterhead, "envelope", laid_out_but(together[0]))
    deliver()
    cast.quote(galil)
    deliver(LATER + timedelta(seconds=5))
    assert states(galil) == [("queued", "broke"), ("accepted", ""), ("accepted", "")]
    assert Message.objects.of(galil.id).get(pk=together[0].pk).attempts == 1


@pytest.mark.parametrize("is_asked", [False, True])
def test_where_every_part_breaks_each_is_tried_once(
    galil: Business,
    mailbox: Mailbox,
    together: list[Message],
    monkeypatch: pytest.MonkeyPatch,
    is_asked: bool,
) -> None:
    monkeypatch.setattr(*((envelopes, "rest") if is_asked else (letterhead, "envelope")), breaks)
    Message.objects.of(galil.id).update(at=LATER - timedelta(hours=1))
    assert deliver() == delivery.Delivered(failed=2)
    assert states(galil) == [("queued", "broke")] * 2
