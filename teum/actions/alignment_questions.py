"""What an alignment asks of either side: what is not clear or should be another, and a look at what was said."""

from __future__ import annotations

from teum.actions import questions, tasks, words
from teum.actions.matter import Matter
from teum.core import updates
from teum.core.alignment import Line, Side
from teum.core.promise import Debtor
from teum.core.question import Kind
from teum.language.notices import alignment as notices
from teum.models import Alignment


def look_at(opened: Matter, row: Alignment) -> None:
    """They said all of theirs: whoever answers for the case sees it on their day, and they hear from us next."""
    ahead = [one.due for one in opened.live() if one.debtor == Debtor.PROVIDER and one.due > opened.now]
    due = min(ahead) if ahead else words.promise_next(opened).due
    tasks.ask(opened, opened.case.owner, "answered", due=due, promise=row.promise)


def ask(opened: Matter, line: Line, said: str, *, by: Side) -> None:
    """A mark that is no yes is a question to the other side, with the promise of its answer."""
    if by is Side.CUSTOMER:
        questions.take_in(opened, _asked(opened, line, said))
        return
    opened.require_open()
    until = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
    questions.ask_them(opened, _asked(opened, line, said), kind=Kind.TEXT, due=until)


def taken(opened: Matter, wanted: Line) -> None:
    """What the customer asked for with what they want instead is answered: it stands there now."""
    asked = questions.open_as(opened, _asked(opened, wanted, wanted.counter))
    if asked:
        said = notices.TAKEN[opened.case.customer.language].format(words=wanted.counter)
        questions.give(opened, asked, said)


def _asked(opened: Matter, line: Line, said: str) -> str:
    return f"{line.item.text.of(opened.case.customer.language)} {said}".strip()
