"""`teum verify` names the first place of the ledger that does not hold."""

import contextlib
import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from pytest_django import Settings

from tests import cast
from tests.cast import Business
from tests.cast_page import deliver
from tests.integration.ledger.tampering import run, unprotected
from teum.actions import calls, cases, members, messages, outgoing, promises, seals, timers, words
from teum.actions.promises.steps import Next
from teum.core.seal import link
from teum.management import demo
from teum.models import (
    Case,
    Conversation,
    Event,
    Head,
    Message,
    Promise,
    Remark,
    Revision,
    Seal,
    Telling,
    Timer,
)
from teum.queries import verify
from teum.queries.seals import content, is_genuine
from teum.queries.verify import Broken

pytestmark = pytest.mark.django_db


@pytest.fixture
def galil() -> Business:
    """A business with a story behind it, all of it sealed."""
    business = cast.galil()
    live_a_little(business)
    seals.seal()
    return business


def live_a_little(business: Business) -> None:
    """Every way a promise can go that leaves a text or a change of window behind."""
    yael = cast.by(business.yael)
    moved = cast.quote(business)
    deliver(cast.MONDAY_1000)
    promises.revise(
        promise_id=moved.pk,
        by=yael,
        due=cast.WEDNESDAY_1200,
        reason="המפרט עוד לא הגיע מהיבואן",
        now=cast.TUESDAY_1000,
    )
    deliver(cast.TUESDAY_1000)
    promises.revise(
        promise_id=moved.pk, by=yael, due=cast.THURSDAY_1400, reason="המפרט הגיע חסר", now=cast.TUESDAY_1230
    )
    promises.accept(promise_id=moved.pk, by=business.as_customer, now=cast.TUESDAY_1330)
    words.give(
        case_id=moved.case_id,
        by=yael,
        text="המפרט אצלנו, ואנחנו עוברים עליו",
        next_due=cast.THURSDAY_1400,
        now=cast.TUESDAY_1400,
    )
    calls.log(case_id=moved.case_id, by=yael, reached=True, note="דיברנו על המפרט", now=cast.TUESDAY_1500)
    promises.report(promise_id=moved.pk, by=yael, now=cast.WEDNESDAY_1200)
    promises.dispute(promise_id=moved.pk, by=business.as_customer, note="חסר המפרט", now=cast.WEDNESDAY_1200)
    promises.delegate(promise_id=moved.pk, by=yael, owner=business.dan.pk, now=cast.WEDNESDAY_1200)
    withdrawn = cast.quote(business)
    promises.withdraw(
        promise_id=withdrawn.pk,
        by=yael,
        disclosure="הדגם ירד מהייצור",
        after=Next(promise=cast.quote_draft()),
        now=cast.MONDAY_1000,
    )
    released = cast.quote(business)
    promises.release(
        promise_id=released.pk,
        by=yael,
        proof="דנה כתבה שאין צורך",
        after=Next(close=True),
        now=cast.MONDAY_1000,
    )
    for message in Message.objects.of(business.id).filter(customer__isnull=False, state="queued")[:2]:
        messages.mark_accepted(message.pk, now=cast.WEDNESDAY_1200)


def broken(*, rebuild: bool = False) -> Broken:
    found = verify.verify(rebuild_rows=rebuild).broken
    assert found is not None
    return found


def middle(business: Business) -> Seal:
    """A place in the middle of the chain."""
    return list(Seal.objects.of(business.id).order_by("position"))[5]


def test_an_untouched_ledger_holds(galil: Business) -> None:
    report = verify.verify(rebuild_rows=True)
    assert report.holds
    assert report.sealed == Event.objects.of(galil.id).count()
    assert (report.unsealed, report.erased) == (0, 0)
    rows = [Promise, Case, Conversation]
    assert report.rebuilt == sum(model.objects.of(galil.id).count() for model in rows)
    assert report.texts > 10


def test_a_handed_over_business_holds(galil: Business) -> None:
    members.deactivate(
        member_id=galil.yael.pk, by=cast.by(galil.ruth), heir=galil.dan.pk, now=cast.THURSDAY_1400
    )
    assert verify.verify(rebuild_rows=True).holds


