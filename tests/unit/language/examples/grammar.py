"""Examples for the lists of grammar.toml."""

from __future__ import annotations

from tests.unit.language.examples.example import Example

EXAMPLES: dict[str, list[Example]] = {
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
    "grammar.conditions.en_as_own": [
        ("I'll update you as {} come along", "dogs", "vague when_known"),
    ],
    "grammar.conditions.en_as_goes": [
        ("I'll update you as things {}", "sleep", "vague when_known"),
        ("I'll update you as the jobs {}", "sleep", "vague when_known"),
    ],
    "grammar.conditions.he_own": [
        ("אחזור אליך עם קבלת {}", "דג", "vague when_known"),
    ],
    "grammar.conditions.he_own_nouns": [
        ("אחזור אליך עם {} המסמך", "דג", "vague when_known"),
    ],
    "grammar.conditions.he_own_heads": [
        ("אחזור אליך {} סיום המסמך", "על", "vague when_known"),
    ],
    "grammar.conditions.he_own_ends": [
        ("אחזור אליך {} המסמך", "עם", "vague when_known"),
    ],
    "grammar.conditions.he_following": [
        ("א{} אחרי המשלוח שלך", "שלח", "undated"),
        ("אני {} אחרי המשלוח ואעדכן אותך", "שולח", "undated"),
    ],
    "grammar.conditions.from_the_day": [
        ("נשלח את זה תוך 3 ימים {} שבו תחתום", "ליום", "condition"),
    ],
    "grammar.conditions.on_which": [
        ("נשלח את זה תוך 3 ימים מהיום {} תחתום", "ההוא", "condition"),
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
    "grammar.english.states": [
        ("It is {} by Friday", "grey", "act"),
    ],
    "grammar.english.comes": [
        ("Our technician {} on Friday", "sleeps", "act"),
    ],
    "grammar.english.no_names": [
        ("Refund {} to be issued within 5 days", "money", "!act"),
        ("Refund was {} to be issued within 5 days", "money", "!act"),
    ],
    "grammar.english.giving": [
        ("I am {} the fee", "painting", "act"),
    ],
    "grammar.english.no_deeds": [
        ("I'm {} the fee tomorrow", "painting", "!act"),
    ],
    "grammar.english.sets_out": [
        ("Your order {} tomorrow", "sleeps", "act"),
        ("Your order {} live tomorrow", "tree", "act"),
    ],
    "grammar.english.can_do": [
        ("We can {} it there by tomorrow", "paint", "act"),
    ],
    "grammar.english.no_doers": [
        ("Your {} heads out tomorrow", "parcel", "acts=0"),
    ],
    "grammar.english.no_moves": [
        ("Your parcel {} out tomorrow", "heads", "acts=0"),
    ],
    "grammar.hebrew.behind_a_wish": [
        ("תהיה {} מחר", "היטב", "!act"),
    ],
    "grammar.hebrew.joining": [
        ("{} הטכנאי יגיע מחר", "דוד", "says הטכנאי יגיע מחר"),
    ],
    "grammar.hebrew.openers": [
        ("אני {} אשלח לך את זה מחר", "דג", "says אני {} אשלח לך את זה מחר"),
    ],
    "grammar.hebrew.making": [
        ("הנציג {} איתך קשר מחר", "דג", "act"),
    ],
    "grammar.hebrew.verb_first": [
        ("ת{} הודעה מחר", "שלח", "act"),
    ],
    "grammar.hebrew.no_ways": [
        ("ישלח {} הבנק את הטופס מחר", "בשמחה", "third_party"),
    ],
    "grammar.hebrew.leading": [
        ("{} חוזרת אליך מחר", "דג", "says חוזרת אליך מחר"),
        ("{} בעיה חוזרת אליך מחר", "דג", "says חוזרת אליך מחר"),
        ("עוד {} דקות חוזרת אליך", "דג", "act"),
    ],
    "grammar.hebrew.advising": [
        ("אני {} לך להגיע מחר", "שולח", "acts=0"),
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
    "grammar.standing.with_you": [
        ("הדוח {} עד מחר", "אצל", "act"),
    ],
    "grammar.standing.ready": [
        ("הדוח {} ביום שני", "אצל", "act"),
    ],
    "grammar.standing.coming": [
        ("יש לך תשובה {} עד מחר", "דג", "act"),
    ],
    "grammar.standing.otherwise": [
        ("הדוח {} אצלך עד מחר", "החדש", "!act"),
        ("הדוח {} מוכן מחר", "החדש", "!act"),
    ],
    "grammar.parties.things": [
        ("Our {} will arrive tomorrow", "groomer", "!by visit"),
    ],
    "grammar.shape.objects": [
        ("נטעים {} מחר", "לך", "act"),
    ],
    "grammar.shape.habits": [
        ("אני שותל את העצים {} מחר", "שם", "acts=0"),
    ],
    "grammar.shape.around": [
        ("{} ישתול את העצים מחר", "הגנן", "acts=0"),
        ("{} נטמין את הצינור מחר", "דג", "says נטמין את הצינור מחר"),
        ("{} הצינור נטמין מחר", "דג", "acts=0"),
    ],
    "grammar.shape.no_verbs": [
        ("אני {} את זה מחר", "אשתול", "acts=0"),
        ("{} לך את זה מחר", "אשתול", "acts=0"),
        ("הגנן {} לך את זה מחר", "ישתול", "acts=0"),
    ],
    "grammar.shape.no_doers": [
        ("{} ישתול את העצים מחר", "הגנן", "acts=0"),
    ],
    "grammar.shape.states": [
        ("אני {} את זה מחר", "שותל", "acts=0"),
        ("הגנן {} את הגדר מחר", "גוזם", "acts=0"),
    ],
}
