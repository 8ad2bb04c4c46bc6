"""Letters at the end of a matter: the date that is announced to a silent customer, the summary, the one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from teum.core.remedy import Remedy
from teum.core.window import Window
from teum.language import in_words
from teum.language.notices.deed import to_do
from teum.language.notices.disclosure import CHOICES, Decided, decided_line
from teum.language.notices.incident import offered
from teum.language.notices.letter import Letter, Party, letter
from teum.language.notices.sentence import condition_words

ANNOUNCED: Mapping[str, tuple[str, str]] = {
    "he": ("לומר לנו אם משהו עוד פתוח", "תשובה"),
    "en": ("tell us whether anything is still open", "an answer"),
}
"""The customer's part where a date is announced."""
BACK: Mapping[str, str] = {
    "he": "אחזור אליך עם תשובה",
    "en": "I'll come back to you with an answer",
}
MISSING: Mapping[str, tuple[str, str]] = {
    "he": (BACK["he"], "מה עוד חסר, ומה נעשה"),
    "en": (BACK["en"], "what is still missing, and what we do about it"),
}
"""What we promise to whom opens a matter again."""
NOT_GOOD: Mapping[str, tuple[str, str]] = {
    "he": (BACK["he"], "מה לא היה טוב, ומה נעשה"),
    "en": (BACK["en"], "what was not good, and what we do about it"),
}
"""What we promise to whom says that it was not good."""


CANCELLED: Mapping[str, str] = {
    "he": "ביטלת את מה שסיכמנו, ומה שנשאר ממנו כבר לא נחוץ.",
    "en": "You cancelled what we had agreed, and what was left of it is no longer needed.",
}
"""What is said of all that ended with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """What waits for the customer: their part, a condition, or their answer to an offer or a report (`kind`)."""

    kind: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A promise that ended (`how`): what it was, its window, the one before that if it had moved, and when it ended.

    `is_theirs`: the customer owed it. `condition` is what had to come first, where something had to.
    """

    how: str
    what: str
    items: str
    agreed: Window
    at: datetime
    moved_from: Window | None = None
    is_theirs: bool = False
    was_offer: bool = False
    condition: str = ""


def _he(party: Party) -> bool:
    return party.lang == "he"


def _until(due: datetime, party: Party) -> str:
    return in_words(Window(due=due), party.lang, party.now)


# ── before ──


def sentence(due: datetime, party: Party) -> str:
    """What happens on the date that was announced; it names the matter where the party does."""
    about = f": {party.title}" if party.title else ""
    if _he(party):
        return f"אם לא נשמע ממך {_until(due, party)}, נסגור את העניין{about}."
    return f"If we hear nothing from you {_until(due, party)}, we will close this matter{about}."


def _stays(party: Party) -> str:
    if _he(party):
        return (
            "משהו עוד פתוח? מספיקה תשובה קצרה להודעה הזאת או בעמוד שלך, והעניין נשאר פתוח."
            " גם אחרי הסגירה אפשר לפתוח אותו מחדש, באותה הדרך."
        )
    return (
        "Is anything still open? A short reply to this message, or a word on your page, keeps the matter open."
        " After it is closed it can be opened again, in the same way."
    )


def announced(*, party: Party, needed: Sequence[Needed], due: datetime) -> Letter:
    """What we still need, and on which date the matter is closed if nothing comes."""
    lines = "\n".join(f"• {_needed(one, party)}" for one in needed)
    if _he(party):
        return letter(
            party,
            f"לפני שנסגור: {party.title}",
            f"עוד לא קיבלנו ממך תשובה בנושא {party.title}.",
            f"כדי להמשיך נחוץ לנו ממך:\n{lines}" if lines else "",
            sentence(due, replace(party, title="")),
            _stays(party),
        )
    return letter(
        party,
        f"before we close this: {party.title}",
        f"we have not had your answer about {party.title}.",
        f"To go on, we need this from you:\n{lines}" if lines else "",
        sentence(due, replace(party, title="")),
        _stays(party),
    )


def _needed(one: Needed, party: Party) -> str:
    if one.kind == "offered":
        said = to_do(one.what, party.lang)
        return f"תשובה להצעה שלנו: {said}" if _he(party) else f"your answer to our offer: {said}"
    if one.kind == "waiting":
        return condition_words(one.what)
    if one.kind == "reported":
        said = one.what
        return f"לומר לנו אם הכול הגיע: {said}" if _he(party) else f"whether all of it arrived: {said}"
    return one.what.strip().rstrip(".")  # a question keeps its mark


def reminded(*, party: Party, due: datetime) -> Letter:
    """The same date once more, the day before."""
    said, subject = sentence(due, party), f"תזכורת: {party.title}"
    if not _he(party):
        said, subject = f"{said[:1].lower()}{said[1:]}", f"a reminder: {party.title}"
    return letter(party, subject, said, _stays(party))


# ── the end ──


def closed(
    *,
    party: Party,
    ended: Sequence[Ended],
    answers: Sequence[str],
    was_silent: bool,
    asks: bool,
    was_cancelled: bool = False,
    decided: Sequence[Decided] = (),
    remedies: Sequence[Remedy] = (),
) -> Letter:
    """What became of what was promised, what they chose, what was offered, answered, and how it is opened again.

    Then the question, where it is asked.
    """
    kept = [_kept(one, party) for one in ended if one.how == "kept"]
    others = [_not_kept(one, party) for one in ended if one.how != "kept"]
    first, nothing, again = _frame(party, was_silent=was_silent)
    done, answered = ("מה שסיכמנו ונעשה:", "מה שהשבנו על השאלות שלך:")
    subject = f"סיימנו: {party.title}"
    if not _he(party):
        done, answered = "What we agreed and have done:", "Our answers to your questions:"
        subject = f"finished: {party.title}"
    return letter(
        party,
        subject,
        first,
        CANCELLED[party.lang] if was_cancelled else "",
        _listed(done, kept),
        "\n".join(others),
        _listed(CHOICES[party.lang], [decided_line(one, party) for one in decided]),
        "\n".join(offered(one, party.lang) for one in remedies),
        _listed(answered, [f"״{said}״" if _he(party) else f"“{said}”" for said in answers]),
        nothing,
        again,
        question(party) if asks else "",
    )


