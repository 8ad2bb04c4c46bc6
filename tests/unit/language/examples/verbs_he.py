"""Examples for the lists of verbs_he.toml."""

from __future__ import annotations

from tests.unit.language.examples.example import Example

EXAMPLES: dict[str, list[Example]] = {
    "verbs_he.future.receive": [
        ("ת{-}ו ממני תשובה מחר", "כתב", "act"),
    ],
    "verbs_he.future.hear": [
        ("ת{} ממני עד מחר", "כתוב", "act"),
    ],
    "verbs_he.present.be_here": [
        ("אני {} מחר", "כאן", "act"),
    ],
    "verbs_he.present.commit": [
        ("אני {} להשלים את זה מחר", "אוהב", "act"),
    ],
    "verbs_he.present.giving": [
        ("אני {} לך את זה", "שולח", "act"),
    ],
    "verbs_he.present.nouns": [
        ("הספר {} בידיך עד מחר", "שולח", "act"),
    ],
    "verbs_he.person.first": [
        ("{} שולח את זה מחר", "ואתה", "act"),
    ],
    "verbs_he.person.second": [
        ("נשלח את זה כש{} תחתום", "דוד", "condition"),
    ],
    "verbs_he.person.third": [
        ("אם הטופס חתום {} ישלח אותו מחר", "גם", "says {} ישלח אותו מחר"),
    ],
    "verbs_he.person.to_you": [
        ("אחדד {} את זה מחר", "דבר", "act"),
    ],
    "verbs_he.person.to_us": [
        ("מחר תעביר {} את הטופס", "חפצים", "acts=0"),
    ],
    "verbs_he.negation.words": [
        ("{} אשלח לך את זה מחר", "מחר", "acts=0"),
    ],
    "verbs_he.hypothetical.past_if": [
        ("הטכנאי {} אמור להגיע מחר", "עדיין", "acts=0"),
    ],
    "verbs_he.reported.words": [
        ("{} הטכנאי יגיע מחר", "היום", "acts=0"),
    ],
    "verbs_he.request.words": [
        ("{} אשלח לך את זה מחר", "היום", "acts=0"),
    ],
    "verbs_he.question.words": [
        ("{} הטכנאי יגיע מחר", "היום", "acts=0"),
    ],
    "verbs_he.closed.words": [
        ("המוסך יהיה {} מחר", "מוכן", "acts=0"),
    ],
    "verbs_he.checking.words": [
        ("א{} ואני אחזור אליך מחר", "שלח", "acts=1"),
    ],
    "verbs_he.checking.answering": [
        ("הנושא ייבדק ואני א{} לך מחר", "צבע", "acts=1"),
        ("הנושא ייבדק והמסמך י{} לך מחר", "צבע", "acts=1"),
        ("הנושא ייבדק ואני {} לך מחר", "צובע", "acts=1"),
    ],
    "verbs_he.generic.words": [
        ("{} יישלחו תוך 3 ימים", "המסמכים", "acts=0"),
    ],
    "verbs_he.generic.of": [
        ("{} עסקה יטופל תוך 3 ימים", "הדוד של", "acts=0"),
    ],
    "verbs_he.told.assuring": [
        ("{} שהטכנאי יגיע מחר", "ראיתי", "act"),
    ],
    "verbs_he.told.offers": [
        ("{} יסתיים מחר", "התיקון", "acts=0"),
    ],
    "verbs_he.told.ending": [
        ("המבצע י{} מחר", "כין", "acts=0"),
    ],
    "verbs_he.told.wishing": [
        ("{} הטכנאי יגיע מחר", "היום", "acts=0"),
    ],
    "verbs_he.told.wish": [
        ("תהיה לך {} מחר", "תשובה", "acts=0"),
    ],
    "verbs_he.told.polite": [
        ("{} לך מחר", "אכתוב", "acts=0"),
    ],
    "verbs_he.told.was": [
        ("הטופס {} מאתמול", "נזמין", "acts=0"),
    ],
    "verbs_he.told.telling": [
        ("{} שהטכנאי יגיע מחר", "אשלח", "acts=1"),
        ("{} כי הטכנאי יגיע מחר", "אשלח", "acts=1"),
    ],
    "verbs_he.not_verbs.words": [
        ("{} את זה", "אשלח", "acts=0"),
    ],
}
