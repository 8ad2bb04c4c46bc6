"""Letters to the customer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from teum.core.window import Window
from teum.language.notices.letter import Letter, Party, Person, by_gender, isolated
from teum.language import in_words


def _letter(party: Party, subject: str, *paragraphs: str) -> Letter:
    """The business's name first, in the subject and in the text."""
    first, *rest = [p for p in paragraphs if p]
    return Letter(subject=f"{party.business}: {subject}", paragraphs=(f"{party.business}: {first}", *rest))


def _he(party: Party) -> bool:
    return party.lang == "he"


def _until(moment: datetime, party: Party) -> str:
    return in_words(Window(due=moment), party.lang, party.now)


def _answer(party: Party) -> str:
    return "אפשר פשוט להשיב להודעה הזאת." if _he(party) else "You can simply reply to this message."


def _list(items: Sequence[str], party: Party) -> str:
    if not items:
        return ""
    return f"{'כולל' if _he(party) else 'Included'}: {', '.join(items)}."


def received(*, party: Party, sentence: str) -> Letter:
    """The answer to a first contact: who will call, when (A11)."""
    if _he(party):
        return _letter(party, "קיבלנו את פנייתך", f"קיבלנו את פנייתך בנושא {party.title}.", sentence, _answer(party))
    return _letter(party, "we have your message", f"we have your message about {party.title}.", sentence, _answer(party))


def agreed(*, party: Party, sentences: Sequence[tuple[str, Sequence[str]]]) -> Letter:
    """What was agreed: each promise as a sentence, with what is included."""
    lines = [f"{sentence} {_list(includes, party)}".strip() for sentence, includes in sentences]
    if _he(party):
        return _letter(party, f"מה סיכמנו: {party.title}", f"זה מה שסיכמנו בנושא {party.title}.", *lines, _answer(party))
    return _letter(party, f"what we agreed: {party.title}", f"this is what we agreed about {party.title}.", *lines, _answer(party))


def holding(*, party: Party, person: Person, what: str, window: Window, next_due: datetime, round_: int) -> Letter:
    """There is no answer yet, and the next word comes by `next_due`; from the third in a row, no new date is claimed."""
    agreed_on = in_words(window, party.lang, replace(party, now=party.now).now)
    if _he(party):
        still = f"עוד לא סיימנו: {what}. המועד שסיכמנו: {agreed_on}, וייתכן שלא נעמוד בו."
        who = f"{person.name} {by_gender(person, 'אחראית', 'אחראי')} לעניין{_phone(person, party)}."
        word = f"העדכון הבא ממנו יגיע אליך {_until(next_due, party)}."
        return _letter(party, f"עדכון ביניים: {party.title}", still, *_long_wait(party, round_), who, word, _answer(party))
    still = f"this is not finished yet: {what}. We agreed on it {agreed_on}, and we may not make that time."
    who = f"{person.name} answers for it{_phone(person, party)}."
    word = f"You will hear from us again {_until(next_due, party)}."
    return _letter(party, f"an interim update: {party.title}", still, *_long_wait(party, round_), who, word, _answer(party))


def word_again(*, party: Party, person: Person, what: str, next_due: datetime, round_: int) -> Letter:
    """The next word where there is still no answer."""
    if _he(party):
        still = f"עוד אין לנו תשובה: {what}."
        who = f"{person.name} {by_gender(person, 'אחראית', 'אחראי')} לעניין{_phone(person, party)}."
        word = f"העדכון הבא ממנו יגיע אליך {_until(next_due, party)}."
        return _letter(party, f"עדכון ביניים: {party.title}", still, *_long_wait(party, round_), who, word, _answer(party))
    still = f"we have no answer yet: {what}."
    who = f"{person.name} answers for it{_phone(person, party)}."
    word = f"You will hear from us again {_until(next_due, party)}."
    return _letter(party, f"an interim update: {party.title}", still, *_long_wait(party, round_), who, word, _answer(party))


def _long_wait(party: Party, round_: int) -> tuple[str, ...]:
    """From the third of the clock's own words in a row: honestly no date, and the free way out."""
    if round_ < 3:
        return ()
    if _he(party):
        return ("אין לנו כרגע מועד חדש, ולא ננקוב במועד שלא נוכל לעמוד בו.", "אפשר לבטל בלי עלות, בתשובה להודעה הזאת.")
    return (
        "We have no new date at present, and we will not name one that we cannot keep.",
        "You may cancel free of charge, by replying to this message.",
    )


def _phone(person: Person, party: Party) -> str:
    number = person.phone or party.business_phone
    return f", {isolated(number)}" if number else ""


def late(*, party: Party, person: Person, what: str, window: Window, next_due: datetime) -> Letter:
    """The due moment passed and we said nothing; the truth, and the next word."""
    agreed_on = in_words(window, party.lang, party.now)
    if _he(party):
        return _letter(
            party,
            f"איחרנו: {party.title}",
            f"איחרנו, ולא הודענו לך בזמן: {what}. המועד שסיכמנו: {agreed_on}. אנחנו מתנצלים.",
            f"{person.name} {by_gender(person, 'אחראית', 'אחראי')} לעניין{_phone(person, party)}.",
            f"העדכון הבא ממנו יגיע אליך {_until(next_due, party)}.",
            _answer(party),
        )
    return _letter(
        party,
        f"we are late: {party.title}",
        f"we are late, and we did not tell you in time: {what}. We had agreed on it {agreed_on}. We apologise.",
        f"{person.name} answers for it{_phone(person, party)}.",
        f"You will hear from us again {_until(next_due, party)}.",
        _answer(party),
    )


