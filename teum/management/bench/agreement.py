"""`agreement_pdf`: how long it takes to draw an agreement of five pages with its evidence, and to seal it."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import override_settings

from teum.documents import agreement, evidence, sealing
from teum.documents.agreement import Duty, Party, Payment, Price, Section, Sheet, Signature, Signed
from teum.documents.drawing import Strokes
from teum.documents.evidence import Act, Evidence
from teum.management.bench.figure import Figure, Untrue, percentile
from teum.now import now

PAGES = 5
_CLAUSES = (
    "מזגן עילי חדש, 24,000 BTU, דגם AC-24/7, עם אחריות יצרן של 36 חודשים.",
    "התקנה מלאה: צנרת נחושת עד 6 מטר, ניקוז, נקודת חשמל 16A ובדיקת תקינות לפני שעוזבים.",
    (
        "אם תתגלה בקיר צנרת ישנה, עוצרים ומתקשרים לנייד 054-765-4321 בין 08:00 ל-18:00; שום תוספת מחיר לא נכנסת לתוקף "
        "בלי אישור בכתב."
    ),
)
_HAND = Strokes(lines=[[(step * 4.0, 30 + (step * 37 % 41)) for step in range(60)]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How many agreements are made."""

    agreements: int = 60


SMALL = Size(agreements=2)


def measure(*, is_small: bool) -> list[Figure]:
    """The median, in seconds: what both sides see is drawn and hashed, then drawn with their names, and sealed."""
    size = SMALL if is_small else Size()
    with (
        TemporaryDirectory(prefix="teum-bench-") as folder,
        override_settings(TEUM=replace(settings.TEUM, data=Path(folder))),
    ):
        taken = [_one(number, now()) for number in range(size.agreements + 1)][
            1:
        ]  # the first one reads the fonts
    whole = [sum(it[:3]) for it in taken]
    names = ("shown_s", "signed_s", "sealed_s", "checked_s")
    detail = {
        "p50_s": round(median(whole), 3),
        "p99_s": round(percentile(whole, 0.99), 3),
        **{name: round(median(it[at] for it in taken), 3) for at, name in enumerate(names)},
        "pages": PAGES,
        "bytes": int(median(it[4] for it in taken)),
    }
    return [Figure(name="agreement_pdf", value=detail["p50_s"], unit="s", n=len(taken), detail=detail)]


def _one(number: int, at: datetime) -> tuple[float, float, float, float, int]:
    """Seconds of each step, and the bytes of the file."""
    sheet = _sheet(number, at)
    marks = [time.perf_counter()]
    shown = agreement.draw(sheet)
    digest = sha256(shown).hexdigest()
    marks.append(time.perf_counter())
    whole = evidence.draw(_signed(sheet), _evidence(digest, at))
    marks.append(time.perf_counter())
    sealed = sealing.seal(whole, now=at)
    marks.append(time.perf_counter())
    proof = sealing.check(sealed)
    marks.append(time.perf_counter())
    if not proof.holds or f"NPages>{PAGES}<".encode() not in shown:
        raise Untrue(f"agreement_pdf: {_pages(shown)} pages, {proof}")
    first, second, third, fourth = (after - before for before, after in pairwise(marks))
    return first, second, third, fourth, len(sealed)


def _pages(drawn: bytes) -> str:
    found = re.search(rb"NPages>(\d+)<", drawn)
    return found[1].decode() if found else "no"


def _sheet(number: int, at: datetime) -> Sheet:
    """Another one each time, so that nothing is remembered of the one before."""
    sections = [Section(heading=f"נושא {topic}", clauses=_CLAUSES * 5) for topic in range(1, 6)]
    return Sheet(
        lang="he",
        business="מזגני הגליל",
        title=f"הסכם להתקנת מזגן מספר {number}",
        version=1,
        at=at,
        written="יום ראשון, 22.11.2026",
        parties=[
            Party(role="נותן השירות", name="מזגני הגליל", identity="ח.פ. 51-234567-8"),
            Party(role="מזמינת העבודה", name="דנה פרץ", contacts=["נייד 054-765-4321"]),
        ],
        sections=[*sections, _money(), _dates()],
        signatures=[Signature(role="בשם העסק", party="אבי לוי"), Signature(role="הלקוחה", party="דנה פרץ")],
    )


def _money() -> Section:
    payments = [
        Payment(what=f"תשלום {part}", due="ביום רביעי, 25.11", amount=118_000) for part in range(1, 7)
    ]
    price = Price(payments=payments, before_vat=600_000, vat=108_000, vat_percent="18")
    return Section(heading="מחיר ותשלומים", price=price)


def _dates() -> Section:
    duty = Duty(who="מזגני הגליל", what="אספקת המזגן והתקנתו", by="ביום ראשון, 29.11, בין 10:00 ל-12:00")
    return Section(heading="מי עושה מה ועד מתי", duties=[duty] * 8)


def _signed(sheet: Sheet) -> Sheet:
    places: Sequence[Signature] = [
        replace(
            place, signed=Signed(name=place.party, moment="יום ראשון, 22.11.2026, בשעה 10:40", drawn=_HAND)
        )
        for place in sheet.signatures
    ]
    return replace(sheet, signatures=places)


def _evidence(digest: str, at: datetime) -> Evidence:
    acts = [
        Act(
            what=f"שלב {step}",
            who="דנה פרץ",
            at=(at + timedelta(minutes=step)).astimezone(UTC),
            channel="קוד חד-פעמי לנייד שמסתיים ב-321",
            ip="2001:db8::17",
            agent="Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Safari/604.1",
            digest=digest,
        )
        for step in range(8)
    ]
    return Evidence(
        title="ראיות לחתימה",
        kind="חתימה אלקטרונית פשוטה עם ראיות חתומות בחותם.",
        digest=digest,
        zone=ZoneInfo("Asia/Jerusalem"),
        acts=acts,
        consents=[("הלקוח", "קראתי ואני מסכימה.")],
    )
