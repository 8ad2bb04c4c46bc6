"""A busy Sunday at the business: something behind every page of the product, for the tests that look at all of them.

One customer, Dana, with a case in which everything stands; John, who reads English, with a visit to agree to; a mail
that nobody could place, an incident half told, people who were invited, and matters that ended well and badly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tests import (
    cast,
    cast_alignment,
    cast_disclosure,
    cast_incident,
    cast_mail,
    cast_page,
    cast_process,
    cast_signing,
    cast_upload,
)
from tests.cast import SUNDAY_1000, TUESDAY_1000, TUESDAY_1400, Business, by, of
from teum.actions import (
    alignments,
    bank,
    closings,
    conversations,
    delays,
    disclosures,
    inbox,
    intakes,
    law,
    links,
    members,
    moves,
    promises,
    questions,
    services,
    standing,
    summaries,
    surveys,
    tokens,
    uploads,
    vocabulary,
)
from teum.actions.bank import Entry
from teum.actions.conversations import Asked, Said, Wished
from teum.actions.members import Person
from teum.actions.promises.steps import Next
from teum.core.actor import Role
from teum.core.conversation import Channel, Direction, Outcome
from teum.core.disclosure import How
from teum.core.law import Name
from teum.core.promise import Debtor
from teum.core.question import Kind
from teum.core.survey import Gap
from teum.language.vocabulary import OwnWord
from teum.models import Case, ContactPoint, Message, Process, Promise, Task

NOW = SUNDAY_1000
CALL_BACK = {
    "body": "אתקשר אליך עד יום רביעי, 25.11, בשעה 12:00",
    "includes": ("תשובה של היבואן",),
    "channel": "phone",
    "due": cast.WEDNESDAY_1200,
    "says_replaces": True,
}


@dataclass
class Scene:
    """What an address may name, and the addresses that show a thing in another state."""

    names: dict[str, Any] = field(default_factory=dict)
    """Of each argument of an address, the thing that it names: `case_id`, `token` …"""
    more: list[str] = field(default_factory=list)
    """Further addresses of pages that the desk knows."""
    pages: list[str] = field(default_factory=list)
    """Further addresses of customers' pages."""


def scene(galil: Business) -> Scene:
    """Tell all of it."""
    made = Scene()
    _settings(galil, made)
    promise = _everything(galil, made)
    _johns_visit(galil, made)
    _on_its_way(galil, made)
    _to_sign(galil, made)
    _agreed(galil, made)
    _moved(galil, made)
    _ended(galil, made)
    _mails(galil, made, promise)
    _told_many(galil, made)
    made.names |= {"slug": galil.organisation.slug, "customer_id": galil.dana.pk, "member_id": galil.dan.pk}
    made.names["promise_id"] = promise.pk
    of(ContactPoint, galil, customer=galil.john).update(is_broken=True)
    made.names["contact_id"] = of(ContactPoint, galil, customer=galil.john).get().pk
    return made


def _settings(galil: Business, made: Scene) -> None:
    """What managers keep: services, the bank, words, keys, and somebody who was invited."""
    ruth = by(galil.ruth)
    service = services.add(by=ruth, name="מקלחון במבצע")
    kept = standing.keep(
        service_id=service.pk, by=ruth, shown=cast_disclosure.kept(), days=cast_disclosure.DAYS, now=NOW
    )
    asked = Entry(he="באיזו קומה נמצאת הדירה?", en="Which floor is the flat on?", phase="before")
    row = bank.add(by=ruth, entry=asked, now=NOW)
    own = OwnWord(phrase="על הבוקר", reason="לא שעה", better="לכתוב שעה", lang="he")
    word = vocabulary.add(by=ruth, word=own, now=NOW)
    key, _ = tokens.make(member=galil.ruth, name="הזמנות מהאתר", now=NOW)
    person = Person(name="נועם גל", email="noam@galil.example", gender="m")
    invited = members.invite(by=ruth, person=person, role=Role.AGENT, now=NOW)
    made.names |= {"service_id": service.pk, "standing_id": kept.pk, "bank_id": row.pk}
    fact = law.add(
        by=ruth, name=Name.VAT, value=1_900, since=date(2027, 1, 1), source="צו מס ערך מוסף", now=NOW
    )
    made.names |= {
        "fact_id": fact.pk,
        "word_id": word.pk,
        "key_id": key.pk,
        "invitation": invited.path.rpartition("/")[2],
    }
    made.more.append(f"/team/{invited.member.pk}")


