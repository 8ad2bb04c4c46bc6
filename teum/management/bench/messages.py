"""Messages as people write them, made of parts: Hebrew, English and both, clear and vague, up to 300 characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from teum import language
from teum.core import working_time
from teum.core.window import Window
from teum.core.working_time import Calendar

LONGEST = 300
_FIRST_MOMENT = datetime(2026, 1, 4, 8, tzinfo=UTC)
_MINUTES_OF_THREE_YEARS = 3 * 365 * 24 * 60
_CALENDARS: Sequence[Callable[[], Calendar]] = (working_time.israel, working_time.us, working_time.uk)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody wrote, who, when, and in whose calendar it is read."""

    text: str
    speaker: str
    now: datetime
    calendar: Calendar


_GREETINGS: Mapping[str, Sequence[str]] = {
    "he": ("שלום רונית,", "היי,", "בוקר טוב יעל,", "תודה שפנית אלינו.", "מדברים ממחלקת השירות."),
    "en": ("Hi Dana,", "Good morning,", "Thanks for getting in touch.", "Hello Mr Levi,"),
}
_PROMISES: Mapping[str, Sequence[str]] = {
    "he": (
        "אשלח לך את הצעת המחיר {when} במייל.",
        "הטכנאי יגיע אליך {when}.",
        "נתקשר אליך {when} ונעדכן מה נמצא בבדיקה.",
        "{when} תקבלי מאיתנו תשובה בכתב.",
        "אבדוק מול המחסן ואחזור אליך {when} בוואטסאפ.",
        "אם תשלחו לנו את הטופס החתום, נסיים את הרישום {when}.",
    ),
    "en": (
        "I'll send you the quote {when} by email.",
        "Our engineer will visit you {when}.",
        "We'll call you {when} and tell you what we found.",
        "You will receive a written answer {when}.",
        "I'm checking with the warehouse and will get back to you {when}.",
        "Once you've signed the form, we'll finish the registration {when}.",
    ),
}
_TIMES: Mapping[str, Sequence[str]] = {
    "he": (
        "היום עד 16:00",
        "עד מחר בצהריים",
        "תוך {n} ימי עסקים",
        "ביום ראשון בשעה {n}:30",
        "בעוד {n} שעות",
        "לפני פסח",
    ),
    "en": (
        "today by 4 p.m.",
        "by noon tomorrow",
        "within {n} business days",
        "on Monday at {n}:30",
        "in {n} hours",
    ),
}
_REST: Mapping[str, Sequence[str]] = {
    "he": (
        "הבנתי שהמסך שבור והחיבור נופל.",
        "האם קיבלת את הקבלה?",
        "הנציג הקודם אמר שמישהו יחזור אליך.",
        "לא נחייב אותך על הביקור.",
        "המשלוח יצא אתמול מהמחסן.",
        "תודה על הסבלנות!",
    ),
    "en": (
        "I understand that the screen is broken and the line keeps dropping.",
        "Did you receive the invoice?",
        "The last agent said that somebody would call.",
        "We won't charge you for the visit.",
        "Your parcel left the warehouse yesterday.",
        "Thank you for your patience!",
    ),
}
_VAGUE: Mapping[str, Sequence[str]] = {
    lang: [
        f"{said}."
        for entry in language.STANDARD.entries
        if entry.lang == lang
        for said in (entry.flagged, entry.passes)
    ]
    for lang in ("he", "en")
}


def written(random: Random) -> Message:
    """A message of some sentences; one in eight goes on in the other language."""
    calendar = random.choice(_CALENDARS)()
    moment = _FIRST_MOMENT + timedelta(minutes=random.randrange(_MINUTES_OF_THREE_YEARS))
    now = moment.astimezone(calendar.zone)
    lang = random.choice(("he", "en"))
    parts = [random.choice(_GREETINGS[lang])] if random.random() < 0.4 else []
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 5))):
        spoken = lang if random.random() < 0.875 else "he" if lang == "en" else "en"
        parts.append(_sentence(random, spoken, now))
    text = " ".join(parts)
    while len(text) > LONGEST:
        parts.pop()
        text = " ".join(parts)
    return Message(text=text, speaker=random.choice(("provider", "customer")), now=now, calendar=calendar)


def of_length(random: Random, length: int) -> str:
    """A text of that many characters: messages, one below the other."""
    lines: list[str] = []
    missing = length
    while missing > 0:
        lines.append(written(random).text)
        missing -= len(lines[-1]) + 1
    return "\n".join(lines)[:length]


def _sentence(random: Random, lang: str, now: datetime) -> str:
    kind = random.random()
    if kind < 0.5:
        return random.choice(_PROMISES[lang]).format(when=_when(random, lang, now))
    return random.choice(_VAGUE[lang] if kind < 0.75 else _REST[lang])


def _when(random: Random, lang: str, now: datetime) -> str:
    if random.random() < 0.5:
        return random.choice(_TIMES[lang]).format(n=random.randrange(2, 12))
    due = (now + timedelta(hours=random.randrange(2, 200))).replace(minute=0)
    start = due - timedelta(hours=2) if random.random() < 0.3 else None
    return language.in_words(Window(due=due, start=start), lang, now)
