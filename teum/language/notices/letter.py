"""What a letter is made of, and who speaks in it."""

from dataclasses import dataclass
from datetime import datetime

import phonenumbers

from teum.core.window import Window
from teum.language import in_words

LRI, PDI = "\u2066", "\u2069"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member as a text names them; `gender` is `f` or `m`."""

    name: str
    gender: str = "f"
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Between whom a letter goes: the business, the reader's language, and the moment of writing."""

    business: str
    lang: str
    now: datetime
    title: str = ""
    business_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message's words: a subject, and paragraphs that are whole without it."""

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The paragraphs as plain text."""
        return "\n\n".join(self.paragraphs)


def letter(party: Party, subject: str, *paragraphs: str) -> Letter:
    """A letter with the business's name first, in the subject and in the text."""
    first, *rest = [p for p in paragraphs if p]
    return Letter(subject=f"{party.business}: {subject}", paragraphs=(f"{party.business}: {first}", *rest))


def unnamed(text: str, business: str) -> str:
    """A letter's words, or its subject, without the name before them: what followed it begins as a sentence."""
    said = text.removeprefix(f"{business}: ")
    return said if said == text else said[:1].upper() + said[1:]


def isolated(text: str) -> str:
    """A phone, amount or code that keeps its order inside a right-to-left line (U+2066…U+2069)."""
    return f"{LRI}{text}{PDI}" if text else ""


def phone_words(number: str) -> str:
    """A number as people of its country write it, isolated; as it is where it has no plan (`*2700`)."""
    if not number.startswith("+"):
        return isolated(number)
    shown = phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)
    return isolated(shown)


def by_gender(person: Person, feminine: str, masculine: str) -> str:
    """The form of a Hebrew word that fits a member."""
    return masculine if person.gender == "m" else feminine


def glued(prefix: str, name: str) -> str:
    """A Hebrew prefix before a name: glued to a Hebrew one, with a hyphen before any other."""
    return f"{prefix}{name}" if "\u05d0" <= name[:1] <= "\u05ea" else f"{prefix}-{name}"


def answer(party: Party) -> str:
    """How they answer."""
    return "אפשר פשוט להשיב להודעה הזאת." if party.lang == "he" else "You can simply reply to this message."


def next_word(moment: datetime, party: Party) -> str:
    """By when the next word comes."""
    until = in_words(Window(due=moment), party.lang, party.now)
    if party.lang == "he":
        return f"העדכון הבא שלנו יגיע אליך {until}."
    return f"You will hear from us again {until}."