def _everything(galil: Business, made: Scene) -> Promise:
    """Dana's case: a moved promise, one that waits, one done, an offer, questions, documents, a choice, a summary."""
    yael, dana = by(galil.yael), galil.as_customer
    promise = cast.quote(galil)
    case = promise.case
    cast_page.move(galil, promise, cast.WEDNESDAY_1200, "עיכוב במפעל", now=NOW)
    cast_page.call(galil, case, condition="הטופס החתום", condition_due=cast.MONDAY_1000)
    cast_page.call(galil, case, answer_by=TUESDAY_1000, includes=("התקנה", "בדיקה"))
    done = cast_page.call(galil, case)
    promises.report(promise_id=done.pk, by=yael, now=NOW)
    ours = questions.ask(case_id=case.pk, by=yael, text="באיזו קומה נמצאת הדירה?", due=TUESDAY_1000, now=NOW)
    questions.ask(
        case_id=case.pk,
        by=yael,
        text="הבנו שההתקנה היא בסלון.",
        kind=Kind.READBACK,
        due=TUESDAY_1000,
        now=NOW,
    )
    theirs = questions.ask(case_id=case.pk, by=dana, text="באיזה צבע יהיה המזגן?", now=NOW)
    document = cast_upload.document(galil, promise)
    cast_upload.document(galil, promise, text="צילום של הקיר")
    file = uploads.receive(question_id=document.pk, by=dana, name="לוח.png", content=cast_upload.PNG, now=NOW)
    told = disclosures.disclose(
        case_id=case.pk, by=yael, shown=cast_disclosure.shower(), decide_by=TUESDAY_1400, now=NOW
    )
    nothing = cast_disclosure.shower(options=(), recommended="")
    disclosures.disclose(case_id=case.pk, by=yael, shown=nothing, now=NOW)
    talk, row = _talk(galil, case)
    made.names |= {"case_id": case.pk, "conversation_id": talk, "summary_id": row, "upload_id": file.pk}
    made.names |= {"question_id": theirs.pk, "disclosure_id": told.pk, "thing_id": ours.pk}
    made.more += [f"/cases/{case.pk}?promise", f"/promises/{done.pk}", f"/questions/{ours.pk}/answers"]
    page = cast_page.address(galil)
    made.names["token"] = page.rpartition("/")[2]
    made.pages += [f"{page}?case={case.pk}", f"{page}/history?case={case.pk}"]
    return promise


def _talk(galil: Business, case: Case) -> tuple[int, int]:
    """A call of which something of everything came, and its summary; one more that is not summed up yet."""
    said = Said(
        channel=Channel.CALL,
        direction=Direction.IN,
        notes="היבואן לא ענה לנו.",
        promises=[cast.quote_draft(**CALL_BACK)],
        questions=[Asked(text="מתי נוח לך?", is_theirs=False, due=TUESDAY_1000)],
        wishes=[
            Wished(text="לדבר עם היבואן", outcome=Outcome.PROMISED, made=0),
            Wished(text="התקנה בשבת", outcome=Outcome.DECLINED, answer="הצוות לא עובד בשבת"),
        ],
    )
    row = conversations.log(case_id=case.pk, by=by(galil.yael), said=said, now=NOW)
    sent = summaries.send(conversation_id=row.pk, by=by(galil.yael), now=NOW)
    cast_page.deliver(NOW)
    draft = cast.quote_draft(
        body="אשלח לך במייל את נתוני הרעש", includes=("נתוני הרעש",), due=cast.THURSDAY_1400
    )
    again = Said(channel=Channel.CALL, direction=Direction.OUT, notes="דיברנו על הרעש.", promises=[draft])
    open_one = conversations.log(case_id=case.pk, by=by(galil.yael), said=again, now=NOW)
    return open_one.pk, sent.pk


def _on_its_way(galil: Business, made: Scene) -> None:
    """Another case of Dana's, in the first stage of a process, and in which both say what they expect."""
    case = cast_process.on_its_way(galil)
    row = cast_alignment.begun_in(galil, case)
    alignments.say(alignment_id=row.pk, answers=cast_alignment.ANSWERS, by=by(galil.yael), now=NOW)
    alignments.show(alignment_id=row.pk, by=by(galil.yael), now=NOW)
    made.names |= {"alignment_id": row.pk, "template_id": row.template_id}
    made.more.append(f"/alignments/{row.pk}/heard?topic=left_out")
    form = intakes.add(template_id=row.template_id, language="he", by=by(galil.ruth))
    made.names |= {"intake_id": form.pk, "form_key": form.key}
    made.names |= {"process_id": of(Process, galil).get().pk, "number": 1}
    made.more += [f"/cases/{case.pk}", f"/cases/{case.pk}/stages"]
    made.pages.append(f"{cast_page.address(galil)}?case={case.pk}")


def _to_sign(galil: Business, made: Scene) -> None:
    """A third case of Dana's, with an agreement that she has read and not signed."""
    row = cast_signing.offered(galil, now=NOW)
    cast_signing.read(galil, row, now=NOW)
    made.names |= {"agreement_id": row.pk}
    made.more += [f"/cases/{row.case_id}", f"/alignments/{row.alignment_id}/agreement"]
    made.pages.append(f"{cast_page.address(galil)}?case={row.case_id}")


def _agreed(galil: Business, made: Scene) -> None:
    """What was agreed on the page: it can be cancelled there."""
    row = cast_alignment.filled(galil)
    alignments.approve(alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=NOW)
    made.more += [f"/cases/{row.case_id}", f"/alignments/{row.pk}/cancellations"]
    made.pages.append(f"{cast_page.address(galil)}?case={row.case_id}")


