"""An example for every list of words that the rules of `teum.language` use, and what each word of it brings about.

Of each example the first text shows the sign with any word of the list in its place, and not with the other word:
`{}` is the word, `{-}` the word without the ה at its end. A sign is what `signs` in `test_rules` reads off a text; with
a `!` before it, it must be missing.
"""

from __future__ import annotations

Example = tuple[str, str, str]

EXAMPLES: dict[str, list[Example]] = {
    "channels.phone.he": [
        ("אני {} אליך מחר", "שולח", "by phone"),
        ("א{} אליך מחר", "שלח", "by phone"),
    ],
    "channels.phone.en": [
        ("We'll send you a {} tomorrow", "crate", "by phone"),
        ("I'll send it to you tomorrow by {}", "cab", "by phone"),
        ("I'll {} you tomorrow", "send", "by phone"),
    ],
    "channels.email.he": [
        ("אשלח לך את זה מחר {}", "היום", "by email"),
    ],
    "channels.email.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by email"),
    ],
    "channels.sms.he": [
        ("אשלח לך מחר {} טקסט", "את", "by sms"),
    ],
    "channels.sms.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by sms"),
    ],
    "channels.whatsapp.he": [
        ("אשלח לך את זה מחר {}", "היום", "by whatsapp"),
    ],
    "channels.whatsapp.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by whatsapp"),
    ],
    "channels.portal.he": [
        ("אשלח לך את זה מחר {}", "היום", "by portal"),
    ],
    "channels.portal.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by portal"),
    ],
    "channels.post.he": [
        ("אשלח לך את זה מחר {}", "היום", "by post"),
    ],
    "channels.post.en": [
        ("I'll send it to you tomorrow by {}", "cab", "by post"),
    ],
    "grammar.conditions.en_runs": [
        ("We will ship it within 3 days {} your payment", "with", "condition"),
    ],
    "grammar.conditions.en_others_act": [
        ("We will ship it within 3 days once {} arrived has", "it", "condition"),
    ],
    "grammar.conditions.whether": [
        ("I will {} if it is there", "go", "!condition"),
    ],
    "grammar.conditions.whether_he": [
        ("אחזור מחר {} אם יש במלאי", "לשם", "!condition"),
    ],
    "grammar.conditions.he_event": [
        ("נשלח את זה תוך 3 ימים {} קבלת התשלום", "על", "condition"),
    ],
    "grammar.conditions.he_others": [
        ("נשלח את זה אחרי ש{} יגיע", "זה", "condition"),
    ],
    "grammar.conditions.he_of": [
        ("נשלח את זה תוך 3 ימים אחרי {}", "חושך", "condition"),
    ],
    "grammar.conditions.third_feminine": [
        ("נעדכן כש{} התשובה", "תחתמו על", "!condition"),
    ],
    "grammar.conditions.edges": [
        ("אם הטופס חתום {} הטכנאי יגיע מחר", "גם", "act"),
    ],
    "grammar.conditions.en_finite": [
        ("I'll update you when stock {} here", "in", "vague when_known"),
    ],
    "grammar.announced.en": [
        ("Next {}: tomorrow at 14:00", "bus", "act"),
    ],
    "grammar.announced.he": [
        ("{} הבא מאיתנו מחר בשעה 14:00", "האוטובוס", "act"),
    ],
    "grammar.channels.coming": [
        ("אני א{} אליך מחר", "שלח", "by visit"),
    ],
    "grammar.channels.come": [
        ("The technician will {} tomorrow", "know", "by visit"),
        ("I will {} at your house tomorrow", "know", "by visit"),
    ],
    "grammar.channels.at_yours": [
        ("הטכנאי יצא {} מחר", "משם", "by visit"),
    ],
    "grammar.channels.at_place": [
        ("The technician will be driving {} tomorrow", "well", "by visit"),
    ],
    "grammar.channels.persons": [
        ("נשלח אליך {} מחר", "מכתב", "by visit"),
    ],
    "grammar.english.adverbs": [
        ("I'm {} paying tomorrow", "cat", "act"),
    ],
    "grammar.english.edges": [
        ("The form {} John will send it tomorrow", "of", "says John will send it tomorrow"),
        ("even {} he will send it tomorrow", "of", "says he will send it tomorrow"),
    ],
    "grammar.english.verbs": [
        ("We will check it today and {} it tomorrow", "cat", "acts=2"),
    ],
    "grammar.hebrew.behind_a_wish": [
        ("תבדוק {} מחר", "היטב", "!act"),
    ],
    "grammar.hebrew.joining": [
        ("{} הטכנאי יגיע מחר", "דוד", "says הטכנאי יגיע מחר"),
    ],
    "grammar.hebrew.openers": [
        ("אני {} אשלח לך את זה מחר", "דג", "says אני {} אשלח לך את זה מחר"),
    ],
    "grammar.missing.nothing_named": [
        ("אשלח לך את {} עד מחר", "הטופס", "lacks what"),
    ],
    "grammar.missing.filling": [
        ("נשלח {} {} {} את זה עד מחר", "הדוד", "lacks what"),
    ],
    "grammar.sentences.short": [
        ("We will send the form to {}. Smith by tomorrow", "him", "concrete"),
    ],
    "parties.customer.he": [
        ("{} ישלח את הטופס עד מחר", "המנהל", "customer"),
    ],
    "parties.customer.en": [
        ("{} will send the form by tomorrow", "Manager", "customer"),
    ],
    "parties.staff.he": [
        ("{} תגיע לסניף מחר", "הדודה", "by visit"),
    ],
    "parties.staff.en": [
        ("The {} will come tomorrow", "parcel", "by visit"),
    ],
    "verbs_he.future.receive": [
        ("ת{-}ו ממני תשובה מחר", "כתב", "act"),
    ],
    "verbs_he.future.hear": [
        ("ת{} ממני עד מחר", "כתוב", "act"),
    ],
    "verbs_he.present.be_here": [
        ("אני {} מחר", "שם", "act"),
    ],
    "verbs_he.present.commit": [
        ("אני {} להשלים את זה מחר", "אוהב", "act"),
    ],
    "verbs_he.person.first": [
        ("{} שולח לך את זה מחר", "ואתה", "act"),
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
        ("תעביר {} את הטופס מחר", "חפצים", "acts=0"),
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
    "verbs_he.not_verbs.words": [
        ("{} את זה", "אשלח", "acts=0"),
    ],
    "verbs_en.subjects.first": [
        ("{} promise to send it tomorrow", "John", "act"),
    ],
    "verbs_en.subjects.second": [
        ("{} will send it tomorrow", "John", "customer"),
    ],
    "verbs_en.future.contracted": [
        ("{} send it to you tomorrow", "dogs", "act"),
    ],
    "verbs_en.future.negative": [
        ("We will {} send it tomorrow", "also", "acts=0"),
    ],
    "verbs_en.future.pledge": [
        ("We {} to send it tomorrow", "dogs", "act"),
    ],
    "verbs_en.future.planned": [
        ("The parcel is {} for delivery tomorrow", "dogs", "act"),
    ],
    "verbs_en.future.be": [
        ("{} paying tomorrow", "dogs", "act"),
    ],
    "verbs_en.future.receive": [
        ("You will {} it tomorrow", "write", "provider"),
    ],
    "verbs_en.not_promises.be": [
        ("The office will be {} tomorrow", "ready", "acts=0"),
    ],
    "verbs_en.not_promises.verbs": [
        ("The card will {} tomorrow", "arrive", "acts=0"),
    ],
    "verbs_en.hypothetical.starts": [
        ("{} it gone we will send it tomorrow", "today", "acts=0"),
    ],
    "verbs_en.reported.words": [
        ("John {} we will send it tomorrow", "today", "acts=0"),
    ],
    "verbs_en.request.words": [
        ("{} the engineer will send it tomorrow", "today", "acts=0"),
    ],
    "verbs_en.question.words": [
        ("{} we will send it tomorrow", "today", "acts=0"),
    ],
    "verbs_en.checking.words": [
        ("We'll {} and we'll send it to you tomorrow", "paint", "acts=1"),
    ],
    "verbs_en.checking.answering": [
        ("We'll paint it today and {} you tomorrow", "zoom", "acts=2"),
    ],
    "verbs_en.generic.words": [
        ("{} will arrive within 3 days", "John", "acts=0"),
    ],
    "verbs_en.told.doubting": [
        ("I {} we will send it tomorrow", "know", "acts=0"),
    ],
    "verbs_en.told.offers": [
        ("The {} will arrive tomorrow", "box", "acts=0"),
    ],
    "time_he.teen.10": [
        ("אשלח לך את זה תוך שלוש {} דקות", "דג", "at תוך שלוש {} דקות"),
    ],
    "time_he.ordinal.1": [
        ("אשלח לך את זה עד הרבעון ה{}", "דג", "at עד הרבעון ה{}"),
    ],
    "time_he.ordinal.2": [
        ("אשלח לך את זה עד הרבעון ה{}", "דג", "at עד הרבעון ה{}"),
    ],
    "time_he.ordinal.3": [
        ("אשלח לך את זה עד הרבעון ה{}", "דג", "at עד הרבעון ה{}"),
    ],
    "time_he.ordinal.4": [
        ("אשלח לך את זה עד הרבעון ה{}", "דג", "at עד הרבעון ה{}"),
    ],
    "time_he.ordinal.5": [
        ("אשלח לך את זה עד ה{} באוקטובר", "דג", "at עד ה{} באוקטובר"),
    ],
    "time_he.rel.by": [
        ("אשלח לך את זה {} מחר", "דג", "at {} מחר"),
    ],
    "time_he.rel.within": [
        ("אשלח לך את זה {} 3 ימים", "דג", "at {} 3 ימים"),
    ],
    "time_he.rel.in": [
        ("אשלח לך את זה {} 3 ימים", "דג", "at {} 3 ימים"),
    ],
    "time_he.rel.during": [
        ("אשלח לך את זה {} החודש הבא", "דג", "at {} החודש הבא"),
    ],
    "time_he.rel.at": [
        ("אשלח לך את זה מחר {} 10:00", "דג", "at מחר {} 10:00"),
    ],
    "time_he.rel.around": [
        ("אשלח לך את זה מחר {} 10:00", "דג", "at מחר {} 10:00"),
    ],
    "time_he.rel.before": [
        ("אשלח לך את זה {} פסח", "דג", "at {} פסח"),
    ],
    "time_he.rel.after": [
        ("אשלח לך את זה מחר {} 10:00", "דג", "at מחר {} 10:00"),
    ],
    "time_he.rel.between": [
        ("אשלח לך את זה מחר {} 10:00 ל-12:00", "דג", "at מחר {} 10:00 ל-12:00"),
    ],
    "time_he.rel.from": [
        ("אשלח לך את זה {} מחר", "דג", "at {} מחר"),
        ("אשלח לך את זה מחר {}-10:00 עד 12:00", "דג", "at מחר {}-10:00 עד 12:00"),
    ],
    "time_he.rel.on": [
        ("אשלח לך את זה מחר {}-10:00", "דג", "at מחר {}-10:00"),
    ],
    "time_he.rel.to": [
        ("אשלח לך את זה מחר בין 10:00 {}-12:00", "דג", "at מחר בין 10:00 {}-12:00"),
    ],
    "time_he.rel.and": [
        ("אשלח לך את זה מחר בין 10:00 {}-12:00", "דג", "at מחר בין 10:00 {}-12:00"),
    ],
    "time_he.rel.the": [
        ("אשלח לך את זה ב-{} 5 במאי", "דג", "at ב-{} 5 במאי"),
    ],
    "time_he.rel.and_the": [
        ("אשלח לך את זה עד סוף {} השבוע", "דג", "at עד סוף {} השבוע"),
    ],
    "time_he.phrase.rel.by": [
        ("אשלח לך את זה {} מחר", "דג", "at {} מחר"),
    ],
    "time_he.phrase.rel.between": [
        ("אשלח לך את זה מחר {} 10:00 ל-12:00", "דג", "at מחר {} 10:00 ל-12:00"),
    ],
    "time_he.phrase.part.noon": [
        ("אשלח לך את זה מחר {}", "דג", "at מחר {}"),
    ],
    "time_he.phrase.part.afternoon": [
        ("אשלח לך את זה מחר {}", "דג", "at מחר {}"),
    ],
    "time_he.phrase.part.morning": [
        ("אשלח לך את זה מחר {}", "דג", "at מחר {}"),
    ],
    "time_he.phrase.edge.eod": [
        ("אשלח לך את זה עד {}", "דג", "at עד {}"),
    ],
    "time_he.phrase.edge.weekend": [
        ("אשלח לך את זה עד {}", "דג", "at עד {}"),
    ],
    "time_he.phrase.day.1": [
        ("אשלח לך את זה {} בשעה 10:00", "דג", "at {} בשעה 10:00"),
    ],
    "time_he.phrase.one.hour": [
        ("אשלח לך את זה {}", "דג", "at {}"),
    ],
    "time_he.phrase.fraction.45": [
        ("אשלח לך את זה תוך {} שעה", "דג", "at תוך {} שעה"),
    ],
    "time_he.phrase.part.evening": [
        ("אשלח לך את זה עד {}", "דג", "at עד {}"),
    ],
    "time_en.suffix.0": [
        ("I'll send it by May 5{}", "cat", "at by May 5{}"),
    ],
    "time_en.clockword.1": [
        ("I'll send it within 3 {} 4 days", "cat", "at within 3 {} 4 days"),
    ],
    "time_en.quarter.0": [
        ("I'll send it by {}1", "cat", "at by {}1"),
    ],
    "time_en.rel.by": [
        ("I'll send it {} tomorrow", "cat", "at {} tomorrow"),
    ],
    "time_en.rel.until": [
        ("I'll send it {} tomorrow", "cat", "at {} tomorrow"),
    ],
    "time_en.rel.within": [
        ("I'll send it {} 3 days", "cat", "at {} 3 days"),
    ],
    "time_en.rel.in": [
        ("I'll send it {} 3 days", "cat", "at {} 3 days"),
    ],
    "time_en.rel.during": [
        ("I'll send it {} this week", "cat", "at {} this week"),
    ],
    "time_en.rel.at": [
        ("I'll send it tomorrow {} 10:00", "cat", "at tomorrow {} 10:00"),
    ],
    "time_en.rel.on": [
        ("I'll send it {} Tuesday", "cat", "at {} Tuesday"),
    ],
    "time_en.rel.around": [
        ("I'll send it tomorrow {} 10:00", "cat", "at tomorrow {} 10:00"),
    ],
    "time_en.rel.before": [
        ("I'll send it {} Thanksgiving", "cat", "at {} Thanksgiving"),
    ],
    "time_en.rel.after": [
        ("I'll send it {} Thanksgiving", "cat", "at {} Thanksgiving"),
    ],
    "time_en.rel.between": [
        ("I'll send it tomorrow {} 10 and 12", "cat", "at tomorrow {} 10 and 12"),
    ],
    "time_en.rel.from": [
        ("I'll send it tomorrow {} 10 to 12", "cat", "at tomorrow {} 10 to 12"),
    ],
    "time_en.rel.to": [
        ("I'll send it tomorrow between 10 {} 12", "cat", "at tomorrow between 10 {} 12"),
    ],
    "time_en.rel.and": [
        ("I'll send it tomorrow between 10 {} 12", "cat", "at tomorrow between 10 {} 12"),
    ],
    "time_en.rel.or": [
        ("I'll send it within 3 {} 4 days", "cat", "at within 3 {} 4 days"),
    ],
    "time_en.rel.the": [
        ("I'll send it by {} 5th of May", "cat", "at by {} 5th of May"),
    ],
    "time_en.rel.of": [
        ("I'll send it by the 5th {} May", "cat", "at by the 5th {} May"),
    ],
    "time_en.rel.ago": [
        ("3 days {}", "more", "past"),
    ],
    "time_en.rel.hence": [
        ("I'll send it 3 days {}", "cat", "at 3 days {}"),
    ],
    "time_en.phrase.rel.by": [
        ("I'll send it {} tomorrow", "cat", "at {} tomorrow"),
    ],
    "time_en.phrase.rel.within": [
        ("I'll send it {} 3 days", "cat", "at {} 3 days"),
    ],
    "time_en.phrase.part.firstthing": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.part.noon": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.part.morning": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.part.afternoon": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.part.evening": [
        ("I'll send it tomorrow {}", "cat", "at tomorrow {}"),
    ],
    "time_en.phrase.edge.eod": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.edge.eow": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.edge.eom": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.edge.eoq": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.edge.eoy": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.day.2": [
        ("I'll send it by {}", "cat", "at by {}"),
    ],
    "time_en.phrase.day.-2": [
        ("{}", "more", "past"),
    ],
    "time_en.phrase.hence.1": [
        ("I'll send it 3 days {}", "cat", "at 3 days {}"),
    ],
    "time_en.phrase.rel.between": [
        ("I'll send it tomorrow {} 10 and 12", "cat", "at tomorrow {} 10 and 12"),
    ],
    "time_en.phrase.fraction.45": [
        ("I'll send it within {} an hour", "cat", "at within {} an hour"),
    ],
    "time_en.phrase.rel.within.next": [
        ("I'll send it by tomorrow, {} 3 hours", "cat", "at by tomorrow, {} 3 hours"),
    ],
    "time_en.phrase.rel.at": [
        ("I'll send it tomorrow {} 10:00", "cat", "at tomorrow {} 10:00"),
    ],
}

