"""One promise as one sentence: who, what, how, by when. The customer reads this first."""

import re

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.letter import Party, Person, by_gender, isolated

_FIRST_PERSON_HE = re.compile(
    r"^(?:אני\s+)?ו?א(שלח|תקשר|עדכן|חזור|בדוק|טפל|תאם|זמין|גיע|ביא|כין|מסור|בצע|עביר|צור|סיים|תקן|צלצל|דאג|החזיר|זכה|בוא|תן|רשום|סדר|ספק|חליף|תקין|פתח|ענה|שוחח|סגור|עשה|שיג|ברר|סכם|ודא|ציע|ציג|אשר|זדכה|כתוב|קבע|פגוש|מצא|רכיב)(?=\s|$|,)"
)
_FIRST_PERSON_EN = re.compile(r"^(?:I'll|I’ll|I will|we'll|we’ll|we will)\s+", re.IGNORECASE)
_CHANNELS = {
    "he": {
        "phone": "בטלפון",
        "email": "במייל",
        "sms": "בהודעת SMS",
        "whatsapp": "בוואטסאפ",
        "post": "בדואר",
        "visit": "בביקור",
        "portal": "בעמוד האישי",
    },
    "en": {
        "phone": "by phone",
        "email": "by e-mail",
        "sms": "by text message",
        "whatsapp": "on WhatsApp",
        "post": "by post",
        "visit": "in person",
        "portal": "on your page",
    },
}


def channel_words(channel: str, lang: str) -> str:
    """The channel as a phrase of a sentence ("במייל", "by e-mail")."""
    return _CHANNELS[lang].get(channel, channel)


def third_person(what: str, person: Person, lang: str) -> str:
    """What a member said of themselves, said of them: "אשלח לך…" → "יעל תשלח לך…".

    Words that cannot be turned safely are quoted after the name.
    """
    said = what.strip().rstrip(".")
    if lang == "he":
        found = _FIRST_PERSON_HE.match(said)
        if found:
            return f"{person.name} {by_gender(person, 'ת', 'י')}{found[1]}{said[found.end() :]}"
        return f"{person.name}: {said}"
    found = _FIRST_PERSON_EN.match(said)
    return f"{person.name} will {said[found.end() :]}" if found else f"{person.name}: {said}"


def promise_sentence(
    *,
    party: Party,
    person: Person,
    what: str,
    channel: str,
    window: Window,
    tail: str = "",
    debtor: str = "provider",
) -> str:
    """Who does what, how and by when; `tail` are the last digits of the number that will be called."""
    if debtor == "customer":
        who = f"{'מצדך' if party.lang == 'he' else 'Your part'}: {what.strip().rstrip('.')}"
    else:
        who = third_person(what, person, party.lang)
    how = channel_words(channel, party.lang)
    parts = [
        who if how in who or channel == "phone" else f"{who} {how}",
        in_words(window, party.lang, party.now),
    ]
    sentence = " ".join(parts) if party.lang == "he" else f"{parts[0]}, {parts[1]}"
    return f"{sentence}{_number(tail, party.lang) if channel == 'phone' else ''}."


def _number(tail: str, lang: str) -> str:
    if not tail:
        return ""
    return (
        f", למספר שמסתיים ב-{isolated(tail)}"
        if lang == "he"
        else f", on the number ending in {isolated(tail)}"
    )
