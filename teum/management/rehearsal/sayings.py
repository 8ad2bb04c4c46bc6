"""What people say in a rehearsal: whole promises of every kind, reasons, notes; and moments as people name them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from teum.actions.promises import Draft
from teum.core.promise import Debtor
from teum.management.picture import picture

OURS = (
    ("אשלח לך את הצעת המחיר", ("הצעת מחיר", "מפרט"), "email"),
    ("אתקשר אליך עם תשובה", ("תשובה על הזמינות",), "phone"),
    ("נתקין אצלך את המזגן", ("התקנה", "בדיקה"), "visit"),
    ("I'll send you the quote", ("the quote",), "email"),
    ("אבדוק ואחזור אליך עם מחיר", ("מחיר סופי",), "phone"),
)
CUSTOMERS = ("אשלח לכם את הטופס החתום", "I'll send you the signed form")
THIRD = "היבואן ישלח לך את החלק"
CONDITIONS = ("אחרי שיגיע הטופס החתום", "once you've signed the form")
TERMS = ("", "3 business days", "PT24H", "P2D")
TITLES = ("מזגן לסלון", "תיקון דוד", "a new boiler", "החלפת מנוע")
REASONS = ("חסר נתון מהספק", "the supplier is late", "הטכנאי חולה")
NEWS = ("החלק הגיע ונבדק", "the part is here", "דיברתי עם היצרן")
DISCLOSURE = "היצרן הפסיק לייצר את הדגם"
PROOF = "כתבה שאין צורך"
NOTE = "הכול הותקן"
QUESTIONS = ("באיזה צבע יהיה המזגן?", "which floor is the flat on?", "הדירה בקומה שלישית, בלי מעלית")
DOCUMENTS = ("צילום של לוח החשמל", "the signed order form")
PICTURE, NO_PICTURE = picture(), b"<svg/>"
PICTURE_NAME = "לוח.png"
SEEN = "הפגם מקרוב"
"""What is seen in a photo."""
NO_ANSWER = "הטופס לא הגיע"
MISSING = "חסר המפרט של הדגם"
OBJECTION = "נאמר לי שגם ההתקנה כלולה"
CATCHES = ("יש שריטה על הזכוכית", "the pump is louder than the catalogue says", "הצבע שונה מעט מהדוגמה")
MATTERS = "זה נראה לעין ואינו משפיע על הפעולה"
OPTIONS = ("דגם אחר, בלי פגם", "another model, without the flaw")
AS_AGREED, CANCEL = "כמו שסיכמנו", "לבטל"
INTEREST = "הדגם האחר יקר יותר"
FINDER = "רות"
VAGUE = ("אשלח לך את המפרט בהקדם", "I'll call you as soon as possible", "נחזור אליך בקרוב")


def spoilt(rng: Random, whole: Draft) -> Draft:
    """The same as people say it at first: vague, or only half."""
    vague = rng.choice(VAGUE)
    changes: dict[str, Any] = rng.choice(
        [
            {"body": vague},
            {"includes": (*whole.includes, vague)},
            {"condition": vague, "condition_due": whole.due},
            {"body": vague, "due": None, "start": None},
            {"includes": ()},
            {"channel": None},
            {"due": datetime(2020, 1, 1, 12, tzinfo=UTC), "start": None},
            {"start": whole.due and whole.due + timedelta(hours=2)},
        ]
    )
    return replace(whole, **changes)


def moment(at: datetime, zone: ZoneInfo, *, grain_minutes: int = 5) -> datetime:
    """A moment as people name it: on a round minute, and past an hour that does not exist or comes twice."""
    local = at.astimezone(zone).replace(second=0, microsecond=0)
    local += timedelta(minutes=-local.minute % grain_minutes)
    earlier, later = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    return local if earlier == later else local + timedelta(hours=2)


def draft(rng: Random, kind: str, *, due: datetime, now: datetime, zone: ZoneInfo) -> Draft:
    """A whole promise of a kind: `plain`, `visit`, `offer`, `condition`, `customer` or `third`."""
    body, includes, channel = rng.choice(OURS)
    said = Draft(body=body, includes=includes, channel=channel, due=due, says_replaces=True)
    by = moment(now + (due - now) * rng.uniform(0.4, 0.7), zone, grain_minutes=1)
    match kind:
        case "visit":
            length = rng.choice([timedelta(0), timedelta(minutes=30), timedelta(hours=2)])
            start = moment(max(due - length, now + timedelta(minutes=1)), zone, grain_minutes=1)
            return replace(said, channel="visit", start=min(start, due))
        case "offer":
            return replace(said, answer_by=by)
        case "condition":
            return replace(said, condition=rng.choice(CONDITIONS), condition_due=by, term=rng.choice(TERMS))
        case "customer":
            return replace(said, body=rng.choice(CUSTOMERS), includes=("הטופס",), debtor=Debtor.CUSTOMER)
        case "third":
            return replace(said, body=THIRD, includes=("החלק",), debtor=Debtor.THIRD_PARTY, channel="visit")
    return said
