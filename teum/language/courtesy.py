"""Whether a few words only thank or acknowledge, so that nothing waits for an answer."""

import re

THANKS = frozenset(
    """
    תודה | תודה רבה | המון תודה | תודה לך | תודה לכם | אוקיי תודה | אוקי תודה | בסדר תודה | מצוין תודה | מעולה תודה
    | סבבה תודה | קיבלתי תודה | תודה קיבלתי | קיבלתי | קיבלנו | קיבלנו תודה | תודה על העדכון | תודה רבה על העדכון
    | תודה על המענה המהיר | אוקיי | אוקי | בסדר | בסדר גמור | מצוין | מעולה | סבבה
    | thanks | thank you | thanks a lot | many thanks | thank you very much | thanks so much | thank you so much
    | thanks for the update | thank you for the update | ok thanks | okay thanks | great thanks | got it | got it thanks
    | received | received thanks | ok | okay | great | perfect | perfect thanks
    """.replace("\n", " ").split("|")
)
_SAID = frozenset(" ".join(one.split()) for one in THANKS)
_MARKS = re.compile(r"[^\w\s]+|_")


def only_thanks(text: str) -> bool:
    """Whether the whole text is a known thanks; what is anything more is not, and nor is what asks."""
    if "?" in text:
        return False
    return " ".join(_MARKS.sub(" ", text).casefold().split()) in _SAID
