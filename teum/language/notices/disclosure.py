"""Letters of a disclosure: all that is shown, what can be chosen, and the one line that confirms what was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from teum.core.disclosure import Affects, How, Kind, Option, Shown, Way
from teum.core.window import Window
from teum.language import in_words, on_day
from teum.language.notices.letter import Letter, Party, Person, by_gender, glued, letter
from teum.language.notices.money import price_words

CHOICE = {
    "he": ("לבחור בין האפשרויות שהצענו", "הבחירה שלך"),
    "en": ("choose between the options that we offer", "your choice"),
}
"""The customer's part where there is something to choose: the deed, and what it includes."""
CHOSEN = {"he": "אבצע את מה שבחרת", "en": "I'll carry out what you chose"}
"""What we promise where an option is chosen; what it includes is the option itself."""
WAYS_OUT: Mapping[Way, Mapping[str, str]] = {
    Way.DO_NOTHING: {"he": "לא לשנות דבר", "en": "Leave things as they are"},
    Way.CANCEL: {"he": "לבטל", "en": "Cancel"},
}
"""The ways out as the customer reads them; that a way is free is said by its price."""

_FIRST: Mapping[Kind, tuple[str, str]] = {
    Kind.FAULT: ("מצאנו תקלה, וחשוב לנו לספר עליה", "we found a fault, and want you to know of it"),
    Kind.LIMITATION: ("יש דבר שחשוב לדעת מראש", "there is something that you should know beforehand"),
    Kind.DELAY: ("יש עיכוב, וחשוב לנו לספר עליו", "there is a delay, and we want you to know of it"),
    Kind.BEFORE_SALE: ("לפני שקונים, חשוב לדעת", "before you buy, this is good to know"),
}
_HOW: Mapping[How, tuple[str, str]] = {
    How.PAGE: ("בחרת בעמוד שלך", "you chose it on your page"),
    How.COUNTER: ("בחרת אצלנו", "you chose it at our counter"),
    How.CALL: ("בחרת בשיחה", "you chose it in a call"),
    How.MAIL: ("בחרת בהודעה", "you chose it in a message"),
}
CHOICES = {"he": "מה שבחרת:", "en": "What you chose:"}
"""The heading of a list of choices."""
_AFFECTS: Mapping[Affects, tuple[str, str]] = {
    Affects.PRICE: ("המחיר", "the price"),
    Affects.TIME: ("המועד", "the time"),
    Affects.SAFETY: ("הבטיחות", "safety"),
    Affects.LOOKS: ("המראה", "the looks"),
}


def first_words(kind: Kind, lang: str) -> str:
    """How telling it begins."""
    return _in(lang, _FIRST[kind])


def affects_words(affects: tuple[Affects, ...], lang: str) -> str:
    """What it touches, as a list."""
    return ", ".join(_in(lang, _AFFECTS[it]) for it in affects)


def found_words(shown: Shown, lang: str, now: datetime) -> str:
    """When it was found, and by whom."""
    on = on_day(shown.found_on, lang, now)
    if lang == "he":
        return f"מתי זה התגלה: {on}. מי גילה: {shown.found_by}."
    return f"Found {on} by {shown.found_by}."


def expected_words(shown: Shown, lang: str, now: datetime) -> str:
    """When it is expected to be resolved, or why nobody can say."""
    if shown.window:
        until = in_words(shown.window, lang, now)
        return f"צפוי להיפתר {until}." if lang == "he" else f"Expected to be resolved {until}."
    told = _sentence(shown.no_date)
    return (
        f"אין מועד שבו זה ייפתר, וזו הסיבה: {told}"
        if lang == "he"
        else f"There is no date by which it will be resolved, and this is why: {told}"
    )


def photos_words(count: int, lang: str) -> str:
    """How many photos of it there are, and where; nothing where there is none."""
    if not count:
        return ""
    if lang == "he":
        return f"אפשר לראות את זה בעמוד שלך, {('בתמונה אחת', 'בשתי תמונות', 'בשלוש תמונות')[count - 1]}."
    return f"You can see it on your page, in {('one photo', 'two photos', 'three photos')[count - 1]}."


