"""The words of an agreement in both languages: its sections, who is who in it, what one consents to, what happened."""

from __future__ import annotations

from collections.abc import Mapping

from teum.core.agreement import Fate, Section
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
KINDS: Mapping[str, Said] = {
    "light": Said("מה סיכמנו", "What we agreed"),
    "signed": Said("הסכם", "Agreement"),
    "over": Said("הסכם שלא נכנס לתוקף", "Agreement that did not come into force"),
}
"""What each form of it calls itself."""
SEALED_AS = Said(
    "{kind}: {title}, גרסה {version}, בין {ours} לבין {theirs}",
    "{kind}: {title}, version {version}, between {ours} and {theirs}",
)
"""What a sealed file is; it stands in its seal, and is all that `/verify` says of what is in it."""
REPLACES = Said(
    "בא במקום גרסה {version}, {at}, שבתוקף עד ששני הצדדים חותמים",
    "In place of version {version}, {at}, which holds until both sides have signed",
)
YOU_WROTE = Said("כתבת: ״{said}״", "you wrote: “{said}”")
WRITTEN = Said("״{said}״", "“{said}”")
"""Words of the customer's own, where a question asks for them, and inside a clause of ours."""
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
    "link": Said("נוצר קישור לעמוד אישי", "A link to a page of their own was made"),
    "AgreementMade": Said("ההסכם הוגש", "The agreement was laid before the customer"),
    "AgreementWritten": Said("הקובץ לחתימה הוכן", "The file to sign was made"),
    "AgreementOpened": Said("ההסכם נפתח לקריאה", "The agreement was opened to be read"),
    "AgreementConfirmed": Said("חלק מההסכם נקרא ואושר", "A section was read and confirmed"),
    "CodeSent": Said("קוד חד-פעמי נשלח", "A one-time code was sent"),
    "CodeProven": Said("הקוד החד-פעמי הוזן נכון", "The one-time code was given back"),
    "AgreementSigned": Said("ההסכם נחתם", "The agreement was signed"),
    "AgreementInForce": Said("ההסכם נכנס לתוקף", "The agreement came into force"),
    "AgreementDeclined": Said(
        "ההסכם כפי שהוא לא מתאים ללקוח", "The agreement as it is does not suit the customer"
    ),
    "AgreementVoided": Said(
        "ההסכם בוטל לפני שנכנס לתוקף", "The agreement was taken back before it came into force"
    ),
    "AgreementCancelled": Said("מה שסוכם בוטל", "What was agreed was cancelled"),
    "AgreementReplaced": Said("גרסה חדשה באה במקומו", "A next version took its place"),
}
"""What happened on the way to the signature, as the evidence prints it."""
APPROVED: Mapping[str, Said] = {
    "page": Said("אושר בלחיצה אחת", "Approved with one tap"),
    "counter": Said("האישור נמסר במקום, ונרשם", "The approval was given in person, and written down"),
    "call": Said("האישור נמסר בשיחה, ונרשם", "The approval was given in a call, and written down"),
    "mail": Said("האישור נמסר בדואר אלקטרוני, ונרשם", "The approval was given by email, and written down"),
}
"""How what is not signed was approved."""
FATES: Mapping[tuple[str, Fate], Said] = {
    ("", Fate.DONE): Said("זה כבר נעשה", "This is done already"),
    ("paid", Fate.DONE): Said("זה כבר שולם", "This is paid already"),
    ("", Fate.SAID): Said("נמסר שזה נעשה", "This is said to be done"),
    ("paid", Fate.SAID): Said("נמסר שזה שולם", "This is said to be paid"),
    ("", Fate.MOVED): Said(
        "המועד השתנה מאז, וזה המועד החדש", "The time has changed since; this is the new one"
    ),
    ("", Fate.WITHDRAWN): Said(
        "זה בוטל מאז. אחרי ששני הצדדים יחתמו, זה יובטח שוב",
        "This was taken back since; once both have signed it is promised again",
    ),
    ("", Fate.ENDED): Said(
        "זה כבר לא בתוקף. אחרי ששני הצדדים יחתמו, זה יובטח שוב",
        "This no longer stands; once both have signed it is promised again",
    ),
    ("", Fate.COUNTS): Said("מה שכבר שולם מובא בחשבון", "What has been paid already counts towards this"),
}
"""What became of what a version promised, where the next one names it; of payments in words of their own."""
TOGETHER = Said(
    "חלק שלא השתנה מהגרסה הקודמת אושר יחד עם שאר החלקים שלא השתנו",
    "A section that says what was signed in the version before was confirmed together with the others like it",
)
"""How what an amendment leaves as it is was confirmed."""
UNSENT = Said("קוד חד-פעמי לא יצא", "A one-time code did not leave")
GIVEN: Mapping[str, Said] = {
    "member": Said(
        "היא נרשמה על ידי {who} מטעם העסק, {when}", "{who} wrote it down for the business, {when}"
    ),
    "customer": Said("הלקוח מסר אותה בעמוד האישי, {when}", "the customer gave it on their own page, {when}"),
    "visitor": Said("היא נמסרה בטופס של העסק, {when}", "it was given on a form of the business, {when}"),
}
"""How the address to which a code went first became known."""
SHOWN: Mapping[str, Said] = {
    "mail": Said("נשלח ממנה דואר אל העסק, {when}", "mail came from it to the business, {when}"),
    "code": Said("קוד שנשלח אליה הוזן נכון, {when}", "a code that went to it was given back, {when}"),
}
"""How whoever reads there had shown it before."""
UNSHOWN = Said(
    "לפני הקוד הזה רק העסק אמר שהיא של הלקוח",
    "before this code, nobody but the business had said that it is the customer's",
)
LIGHT: Mapping[str, Said] = {
    "AgreementMade": Said("הנוסח שאושר נשמר כפי שהוא", "The approved text was kept as it is"),
    "AgreementInForce": Said("מה שסוכם נכנס לתוקף", "What was agreed came into force"),
}
"""The same of what was approved with one tap: nobody laid it before anybody to sign."""
DIGESTS: Mapping[str, Said] = {
    "AgreementMade": Said("SHA-256 של הנוסח, כפי שביומן", "SHA-256 of the text, as in the ledger"),
    "AgreementWritten": Said("SHA-256 של הקובץ", "SHA-256 of the file"),
    "AgreementSigned": Said("SHA-256 של הפרטים, כפי שביומן", "SHA-256 of these facts, as in the ledger"),
    "AgreementDeclined": Said("SHA-256 של הנימוק, כפי שביומן", "SHA-256 of the words, as in the ledger"),
    "AgreementVoided": Said("SHA-256 של הנימוק, כפי שביומן", "SHA-256 of the words, as in the ledger"),
}
EVIDENCE: Mapping[str, Said] = {
    "light": Said("ראיות לאישור", "Evidence of approval"),
    "signed": Said("ראיות לחתימה", "Evidence of signing"),
    "over": Said("ראיות למה שקרה", "Evidence of what happened"),
}
EVIDENCE_KIND: Mapping[str, Said] = {
    "light": Said(
        "אישור בלי חתימה, עם ראיות החתומות בחותם אלקטרוני.",
        "Approved without a signature, with sealed evidence.",
    ),
    "signed": Said(
        "חתימה אלקטרונית פשוטה, עם ראיות החתומות בחותם אלקטרוני.",
        "Simple electronic signature with sealed evidence.",
    ),
    "over": Said(
        "לא נכנס לתוקף. מה שקרה חתום בחותם אלקטרוני.",
        "It did not come into force. What happened is sealed.",
    ),
}
ONE_TIME_CODE = Said("קוד חד-פעמי לחתימה", "A one-time code to sign")
FILES: Mapping[str, Said] = {
    "paper": Said("הסכם לחתימה", "Agreement to sign"),
    "signed": Said("הסכם חתום", "Signed agreement"),
    "light": Said("מה סיכמנו", "What we agreed"),
    "over": Said("הסכם שלא נכנס לתוקף", "Agreement that did not come into force"),
}
"""What its file is: the one to sign, and the sealed one of each form."""
