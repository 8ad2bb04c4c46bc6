"""The demo's process, and a case that follows it: the flat was measured, and the quote is written."""

from __future__ import annotations

from teum.actions import journeys, processes, promises
from teum.core.process import Stage
from teum.core.promise import Debtor
from teum.core.said import Said
from teum.management.demo import documents
from teum.management.demo.stage import Stage as Scene
from teum.management.demo.stage import Story
from teum.models import Journey, Process, Promise, Service

NAME = Said("התקנת מזגן, מהמדידה ועד ההפעלה", "A new air conditioner, from measuring to switching on")
STAGES = (
    Stage(
        name=Said("ביקור מדידה", "Measuring"),
        actor=Debtor.PROVIDER,
        low="1 business day",
        high="3 business days",
        promise=Said("אגיע אליך למדוד את החדר", "I will come and measure the room"),
        includes=Said("מדידת החדר\nבחירת מקום למזגן", "measuring the room\nchoosing a place for the unit"),
        channel="visit",
    ),
    Stage(
        name=Said("הצעת מחיר", "The quote"),
        actor=Debtor.PROVIDER,
        low="1 business day",
        high="2 business days",
        promise=Said("אשלח לך הצעת מחיר להתקנה", "I will send you a quote for the installation"),
        includes=Said(
            "מחיר המזגן וההתקנה\nתנאי אחריות", "the price of the unit and its installation\nthe warranty"
        ),
        channel="email",
    ),
    Stage(
        name=Said("אישור ההצעה", "Approving the quote"),
        actor=Debtor.CUSTOMER,
        low="1 business day",
        high="5 business days",
        promise=Said("לאשר את הצעת המחיר", "approve the quote"),
        channel="portal",
    ),
    Stage(
        name=Said("הגעת המזגן", "Delivery of the unit"),
        actor=Debtor.THIRD_PARTY,
        party=Said("היבואן", "The importer"),
        low="3 business days",
        high="8 business days",
        every="3 business days",
        promise=Said("היבואן ישלח אלינו את המזגן", "The importer will send us the unit"),
        hears=Said(
            "נכתוב לך איפה המשלוח, גם אם לא השתנה דבר.",
            "We tell you where it is, even if nothing has changed.",
        ),
    ),
    Stage(
        name=Said("התקנה והפעלה", "Fitting and switching on"),
        actor=Debtor.PROVIDER,
        low="1 business day",
        high="3 business days",
        within="5 business days",
        promise=Said(
            "אתקין לך את המזגן ואסביר איך מפעילים אותו", "I will fit the unit and explain how it works"
        ),
        includes=Said("התקנה\nבדיקת פעולה\nפינוי האריזות", "fitting\na trial run\ntaking the packaging away"),
        brings=Said("אישור שמבוגר יהיה בבית", "confirmation that an adult will be at home"),
        channel="visit",
    ),
)


def keep_process(scene: Scene) -> Story:
    """What an installation goes through."""
    now = yield scene.ago(36)
    service = Service.objects.of(scene.people.organisation.pk).get(name=documents.INSTALLING)
    entry = processes.Entry(name=NAME, stages=STAGES, service=service.pk)
    processes.add(by=scene.by("rina"), entry=entry, now=now)


def measured(scene: Scene) -> Story:
    """A case in its second stage: the customer's page shows what was, what is, and about when the rest comes."""
    at = yield scene.ago(18)
    by, customer = scene.by("dan"), scene.by_customer("amal")
    case, summary = scene.case(
        "amal",
        "dan",
        "מזגן לחדר השינה",
        at=at,
        service=Service.objects.of(scene.people.organisation.pk).get(name=documents.INSTALLING).pk,
        body="אשלח לך במייל סיכום של השיחה",
        includes=["סיכום השיחה"],
        due=scene.after(at, 4),
    )
    process = Process.objects.of(case.organisation_id).get()
    journeys.begin(case_id=case.pk, process_id=process.pk, by=by, now=at)
    now = yield scene.after(at, 1)
    promises.report(promise_id=summary.pk, by=by, now=now)
    now = yield scene.after(at, 8)
    visit = _held(case.pk, case.organisation_id)
    promises.report(promise_id=visit.pk, by=by, now=now)
    now = yield scene.after(at, 10)
    for row in (summary, visit):
        promises.confirm(promise_id=row.pk, by=customer, now=now)
    journeys.enter(case_id=case.pk, stage=1, by=by, now=now)


def _held(case_id: int, organisation_id: int) -> Promise:
    """What was promised in the stage in which a case is."""
    journey = Journey.objects.of(organisation_id).get(case=case_id)
    return Promise.objects.of(organisation_id).get(pk=journey.passages[-1]["promise"])


STORIES = (keep_process, measured)
