"""Letters to the customer."""

from collections.abc import Sequence
from datetime import datetime

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices import owed as owing
from teum.language.notices.deed import to_do
from teum.language.notices.letter import Letter, Party, Person, by_gender, letter, phone_words
from teum.language.notices.owed import Owed


def _he(party: Party) -> bool:
    return party.lang == "he"


def _until(moment: datetime, party: Party) -> str:
    return _in(Window(due=moment), party)


def _answer(party: Party) -> str:
    return "אפשר פשוט להשיב להודעה הזאת." if _he(party) else "You can simply reply to this message."


def _sentence(text: str) -> str:
    """Typed words with a full stop."""
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def included(items: Sequence[str], party: Party) -> str:
    """What it includes, as a sentence; nothing where that is not said."""
    if not items:
        return ""
    return f"{'כולל' if _he(party) else 'Included'}: {', '.join(items)}."


def received(*, party: Party, sentence: str) -> Letter:
    """The answer to a first contact: who will call, when (A11)."""
    if _he(party):
        return letter(
            party, "קיבלנו את פנייתך", f"קיבלנו את פנייתך בנושא {party.title}.", sentence, _answer(party)
        )
    return letter(
        party, "we have your message", f"we have your message about {party.title}.", sentence, _answer(party)
    )


Sentences = Sequence[tuple[str, Sequence[str]]]
"""Promises as sentences, each with what is included."""


def agreed(
    *, party: Party, sentences: Sentences, offers: Sentences = (), where: str = "", rest: str = ""
) -> Letter:
    """What was agreed, each promise as a sentence; what is only offered is told as an offer.

    `where`: the stage that they have come to, said first; `rest`: about when those behind it end, said last.
    """
    lines, proposals = _lines(sentences, party), _lines(offers, party)
    if not lines:
        return _offered(party, proposals)
    also = ""
    if proposals:
        also = (
            "ועוד הצעה שלנו, שמחכה לתשובתך:"
            if _he(party)
            else "And an offer of ours, which waits for your answer:"
        )
    subject, first = f"what we agreed: {party.title}", f"this is what we agreed about {party.title}."
    if _he(party):
        subject, first = f"מה סיכמנו: {party.title}", f"זה מה שסיכמנו בנושא {party.title}."
    if where:
        said = "זה מה שסיכמנו:" if _he(party) else "This is what we agreed:"
        first = f"{party.title}, {where}. {said}"
    return letter(party, subject, first, *lines, also, *proposals, rest, _answer(party))


def _lines(sentences: Sentences, party: Party) -> list[str]:
    return [f"{sentence} {included(includes, party)}".strip() for sentence, includes in sentences]


def _offered(party: Party, proposals: Sequence[str]) -> Letter:
    """What we offer; the sentences themselves say how and until when it is answered."""
    if _he(party):
        return letter(party, f"הצעה בשבילך: {party.title}", f"יש לנו הצעה בנושא {party.title}.", *proposals)
    return letter(party, f"an offer: {party.title}", f"we have an offer about {party.title}.", *proposals)


def holding(
    *, party: Party, people: Sequence[Person], owed: Sequence[Owed], next_due: datetime, round_: int
) -> Letter:
    """There is no answer yet, and the next word comes by `next_due` (A4); what belongs together is one letter.

    A window is the one that may not be kept; from the third of the clock's words in a row, no new date is claimed.
    """
    subject = f"עדכון ביניים: {party.title}" if _he(party) else f"an interim update: {party.title}"
    first, *more = dict.fromkeys(_still(one, party) for one in owed)
    return letter(
        party,
        subject,
        first,
        *map(_capital, more),
        *_long_wait(party, round_, is_others=all(one.is_others for one in owed)),
        *dict.fromkeys(_answers(person, party) for person in people),
        _next(next_due, party),
        _answer(party),
    )


