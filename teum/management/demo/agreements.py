"""The demo's alignments and agreements: one in the middle, one approved with one tap, one signed and being changed."""

from __future__ import annotations

import re
from datetime import datetime

from teum.actions import (
    agreement_ends,
    agreements,
    alignment_templates,
    alignments,
    intakes,
    papers,
    promises,
    receipts,
    signing,
)
from teum.actions.alignment_templates import Entry
from teum.core import alignment as core
from teum.core.agreement import Section
from teum.core.alignment import Answer, Mark
from teum.core.disclosure import How
from teum.core.price import Means, Payment, Price
from teum.core.window import Window
from teum.management.demo import documents
from teum.management.demo.installation import ITEMS, NAME
from teum.management.demo.stage import Stage, Story
from teum.models import Agreement, Alignment, AlignmentTemplate, ContactPoint, Message, Service
from teum.queries import alignments as queries

VAT = 1_800


def keep_template(stage: Stage) -> Story:
    """What is gone through before an installation, and a form for the site, which asks the first of it."""
    now = yield stage.ago(36)
    service = Service.objects.of(stage.people.organisation.pk).get(name=documents.INSTALLING)
    entry = Entry(name=NAME, items=ITEMS, service=service.pk)
    by = stage.by("rina")
    kept = alignment_templates.add(by=by, entry=entry, now=now)
    form = intakes.add(template_id=kept.pk, language="he", by=by)
    intakes.change(intake_id=form.pk, language="he", owner=None, is_on=True, asks=["room"], by=by)


def in_the_middle(stage: Stage) -> Story:
    """Shared by link: the customer has filled in theirs, and asks about one of ours; the price is still to be said."""
    at = yield stage.ago(5)
    by, customer = stage.by("yael"), stage.by_customer("noa")
    case, _ = stage.case(
        "noa",
        "yael",
        "מזגן לחדר העבודה",
        at=at,
        service=_service(stage),
        body="אשלח לך במייל את המחיר להתקנה",
        includes=["מחיר המזגן", "מחיר ההתקנה"],
        due=stage.ahead(7),
    )
    row = alignments.begin(case_id=case.pk, template_id=_template(stage), by=by, now=at)
    ours = {
        "unit": Answer(text="אינוורטר 12,000 BTU: החדר קטן, ומזגן חזק ממנו היה רועש ויקר יותר"),
        "install": Answer(window=stage.visit(30)),
    }
    alignments.say(alignment_id=row.pk, answers=ours, by=by, now=at)
    now = yield stage.after(at, 0.5)
    alignments.show(alignment_id=row.pk, by=by, now=now)
    now = yield stage.after(at, 2)
    theirs = {"room": Answer(text="חדר עבודה, 12 מ״ר, השמש נכנסת אחר הצהריים"), "most": Answer(option=0)}
    row = alignments.say(alignment_id=row.pk, answers=theirs, by=customer, now=now)
    now = yield stage.after(at, 2.25)
    asked = "ואם יתברר שהקיר מבטון, מה המחיר?"
    alignments.mark(
        alignment_id=row.pk,
        item="without",
        mark=Mark.UNCLEAR,
        seen=core.seen(queries.value(row).line("without")),
        counter=asked,
        by=customer,
        now=now,
    )


def approved(stage: Stage) -> Story:
    """What was agreed on the phone, approved by the customer with one tap."""
    at = yield stage.ago(12)
    by = stage.by("yael")
    case, sent = stage.case(
        "john",
        "yael",
        "A unit for the guest room",
        at=at,
        service=_service(stage),
        body="I'll email you what we agreed on the phone",
        includes=["what is included", "the price and the dates"],
        due=stage.after(at, 4),
    )
    row = alignments.begin(case_id=case.pk, template_id=_template(stage), by=by, now=at)
    price = _price(
        stage, ("Deposit", 80_000, 10, Means.CARD), ("After the trial run", 240_000, 34, Means.TRANSFER)
    )
    answers = {
        "room": Answer(text="The guest room, 16 square metres, used at weekends"),
        "most": Answer(option=0),
        "unit": Answer(text="A quiet inverter of 12,000 BTU: the room is slept in"),
        "install": Answer(window=stage.visit(30)),
        "cost": Answer(price=price),
        "channel": Answer(option=1),
    }
    row = alignments.say(alignment_id=row.pk, answers=answers, by=by, now=at)
    now = yield stage.after(at, 1)
    alignments.show(alignment_id=row.pk, by=by, now=now)
    promises.report(promise_id=sent.pk, by=by, now=now)
    now = yield stage.after(at, 3)
    customer = stage.by_customer("john")
    promises.confirm(promise_id=sent.pk, by=customer, now=now)
    alignments.approve(alignment_id=row.pk, by=customer, seen=row.version, how=How.PAGE, now=now)