def _johns_visit(galil: Business, made: Scene) -> None:
    """John reads English: a visit that moved twice, a time that nobody knows, and a form that he owes us."""
    yael = by(galil.yael)
    visit = cast.quote_draft(
        body="I will install the air conditioner in your living room",
        includes=("installation", "a check"),
        channel="visit",
        start=cast.at("2026-11-24 10:00"),
        due=TUESDAY_1400,
    )
    case = cast.case(galil.yael, galil.john, title="Two quotes", promise=visit)
    row = cast.promise_of(case)
    cast_page.move(galil, row, cast.WEDNESDAY_1200, "The installer is ill", now=NOW)
    cast_page.hears(row, now=NOW)
    delays.no_date(
        promise_id=row.pk, by=yael, reason="The importer did not answer us", next_due=TUESDAY_1000, now=NOW
    )
    form = cast.quote_draft(
        body="the signed form", includes=("the signed form",), channel="email", debtor=Debtor.CUSTOMER
    )
    owed = cast.case(galil.yael, galil.john, title="The form", promise=form)
    closings.announce(case_id=owed.pk, by=yael, on=cast.at("2026-11-29 12:00"), now=NOW)
    made.more.append(f"/cases/{owed.pk}/closing")
    page = cast_page.address(galil, galil.john)
    made.pages += [f"{page}?case={case.pk}", f"{page}?case={owed.pk}", f"{page}/history"]
    made.more += [
        f"/cases/{case.pk}",
        f"/cases/{owed.pk}",
        f"/customers/{galil.john.pk}",
        f"/promises/{row.pk}/ask",
    ]


def _moved(galil: Business, made: Scene) -> None:
    """Two appointments that their customer asked to move: one waits for us, and for the other we offered a third time."""
    page, wished = cast_page.address(galil), cast.at("2026-11-25 10:00")
    for is_offered in (False, True):
        row = cast.appointment(galil)
        asked = moves.ask(promise_id=row.pk, by=galil.as_customer, begins=[wished, TUESDAY_1400], now=NOW)
        if is_offered:
            third = cast.at("2026-11-26 10:00")
            due = cast.at("2026-11-26 12:00")
            moves.offer(question_id=asked.pk, by=by(galil.yael), start=third, due=due, now=NOW)
        else:
            made.names |= {"move_id": asked.pk, "begins": int(wished.timestamp())}
        made.more.append(f"/cases/{row.case_id}")
        made.pages.append(f"{page}?case={row.case_id}")


def _ended(galil: Business, made: Scene) -> None:
    """Matters that ended: one whose customer is asked how it was, one that was found worse than agreed."""
    page = cast_page.address(galil)
    for title in ("מזגן לחדר", "מזגן למשרד"):
        row = cast.promise_of(cast.case(galil.yael, galil.dana, title=title))
        promises.report(promise_id=row.pk, by=by(galil.yael), now=NOW)
        promises.confirm(promise_id=row.pk, by=galil.as_customer, now=NOW)
        made.more += [f"/cases/{row.case_id}", f"/cases/{row.case_id}/surveys"]
        made.pages.append(f"{page}?case={row.case_id}")
    survey, bad = surveys.Survey.objects.of(galil.id).order_by("id")
    surveys.answer(
        survey_id=bad.pk, by=galil.as_customer, score=2, gap=Gap.WORSE, comment="המזגן מרעיש", now=NOW
    )
    made.names["survey_id"] = survey.pk
    gone = cast.promise_of(cast.case(galil.yael, galil.dana, title="מדידה"))
    promises.withdraw(
        promise_id=gone.pk,
        by=by(galil.yael),
        disclosure="הדגם הופסק אצל היצרן.",
        after=Next(close=True),
        now=NOW,
    )
    made.pages.append(f"{page}?case={gone.case_id}")


def _mails(galil: Business, made: Scene, promise: Promise) -> None:
    """What customers wrote: in answer, out of the blue, and from somebody who cannot be told; a link to a page."""
    letter = of(Message, galil, case=promise.case_id, direction="out").earliest("id")
    inbox.receive(cast_mail.answer_to(letter), now=NOW)
    inbox.receive(cast_mail.mail("ומה עם החנייה?", files=("plan.pdf",)), now=NOW)
    mail = inbox.receive(cast_mail.mail(is_checked=False), now=NOW)
    assert mail
    made.names |= {"message_id": letter.pk, "outcome": "sent"}
    made.names["page_id"] = links.of_customer(galil.dana, now=NOW).pk
    made.more.append(f"/messages/{mail.pk}")


def _told_many(galil: Business, made: Scene) -> None:
    """The van broke down: a word that is on its way, and a draft of the next."""
    told = cast_incident.told(galil, now=NOW, known_at=NOW - timedelta(minutes=20))
    drafted = cast_incident.drafted(galil, now=NOW, known_at=NOW)
    made.names["incident_id"] = told.pk
    made.names["task_id"] = of(Task, galil).earliest("id").pk
    made.more.append(f"/incidents/{drafted.pk}")