# How a word of each head is said in a phrase that is a time only because of it.
PHRASES = {
    "he": {
        "number": "תוך {} ימים",
        "weekday": "ביום {}",
        "letter": "ביום {}",
        "month": "ב-5 ב{}",
        "unit": "תוך 3 {}",
        "one": "תוך {}",
        "two": "תוך {}",
        "business": "תוך 3 ימי {}",
        "day": "{}",
        "part": "מחר ב{}",
        "fraction": "תוך {} שעה",
        "modifier": "בשבוע {}",
        "edge": "{} החודש",
    },
    "en": {
        "number": "within {} days",
        "ordinal": "the {} of May",
        "weekday": "on {}",
        "month": "on 5 {}",
        "unit": "within 3 {}",
        "business": "within 3 {} days",
        "day": "{}",
        "part": "tomorrow {}",
        "ampm": "tomorrow at 3 {}",
        "fraction": "in {} an hour",
        "modifier": "{} week",
        "edge": "{} of the month",
    },
}

# Words of a list that another rule takes first, or that are written as one with the word before them.
TAKEN_ELSEWHERE: dict[str, set[str]] = {
    "channels.phone.he": {"טלפונים"},
    "verbs_en.future.pledge": {"hope"},
    "verbs_en.future.be": {"'m", "'re", "'s"},
}