def changed(stage: Stage) -> Story:
    """Signed by both and the deposit paid; one more unit is asked for, and the next version waits for its signature."""
    at = yield stage.ago(24)
    by, customer = stage.by("dan"), stage.by_customer("hotel")
    case, sent = stage.case(
        "hotel",
        "dan",
        "מזגנים לקומה השנייה",
        at=at,
        service=_service(stage),
        body="אשלח לכם במייל הסכם לחתימה",
        includes=["מה כלול", "מחיר ומועדים"],
        due=stage.after(at, 6),
    )
    row = alignments.begin(case_id=case.pk, template_id=_template(stage), by=by, now=at)
    deposit = ("מקדמה", 600_000, 10, Means.TRANSFER)
    price = _price(stage, deposit, ("יתרה אחרי ההפעלה", 1_200_000, 44, Means.CHEQUE))
    answers = {
        "room": Answer(text="שישה חדרי אורחים, 18 מ״ר כל חדר"),
        "most": Answer(option=0),
        "unit": Answer(text="שישה מזגני אינוורטר, 12,000 BTU כל אחד: השקטים ביותר בגודל הזה"),
        "install": Answer(window=stage.visit(36)),
        "cost": Answer(price=price),
        "channel": Answer(option=1),
    }
    row = alignments.say(alignment_id=row.pk, answers=answers, by=by, now=at)
    now = yield stage.after(at, 1)
    first = _offered(row, stage, by="dan", now=now)
    promises.report(promise_id=sent.pk, by=by, now=now)
    now = yield stage.after(at, 3)
    promises.confirm(promise_id=sent.pk, by=customer, now=now)
    _sign(first, stage, "hotel", name="ארז לביא", now=now)
    now = yield stage.after(at, 5)
    agreements.sign(agreement_id=first.pk, name="דן אברהמי", consents=True, by=by, now=now)
    first.refresh_from_db()
    now = yield stage.after(at, 9)
    receipts.take(
        promise_id=first.promises["cost"],
        amount=600_000,
        means=Means.TRANSFER,
        on=now.astimezone(stage.calendar.zone).date(),
        by=by,
        now=now,
    )
    now = yield stage.ago(3)
    begun = agreement_ends.amend(agreement_id=first.pk, by=by, now=now)
    more = _price(stage, deposit, ("יתרה אחרי ההפעלה", 1_500_000, 44, Means.CHEQUE))
    answers = {
        "room": Answer(text="שבעה חדרי אורחים, 18 מ״ר כל חדר"),
        "unit": Answer(text="שבעה מזגני אינוורטר, 12,000 BTU כל אחד: השקטים ביותר בגודל הזה"),
        "cost": Answer(price=more),
    }
    begun = alignments.say(alignment_id=begun.pk, answers=answers, by=by, now=now)
    _offered(begun, stage, by="dan", now=now)


def _offered(row: Alignment, stage: Stage, *, by: str, now: datetime) -> Agreement:
    """Laid before the customer, with the file that is signed."""
    made = agreements.offer(alignment_id=row.pk, seen=row.version, by=stage.by(by), now=now)
    papers.make(made.organisation_id, made.pk, is_signed=False, now=now)
    made.refresh_from_db()
    return made


def _sign(row: Agreement, stage: Stage, customer: str, *, name: str, now: datetime) -> None:
    """Read section by section, and signed with the code that went to their own address."""
    by = stage.by_customer(customer)
    for section in dict.fromkeys(term["section"] for term in row.terms):
        agreements.confirm(agreement_id=row.pk, section=Section(section), by=by, now=now)
    mine = ContactPoint.objects.of(row.organisation_id).filter(customer=stage.people.customers[customer])
    signing.send(agreement_id=row.pk, contact_id=mine.get(channel="email").pk, by=by, now=now)
    sent = Message.objects.of(row.organisation_id).filter(case=row.case_id, kind="code").latest("id")
    (code,) = re.findall(r"\d{6}", sent.subject)
    signing.prove(agreement_id=row.pk, code=code, by=by, now=now)
    agreements.sign(agreement_id=row.pk, name=name, consents=True, by=by, now=now)


def _price(stage: Stage, *paid: tuple[str, int, float, Means]) -> Price:
    """The payments, each by so many working hours from now, and what they come to."""
    payments = tuple(
        Payment(what=what, amount=amount, window=Window(due=stage.ahead(hours)), means=means)
        for what, amount, hours, means in paid
    )
    return Price(total=sum(one.amount for one in payments), vat=VAT, payments=payments)


def _template(stage: Stage) -> int:
    return int(AlignmentTemplate.objects.of(stage.people.organisation.pk).get().pk)


def _service(stage: Stage) -> int:
    return int(Service.objects.of(stage.people.organisation.pk).get(name=documents.INSTALLING).pk)


STORIES = (keep_template, in_the_middle, approved, changed)