def _still(one: Owed, party: Party) -> str:
    if one.is_others:
        return _still_others(one, party)
    agreed = owing.agreed(one, party)
    if _he(party):
        if one.window is None:
            return f"עוד אין לנו תשובה סופית. {agreed}."
        return f"{agreed}. עוד לא סיימנו, וייתכן שלא נעמוד במועד הזה."
    if one.window is None:
        return f"we have no answer yet. {_capital(agreed)}."
    return f"{agreed}. It is not finished yet, and we may not make that time."


def _still_others(one: Owed, party: Party) -> str:
    """What others owe is theirs to do, and its time theirs to keep."""
    if _he(party):
        if one.window is None:
            return f"עוד אין תשובה סופית. אנחנו עדיין מחכים: {owing.deed(one, party)}."
        return f"{owing.agreed(one, party)}. זה עוד לא קרה, וייתכן שיקרה אחרי המועד הזה. זה לא תלוי רק בנו."
    if one.window is None:
        return f"there is no final answer yet. We are still waiting for this: {owing.deed(one, party)}."
    return (
        f"{owing.agreed(one, party)}. It has not happened yet, and it may happen after that time."
        " It does not depend on us alone."
    )


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _in(window: Window, party: Party) -> str:
    return in_words(window, party.lang, party.now)


def _answers(person: Person, party: Party) -> str:
    """Who answers for it, and on which number."""
    number = person.phone or party.business_phone
    phone = f", {phone_words(number)}" if number else ""
    if _he(party):
        return f"{person.name} {by_gender(person, 'אחראית', 'אחראי')} לעניין{phone}."
    return f"{person.name} is responsible for it{phone}."


def _next(moment: datetime, party: Party) -> str:
    """By when the next word comes."""
    if _he(party):
        return f"העדכון הבא שלנו יגיע אליך {_until(moment, party)}."
    return f"You will hear from us again {_until(moment, party)}."


def _long_wait(party: Party, round_: int, *, is_others: bool) -> tuple[str, ...]:
    """From the third of the clock's own words in a row: honestly no date, and of what is ours the free way out."""
    if round_ < 3:
        return ()
    if is_others:
        return (
            "המועד תלוי בגורם אחר, ולא ננקוב במועד שאיננו יודעים."
            if _he(party)
            else "The date depends on others, and we will not name one that we do not know.",
        )
    if _he(party):
        return (
            "אין לנו כרגע מועד חדש, ולא ננקוב במועד שלא נוכל לעמוד בו.",
            "אפשר לבטל בלי עלות, בתשובה להודעה הזאת.",
        )
    return (
        "We have no new date at present, and we will not name one that we cannot keep.",
        "You may cancel free of charge, by replying to this message.",
    )


def late(
    *, party: Party, people: Sequence[Person], owed: Sequence[Owed], next_due: datetime | None
) -> Letter:
    """Due moments passed and we said nothing; the truth about each, once, and the next word; or that it is done now.

    We apologise for what is ours: being late with our own, and that we did not tell them of what others owe.
    """
    ours = list(dict.fromkeys(f"{owing.agreed(one, party)}." for one in owed if not one.is_others))
    others = [_passed(one, party, is_done=next_due is None) for one in owed if one.is_others]
    first, *more = [*_with_end(ours, _late_words(party)), *_with_end(others, "" if ours else _untold(party))]
    told = [first, *map(_capital, more)]
    following = (
        _next(next_due, party) if next_due else "זה נעשה בינתיים." if _he(party) else "It is done now."
    )
    subject = f"איחרנו: {party.title}" if _he(party) else f"we are late: {party.title}"
    if not ours:
        subject = f"המועד עבר: {party.title}" if _he(party) else f"the time has passed: {party.title}"
    answers = dict.fromkeys(_answers(person, party) for person in people)
    return letter(party, subject, *told, *answers, following, _answer(party))


