"""One promise as the customer reads it first: who, what, how, by when.

An offer is put as an offer, with until when it can be answered; of a promise with a condition, what must come first is
said first.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.deed import offered, third_person
from teum.language.notices.letter import Party, Person, by_gender, isolated

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
        "email": "by email",
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
    # nothing is paid on the page, nor paid back there
    "portal": ("עמוד", "אזור האישי", "page", "portal", "לשלם", "pay ", "חזיר לך", "refund"),
}

_THEIRS = {"he": "מצדך", "en": "Your part"}


def channel_words(channel: str, lang: str) -> str:
    """The channel as a phrase of a sentence ("במייל", "by email")."""
    return _CHANNELS[lang].get(channel, channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """What must come before a promise: the words, by when, and the term that runs from it, if there is one.

    `has_come`: it is here, and somebody looks at it by then.
    """

    what: str
    due: datetime
    term: str = ""
    has_come: bool = False


def promise_sentence(
    *,
    party: Party,
    person: Person,
    what: str,
    channel: str,
    window: Window,
    tail: str = "",
    debtor: str = "provider",
    first: First | None = None,
    answer_by: datetime | None = None,
    is_theirs: bool = False,
) -> str:
    """Who does what, how and by when; `tail` are the last digits of the number that will be called.

    `answer_by` makes it an offer that can be answered until then, by us where its window `is_theirs`; `first` is what
    must come before it.
    """
    deed = _without(first.what, what) if first else what
    who = _who(deed, person, party.lang, debtor=debtor, is_offer=answer_by is not None and not is_theirs)
    when = _term(first.term, party.lang) if first and first.term else in_words(window, party.lang, party.now)
    if debtor != "third_party" and not any(cue in who.lower() for cue in _SAID.get(channel, ())):
        way = channel_words(channel, party.lang)
        who = f"{who} {way}{',' if way.startswith('by ') and when.startswith('by ') else ''}"
    number = _number(tail, party.lang) if channel == "phone" and tail else ""
    said = f"{who} {when}{number}."
    if first:
        said = f"{_first(first, person, party)} {said}"
    if answer_by and is_theirs:
        return _proposed_to_us(said, answer_by, party)
    return f"{said} {answer_until(answer_by, party)}" if answer_by else said


def _proposed_to_us(said: str, answer_by: datetime, party: Party) -> str:
    """The customer named another time: what they proposed, and by when they hear from us."""
    until = in_words(Window(due=answer_by), party.lang, party.now)
    if party.lang == "he":
        return f"ההצעה שלך הגיעה אלינו: {said} התשובה שלנו תגיע אליך {until}."
    return f"Your proposal has reached us: {said} You will have our answer {until}."


def _who(what: str, person: Person, lang: str, *, debtor: str, is_offer: bool) -> str:
    if debtor == "third_party" and not is_offer:
        return what.strip().rstrip(".")  # the words name who it is
    if debtor != "customer":
        return (offered if is_offer else third_person)(what, person, lang)
    theirs = _THEIRS[lang]
    if is_offer:
        theirs = "ההצעה שלנו לחלק שלך" if lang == "he" else "What we propose for your part"
    return f"{theirs}: {what.strip().rstrip('.')}"


def their_part(sentence: str, lang: str) -> str:
    """What the customer has to do, for where it stands already that it is theirs."""
    return sentence.removeprefix(f"{_THEIRS[lang]}: ")


def answer_until(moment: datetime, party: Party) -> str:
    """The question that an offer asks, until when it can be answered, and how."""
    until = in_words(Window(due=moment), party.lang, party.now)
    if party.lang == "he":
        return f"מתאים לך? אפשר לענות {until}, בעמוד שלך או בתשובה להודעה שלנו."
    return f"Does it suit you? You can answer {until}, on your page or by replying to our message."


# ── what must come first ──

_OPENERS = re.compile(
    r"(?:if|once|when|after|upon|of|from|following|subject to)\s+"
    r"|(?:אם|לאחר|אחרי)\s+(?:ש(?=[תנ]))?|(?:מרגע|ברגע)\s+ש|כש(?=[תנ])|מ(?=קבלת)",
    re.IGNORECASE,
)
_EDGES = " ,;:-–\n"


def condition_words(said: str) -> str:
    """A condition as what must come: "of your signed form" → "your signed form"."""
    tidy = said.strip().rstrip(".")
    found = _OPENERS.match(tidy)
    return tidy[found.end() :] if found else tidy


def _without(condition: str, what: str) -> str:
    """The deed without the condition that was said within it."""
    return " ".join(what.replace(condition, " ").split()).strip(_EDGES) or what if condition else what


def _first(first: First, person: Person, party: Party) -> str:
    until, what = in_words(Window(due=first.due), party.lang, party.now), condition_words(first.what)
    if first.has_come and party.lang == "he":
        looks = by_gender(person, "תעבור", "יעבור")
        return f"הגיע אלינו: {what}. {person.name} {looks} על זה {until}, ואז:"
    if first.has_come:
        return f"We have received this: {what}. {person.name} will look at it {until}. After that:"
    if party.lang == "he":
        return f"קודם, {until}: {what}. ואז:"
    return f"First, {until}: {what}. After that:"


_TERM = re.compile(r"(?:P|PT)?(?P<count>\d+)\s?(?P<unit>business days?|business hours?|[A-Z])")
_UNITS = {
    "business days": ("יום עסקים אחד", "ימי עסקים", "business day"),
    "business hours": ("שעת עבודה אחת", "שעות עבודה", "business hour"),
    "D": ("יום אחד", "ימים", "day"),
    "W": ("שבוע אחד", "שבועות", "week"),
    "M": ("חודש אחד", "חודשים", "month"),
    "TH": ("שעה אחת", "שעות", "hour"),
    "TM": ("דקה אחת", "דקות", "minute"),
}


def _term(term: str, lang: str) -> str:
    """A term that runs from its condition, in words ("within 3 business days of it")."""
    found = _TERM.fullmatch(term)
    assert found is not None, term
    count, unit = int(found["count"]), found["unit"]
    if unit.startswith("business"):
        unit = f"{unit.rstrip('s')}s"
    elif term.startswith("PT"):
        unit = f"T{unit}"
    one, many, english = _UNITS[unit]
    if lang == "he":
        return f"תוך {one if count == 1 else f'{count} {many}'} מאז"
    return f"within {count} {english}{'' if count == 1 else 's'} of that"


def _number(tail: str, lang: str) -> str:
    return (
        f", למספר שמסתיים ב-{isolated(tail)}"
        if lang == "he"
        else f", on the number ending in {isolated(tail)}"
    )