def test_unsealed_events_are_counted_and_break_nothing_for_a_minute(galil: Business) -> None:
    cast.quote(galil)
    report = verify.verify(now=cast.SUNDAY_1000 + timedelta(seconds=60))
    assert report.holds
    assert report.unsealed > 0


def test_an_event_that_waits_longer_for_its_seal_is_named(galil: Business) -> None:
    last = Event.objects.of(galil.id).order_by("-id").values_list("pk", flat=True)[0]
    promise = cast.quote(galil)
    late = cast.SUNDAY_1000 + timedelta(seconds=61)
    found = verify.verify(now=late).broken
    assert found is not None
    first = Event.objects.of(galil.id).filter(pk__gt=last).order_by("id")[0]
    assert (found.what, found.organisation, found.event) == ("event_unsealed", galil.id, first.pk)
    assert verify.verify().holds, "where nobody asks what time it is, they wait"
    seals.seal()
    assert verify.verify(now=late).holds
    promises.report(promise_id=promise.pk, by=cast.by(galil.yael), now=late)
    assert verify.verify(now=late).holds, "what was recorded just now may wait"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE teum_event SET facts = '{}' WHERE id = %s",
        "UPDATE teum_event SET actor = 'clock' WHERE id = %s",
        "UPDATE teum_event SET at = '2026-01-01 00:00:00+00:00' WHERE id = %s",
        "UPDATE teum_event SET promise = 1, \"case\" = 1, kind = 'PromiseLapsed' WHERE id = %s",
    ],
)
def test_a_changed_event_is_named(galil: Business, statement: str) -> None:
    place = middle(galil)
    with unprotected():
        run(statement, place.event)
    found = broken()
    assert (found.what, found.position, found.event) == ("event_changed", place.position, place.event)


def test_a_deleted_event_is_named(galil: Business) -> None:
    place = middle(galil)
    with unprotected():
        run("DELETE FROM teum_event WHERE id = %s", place.event)
    found = broken()
    assert (found.what, found.position, found.event) == ("event_missing", place.position, place.event)


def test_an_event_moved_to_another_business_is_named(galil: Business) -> None:
    other = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    place = middle(galil)
    with unprotected():
        run("UPDATE teum_event SET organisation_id = %s WHERE id = %s", other.id, place.event)
    assert (broken().what, broken().event) == ("event_missing", place.event)


def test_a_missing_seal_is_named(galil: Business) -> None:
    place = middle(galil)
    with unprotected():
        run("DELETE FROM teum_seal WHERE id = %s", place.pk)
    assert (broken().what, broken().position) == ("seal_missing", place.position)


def test_a_changed_seal_is_named(galil: Business) -> None:
    place = middle(galil)
    with unprotected():
        run("UPDATE teum_seal SET seal = %s WHERE id = %s", "0" * 64, place.pk)
    assert (broken().what, broken().position) == ("seal_changed", place.position)


def test_reordered_seals_are_named(galil: Business) -> None:
    place = middle(galil)
    following = Seal.objects.of(galil.id).get(position=place.position + 1)
    with unprotected():
        run("UPDATE teum_seal SET position = 0 WHERE id = %s", place.pk)
        run("UPDATE teum_seal SET position = %s WHERE id = %s", place.position, following.pk)
        run("UPDATE teum_seal SET position = %s WHERE id = %s", following.position, place.pk)
    assert (broken().what, broken().position) == ("seal_changed", place.position)


# ── the end of the chain ──


def cut_off_the_tail(business: Business, *, length: int = 20) -> int:
    """Take the last events and their seals away; the place of the first of them."""
    tail = list(Seal.objects.of(business.id).order_by("-position"))[:length]
    with unprotected():
        for seal in tail:
            run("DELETE FROM teum_event WHERE id = %s", seal.event)
            run("DELETE FROM teum_seal WHERE id = %s", seal.pk)
    return tail[-1].position


def test_a_tail_that_was_cut_off_is_missed(galil: Business) -> None:
    place = cut_off_the_tail(galil)
    assert (broken().what, broken().position) == ("seal_missing", place)