def _with_end(sentences: Sequence[str], end: str) -> list[str]:
    """The last of them with what is said of all."""
    return [*sentences[:-1], f"{sentences[-1]} {end}".rstrip()] if sentences else []


def _late_words(party: Party) -> str:
    if _he(party):
        return "איחרנו, ולא הודענו לך בזמן. אנחנו מתנצלים."
    return "We are late, and we did not tell you beforehand. We apologise."


def _passed(one: Owed, party: Party, *, is_done: bool) -> str:
    """What others owed by then: that it has not happened, unless it has meanwhile."""
    if not is_done:
        return owing.missed(one, party)
    return f"{owing.agreed(one, party)}. {'המועד הזה עבר.' if _he(party) else 'That time has passed.'}"


def _untold(party: Party) -> str:
    if _he(party):
        return "לא הודענו לך על כך לפני המועד, ואנחנו מתנצלים."
    return "We did not tell you of it beforehand, and we apologise for that."


def revised(
    *,
    party: Party,
    sentence: str,
    old: Window,
    reason: str,
    is_late: bool,
    includes: Sequence[str] = (),
    way_out: str = "",
) -> Letter:
    """The time moved: the old one, why, and the new sentence (A3); what is included where it was not told yet.

    `way_out`: where it comes later, that they may cancel.
    """
    before = _in(old, party)
    sentence = f"{sentence} {included(includes, party)}".strip()
    if _he(party):
        sorry = "אנחנו מתנצלים על האיחור." if is_late else ""
        return letter(
            party,
            f"שינוי מועד: {party.title}",
            f"המועד שסיכמנו ({before}) השתנה.",
            _sentence(f"הסיבה: {reason}"),
            sentence,
            sorry,
            way_out or _answer(party),
        )
    sorry = "We apologise for being late." if is_late else ""
    return letter(
        party,
        f"a new time: {party.title}",
        f"the time that we agreed ({before}) has changed.",
        _sentence(f"The reason: {reason}"),
        sentence,
        sorry,
        way_out or _answer(party),
    )


def proposed(*, party: Party, sentence: str, old: Window, reason: str) -> Letter:
    """A second change of time: the customer is asked, with a free way out."""
    before = _in(old, party)
    if _he(party):
        return letter(
            party,
            f"נשמח לתשובתך על מועד אחר: {party.title}",
            f"לא נוכל לעמוד במועד שסיכמנו: {before}. זה שינוי נוסף, ולכן אנחנו שואלים ולא מניחים.",
            _sentence(f"הסיבה: {reason}"),
            f"ההצעה שלנו: {sentence}",
            "אפשר להסכים בעמוד שלך, לבקש מועד אחר שם או בתשובה להודעה הזאת, או לבטל בלי עלות.",
        )
    return letter(
        party,
        f"may we change the time: {party.title}",
        f"we cannot make the time that we agreed: {before}."
        " This is a further change, so we are asking you and assume nothing.",
        _sentence(f"The reason: {reason}"),
        f"What we propose: {sentence}",
        "You may agree on your page, ask for another time there or by replying to this message,"
        " or cancel free of charge.",
    )


def reported(
    *,
    party: Party,
    what: str,
    includes: Sequence[str],
    note: str,
    answer_by: datetime,
    late_for: Window | None = None,
) -> Letter:
    """It is done; until when we wait for the customer's word (A9). `late_for`: the window that passed in silence."""
    before = _in(late_for, party) if late_for else ""
    if _he(party):
        return letter(
            party,
            f"בוצע: {party.title}",
            f"עשינו את מה שסיכמנו: {to_do(what, party.lang)}. {included(includes, party)}".strip(),
            f"המועד שסיכמנו ({before}) עבר, ולא הודענו לך בזמן. אנחנו מתנצלים." if before else "",
            note,
            f"חסר משהו? אפשר לומר לנו {_until(answer_by, party)}, בעמוד שלך או בתשובה להודעה הזאת."
            " אם לא נשמע ממך עד אז, נבין שהכול בסדר.",
        )
    return letter(
        party,
        f"done: {party.title}",
        f"we have done what we agreed: {to_do(what, party.lang)}. {included(includes, party)}".strip(),
        f"The time that we agreed ({before}) had passed, and we did not tell you beforehand. We apologise."
        if before
        else "",
        note,
        f"Is something missing? Tell us {_until(answer_by, party)}, on your page or by replying to this message."
        " If we hear nothing by then, we will take it that all is well.",
    )


