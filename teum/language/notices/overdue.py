"""What the customer owed by a time that passed: said kindly, with what it takes to do it, and that it may be done."""

from __future__ import annotations

from teum.language import in_words
from teum.language.notices.letter import Letter, Party, answer, letter
from teum.language.notices.owed import Owed


def waiting(owed: Owed, party: Party) -> tuple[str, ...]:
    """What we wait for from them, and what they can do about it; or that we look whether it came, as they say."""
    what = owed.what.strip().rstrip(".")
    until = in_words(owed.window, party.lang, party.now) if owed.window else ""
    if party.lang == "he":
        if owed.is_said:
            return (f"אמרת לנו שזה נעשה: {what}. אנחנו בודקים אם זה הגיע אלינו.",)
        agreed = f"סיכמנו שזה יהיה {until}, ועוד לא רשום אצלנו שזה הגיע."
        done = "אם זה כבר נעשה, אפשר להשיב ולספר לנו, ונבדוק."
        return (f"אנחנו עוד מחכים ממך לזה: {what}. {agreed}", *owed.more, done)
    if owed.is_said:
        return (f"you told us that this is done: {what}. We are checking whether it has reached us.",)
    agreed = f"We agreed on this {until}, and we have no record yet that it came."
    done = "If it is done already, simply reply and tell us, and we will check."
    return (f"we are waiting for this from you: {what}. {agreed}", *owed.more, done)


def subject(party: Party) -> str:
    """What such a letter is called."""
    return f"תזכורת: {party.title}" if party.lang == "he" else f"a reminder: {party.title}"


def reminder(*, party: Party, owed: Owed) -> Letter:
    """The one letter about it that comes by itself."""
    return letter(party, subject(party), *waiting(owed, party), answer(party))
