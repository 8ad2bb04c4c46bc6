"""Whether a few words only thank or acknowledge, so that nothing waits for an answer."""

import re
from collections.abc import Iterable


def _phrases(listed: str) -> frozenset[str]:
    return frozenset(" ".join(one.split()) for one in listed.replace("\n", " ").split("|"))


THANKS = _phrases(
    """
    תודה | תודה רבה | המון תודה | תודה לך | תודה לכם | תודה על העדכון | תודה רבה על העדכון | תודה על המענה המהיר
    | thanks | thank you | thanks a lot | many thanks | thank you very much | thanks so much | thank you so much
    | thanks for the update | thank you for the update | noted
    """
)
ASSENTS = _phrases(
    """
    קיבלתי | קיבלנו | אוקיי | אוקי | בסדר | בסדר גמור | מצוין | מעולה | סבבה | יופי | נהדר | אחלה | מושלם
    | received | got it | ok | okay | great | perfect | wonderful | excellent
    """
)
"""They acknowledge as well, and may answer what was asked."""
GREETINGS = _phrases(
    """
    שלום | היי | הי | יום טוב | ויום טוב | יום נעים | שבוע טוב | ושבוע טוב | ערב טוב | בוקר טוב | לילה טוב | שבת שלום
    | ושבת שלום | חג שמח | וחג שמח | בברכה | hi | hello | have a nice day | have a good day | have a great day | best
    | regards | best regards | kind regards | cheers
    """
)
"""What may stand around a thanks, and is none by itself."""
_MARKS = re.compile(r"[^\w\s]+|_")
_SIGNED = re.compile(r"^--\s*$", re.MULTILINE)


def _any(phrases: Iterable[str]) -> str:
    return "|".join(sorted(phrases, key=len, reverse=True))


def _polite(said: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_any(GREETINGS)}) )*(?:{_any(said)}) (?:(?:{_any(said | GREETINGS)}) )*")


_THANKS, _ANY = _polite(THANKS), _polite(THANKS | ASSENTS)


def only_thanks(text: str, *, names: Iterable[str] = (), assents: bool = True) -> bool:
    """Whether the whole text is known thanks; what is anything more is not, and nor is what asks.

    `names` are those of whoever wrote it: what they sign with, or keep under two dashes, says nothing. Without
    `assents`, what may as well be a yes is more.
    """
    if "?" in text:
        return False
    lines = [line for line in map(_bare, _SIGNED.split(text)[0].splitlines()) if line]
    signed = {part for name in names for part in _bare(name).split()}
    said = [*lines]
    while said and set(said[-1].split()) <= signed:
        said.pop()
    known = _ANY if assents else _THANKS
    return known.fullmatch(f"{' '.join(said)} ") is not None if said else bool(lines)


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub(" ", text).casefold().split())
