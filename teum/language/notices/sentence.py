"""One promise as one sentence: who, what, how, by when. The customer reads this first."""

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.deed import third_person
from teum.language.notices.letter import Party, Person, isolated

_CHANNELS = {
    "he": {
        "phone": "בטלפון",
        "email": "במייל",
        "sms": "בהודעת SMS",
        "whatsapp": "בוואטסאפ",
        "post": "בדואר",
        "visit": "בביקור",
        "portal": "בעמוד שלך",
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
_SAID = {
    "phone": ("תקשר", "צלצל", "טלפ", "call", "ring", "phone"),
    "email": ("מייל", "דוא", "mail"),
    "sms": ("sms", "סמס", "text"),
    "whatsapp": ("וואטסאפ", "ווטסאפ", "whatsapp"),
    "post": ("דואר", "post"),
    "visit": ("גיע", "בוא", "ביקור", "תקין", "come", "visit", "arrive", "instal"),
    "portal": ("עמוד", "אזור האישי", "page", "portal"),
}


def channel_words(channel: str, lang: str) -> str:
    """The channel as a phrase of a sentence ("במייל", "by e-mail")."""
    return _CHANNELS[lang].get(channel, channel)


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
    who = third_person(what, person, party.lang)
    if debtor == "customer":
        who = f"{'מצדך' if party.lang == 'he' else 'Your part'}: {what.strip().rstrip('.')}"
    if not any(cue in who.lower() for cue in _SAID.get(channel, ())):
        who = f"{who} {channel_words(channel, party.lang)}"
    when = in_words(window, party.lang, party.now)
    number = _number(tail, party.lang) if channel == "phone" and tail else ""
    return f"{who} {when}{number}."


def _number(tail: str, lang: str) -> str:
    return (
        f", למספר שמסתיים ב-{isolated(tail)}"
        if lang == "he"
        else f", on the number ending in {isolated(tail)}"
    )
