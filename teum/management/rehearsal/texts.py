"""What is said of a rehearsal to whoever manages the business, in Hebrew and in English."""

from __future__ import annotations

from teum.core.said import Said
from teum.core.verdict import Verdict

ENDS = {
    Verdict.KEPT: Said("קוימו כפי שסוכם", "kept as it was agreed"),
    Verdict.KEPT_REVISED: Said("קוימו, במועד אחר שנמסר מראש", "kept, at a time that was moved and told"),
    Verdict.LATE_TOLD: Said("קוימו באיחור, והלקוח ידע מראש", "kept late, and the customer knew beforehand"),
    Verdict.LATE_SILENT: Said("באיחור, והלקוח לא ידע", "late, and the customer did not know"),
    Verdict.RELEASED: Said("הלקוח ויתר", "the customer released us from it"),
    Verdict.WITHDRAWN_TOLD: Said(
        "בוטלו, והלקוח ידע לפני המועד", "taken back, and the customer knew before it was due"
    ),
    Verdict.WITHDRAWN_SILENT: Said(
        "בוטלו, והלקוח שמע מאוחר מדי", "taken back, and the customer learnt it too late"
    ),
    Verdict.DECLINED: Said("הוצעו, ונדחו", "offered, and declined"),
    Verdict.LAPSED: Said("הוצעו או הותנו, ולא נענו בזמן", "offered or conditional, and not answered in time"),
}
AGREEMENTS = {
    "light": Said("אושרו בלחיצה אחת", "agreed with one tap"),
    "signed": Said("הוגשו ללקוחות לחתימה", "laid before customers to sign"),
    "by_both": Said("נחתמו בידי שני הצדדים", "signed by both"),
    "replaced": Said("הוחלפו בגרסה הבאה", "replaced by a next version"),
    "declined": Said("נדחו בידי הלקוח", "declined by the customer"),
    "void": Said("בוטלו בידי העסק", "taken back by us"),
    "cancelled": Said("בוטלו בידי הלקוח", "cancelled by the customer"),
}
LOAD = {
    "asks": Said(
        "שאלות אם הבטחה תקוים, לאדם ביום", "asked whether a promise will be kept, per person and day"
    ),
    "calls": Said("שיחות ללקוחות, לאדם ביום", "calls to customers, per person and day"),
    "told": Said(
        "הודעות על כך שהמערכת כתבה ללקוח בעצמה, לאדם ביום",
        "notices that the system had to speak, per person and day",
    ),
    "most_in_a_day": Said(
        "כל אלה יחד, ביום העמוס ביותר של אדם אחד", "all of these, on the fullest day of one person"
    ),
}
KINDS = {
    "plain": Said("עד שעה מסוימת", "due by a time"),
    "visit": Said("משעה עד שעה", "between two times"),
    "offer": Said("הצעות", "offers"),
    "condition": Said("עם תנאי", "with a condition"),
    "customer": Said("שהלקוח חייב", "owed by the customer"),
    "third": Said("שגורם אחר חייב", "owed by somebody else"),
    "form": Said("מענה ראשון לטופס", "first contacts after a form"),
    "contact": Said("מענה ראשון אחר", "other first contacts"),
}
TAKEN = {
    "in_time": Said("בוצעו בזמן", "done in time"),
    "moved": Said("נדחו מראש, ובוצעו בזמן החדש", "moved beforehand, and then in time"),
    "moved_late": Said("נדחו מראש, ובכל זאת איחרו", "moved beforehand, and late all the same"),
    "late": Said("בוצעו באיחור, או עדיין פתוחות", "done late, or still open"),
    "withdrawn": Said("בוטלו", "taken back"),
    "released": Said("הלקוח ויתר", "the customer released us from it"),
}
NAMES = {"as it is": Said("כמו היום", "as it is"), "as tried": Said("בניסיון", "as tried")}
"""The policies that are set side by side."""
SIZE = Said(
    "{promises} הבטחות, {days} ימים, החל ב-{starts}", "{promises} promises over {days} days from {starts} on"
)
RUN = Said(
    "עסקים: {businesses}; זרע: {seed}; החזרה נמשכה {seconds} שניות",
    "businesses: {businesses}; seed {seed}; rehearsed in {seconds} s",
)
FROM_THE_BUSINESS = Said(
    "נלקחו מהעסק: השעות, הימים המיוחדים והמדיניות",
    "taken from the business: its hours, special days and policy",
)
FROM_ITS_PROMISES = Said(
    "נלקח מ-{count} ההבטחות של 31 הימים האחרונים: מתי ניתנה כל אחת, לאיזה מועד, ומאיזה סוג",
    "taken from its {count} promises of the last 31 days: when each was made, for when, and its kind",
)
ACT_ALIKE = Said(
    "האנשים בעסק פועלים כפי שפעלו; מ-{count} הבטחות שלנו שסופן ידוע",
    "its people act as they did; of {count} promises of ours whose end is known",
)
ACT_AS_DRAWN = Said(
    "האנשים פועלים כמו בעסק מומצא: רק ב-{count} מההבטחות שלנו ידוע מה היה הסוף, ונדרשות {enough} כדי לראות איך פועלים",
    "its people act as made-up ones do: of our promises the end of {count} alone is known,"
    " and it takes {enough} to see how people act",
)
MADE_UP = Said(
    "הומצאו: מי האנשים, מה הם כותבים, איך הלקוחות עונים ומה משתבש; מה שעולה משיחות, משאלות וממיילים שלהם נוסף על כך",
    "made up: who the people are, what they write, how customers answer, and what goes wrong;"
    " what comes of their talks, questions and mails is promised besides",
)
HELD = Said("כל מה שהמערכת ערבה לו נשמר", "every guarantee held")
BROKEN = Said(
    "הופרו ערבויות של המערכת, וכמה פעמים: {broken} ({kinds})",
    "GUARANTEES BROKEN, and how often: {broken} ({kinds})",
)
TOO_FEW = Said(
    "מעט הבטחות מכדי לשפוט מדיניות: עם {promises} הבטחות, כל שיעור עלול לסטות ב-{chance} מתוך 100 באקראי בלבד."
    " כדי לנסות על יותר הבטחות כאלה:\n  --promises {enough}",
    "TOO FEW TO JUDGE A POLICY BY: with {promises} promises a share may be off by {chance} in 100 by chance alone."
    " Rehearse more like them: --promises {enough}",
)
OF_100 = Said("מתוך 100 הבטחות שהסתיימו", "of 100 promises that came to their end")
MESSAGES = Said("הודעות ללקוחות, להבטחה", "messages to customers, per promise")
AGREED = Said("הסכמים", "agreements")
OUTAGES = Said(
    "מועדים שעברו בלי הודעה כי השעון או שירותי המשלוח לא פעלו (רשומים)",
    "times that passed unsaid because clock or carriers were out (on record)",
)
WENT_WRONG = Said("מה ששובש בכוונה:\n  {faults}", "what was made to go wrong: {faults}")
