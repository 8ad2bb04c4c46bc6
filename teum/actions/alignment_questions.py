"""Around an alignment: questions of what is not clear, a look at what was said, and what stood there before."""

from __future__ import annotations

from datetime import timedelta

from teum.actions import questions, tasks, words
from teum.actions.matter import Matter
from teum.core import question, updates
from teum.core.alignment import Alignment, Line, Mark, Side
from teum.core.promise import Debtor
from teum.core.question import Kind
from teum.language.notices import alignment as notices
from teum.models import Alignment as Row
from teum.queries import alignments as queries


def look_at(opened: Matter, row: Row) -> None:
    """They said all of theirs: whoever answers for the case sees it on their day, and they hear from us next."""
    ahead = [one.due for one in opened.live() if one.debtor == Debtor.PROVIDER and one.due > opened.now]
    due = min(ahead) if ahead else words.promise_next(opened).due
    tasks.ask(opened, opened.case.owner, "answered", due=due, promise=row.promise)


def ask(opened: Matter, line: Line, said: str, *, by: Side) -> None:
    """A mark that is no yes is a question to the other side, with the promise of its answer."""
    if by is Side.CUSTOMER:
        remark = question.WISH if line.marks.get(by) is Mark.CHANGE else question.UNCLEAR
        questions.take_in(opened, _wished(opened, line, said, remark), remark=remark)
        return
    opened.require_open()
    until = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
    questions.ask_them(opened, _asked(opened, line, said), kind=Kind.TEXT, due=until)


def taken(opened: Matter, wanted: Line, stands: str) -> None:
    """What the customer asked for with what they want instead is answered with what `stands` there now."""
    asked = questions.open_as(opened, _wished(opened, wanted, wanted.counter, question.WISH))
    if asked:
        said = notices.taken(stands, wanted=wanted.counter, lang=opened.case.customer.language)
        questions.give(opened, asked, said)


def written(opened: Matter, before: Alignment, after: Alignment) -> None:
    """Where we say otherwise what the customer wanted changed, that is the answer: nobody answers it once more."""
    lang = opened.case.customer.language
    for was, now in zip(before.lines, after.lines, strict=True):
        if was.marks.get(Side.CUSTOMER) is Mark.CHANGE and was.answer != now.answer:
            taken(opened, was, queries.said(now, lang=lang, now=opened.now))


STILL_WRITING = timedelta(minutes=10)
"""Who changes their own words so soon is still writing them."""


def keep_replaced(opened: Matter, before: Alignment, after: Alignment) -> None:
    """What somebody said and says otherwise now stays to be read by us: nothing that was said is lost.

    What is kept while it is typed was not said yet, as long as the other side has not looked at it.
    """
    lang = opened.case.customer.language
    for was, now in zip(before.lines, after.lines, strict=True):
        if was.answer and was.answer != now.answer and not _is_still_written(opened, was, now):
            said = queries.said(was, lang=lang, now=opened.now)
            words_ = {"item": was.item.text.of(lang), "said": said}
            opened.remark("said", notices.BEFORE[lang].format(**words_))


def _is_still_written(opened: Matter, was: Line, now: Line) -> bool:
    is_alone = was.by is now.by and set(was.marks) <= {was.by}
    return is_alone and was.at is not None and opened.now - was.at < STILL_WRITING


def _wished(opened: Matter, line: Line, said: str, remark: str) -> str:
    """What the customer asks of an item, told apart from what stands there."""
    lang = opened.case.customer.language
    return notices.asked(line.named(lang), said, is_wish=remark == question.WISH, lang=lang)


def _asked(opened: Matter, line: Line, said: str) -> str:
    return f"{line.item.text.of(opened.case.customer.language)} {said}".strip()
