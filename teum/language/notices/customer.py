"""Letters to the customer."""

from collections.abc import Sequence
from datetime import datetime

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.deed import to_do
from teum.language.notices.letter import Letter, Party, answer, letter, next_word
from teum.language.notices.owed import Owed, admitted, needless


def _he(party: Party) -> bool:
    return party.lang == "he"


def _in(window: Window, party: Party) -> str:
    return in_words(window, party.lang, party.now)


def _until(moment: datetime, party: Party) -> str:
    return _in(Window(due=moment), party)


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
            party, "קיבלנו את פנייתך", f"קיבלנו את פנייתך בנושא {party.title}.", sentence, answer(party)
        )
    return letter(
        party, "we have your message", f"we have your message about {party.title}.", sentence, answer(party)
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
    return letter(party, subject, first, *lines, also, *proposals, rest, answer(party))


def _lines(sentences: Sentences, party: Party) -> list[str]:
    return [f"{sentence} {included(includes, party)}".strip() for sentence, includes in sentences]


def _offered(party: Party, proposals: Sequence[str]) -> Letter:
    """What we offer; the sentences themselves say how and until when it is answered."""
    if _he(party):
        return letter(party, f"הצעה בשבילך: {party.title}", f"יש לנו הצעה בנושא {party.title}.", *proposals)
    return letter(party, f"an offer: {party.title}", f"we have an offer about {party.title}.", *proposals)


def revised(
    *,
    party: Party,
    sentence: str,
    old: Window,
    reason: str,
    is_late: bool,
    includes: Sequence[str] = (),
    way_out: str = "",
    stands: bool = False,
    heard: str = "",
) -> Letter:
    """The time moved: the old one, why, and the new sentence (A3); what is included where it was not told yet.

    `way_out`: where it comes later, that they may cancel. `stands`: it was put back before they heard that it moved.
    `heard`: that we have heard what they said last, where nothing that left says so.
    """
    before = _in(old, party)
    sentence = f"{sentence} {included(includes, party)}".strip()
    if _he(party):
        sorry = "אנחנו מתנצלים על האיחור." if is_late else ""
        return letter(
            party,
            f"המועד עומד בעינו: {party.title}" if stands else f"שינוי מועד: {party.title}",
            heard,
            f"המועד שסיכמנו ({before}) עומד בעינו." if stands else f"המועד שסיכמנו ({before}) השתנה.",
            _sentence(f"הסיבה: {reason}"),
            sentence,
            sorry,
            way_out or answer(party),
        )
    sorry = "We apologise for being late." if is_late else ""
    return letter(
        party,
        f"the time stands: {party.title}" if stands else f"a new time: {party.title}",
        heard,
        f"{'The' if heard else 'the'} time that we agreed ({before}) {'stands' if stands else 'has changed'}.",
        _sentence(f"The reason: {reason}"),
        sentence,
        sorry,
        way_out or answer(party),
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
    late: Owed | None = None,
    moved: Owed | None = None,
) -> Letter:
    """It is done; until when we wait for the customer's word (A9).

    `late`: its time passed in silence. `moved`: it changed before that, of which they have not heard.
    """
    changed = "" if late else needless(moved, party)
    if _he(party):
        return letter(
            party,
            f"בוצע: {party.title}",
            f"עשינו את מה שסיכמנו: {to_do(what, party.lang)}. {included(includes, party)}".strip(),
            admitted(late, party),
            changed,
            note,
            f"חסר משהו? אפשר לומר לנו {_until(answer_by, party)}, בעמוד שלך או בתשובה להודעה הזאת."
            " אם לא נשמע ממך עד אז, נבין שהכול בסדר.",
        )
    return letter(
        party,
        f"done: {party.title}",
        f"we have done what we agreed: {to_do(what, party.lang)}. {included(includes, party)}".strip(),
        admitted(late, party),
        changed,
        note,
        f"Is something missing? Tell us {_until(answer_by, party)}, on your page or by replying to this message."
        " If we hear nothing by then, we will take it that all is well.",
    )


def disputed(*, party: Party, stands: str, word: str, owed: Window | None = None) -> Letter:
    """We have heard that something is missing; by when it is done, where that time stands; and the next word.

    `owed`: when a word about it was due that never came.
    """
    if _he(party):
        return letter(
            party,
            f"פתחנו את זה מחדש: {party.title}",
            "קיבלנו: חסר לך משהו. פתחנו את העניין מחדש.",
            _owed(owed, party),
            stands,
            word,
            answer(party),
        )
    return letter(
        party,
        f"open again: {party.title}",
        "we have heard that something is missing, and have opened this again.",
        _owed(owed, party),
        stands,
        word,
        answer(party),
    )


def withdrawn(*, party: Party, what: str, disclosure: str) -> Letter:
    """We take a promise back, and say why and what is offered."""
    if _he(party):
        return letter(
            party,
            f"ביטול מצדנו: {party.title}",
            f"לא נוכל {to_do(what, party.lang)}, כפי שסיכמנו.",
            _sentence(disclosure),
            answer(party),
        )
    return letter(
        party,
        f"we cannot do this: {party.title}",
        f"we cannot do what we agreed: {to_do(what, party.lang)}.",
        _sentence(disclosure),
        answer(party),
    )


def released(*, party: Party, what: str, owed: Window | None = None) -> Letter:
    """The customer let go of it, and we confirm; `owed`: when a word about it was due that never came."""
    deed, late = to_do(what, party.lang), _owed(owed, party)
    if _he(party):
        told = f"ביטלנו לבקשתך את מה שסיכמנו: {deed}."
        return letter(party, f"בוטל לבקשתך: {party.title}", told, late, answer(party))
    told = f"we cancelled, as you asked, what we had agreed: {deed}."
    return letter(party, f"cancelled as you asked: {party.title}", told, late, answer(party))


def _owed(word: Window | None, party: Party) -> str:
    """That we promised a word by then, and it never came; nothing where there is none."""
    if word is None:
        return ""
    if _he(party):
        return f"הבטחנו לך עדכון {_in(word, party)}, ולא שלחנו אותו. אנחנו מתנצלים."
    return f"We owed you an update {_in(word, party)} and did not send it. We apologise."


def update(*, party: Party, text: str, next_due: datetime) -> Letter:
    """A person's word, with the moment of the next one (A4)."""
    if _he(party):
        return letter(party, f"עדכון: {party.title}", text, next_word(next_due, party), answer(party))
    return letter(party, f"an update: {party.title}", text, next_word(next_due, party), answer(party))


def reminder(
    *,
    party: Party,
    what: str,
    due: datetime,
    is_offer: bool = False,
    starts: str = "",
    more: Sequence[str] = (),
) -> Letter:
    """What we wait for from the customer, by when: their part, or their answer to an offer; what `starts` with it.

    `more` are what else there is to know of it.
    """
    until = _until(due, party)
    if _he(party):
        waiting = f"כדי שנוכל להמשיך נחוץ לנו ממך: {what}, {until}."
        if is_offer:
            waiting = f"הצענו {to_do(what, party.lang)}. נשמח לתשובתך {until}."
        without = f"אם זה לא יגיע עד אז, לא נוכל להתחיל במה שסיכמנו: {to_do(starts, 'he')}."
        return letter(
            party, f"תזכורת: {party.title}", waiting, *more, without if starts else "", answer(party)
        )
    waiting = f"to go on, we need this from you: {what}, {until}."
    if is_offer:
        waiting = f"we offered {to_do(what, party.lang)}. Please let us have your answer {until}."
    without = f"If it does not come by then, we cannot begin what we agreed: {to_do(starts, 'en')}."
    return letter(
        party, f"a reminder: {party.title}", waiting, *more, without if starts else "", answer(party)
    )