def _listed(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, *(f"• {line}" for line in lines)]) if lines else ""


def _frame(party: Party, *, was_silent: bool) -> tuple[str, str, str]:
    """How it begins, that nothing is left, and the way back."""
    if _he(party):
        first = f"סיימנו לטפל בעניין: {party.title}."
        if was_silent:
            first = f"לא שמענו ממך עד המועד שכתבנו לך, ולכן סגרנו את העניין: {party.title}."
        return (
            first,
            "לא נשאר שום דבר פתוח.",
            "חסר לך משהו? אפשר לפתוח את העניין מחדש, בעמוד שלך או בתשובה להודעה הזאת.",
        )
    first = f"we have finished this matter: {party.title}."
    if was_silent:
        first = f"we did not hear from you by the date that we wrote to you, so we have closed this: {party.title}."
    return (
        first,
        "Nothing is left open.",
        "Is something missing? You can open it again, on your page or by replying to this message.",
    )


def _kept(one: Ended, party: Party) -> str:
    agreed = in_words(one.agreed, party.lang, party.now)
    at = in_words(Window(due=one.at, start=one.at), party.lang, party.now)
    before = in_words(one.moved_from, party.lang, party.now) if one.moved_from else ""
    if _he(party):
        said = f"סיכמנו: {agreed} (תחילה: {before})" if before else f"סיכמנו: {agreed}"
        return f"{one.items}: {said}; הסתיים {at}."
    said = f"agreed: {agreed} (at first: {before})" if before else f"agreed: {agreed}"
    return f"{one.items}: {said}; finished {at}."


def _not_kept(one: Ended, party: Party) -> str:
    what = one.items if one.is_theirs else to_do(one.what, party.lang)
    how = _how(one)
    if how == "lapsed":
        what = f"{condition_words(one.condition)}. {'לכן זה לא נעשה' if _he(party) else 'So this was not done'}: {what}"
    he, en = _HOW[how]
    return f"{he if _he(party) else en}: {what}."


def _how(one: Ended) -> str:
    if one.how == "released" and one.is_theirs:
        return "let_go"
    return "unanswered" if one.how == "lapsed" and one.was_offer else one.how


_HOW = {
    "withdrawn": ("ביטלנו את מה שסיכמנו", "We cancelled what we had agreed"),
    "dropped": ("זה לא ייעשה, כפי שכתבנו לך", "This will not be done, as we wrote to you"),
    "released": ("בוטל לבקשתך", "Cancelled as you asked"),
    "let_go": ("לא נחוץ לנו עוד ממך", "We no longer need this from you"),
    "declined": ("ההצעה שלנו לא התאימה לך", "Our offer did not suit you"),
    "unanswered": ("הזמן לענות על ההצעה שלנו עבר", "The time to answer our offer has passed"),
    "lapsed": ("מה שהיה צריך לבוא קודם לא הגיע", "What had to come first did not come"),
}


# ── how it was ──


def question(party: Party) -> str:
    """The one question, how it is answered, and that nothing hangs on the answer."""
    if _he(party):
        return (
            "שאלה אחת, רק אם נוח לך: עד כמה התוצאה טובה בעיניך, מ-1 (ממש לא) עד 5 (מאוד)?"
            " והאם זה היה פחות טוב ממה שסיכמנו, כפי שסיכמנו או יותר טוב?"
            " אפשר לענות בעמוד שלך או בתשובה להודעה הזאת."
            " התשובה נשארת אצלנו, ושום הטבה או הנחה לא תלויה בה."
        )
    return (
        "One question, only if you like: how good is the result for you, from 1 (not at all) to 5 (very)?"
        " And was it worse than we agreed, as we agreed, or better?"
        " You can answer on your page, or by replying to this message."
        " Your answer stays with us, and no discount or gift depends on it."
    )


def asked_again(*, party: Party) -> Letter:
    """The question once more, by itself."""
    subject, first = f"איך היה: {party.title}", f"אנחנו שואלים אותך שוב, על העניין הזה: {party.title}."
    if not _he(party):
        subject, first = (
            f"how was it: {party.title}",
            f"we are asking you once more about this: {party.title}.",
        )
    return letter(party, subject, first, question(party))


def reopened(*, party: Party, sentence: str, was_not_good: bool) -> Letter:
    """We have heard what is missing, or that it was not good; it is open again, and when the answer comes."""
    if _he(party):
        first = "קראנו את התשובה שלך, ואנחנו מצטערים שלא היה טוב." if was_not_good else "קיבלנו: חסר לך משהו."
        return letter(
            party,
            f"העניין פתוח שוב: {party.title}",
            f"{first} העניין פתוח שוב.",
            sentence,
            "אפשר פשוט להשיב להודעה הזאת.",
        )
    first = "we have heard that something is missing."
    if was_not_good:
        first = "we have read your answer, and are sorry that it was not good."
    return letter(
        party,
        f"open again: {party.title}",
        f"{first} This is open again.",
        sentence,
        "You can simply reply to this message.",
    )