def test_a_tail_that_was_cut_off_is_missed_after_the_clock_went_on(galil: Business) -> None:
    place = cut_off_the_tail(galil)
    cast.quote(galil)
    assert seals.seal() > 0
    assert (broken().what, broken().position) == ("seal_missing", place)


def test_sealing_anew_what_was_changed_is_noticed(galil: Business) -> None:
    with unprotected():
        run("UPDATE teum_event SET actor = 'clock' WHERE id = %s", middle(galil).event)
        run("DELETE FROM teum_seal")
    assert (broken().what, broken().position) == ("seal_missing", 1)
    seals.seal_all()
    assert (broken().what, broken().position) == ("seal_missing", 1)


def rewrite(business: Business) -> None:
    """Change an event, and every seal from there on, as somebody can who knows how seals are made."""
    place = middle(business)
    with unprotected():
        run("UPDATE teum_event SET actor = 'clock' WHERE id = %s", place.event)
        previous = Seal.objects.of(business.id).get(position=place.position - 1).seal
        for seal in Seal.objects.of(business.id).filter(position__gte=place.position).order_by("position"):
            previous = link(previous, content(Event.objects.of(business.id).get(pk=seal.event)))
            run("UPDATE teum_seal SET seal = %s WHERE id = %s", previous, seal.pk)


def test_a_chain_that_was_written_anew_is_noticed(galil: Business) -> None:
    rewrite(galil)
    assert broken().what == "chain_rewritten"
    cast.quote(galil)
    seals.seal()
    assert not verify.verify().holds, "going on from the signed end does not heal it"


def test_the_end_of_a_chain_cannot_be_forged_in_the_database(galil: Business) -> None:
    rewrite(galil)
    last = Seal.objects.of(galil.id).latest("position")
    Head.objects.of(galil.id).update(seal=last.seal)
    assert broken().what == "head_changed"
    cast.quote(galil)
    seals.seal()
    assert broken().what == "head_changed", "what was forged is not signed afterwards"


def test_the_end_of_another_chain_is_no_end_of_this_one(galil: Business) -> None:
    other = cast.galil(name="חשמל הכרמל", domain="carmel.example")
    theirs = Head.objects.of(other.id).get()
    Head.objects.of(galil.id).update(position=0, seal=theirs.seal, signature=theirs.signature)
    run("DELETE FROM teum_head WHERE organisation_id = %s", other.id)
    assert (broken().what, broken().organisation) == ("head_changed", galil.id)


def test_an_end_that_is_gone_is_missed(galil: Business) -> None:
    with unprotected():
        run("DELETE FROM teum_seal")
    run("DELETE FROM teum_head")
    assert broken().what == "head_missing"
    seals.seal_all()
    assert broken().what == "head_missing"


def test_a_business_whose_clock_never_ran_holds() -> None:
    business = cast.galil()
    live_a_little(business)
    report = verify.verify(rebuild_rows=True)
    assert report.holds
    assert (report.sealed, report.unsealed) == (0, Event.objects.of(business.id).count())


def test_a_transaction_that_was_undone_leaves_no_gap(galil: Business) -> None:
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        cast.quote(galil)
        raise ZeroDivisionError
    cast.quote(galil)
    seals.seal()
    assert verify.verify(rebuild_rows=True).holds


def test_after_a_change_of_the_key_the_ends_are_signed_anew_on_request(
    galil: Business, settings: Settings
) -> None:
    settings.SECRET_KEY = "another key"
    assert command()[0] == 1
    assert broken().what == "head_changed"
    assert command("--new-key")[0] == 0
    cast.quote(galil)
    seals.seal()
    assert verify.verify().holds


def test_a_change_of_the_key_excuses_nothing_else(galil: Business, settings: Settings) -> None:
    settings.SECRET_KEY = "another key"
    place = middle(galil)
    with unprotected():
        run("DELETE FROM teum_event WHERE id = %s", place.event)
    assert command("--new-key")[0] == 1
    assert broken().what == "event_missing"
    assert not is_genuine(Head.objects.of(galil.id).get())


