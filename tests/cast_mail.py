"""What customers write: mails as they are read, in answer to a letter or out of the blue."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests import cast
from teum.actions import outgoing
from teum.core.inbox import Mail
from teum.models import Case, Message

_NUMBERS = count(1)
WORDS = "אפשר שהטכנאי יגיע אחרי ארבע?"


def mail(text: str = WORDS, **said: Any) -> Mail:
    """Dana's mail, unless another sender is named; it answers nothing unless `names` say so."""
    values: dict[str, Any] = {"sender": cast.DANA_EMAIL, "subject": "Re: מזגן לסלון", **said}
    return Mail(name=f"mail-{next(_NUMBERS)}@example.com", text=text, **values)


def answer_to(letter: Message, text: str = WORDS, **said: Any) -> Mail:
    """A plain reply to a letter of ours, as mail programs write it."""
    case: Case | None = letter.case
    names = (letter.key, outgoing.thread_of(case)) if case else (letter.key,)
    return mail(text, **{"names": names, **said})
