"""The demo's services and question bank, and stories of documents: one that is awaited, and one that came."""

from __future__ import annotations

from teum.actions import bank, questions, services, uploads
from teum.actions.bank import Entry
from teum.core.question import Kind
from teum.management.demo.stage import Stage, Story
from teum.management.picture import picture
from teum.models import BankQuestion, Service

INSTALLING, CHECKING = "התקנת מזגן חדש", "בדיקה שנתית"
BANK = (
    (
        "before",
        "text",
        INSTALLING,
        "באיזו קומה נמצאת הדירה, ויש בה מעלית?",
        "Which floor is it, and is there a lift?",
    ),
    ("before", "document", INSTALLING, "צילום של לוח החשמל", "a picture of the fuse box"),
    (
        "before",
        "document",
        INSTALLING,
        "צילום של הקיר שעליו יותקן המזגן",
        "a picture of the wall for the unit",
    ),
    (
        "before",
        "text",
        None,
        "יש משהו שחשוב לך שנדע לפני שנגיע?",
        "Is there anything that we should know beforehand?",
    ),
    (
        "during",
        "text",
        None,
        "מה שעשינו עד כאן מתאים למה שביקשת?",
        "Is what we did so far what you asked for?",
    ),
    ("end", "text", None, "נשאר משהו שלא קיבל מענה?", "Is anything still without an answer?"),
    ("end", "document", CHECKING, "צילום של תעודת האחריות", "a picture of the warranty card"),
)


def keep_bank(stage: Stage) -> Story:
    """What the business offers, and what it asks every time."""
    now = yield stage.ago(36)
    by = stage.by("rina")
    offered = {name: services.add(by=by, name=name).pk for name in (INSTALLING, CHECKING)}
    for phase, kind, service, he, en in BANK:
        entry = Entry(he=he, en=en, phase=phase, kind=kind, service=offered[service] if service else None)
        bank.add(by=by, entry=entry, now=now)


def awaited(stage: Stage) -> Story:
    """A picture that the promise waits for: the customer sends it from their page."""
    at = yield stage.ago(6)
    case, row = stage.case(
        "noa",
        "dan",
        "מזגן לחדר הילדים",
        at=at,
        service=_service(stage, INSTALLING),
        body="אשלח לך במייל את תוכנית ההתקנה",
        includes=["תוכנית התקנה", "מחיר סופי"],
        condition="צילום של לוח החשמל",
        condition_due=stage.ahead(12),
        due=stage.ahead(22),
    )
    now = yield stage.after(at, 0.5)
    questions.ask(
        case_id=case.pk,
        by=stage.by("dan"),
        text="צילום של לוח החשמל",
        kind=Kind.DOCUMENT,
        about=row.pk,
        now=now,
    )


def came(stage: Stage) -> Story:
    """A picture that was asked for from the bank, and came: whoever asked sees it on their day."""
    at = yield stage.ago(7)
    case, _ = stage.case(
        "moshe",
        "yael",
        "מזגן לסלון",
        at=at,
        service=_service(stage, INSTALLING),
        body="אשלח לך במייל הצעה להתקנה",
        includes=["הצעת מחיר", "מועד להתקנה"],
        due=stage.ahead(9),
    )
    now = yield stage.after(at, 1)
    asked = (
        BankQuestion.objects.of(case.organisation_id)
        .filter(kind="document", phase="before")
        .order_by("id")[0]
    )
    question = bank.ask(case_id=case.pk, by=stage.by("yael"), bank_id=asked.pk, now=now)
    now = yield stage.after(at, 5)
    uploads.receive(
        question_id=question.pk,
        by=stage.by_customer("moshe"),
        name="לוח החשמל.png",
        content=picture(),
        now=now,
    )


def _service(stage: Stage, name: str) -> int:
    return int(Service.objects.of(stage.people.organisation.pk).get(name=name).pk)


STORIES = (keep_bank, awaited, came)