def recommended_words(shown: Shown, lang: str) -> str:
    """What we recommend, and what we gain by it; nothing where we do not."""
    if not shown.recommended:
        return ""
    what, interest = shown.option(shown.recommended).what.rstrip("."), _sentence(shown.interest)
    if lang == "he":
        return f"ההמלצה שלנו: {what}. העניין שלנו בה: {interest}"
    return f"What we recommend: {what}. Our own interest in it: {interest}"


def option_words(option: Option, lang: str, now: datetime) -> str:
    """An option with its price and its time, in one line."""
    parts = [option.what.rstrip("."), price_words(option.price, lang)]
    if option.window:
        parts.append(in_words(option.window, lang, now))
    return f"{', '.join(parts)}."


def _in(lang: str, words: tuple[str, str]) -> str:
    return words[0] if lang == "he" else words[1]


def _sentence(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def disclosed(*, party: Party, shown: Shown, decide_by: datetime | None, is_corrected: bool) -> Letter:
    """What we tell, whole; where there is something to choose, between what, until when and how."""
    lang, now = party.lang, party.now
    is_he = lang == "he"
    subject = f"חשוב לדעת: {party.title}" if is_he else f"good to know: {party.title}"
    anew = ""
    if is_corrected:
        anew = (
            "תיקנו את מה שסיפרנו קודם, וזה הנוסח שקובע."
            if is_he
            else "We have set right what we told you before; this is what counts."
        )
    touches = affects_words(shown.affects, lang)
    return letter(
        party,
        subject,
        f"{first_words(shown.kind, lang)}: {_sentence(shown.what)}",
        anew,
        found_words(shown, lang, now),
        f"על מה זה משפיע: {touches}." if is_he else f"It affects {touches}.",
        _sentence(shown.matters),
        expected_words(shown, lang, now),
        photos_words(len(shown.photos), lang),
        *_options(shown, party),
        recommended_words(shown, lang),
        _how_to_choose(decide_by, party) if decide_by else "",
    )


def _options(shown: Shown, party: Party) -> list[str]:
    if not shown.options:
        return []
    first = "אפשר לבחור:" if party.lang == "he" else "You can choose:"
    return [
        first,
        *(
            f"{place}. {option_words(option, party.lang, party.now)}"
            for place, option in enumerate(shown.options, 1)
        ),
    ]


def _how_to_choose(decide_by: datetime, party: Party) -> str:
    until = in_words(Window(due=decide_by), party.lang, party.now)
    if party.lang == "he":
        return f"נשמח לבחירתך {until}, בעמוד שלך או בתשובה להודעה הזאת. בלי תשובה ממך לא נבחר שום דבר במקומך."
    return (
        f"Please choose {until}, on your page or by replying to this message."
        " Without an answer from you nothing is chosen for you."
    )


def decided(*, party: Party, option: Option, sentence: str) -> Letter:
    """One line that confirms what was chosen, and what comes of it."""
    chosen = option_words(option, party.lang, party.now)
    if party.lang == "he":
        return letter(
            party,
            f"הבחירה שלך: {party.title}",
            f"זו הבחירה שלך: {chosen} {sentence}".strip(),
            "בחרת אחרת? אפשר פשוט להשיב להודעה הזאת.",
        )
    return letter(
        party,
        f"your choice: {party.title}",
        f"this is your choice: {chosen} {sentence}".strip(),
        "Did you choose otherwise? You can simply reply to this message.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A choice that was made: what, how and when; `recorded_by` wrote it down where the customer did not tap."""

    option: Option
    how: How
    at: datetime
    recorded_by: Person | None = None


def decided_line(one: Decided, party: Party) -> str:
    """What was chosen and what it costs; by whom, how and when."""
    lang, person = party.lang, one.recorded_by
    chosen = f"{one.option.what.rstrip('.')}, {price_words(one.option.price, lang)}"
    said, at = _in(lang, _HOW[one.how]), in_words(Window(due=one.at, start=one.at), lang, party.now)
    if one.how is How.PAGE or person is None:
        return f"{chosen}: {said} {at}."
    if lang == "he":
        return f"{chosen}: {said}, {glued('ו', person.name)} {by_gender(person, 'רשמה', 'רשם')} זאת {at}."
    return f"{chosen}: {said}, and {person.name} recorded it {at}."