def revised(*, party: Party, sentence: str, old: Window, reason: str, is_late: bool) -> Letter:
    """The time moved: the old one, why, and the new sentence (A3)."""
    before = in_words(old, party.lang, party.now)
    if _he(party):
        sorry = "אנחנו מתנצלים על האיחור." if is_late else ""
        return _letter(
            party,
            f"שינוי מועד: {party.title}",
            f"המועד שסיכמנו ({before}) השתנה.",
            f"הסיבה: {reason}",
            sentence,
            sorry,
            _answer(party),
        )
    sorry = "We apologise for being late." if is_late else ""
    return _letter(
        party,
        f"a new time: {party.title}",
        f"the time that we agreed ({before}) has changed.",
        f"The reason: {reason}",
        sentence,
        sorry,
        _answer(party),
    )


def proposed(*, party: Party, sentence: str, old: Window, reason: str) -> Letter:
    """A second change of time: the customer is asked, with a free way out."""
    before = in_words(old, party.lang, party.now)
    if _he(party):
        return _letter(
            party,
            f"נשמח לתשובתך על מועד אחר: {party.title}",
            f"לא נוכל לעמוד במועד שסיכמנו: {before}. זה שינוי נוסף, ולכן אנחנו שואלים ולא מניחים.",
            f"הסיבה: {reason}",
            f"ההצעה שלנו: {sentence}",
            "אפשר להסכים בעמוד שלך, לבקש מועד אחר בתשובה להודעה הזאת, או לבטל בלי עלות.",
        )
    return _letter(
        party,
        f"may we change the time: {party.title}",
        f"we cannot make the time that we agreed: {before}. This is a further change, so we ask and do not assume.",
        f"The reason: {reason}",
        f"What we propose: {sentence}",
        "You may agree on your page, ask for another time by replying to this message, or cancel free of charge.",
    )


def reported(*, party: Party, what: str, includes: Sequence[str], note: str, answer_by: datetime) -> Letter:
    """It is done; until when we wait for the customer's word (A9)."""
    if _he(party):
        return _letter(
            party,
            f"בוצע: {party.title}",
            f"זה נעשה: {what}. {_list(includes, party)}".strip(),
            note,
            f"חסר משהו? אפשר לומר לנו {_until(answer_by, party)}, בעמוד שלך או בתשובה להודעה הזאת."
            " אם לא נשמע ממך עד אז, נבין שהכול בסדר.",
        )
    return _letter(
        party,
        f"done: {party.title}",
        f"this is done: {what}. {_list(includes, party)}".strip(),
        note,
        f"Is something missing? Tell us {_until(answer_by, party)}, on your page or by replying to this message."
        " If we hear nothing until then, we take it that all is well.",
    )


def disputed(*, party: Party, sentence: str) -> Letter:
    """We have heard that something is missing, and when the next word comes."""
    if _he(party):
        return _letter(party, f"פתחנו את זה מחדש: {party.title}", "קיבלנו: חסר לך משהו. פתחנו את העניין מחדש.", sentence, _answer(party))
    return _letter(party, f"open again: {party.title}", "we have heard that something is missing, and opened this again.", sentence, _answer(party))


def withdrawn(*, party: Party, what: str, disclosure: str) -> Letter:
    """We take a promise back, and say why and what is offered."""
    if _he(party):
        return _letter(party, f"ביטול מצדנו: {party.title}", f"לא נוכל לעשות את מה שסיכמנו: {what}.", disclosure, _answer(party))
    return _letter(party, f"we cannot do this: {party.title}", f"we cannot do what we agreed: {what}.", disclosure, _answer(party))


def released(*, party: Party, what: str) -> Letter:
    """The customer let go of it, and we confirm."""
    if _he(party):
        return _letter(party, f"בוטל לבקשתך: {party.title}", f"ביטלנו לבקשתך: {what}.", _answer(party))
    return _letter(party, f"cancelled as you asked: {party.title}", f"we cancelled, as you asked: {what}.", _answer(party))


def update(*, party: Party, text: str, next_due: datetime) -> Letter:
    """A person's word, with the moment of the next one (A4)."""
    if _he(party):
        return _letter(party, f"עדכון: {party.title}", text, f"העדכון הבא ממנו יגיע אליך {_until(next_due, party)}.", _answer(party))
    return _letter(party, f"an update: {party.title}", text, f"You will hear from us again {_until(next_due, party)}.", _answer(party))


def reminder(*, party: Party, what: str, due: datetime) -> Letter:
    """What we wait for from the customer, by when."""
    if _he(party):
        return _letter(party, f"תזכורת: {party.title}", f"כדי שנוכל להמשיך נחוץ לנו ממך: {what}. המועד: {_until(due, party)}.", _answer(party))
    return _letter(party, f"a reminder: {party.title}", f"to go on we need from you: {what}, {_until(due, party)}.", _answer(party))


def closed(*, party: Party, reason: str) -> Letter:
    """A matter ends; a reply opens it again."""
    if _he(party):
        return _letter(party, f"סיימנו: {party.title}", f"העניין הסתיים: {party.title}. {reason}".strip(), "תשובה להודעה הזאת תפתח אותו מחדש.")
    return _letter(party, f"finished: {party.title}", f"this is finished: {party.title}. {reason}".strip(), "A reply to this message opens it again.")
