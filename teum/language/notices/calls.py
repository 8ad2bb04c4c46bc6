"""What a member says on a call, and the letter that goes where nobody answered one (A12).

Spoken words are never sent: they stand ready beside the number, in the customer's language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices import owed as owing
from teum.language.notices.deed import to_do
from teum.language.notices.letter import Letter, Party, Person, by_gender, glued, letter, phone_words, unnamed
from teum.language.notices.owed import Owed

_WRITTEN = ("להודעה הזאת", "this message", "בעמוד שלך", "your page")
"""What belongs in a letter and makes no sense when it is said."""
_Words = Mapping[str, str]
_AFTER: Mapping[str, _Words] = {
    "proposed": {
        "he": "זה מתאים לך? אפשר גם לבחור מועד אחר, או לבטל בלי עלות.",
        "en": "Does this suit you? You may also choose another time, or cancel free of charge.",
    },
    "revised": {"he": "המועד החדש נוח לך?", "en": "Is the new time all right for you?"},
    "reported": {"he": "הכול הגיע כמו שצריך?", "en": "Is everything as it should be?"},
}
_ANYTHING: _Words = {"he": "נשאר משהו שחשוב לך לשאול?", "en": "Is there anything you would like to ask?"}


def hello(party: Party, person: Person, customer: str) -> str:
    """Who speaks, from where, and whether it is a good moment."""
    if party.lang == "he":
        speaks = by_gender(person, "מדברת", "מדבר")
        return f"שלום {customer}, {speaks} {person.name} {glued('מ', party.business)}. זה זמן נוח לשיחה קצרה?"
    return f"Hello {customer}, this is {person.name} from {party.business}. Is this a good moment?"


def of_message(party: Party, kind: str, text: str) -> tuple[str, ...]:
    """A letter as it is said: without what only a letter says, and with a question at the end."""
    told = unnamed(text, party.business).split("\n\n")
    said = [part for part in told if not any(written in part for written in _WRITTEN)]
    return (*said, _AFTER.get(kind, _ANYTHING)[party.lang])


def of_change(party: Party, what: str, *, old: Window, proposed: Window) -> tuple[str, ...]:
    """We asked to move a time once more, and wait for the customer's word."""
    deed = to_do(what, party.lang)
    before, after = (in_words(window, party.lang, party.now) for window in (old, proposed))
    if party.lang == "he":
        first = f"סיכמנו {deed} {before}. ביקשנו ממך להזיז את זה, והמועד שאנחנו מציעים הוא {after}."
    else:
        first = f"We agreed {deed} {before}. We asked you whether we may move it, and propose {after}."
    return (first, _AFTER["proposed"][party.lang])


def of_their_part(party: Party, what: str, *, window: Window) -> tuple[str, ...]:
    """Something that the customer was to do has not come."""
    until = in_words(window, party.lang, party.now)
    if party.lang == "he":
        return (f"סיכמנו שנקבל ממך {until}: {what}. זה עוד לא הגיע אלינו.", "אפשר לעזור במשהו? מתי נוח לך?")
    return (
        f"We agreed to have this from you {until}: {what}. It has not reached us yet.",
        "Can we help with anything? When would it suit you?",
    )


def of_offer(party: Party, what: str, *, until: datetime) -> tuple[str, ...]:
    """An offer of ours waits for their answer, and ends without it."""
    when = in_words(Window(due=until), party.lang, party.now)
    if party.lang == "he":
        return (f"הצענו {to_do(what, 'he')}. נשמח לתשובתך {when}.", "יש שאלות לפני ההחלטה?")
    return (
        f"We offered {to_do(what, 'en')}. Please let us have your answer {when}.",
        "Is there anything you would like to ask before you decide?",
    )


def of_closing(party: Party, *, window: Window) -> tuple[str, ...]:
    """Their case is closed then unless they say that something is open."""
    until = in_words(window, party.lang, party.now)
    if party.lang == "he":
        return (
            f"נשמח לדעת {until} אם נשאר משהו פתוח בנושא {party.title}.",
            "אם הכול בסדר, נסיים את העניין אז.",
        )
    return (
        f"We would like to hear {until} whether anything is still open about {party.title}.",
        "If all is well, we will close the matter then.",
    )


def of_report(party: Party, what: str) -> tuple[str, ...]:
    """It is done, and the customer could not be told."""
    deed = to_do(what, party.lang)
    first = f"עשינו את מה שסיכמנו: {deed}." if party.lang == "he" else f"We have done what we agreed: {deed}."
    return (first, _AFTER["reported"][party.lang])


def of_promise(party: Party, person: Person, sentence: str) -> tuple[str, ...]:
    """The call itself was promised: what was said, word for word."""
    if party.lang == "he":
        calls = by_gender(person, "מתקשרת", "מתקשר")
        return (f"אני {calls} כפי שסיכמנו: {sentence}", _ANYTHING["he"])
    return (f"I am calling as we agreed: {sentence}", _ANYTHING["en"])


def of_passed(party: Party, *, late: Sequence[Owed], stands: Sequence[str]) -> tuple[str, ...]:
    """What is true now, where the time of words that waited has passed: what is late, and what still stands."""
    sorry = "That has not happened yet, and we are sorry."
    if party.lang == "he":
        sorry = "זה עוד לא קרה, ואנחנו מתנצלים."
    told = [
        owing.missed(one, party) if one.is_others else f"{owing.agreed(one, party)}. {sorry}" for one in late
    ]
    told = [f"{said[0].upper()}{said[1:]}" for said in told]
    asks = _NEW_TIME if any(not one.is_others for one in late) else _ANYTHING
    return (*told, *stands, asks[party.lang]) if told or stands else ()


_NEW_TIME: _Words = {
    "he": "אפשר לקבוע עכשיו מועד חדש. מתי נוח לך?",
    "en": "We can set a new time now. When would it suit you?",
}


def tried(*, party: Party, what: str, is_wrong: bool) -> Letter:
    """We called and did not reach them: about what, and how they reach us."""
    phone = phone_words(party.business_phone) if party.business_phone else ""
    if party.lang == "he":
        first = f"ניסינו להתקשר אליך בנושא {party.title} ולא הצלחנו להשיג אותך."
        if is_wrong:
            first = f"ניסינו להתקשר אליך בנושא {party.title}, והמספר שרשום אצלנו אינו שלך."
        how = f"אפשר להתקשר אלינו, {phone}, או להשיב להודעה הזאת" if phone else "אפשר להשיב להודעה הזאת"
        return letter(
            party,
            f"ניסינו להתקשר אליך: {party.title}",
            first,
            f"רצינו לדבר איתך על זה: {what}.",
            f"{how}, עם {'מספר נכון' if is_wrong else 'שעה שנוחה לך'}.",
        )
    first = f"we tried to call you about {party.title} and could not reach you."
    if is_wrong:
        first = f"we tried to call you about {party.title}, and the number that we have is not yours."
    how = f"You can call us, {phone}, or reply to this message" if phone else "You can reply to this message"
    return letter(
        party,
        f"we tried to call you: {party.title}",
        first,
        f"We wanted to speak with you about this: {what}.",
        f"{how}, with {'the right number' if is_wrong else 'a time that suits you'}.",
    )
