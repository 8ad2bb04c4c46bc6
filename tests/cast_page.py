"""What stands on the customer's page, and what lies behind it, for the tests of both."""

from datetime import datetime, timedelta

from tests import cast, cast_disclosure, cast_upload
from tests.cast import Business
from teum.actions import disclosures, handouts, links, messages, outgoing, photos, promises, questions
from teum.models import Case, Customer, Message, Promise, Telling


def address(galil: Business, whose: Customer | None = None) -> str:
    """A customer's page, Dana's unless another is named."""
    return f"/p/{links.of_customer(whose or galil.dana, now=cast.SUNDAY_1000).token}"


def deliver(now: datetime) -> None:
    """Every message that waits is taken by its carrier."""
    while claimed := outgoing.claim(worker="test", limit=100, now=now + timedelta(days=1)):
        for message in claimed:
            messages.mark_accepted(message.pk, now=now)


def hears(promise: Promise, *, now: datetime) -> None:
    """Its customer gets what waits to be told of this promise, and nothing else."""
    mine = Message.objects.of(promise.organisation_id).filter(state="queued")
    told = Telling.objects.of(promise.organisation_id).filter(promise=promise).values("message")
    for message in list(mine.filter(pk__in=told)):
        mine.filter(pk=message.pk).update(state="sending")
        messages.mark_accepted(message.pk, now=now)


def call(galil: Business, case: Case, **said: object) -> Promise:
    """One more promise in a case: a call."""
    draft = cast.quote_draft(
        **{
            "body": "אתקשר אליך לתאם את ההתקנה",
            "includes": ("תיאום ההתקנה",),
            "channel": "phone",
            "due": cast.THURSDAY_1400,
            **said,
        }
    )
    return promises.make(case_id=case.pk, by=cast.by(galil.yael), draft=draft, now=cast.SUNDAY_1000)


def move(galil: Business, promise: Promise, due: datetime, reason: str, *, now: datetime) -> None:
    """Another time for a promise, and why; they have heard of the time before."""
    hears(promise, now=now)
    promises.revise(promise_id=promise.pk, by=cast.by(galil.yael), due=due, reason=reason, now=now)


def full(galil: Business, case: Case) -> None:
    """What else a page can hold besides `cast_scene`: a promise taken back, a file of ours, a photo in what is told."""
    yael, now = cast.by(galil.yael), cast.SUNDAY_1000
    taken_back = call(galil, case)
    promises.withdraw(promise_id=taken_back.pk, by=yael, disclosure="היצרן הפסיק לייצר את הדגם", now=now)
    handouts.give(
        case_id=case.pk, by=yael, name="quote.pdf", content=cast_upload.PDF, text="הצעת המחיר", now=now
    )
    photo = photos.keep(
        case_id=case.pk, by=yael, name="a.png", content=cast_upload.PNG, alt="השריטה מקרוב", now=now
    )
    disclosures.disclose(
        case_id=case.pk,
        by=yael,
        shown=cast_disclosure.shower(),
        decide_by=cast.TUESDAY_1400,
        photos=[photo.pk],
        now=now,
    )


def two_hundred(galil: Business) -> Promise:
    """A case in which two hundred things were agreed, moved, done and written, with one of everything still to come."""
    promise = cast.quote(galil)
    case, by, now = promise.case, cast.by(galil.yael), cast.SUNDAY_1000
    move(galil, promise, cast.WEDNESDAY_1200, "עיכוב במפעל", now=now)
    move(galil, promise, cast.THURSDAY_1400, "המתקין חולה", now=now)
    for number in range(40):
        done = call(galil, case, includes=(f"תיאום {number}",))
        deliver(now)
        promises.report(promise_id=done.pk, by=by, now=now)
        deliver(now)
        promises.confirm(promise_id=done.pk, by=galil.as_customer, now=now)
    gone = call(galil, case)
    promises.withdraw(promise_id=gone.pk, by=by, disclosure="הדגם הופסק אצל היצרן.", now=now)
    call(galil, case, answer_by=cast.TUESDAY_1000)
    call(galil, case, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    questions.ask(case_id=case.pk, by=by, text="באיזו קומה נמצאת הדירה?", due=cast.TUESDAY_1000, now=now)
    questions.ask(case_id=case.pk, by=galil.as_customer, text="באיזה צבע יהיה המזגן?", now=now)
    disclosures.disclose(
        case_id=case.pk, by=by, shown=cast_disclosure.shower(), decide_by=cast.TUESDAY_1000, now=now
    )
    told = cast_disclosure.shower(options=(), recommended="")
    disclosures.disclose(case_id=case.pk, by=by, shown=told, now=now)
    waits = call(galil, case)
    promises.report(promise_id=waits.pk, by=by, now=now)
    cast.case(galil.yael, galil.dana, title="מזגן לחדר")
    over = cast.promise_of(cast.case(galil.yael, galil.dana, title="מזגן למשרד"))
    promises.release(promise_id=over.pk, by=galil.as_customer, now=now)
    deliver(now)
    return promise