def disputed(*, party: Party, sentence: str) -> Letter:
    """We have heard that something is missing, and when the next word comes."""
    if _he(party):
        return letter(
            party,
            f"פתחנו את זה מחדש: {party.title}",
            "קיבלנו: חסר לך משהו. פתחנו את העניין מחדש.",
            sentence,
            _answer(party),
        )
    return letter(
        party,
        f"open again: {party.title}",
        "we have heard that something is missing, and have opened this again.",
        sentence,
        _answer(party),
    )


def withdrawn(*, party: Party, what: str, disclosure: str) -> Letter:
    """We take a promise back, and say why and what is offered."""
    if _he(party):
        return letter(
            party,
            f"ביטול מצדנו: {party.title}",
            f"לא נוכל {to_do(what, party.lang)}, כפי שסיכמנו.",
            _sentence(disclosure),
            _answer(party),
        )
    return letter(
        party,
        f"we cannot do this: {party.title}",
        f"we cannot do what we agreed: {to_do(what, party.lang)}.",
        _sentence(disclosure),
        _answer(party),
    )


def released(*, party: Party, what: str, owed: Window | None = None) -> Letter:
    """The customer let go of it, and we confirm; `owed`: when a word about it was due that never came."""
    deed, late = to_do(what, party.lang), ""
    if _he(party):
        if owed:
            late = f"הבטחנו לך עדכון {_in(owed, party)}, ולא שלחנו אותו. אנחנו מתנצלים."
        told = f"ביטלנו לבקשתך את מה שסיכמנו: {deed}."
        return letter(party, f"בוטל לבקשתך: {party.title}", told, late, _answer(party))
    if owed:
        late = f"We owed you an update {_in(owed, party)} and did not send it. We apologise."
    told = f"we cancelled, as you asked, what we had agreed: {deed}."
    return letter(party, f"cancelled as you asked: {party.title}", told, late, _answer(party))


def update(*, party: Party, text: str, next_due: datetime) -> Letter:
    """A person's word, with the moment of the next one (A4)."""
    if _he(party):
        return letter(party, f"עדכון: {party.title}", text, _next(next_due, party), _answer(party))
    return letter(party, f"an update: {party.title}", text, _next(next_due, party), _answer(party))


def reminder(*, party: Party, what: str, due: datetime, is_offer: bool = False, starts: str = "") -> Letter:
    """What we wait for from the customer, by when: their part, or their answer to an offer; what `starts` with it."""
    until = _until(due, party)
    if _he(party):
        waiting = f"כדי שנוכל להמשיך נחוץ לנו ממך: {what}, {until}."
        if is_offer:
            waiting = f"הצענו {to_do(what, party.lang)}. נשמח לתשובתך {until}."
        without = f"אם זה לא יגיע עד אז, לא נוכל להתחיל במה שסיכמנו: {to_do(starts, 'he')}."
        return letter(party, f"תזכורת: {party.title}", waiting, without if starts else "", _answer(party))
    waiting = f"to go on, we need this from you: {what}, {until}."
    if is_offer:
        waiting = f"we offered {to_do(what, party.lang)}. Please let us have your answer {until}."
    without = f"If it does not come by then, we cannot begin what we agreed: {to_do(starts, 'en')}."
    return letter(party, f"a reminder: {party.title}", waiting, without if starts else "", _answer(party))