def change_body(business: Business) -> None:
    Promise.objects.of(business.id).filter(state="open").update(body="משהו אחר")


def change_included(business: Business) -> None:
    Promise.objects.of(business.id).filter(state="open").update(includes=["הצעת מחיר"])


def change_title(business: Business) -> None:
    Case.objects.of(business.id).update(title="משהו אחר")


def change_message(business: Business) -> None:
    Message.objects.of(business.id).update(text="משהו אחר")


def change_reason(business: Business) -> None:
    Remark.objects.of(business.id).filter(kind="reason").update(text="משהו אחר")


def change_proof(business: Business) -> None:
    Remark.objects.of(business.id).filter(kind="proof").update(text="משהו אחר")


CHANGES: list[Callable[[Business], None]] = [
    change_body,
    change_included,
    change_title,
    change_message,
    change_reason,
    change_proof,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_a_changed_text_is_named(galil: Business, change: Callable[[Business], None]) -> None:
    change(galil)
    assert broken().what == "text_changed"


def test_an_erased_text_counts_as_erased(galil: Business) -> None:
    Promise.objects.of(galil.id).update(body="", what="", includes=[], condition="", salt="")
    Remark.objects.of(galil.id).update(text="", salt="")
    Message.objects.of(galil.id).update(text="", subject="", address="", salt="")
    report = verify.verify()
    assert report.holds
    assert report.erased > 10


def test_a_text_that_is_gone_is_named(galil: Business) -> None:
    Remark.objects.of(galil.id).filter(kind="proof").delete()
    found = broken()
    assert (found.what, found.detail) in {
        ("text_changed", "PromiseReleased"),
        ("row_missing", "PromiseReleased"),
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("state", "open"),
        ("verdict", "kept"),
        ("version", 40),
        ("number", 9),
        ("due", cast.THURSDAY_1740),
        ("start", cast.SUNDAY_0900),
        ("channel", "phone"),
        ("nature", "update"),
        ("debtor", "customer"),
        ("zone", "Europe/London"),
        ("original_due", cast.THURSDAY_1740),
        ("proposed_due", cast.THURSDAY_1740),
        ("condition_due", cast.THURSDAY_1740),
        ("answer_by", cast.THURSDAY_1740),
        ("revisions", 3),
        ("round", 2),
    ],
)
def test_a_promise_that_says_other_than_its_events_is_named(
    galil: Business, field: str, value: object
) -> None:
    row = Promise.objects.of(galil.id).get(state="withdrawn")
    Promise.objects.of(galil.id).filter(pk=row.pk).update(**{field: value})
    assert verify.verify().holds, "without --rebuild rows are not compared"
    found = broken(rebuild=True)
    assert (found.what, found.promise) == ("row_differs", row.pk)
    assert field in found.detail


def test_a_promise_with_another_owner_than_its_events_say_is_named(galil: Business) -> None:
    Promise.objects.of(galil.id).filter(owner=galil.dan.pk).update(owner=F("answerable"))
    assert "owner" in broken(rebuild=True).detail


def test_a_promise_that_the_ledger_does_not_know_is_named(galil: Business) -> None:
    row = Promise.objects.of(galil.id).earliest("id")
    row.pk = None
    row.save(force_insert=True)
    found = broken(rebuild=True)
    assert (found.what, found.promise) == ("history_impossible", row.pk)


def test_a_case_that_says_other_than_its_events_is_named(galil: Business) -> None:
    closed = Case.objects.of(galil.id).get(state="closed")
    Case.objects.of(galil.id).filter(pk=closed.pk).update(state="open", closed_at=None)
    found = broken(rebuild=True)
    assert (found.what, found.case) == ("row_differs", closed.pk)


# ── what hangs on a promise, and the outbox ──


def moved_twice(business: Business) -> Promise:
    """The promise whose window moved, was put to the customer, and was told of."""
    return Promise.objects.of(business.id).earliest("id")


