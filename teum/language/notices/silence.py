"""Letters of what has not come: the holding update before its time is over, the late word after it (A4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from teum.core.window import Window
from teum.language import in_words
from teum.language.notices import overdue
from teum.language.notices import owed as owing
from teum.language.notices.letter import (
    Letter,
    Party,
    Person,
    answer,
    by_gender,
    letter,
    next_word,
    phone_words,
)
from teum.language.notices.owed import Owed


def _he(party: Party) -> bool:
    return party.lang == "he"


def holding(
    *, party: Party, people: Sequence[Person], owed: Sequence[Owed], next_due: datetime, round_: int
) -> Letter:
    """There is no answer yet, and the next word comes by `next_due` (A4); what belongs together is one letter.

    A window is the one that may not be kept, unless it stands; from the third of the clock's words in a row, where none
    is ahead any more, no new date is claimed.
    """
    subject = f"עדכון ביניים: {party.title}" if _he(party) else f"an interim update: {party.title}"
    ours = [one for one in owed if not one.is_theirs]
    first, *more = _said(owed, party)
    return letter(
        party,
        subject if ours else overdue.subject(party),
        first,
        *map(_capital, more),
        *_long_wait(party, round_, ours),
        *dict.fromkeys(_answers(person, party) for person in people),
        next_word(next_due, party),
        answer(party),
    )


def _said(owed: Sequence[Owed], party: Party) -> list[str]:
    """How it stands with each; what is simply not done, under one sentence, where it is several."""
    undone = [one for one in owed if _is_undone(one)]
    deeds = list(dict.fromkeys(owing.deed(one, party) for one in undone))
    passed = [one for one in owed if one.is_over and not one.is_others]
    said: list[str] = []
    for one in owed:
        if one in undone and len(deeds) > 1:
            heading = "עוד לא עשינו את מה שסיכמנו:" if _he(party) else "we have not yet done what we agreed:"
            said.append("\n".join([heading, *(f"• {deed}" for deed in deeds)]))
        else:
            said += _still(one, party)
        if passed and one == passed[-1]:
            said[-1] += " אנחנו מתנצלים." if _he(party) else " We apologise."
    return list(dict.fromkeys(said))


def _is_undone(one: Owed) -> bool:
    """Whether it is ours, and there is nothing to say of its time."""
    return one.window is None and not (one.is_others or one.is_theirs or one.is_matter)


def _still(one: Owed, party: Party) -> tuple[str, ...]:
    return overdue.waiting(one, party) if one.is_theirs else (_still_ours(one, party),)


def _still_ours(one: Owed, party: Party) -> str:
    if one.is_others:
        return _still_others(one, party)
    if one.is_matter:
        return (
            f"עוד אין לנו תשובה בנושא {party.title}."
            if _he(party)
            else f"we have no answer yet about {party.title}."
        )
    agreed = owing.agreed(one, party)
    if one.stands:
        return _stands(agreed, party)
    if _he(party):
        if one.window is None:
            return f"{agreed}. זה עוד לא נעשה."
        if one.is_over:
            return f"{agreed}. המועד הזה עבר, ועוד לא עשינו זאת."
        return f"{agreed}. עוד לא סיימנו, וייתכן שלא נעמוד במועד הזה."
    if one.window is None:
        return f"{agreed}. It is not done yet."
    if one.is_over:
        return f"{agreed}. That time has passed, and we have not done it yet."
    return f"{agreed}. It is not finished yet, and we may not make that time."


def _stands(agreed: str, party: Party) -> str:
    """There is no news, and of its time nobody has said anything else."""
    if _he(party):
        return f"עוד אין לנו חדשות. {agreed}, והמועד הזה לא השתנה."
    return f"we have no news yet. {_capital(agreed)}, and that time has not changed."


def _others_stand(deed: str, window: Window, party: Party) -> str:
    at = in_words(window, party.lang, party.now)
    if _he(party):
        return f"אנחנו עדיין מחכים: {deed}. המועד שסיכמנו ({at}) לא השתנה."
    return f"we are still waiting for this: {deed}. The time that we agreed ({at}) has not changed."


def _still_others(one: Owed, party: Party) -> str:
    """What others owe is theirs to do, and its time theirs to keep."""
    if one.stands and one.window:
        return _others_stand(owing.deed(one, party), one.window, party)
    if one.is_over:
        return owing.missed(one, party)
    if _he(party):
        if one.window is None:
            return f"זה עוד לא קרה. אנחנו עדיין מחכים: {owing.deed(one, party)}."
        return f"{owing.agreed(one, party)}. זה עוד לא קרה, וייתכן שיקרה אחרי המועד הזה. זה לא תלוי רק בנו."
    if one.window is None:
        return f"it has not happened yet. We are still waiting for this: {owing.deed(one, party)}."
    return (
        f"{owing.agreed(one, party)}. It has not happened yet, and it may happen after that time."
        " It does not depend on us alone."
    )


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _answers(person: Person, party: Party) -> str:
    """Who answers for it, and on which number."""
    number = person.phone or party.business_phone
    phone = f", {phone_words(number)}" if number else ""
    if _he(party):
        return f"{person.name} {by_gender(person, 'אחראית', 'אחראי')} לעניין{phone}."
    return f"{person.name} is responsible for it{phone}."


def _long_wait(party: Party, round_: int, ours: Sequence[Owed]) -> tuple[str, ...]:
    """From the third of the clock's own words in a row: honestly no date, and of what is ours the free way out.

    Not while one of the times that they were given is still ahead.
    """
    if round_ < 3:
        return ()
    if not ours or any(one.window and not one.is_over for one in ours):
        return ()
    if all(one.is_others for one in ours):
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
    *,
    party: Party,
    people: Sequence[Person],
    owed: Sequence[Owed],
    next_due: datetime | None,
    is_done: bool = True,
) -> Letter:
    """Due moments passed and we said nothing; the truth about each, once, and the next word; or that it has ended.

    We apologise for what is ours: being late with our own, and that we did not tell them of what others owe.
    """
    ours = list(dict.fromkeys(_was_agreed(one, party) for one in owed if not one.is_others))
    others = [_passed(one, party, is_done=next_due is None) for one in owed if one.is_others]
    first, *more = [*_with_end(ours, _late_words(party)), *_with_end(others, "" if ours else _untold(party))]
    told = [first, *map(_capital, more)]
    following = next_word(next_due, party) if next_due else _ended(party, is_done=is_done)
    subject = f"איחרנו: {party.title}" if _he(party) else f"we are late: {party.title}"
    if not ours:
        subject = f"המועד עבר: {party.title}" if _he(party) else f"the time has passed: {party.title}"
    answers = dict.fromkeys(_answers(person, party) for person in people)
    return letter(party, subject, *told, *answers, following, answer(party))


def _ended(party: Party, *, is_done: bool) -> str:
    if is_done:
        return "זה נעשה בינתיים." if _he(party) else "It is done now."
    return "העניין הזה הסתיים בינתיים." if _he(party) else "This has ended meanwhile."


def told_late(party: Party, news: Letter, owed: Sequence[Owed]) -> Letter:
    """The same news once more, for it did not arrive; and that the word of it, which was promised, comes late.

    What it says of that already stands as it is.
    """
    of_each = dict.fromkeys(_was_agreed(one, party) for one in owed)
    said = _with_end([words for words in of_each if _capital(words) not in news.text], _late_words(party))
    *first, last = news.paragraphs
    told = (
        (*first, *map(_capital, said), last)
        if last == answer(party)
        else (*first, last, *map(_capital, said))
    )
    return replace(news, paragraphs=told)


def _was_agreed(one: Owed, party: Party) -> str:
    """What was agreed, and that its time changed since, or that it has ended, where they have not heard of it."""
    ended = "" if one.is_done is None else _ended(party, is_done=one.is_done)
    return " ".join(filter(None, (f"{owing.agreed(one, party)}.", owing.changed(one, party), ended)))


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
