"""The words of an agreement in both languages: its sections, who is who in it, what one consents to, what happened."""

from __future__ import annotations

from collections.abc import Mapping

from teum.core.agreement import Section
from teum.core.alignment import Side
from teum.core.promise import Debtor
from teum.core.said import Said

HEADINGS: Mapping[Section, Said] = {
    Section.YOU_GET: Said("מה מקבלים", "What you get"),
    Section.WE_NEED: Said("מה צריך ממך", "What we need from you"),
    Section.WHEN: Said("מתי", "When"),
    Section.COST: Said("כמה זה עולה ואיך משלמים", "What it costs, and how it is paid"),
    Section.WHAT_IF: Said("מה אם", "What if"),
    Section.LEFT_OUT: Said("מה לא כלול", "What is not included"),
    Section.IN_TOUCH: Said("איך נשמור על קשר", "How we keep in touch"),
}
ROLES: Mapping[Side, Said] = {
    Side.PROVIDER: Said("העסק", "The business"),
    Side.CUSTOMER: Said("הלקוח", "The customer"),
}
DEBTORS: Mapping[Debtor, Said] = {
    Debtor.PROVIDER: ROLES[Side.PROVIDER],
    Debtor.CUSTOMER: ROLES[Side.CUSTOMER],
    Debtor.THIRD_PARTY: Said("גורם אחר", "Somebody else"),
}
CONSENT: Mapping[Side, Said] = {
    Side.CUSTOMER: Said(
        "קראתי את כל חלקי ההסכם, הם מה שסיכמנו, והחתימה האלקטרונית שלי כאן היא הסכמה לכולם.",
        "I have read every part of this agreement, it is what we agreed,"
        " and by signing here electronically I agree to all of it.",
    ),
    Side.PROVIDER: Said(
        "ההסכם הזה מחייב את העסק, והחתימה האלקטרונית כאן היא בשמו.",
        "This agreement binds the business, and the electronic signature here is made in its name.",
    ),
}
"""What each side confirms in words when it signs."""
SIGN: Mapping[str, tuple[str, str]] = {
    "he": ("לקרוא את ההסכם ולחתום עליו", "חתימה, או מה לא מתאים"),
    "en": ("read the agreement and sign it", "a signature, or what does not suit"),
}
"""The customer's part, and what it is."""
COUNTERSIGN: Mapping[str, tuple[str, str]] = {
    "he": ("אחתום על ההסכם גם מצדנו ואשלח לך עותק חתום", "עותק חתום של ההסכם"),
    "en": ("I'll sign the agreement for us too and send you a signed copy", "a signed copy of the agreement"),
}
"""Our part after that."""
ACTS: Mapping[str, Said] = {
    "link": Said("קישור לעמוד הלקוח נוצר", "A link to the customer's page was made"),
    "AgreementMade": Said("ההסכם הוגש", "The agreement was laid before the customer"),
    "AgreementWritten": Said("הקובץ לחתימה הוכן", "The file to sign was made"),
    "AgreementOpened": Said("ההסכם נפתח לקריאה", "The agreement was opened to be read"),
    "AgreementConfirmed": Said("חלק מההסכם נקרא ואושר", "A section was read and confirmed"),
    "CodeSent": Said("קוד חד-פעמי נשלח", "A one-time code was sent"),
    "CodeProven": Said("הקוד החד-פעמי הוזן נכון", "The one-time code was given back"),
    "AgreementSigned": Said("ההסכם נחתם", "The agreement was signed"),
    "AgreementInForce": Said("ההסכם נכנס לתוקף", "The agreement came into force"),
}
"""What happened on the way to the signature, as the evidence prints it."""
APPROVED = Said("אושר בלחיצה אחת", "Approved with one tap")
ONE_TIME_CODE = Said("קוד חד-פעמי לחתימה", "A one-time code to sign")
FILES: Mapping[str, Said] = {
    "paper": Said("ההסכם לחתימה", "The agreement to sign"),
    "sealed": Said("ההסכם החתום", "The signed agreement"),
}