def test_a_revision_that_moves_to_another_time_is_named(galil: Business) -> None:
    row = moved_twice(galil)
    revision = Revision.objects.of(galil.id).filter(promise=row).earliest("id")
    for change in ({"due": cast.THURSDAY_1740}, {"from_due": cast.THURSDAY_1740}, {"number": 7}):
        kept = {name: getattr(revision, name) for name in change}
        Revision.objects.of(galil.id).filter(pk=revision.pk).update(**change)
        found = broken(rebuild=True)
        assert (found.what, found.promise, found.detail) == (
            "row_differs",
            row.pk,
            f"revision {revision.pk}",
        )
        Revision.objects.of(galil.id).filter(pk=revision.pk).update(**kept)
    assert verify.verify(rebuild_rows=True).holds


def test_a_revision_that_is_gone_is_named(galil: Business) -> None:
    row = moved_twice(galil)
    Revision.objects.of(galil.id).filter(promise=row).earliest("id").delete()
    assert (broken(rebuild=True).what, broken(rebuild=True).promise) == ("row_missing", row.pk)


def test_a_revision_that_nobody_made_is_named(galil: Business) -> None:
    revision = Revision.objects.of(galil.id).earliest("id")
    revision.pk, revision.number = None, 9
    revision.save(force_insert=True)
    assert broken(rebuild=True).detail == f"revision {revision.pk}"


def told(business: Business) -> Telling:
    """Something that a carrier took to the customer."""
    for message in outgoing.claim(worker="w", limit=100, now=cast.THURSDAY_1400):
        messages.mark_accepted(message.pk, now=cast.THURSDAY_1400)
    assert verify.verify(rebuild_rows=True).holds
    found = Telling.objects.of(business.id).filter(at__isnull=False, message__isnull=False)
    return found.earliest("id")


def test_a_telling_that_moves_to_another_moment_is_named(galil: Business) -> None:
    telling = told(galil)
    Telling.objects.of(galil.id).filter(pk=telling.pk).update(at=cast.SUNDAY_0900)
    found = broken(rebuild=True)
    assert (found.what, found.promise) == ("row_differs", telling.promise_id)
    assert "telling of window" in found.detail


def test_a_telling_that_is_gone_is_named(galil: Business) -> None:
    telling = told(galil)
    telling.delete()
    assert (broken(rebuild=True).what, broken(rebuild=True).promise) == ("row_missing", telling.promise_id)


def test_a_telling_that_nobody_heard_is_named(galil: Business) -> None:
    telling = Telling.objects.of(galil.id).filter(at=None).earliest("id")
    Telling.objects.of(galil.id).filter(pk=telling.pk).update(at=cast.SUNDAY_0900)
    assert (broken(rebuild=True).what, broken(rebuild=True).promise) == ("row_differs", telling.promise_id)


@pytest.mark.parametrize(
    ("was", "change"),
    [
        ("queued", {"state": "accepted"}),
        ("queued", {"state": "overtaken"}),
        ("queued", {"told_at": cast.SUNDAY_0900}),
        ("queued", {"settled_at": cast.SUNDAY_0900}),
        ("queued", {"channel": "sms"}),
        ("overtaken", {"state": "accepted"}),
    ],
)
def test_a_message_that_says_other_than_its_events_is_named(
    galil: Business, was: str, change: dict[str, object]
) -> None:
    message = Message.objects.of(galil.id).filter(state=was, case__isnull=False).earliest("id")
    Message.objects.of(galil.id).filter(pk=message.pk).update(**change)
    assert verify.verify().holds, "without --rebuild rows are not compared"
    found = broken(rebuild=True)
    assert (found.what, found.message, found.detail) == ("row_differs", message.pk, next(iter(change)))


def test_a_message_on_its_way_is_as_its_events_say(galil: Business) -> None:
    outgoing.claim(worker="w", limit=3, now=cast.THURSDAY_1400)
    assert verify.verify(rebuild_rows=True).holds


def test_timers_that_are_gone_are_named(galil: Business) -> None:
    Timer.objects.of(galil.id).delete()
    live = Promise.objects.of(galil.id).filter(state__in=["open", "reported"]).earliest("id")
    assert (broken(rebuild=True).what, broken(rebuild=True).promise) == ("timer_missing", live.pk)


