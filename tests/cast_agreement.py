"""An agreement between the tests' people, to put in an air conditioner, in Hebrew and in English."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from teum.documents.agreement import (
    Duty,
    Party,
    Payment,
    Price,
    Section,
    Sheet,
    Signature,
    Signed,
    Strokes,
)
from teum.documents.evidence import Act, Evidence

ZONE = ZoneInfo("Asia/Jerusalem")
AT = datetime(2026, 11, 22, 10, 0, 7, 635_688, tzinfo=ZONE)
HAND = Strokes(
    lines=[
        [
            (10, 60),
            (22, 20),
            (34, 62),
            (40, 30),
            (56, 58),
            (70, 36),
            (84, 60),
            (96, 42),
            (112, 56),
            (130, 40),
        ],
        [(60, 74), (92, 70), (140, 66)],
        [(118, 20)],
    ]
)
"""A name in one line, a stroke under it, and a dot."""


HEBREW = Sheet(
    lang="he",
    kind="הסכם",
    replaces="בא במקום גרסה 1, ביום רביעי, 18.11.2026, בשעה 09:00, שבתוקף עד ששני הצדדים חותמים",
    business="מזגני הגליל",
    title="הסכם להתקנת מזגן בדירה של דנה פרץ",
    version=2,
    at=AT,
    written="יום ראשון, 22.11.2026",
    parties=[
        Party(
            role="נותן השירות",
            name="מזגני הגליל בע״מ",
            identity="ח.פ. 51-234567-8",
            contacts=["טלפון +972 54-765-4321", "office@galil.example", "רחוב הגפן 12, כרמיאל"],
        ),
        Party(
            role="מזמינת העבודה",
            name="דנה פרץ",
            identity="ת.ז. 012345678",
            contacts=["נייד 054-765-4321", "dana@example.com", "רחוב הרצל 8/3, נהריה"],
        ),
    ],
    sections=[
        Section(
            heading="מה תקבלי",
            clauses=[
                "מזגן עילי חדש, 24,000 BTU, דגם AC-24/7 (תו תקן 994), עם אחריות יצרן של 36 חודשים.",
                "התקנה מלאה: צנרת נחושת עד 6 מטר, ניקוז, נקודת חשמל 16A ובדיקת תקינות לפני שעוזבים.",
                (
                    "אם תתגלה בקיר צנרת ישנה, עוצרים ומתקשרים אליך לנייד 054-765-4321 בין 08:00 ל-18:00; שום תוספת מחיר לא "
                    "נכנסת לתוקף בלי אישור שלך בכתב.\nהאישור תקף גם אם ניתן בהודעה מהנייד."
                ),
            ],
        ),
        Section(
            heading="מה אנחנו צריכים ממך",
            clauses=[
                "גישה חופשית לקיר החיצוני ביום ההתקנה, ומישהו בן 18 ומעלה בבית בין 10:00–12:00.",
                "אישור של ועד הבית להצבת המנוע בגג, בכתב, אל office@galil.example.",
            ],
        ),
        Section(
            heading="מחיר ותשלומים",
            clauses=[
                "המחיר סופי וכולל מע״מ. אין תוספת על תשלום בכרטיס אשראי.",
                "התשלום הראשון מאשר את ההזמנה; השאר לפי ההתקדמות.",
            ],
            price=Price(
                payments=[
                    Payment(
                        what="מקדמה",
                        due="עם החתימה, עד יום שלישי, 24.11, בשעה 14:00",
                        amount=118_000,
                        means="בהעברה בנקאית",
                    ),
                    Payment(
                        what="אספקת המזגן לדירה",
                        due="ביום ההגעה, יום ראשון, 29.11",
                        amount=236_000,
                        means="בצ׳ק",
                    ),
                    Payment(
                        what="סיום ההתקנה ובדיקה משותפת",
                        due="עד 7 ימים אחרי ההתקנה",
                        amount=118_050,
                        means="בהעברה בנקאית",
                    ),
                ],
                before_vat=400_042,
                vat=72_008,
                vat_percent="18",
            ),
        ),
        Section(
            heading="מי עושה מה ועד מתי",
            clauses=["כל מועד כאן הוא התחייבות. מי שרואה שמועד עומד לזוז מודיע לפני שהוא עובר."],
            duties=[
                Duty(who="מזגני הגליל", what="הזמנת המזגן אצל היבואן", by="עד יום שני, 23.11, בשעה 12:00"),
                Duty(who="דנה פרץ", what="אישור ועד הבית בכתב", by="עד יום רביעי, 25.11, בשעה 18:00"),
                Duty(
                    who="מזגני הגליל", what="אספקת המזגן והתקנתו", by="ביום ראשון, 29.11, בין 10:00 ל-12:00"
                ),
                Duty(
                    who="Иван, חשמלאי (צד שלישי)",
                    what="נקודת חשמל 16A לפי תקן",
                    by="עד יום חמישי, 26.11, בשעה 17:00",
                ),
            ],
        ),
        Section(
            heading="ביטול, החזר ומה אם",
            clauses=[
                (
                    "אפשר לבטל בתוך 14 ימים מהיום שבו נחתם ההסכם. דמי הביטול הם הנמוך מבין 5% מהמחיר ו-100 ₪; ההחזר מגיע "
                    "בתוך 14 ימים."
                ),
                "אם איחרנו ביותר משעתיים מעבר לחלון שנקבע, מגיע לך פיצוי של 300 ₪, בלי שתצטרכי לבקש.",
                "אם לא יתאפשר לך להיות בבית, די בהודעה עד 24 שעות לפני; נקבע מועד אחר בלי תשלום נוסף.",
                "מחלוקת: קודם מדברים. מי שאחראי על הפנייה שלך הוא אבי, avi@galil.example, https://galil.example/avi/.",
            ],
        ),
    ],
    signatures=[
        Signature(role="בשם מזגני הגליל, מנהל", party="אבי לוי"),
        Signature(role="מזמינת העבודה", party="דנה פרץ"),
    ],
)

ENGLISH = Sheet(
    lang="en",
    kind="Agreement",
    business="Galil Air",
    title="Agreement to put in an air conditioner at Dana Peretz’s home",
    version=2,
    at=AT,
    written="Sunday 22 November 2026",
    parties=[
        Party(
            role="Who does the work",
            name="Galil Air Ltd (מזגני הגליל)",
            identity="Company 51-234567-8",
            contacts=["Phone +972 54-765-4321", "office@galil.example", "12 HaGefen St, Karmiel"],
        ),
        Party(
            role="Who orders it",
            name="Dana Peretz",
            identity="ID 012345678",
            contacts=["Mobile 054-765-4321", "dana@example.com", "8/3 Herzl St, Nahariya"],
        ),
    ],
    sections=[
        Section(
            heading="What you get",
            clauses=[
                    "A new split unit, 24,000 BTU, model AC-24/7, with the maker’s warranty of 36 months.",
                    "The whole installation: copper pipes of up to 6 metres, a drain, a 16A outlet, and a test before we leave.",
                    ("If old pipes turn up in the wall, we stop and call you at 054-765-4321 between 08:00 and 18:00; nothing is "
                    "added to the price without your yes in writing.\nA yes by message counts."),
            ],
        ),
        Section(
            heading="What we need from you",
            clauses=[
                    "A free way to the outer wall on the day, and somebody of 18 or more at home between 10:00 and 12:00.",
                    "The consent of the house committee (ועד הבית) to the engine on the roof, to office@galil.example.",
            ],
        ),
        Section(
            heading="Price and payments",
            clauses=[
                "The price is final and includes VAT. Paying by card costs nothing more.",
                "The first payment confirms the order; the rest follow the work.",
            ],
            price=Price(
                payments=[
                    Payment(what="Deposit", due="On signing, by Tuesday 24 November, 14:00", amount=118_000, means="by bank transfer"),
                    Payment(what="The unit at your home", due="On the day, Sunday 29 November", amount=236_000, means="by cheque"),
                    Payment(what="End of the work, tested together", due="Within 7 days of it", amount=118_050, means="by bank transfer"),
                ],
                before_vat=400_042,
                vat=72_008,
                vat_percent="18",
            ),
        ),
        Section(
            heading="Who does what by when",
            clauses=["Each time here is a promise. Who sees that one will move says so before it has passed."],
            duties=[
                Duty(who="Galil Air", what="Order the unit from the importer", by="by Monday 23 November, 12:00"),
                Duty(who="Dana Peretz", what="Consent of the house committee", by="by Wednesday 25 November, 18:00"),
                Duty(
                    who="Galil Air", what="Bring the unit and put it in",
                    by="on Sunday 29 November, between 10:00 and 12:00",
                ),
                Duty(who="Иван, electrician (third party)", what="A 16A outlet", by="by Thursday 26 November, 17:00"),
            ],
        ),
        Section(
            heading="Cancelling, refunds, and what if",
            clauses=[
                    ("You can cancel within 14 days of signing. The fee is the lower of 5% of the price and ₪100; the refund comes "
                    "within 14 days."),
                    "If we are more than two hours past the agreed window, you get ₪300 without having to ask.",
                    "If you cannot be at home, say so 24 hours ahead: we find another time at no cost.",
                    "Disagreements: we talk first. Avi answers for your matter: avi@galil.example, https://galil.example/avi/.",
            ],
        ),
    ],
    signatures=[
        Signature(role="For Galil Air, manager", party="Avi Levi"),
        Signature(role="Who orders the work", party="Dana Peretz"),
    ],
)  # fmt: skip


def long(sheet: Sheet) -> Sheet:
    """The same on five pages, with every clause said again and again."""
    times = 8 if sheet.lang == "he" else 6
    return replace(
        sheet, sections=[replace(one, clauses=list(one.clauses) * times) for one in sheet.sections]
    )


def signed(sheet: Sheet) -> Sheet:
    """The same by both: one typed a name, the other drew it."""
    business, customer = sheet.signatures
    moments = (
        ("יום ראשון, 22.11.2026, בשעה 10:40", "יום ראשון, 22.11.2026, בשעה 10:25")
        if sheet.lang == "he"
        else ("Sunday 22 November 2026, 10:40", "Sunday 22 November 2026, 10:25")
    )
    return replace(
        sheet,
        signatures=[
            replace(business, signed=Signed(name=business.party, moment=moments[0])),
            replace(customer, signed=Signed(name=customer.party, moment=moments[1], drawn=HAND)),
        ],
    )


def evidence(shown: bytes, lang: str) -> Evidence:
    """What happened when both signed what was shown."""
    he = lang == "he"
    dana, avi = ("דנה פרץ", "אבי לוי") if he else ("Dana Peretz", "Avi Levi")
    mobile = "קוד חד-פעמי לנייד שמסתיים ב-321" if he else "One-time code to the mobile that ends in 321"
    mail = "קוד חד-פעמי אל avi@galil.example" if he else "One-time code to avi@galil.example"
    agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"
    acts = [
        ("הקישור נשלח אל דנה" if he else "The link went to Dana", avi, 0, "", "", ""),
        ("המסמך נפתח" if he else "The document was opened", dana, 4, "", "2001:db8::17", agent),
        ("כל הסעיפים אושרו, אחד אחד" if he else "Each section was confirmed", dana, 21, "", "2001:db8::17", agent),
        ("דנה חתמה" if he else "Dana signed", dana, 25, mobile, "2001:db8::17", agent),
        ("אבי חתם בשם העסק" if he else "Avi signed for the business", avi, 40, mail, "203.0.113.7", agent),
    ]  # fmt: skip
    return Evidence(
        digest=sha256(shown).hexdigest(),
        zone=ZONE,
        title="ראיות לחתימה" if he else "Evidence of signing",
        kind="חתימה אלקטרונית פשוטה, עם ראיות החתומות בחותם אלקטרוני." if he else "Simple electronic signature with sealed evidence.",
        consents=[
            ("מזמינת העבודה", "קראתי את ההסכם כולו ואני מסכימה לו.")
            if he
            else ("Who orders it", "I have read the whole agreement and agree to it.")
        ],
        acts=[
            Act(
                what=what, who=who, at=AT + timedelta(minutes=minutes), channel=channel, ip=ip, agent=browser,
                digest=sha256(what.encode()).hexdigest() if channel else "",
            )
            for what, who, minutes, channel, ip, browser in acts
        ],
    )  # fmt: skip