def test_a_timer_that_was_put_off_is_named(galil: Business) -> None:
    timer = Timer.objects.of(galil.id).filter(kind="due", number=F("promise__number")).earliest("id")
    Timer.objects.of(galil.id).filter(pk=timer.pk).update(fire_at=cast.THURSDAY_1740.replace(year=2030))
    assert (broken(rebuild=True).what, broken(rebuild=True).promise) == ("timer_moved", timer.promise_id)


def test_what_is_late_holds_after_its_timer_fired(galil: Business) -> None:
    later = cast.THURSDAY_1740.replace(year=2027)
    while due := Timer.objects.of(galil.id).filter(fire_at__lte=later).order_by("fire_at", "id").first():
        timers.fire(due, now=due.fire_at)
        if Event.objects.of(galil.id).filter(kind="PromiseMissed").count() > 5:
            break
    assert Promise.objects.of(galil.id).filter(state="open", due__lt=due.fire_at if due else later).exists()
    assert verify.verify(rebuild_rows=True).holds


def test_a_demo_that_was_put_aside_holds_without_its_clock() -> None:
    now = cast.SUNDAY_1000
    demo.retire(demo.make(now=now))
    assert not Timer.objects.everywhere().exists()
    assert verify.verify(rebuild_rows=True).holds


def test_a_message_that_went_on_to_another_channel_is_as_it_was(galil: Business) -> None:
    opened = cases.open_case(
        customer_id=galil.dana.pk, by=cast.by(galil.yael), title="ביקור", now=cast.SUNDAY_1000
    )
    two = cast.customer(
        galil.ruth,
        "מאיה שלו",
        [
            cast.Contact(channel="email", address="maya@example.com"),
            cast.Contact(channel="email", address="maya@work.example"),
        ],
    )
    opened = cases.open_case(
        customer_id=two.pk,
        by=cast.by(galil.yael),
        title="ביקור",
        promise=cast.quote_draft(),
        now=cast.SUNDAY_1000,
    )
    message = Message.objects.of(galil.id).get(case=opened)
    outgoing.claim(worker="w", limit=100, now=cast.SUNDAY_1000.replace(minute=10))
    messages.mark_failed(message.pk, reason="550", permanent=True, now=cast.SUNDAY_1000.replace(minute=11))
    message.refresh_from_db(from_queryset=Message.objects.of(galil.id))
    assert message.address == "maya@work.example"
    assert verify.verify(rebuild_rows=True).holds
    Message.objects.of(galil.id).filter(pk=message.pk).update(address="somebody@else.example")
    assert (broken().what, broken().message) == ("text_changed", message.pk)


def command(*options: str) -> tuple[int, str]:
    out, code = StringIO(), 0
    try:
        call_command("verify", *options, stdout=out)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return code, out.getvalue()


def test_the_command_says_that_the_ledger_holds(galil: Business) -> None:
    code, said = command("--rebuild", "--json")
    report = json.loads(said)
    assert (code, report["holds"], report["broken"]) == (0, True, None)
    assert report["sealed"] == Event.objects.of(galil.id).count()
    code, said = command()
    assert (code, said.splitlines()[-1]) == (0, "the ledger holds")


def test_the_command_ends_with_1_where_an_event_waits_too_long(galil: Business) -> None:
    cast.quote(galil)
    code, said = command()
    assert code == 1
    assert f"broken: event_unsealed at organisation {galil.id}, event " in said
    seals.seal()
    assert command()[0] == 0


def test_the_command_ends_with_1_and_names_the_place(galil: Business) -> None:
    place = middle(galil)
    with unprotected():
        run("DELETE FROM teum_event WHERE id = %s", place.event)
    code, said = command("--json")
    assert code == 1
    assert json.loads(said)["broken"] == {
        "what": "event_missing",
        "organisation": galil.id,
        "position": place.position,
        "event": place.event,
    }
    code, said = command()
    assert code == 1
    assert f"event_missing at organisation {galil.id}, position {place.position}" in said
