"""Log a conversation: what was said, agreed, asked and wished for, all of it or nothing (A0)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from teum.actions import calls, drafts, letters, matter, questions, talking
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import making, notice
from teum.actions.promises.making import Draft, Heard
from teum.core import conversation as core
from teum.core import digest, events, permissions
from teum.core.actor import Actor
from teum.core.conversation import Channel, Direction, Outcome
from teum.core.draft import NO_TAB, Tab
from teum.core.permissions import Act
from teum.core.promise import Nature
from teum.core.question import require_text
from teum.core.refusal import Refused
from teum.language import text
from teum.models import Conversation, Promise, Question, Wish
from teum.queries import terms

WAITS_SECONDS = int(core.SITTING.total_seconds())
"""What was agreed in a conversation waits so long for the summary that says it all; then it is told by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that one side asked the other and that was not answered at once; `due` is by when it will be."""

    text: str
    is_theirs: bool
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """A thing that the customer asked for, and what becomes of it.

    What is promised names its promise: an open one (`promise`), or its place among those of this conversation (`made`).
    """

    text: str
    outcome: Outcome | None
    answer: str = ""
    promise: int | None = None
    made: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A conversation as it is logged; with `next_due` the customer heard by when the next word comes.

    `taken` are the pieces of the notes that something here records or answers, where its words are others by now.
    """

    channel: Channel
    direction: Direction
    reached: bool = True
    notes: str = ""
    promises: Sequence[Draft] = ()
    questions: Sequence[Asked] = ()
    wishes: Sequence[Wished] = ()
    next_due: datetime | None = None
    taken: Sequence[str] = ()

    @property
    def recorded(self) -> tuple[str, ...]:
        """All of its words with which somebody dealt."""
        promised = (draft.body for draft in self.promises)
        asked = (question.text for question in self.questions)
        wished = (words for wish in self.wishes for words in (wish.text, wish.answer))
        return (*self.taken, *promised, *asked, *wished)


def log(
    *, case_id: int, by: Actor, said: Said, typed_as: str = "", tab: Tab = NO_TAB, now: datetime
) -> Conversation:
    """Record a conversation with all that came of it.

    Where the customer was reached, the words of messages that no carrier took are told. What was agreed waits a little
    for the summary. `typed_as`: as what the member typed it about the case (`conversation`, or `promise`), in which
    `tab`; that draft ends with it.

    Raises what `promises.make` and `questions.ask` raise, `WishOpen`, `NobodySpoken`, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.RECORD)
    organisation = terms.seen(by.organisation_id)
    read: list[Heard | None] = [None] * len(said.promises)
    if organisation:
        read = [making.hear(draft, organisation=organisation, now=now) for draft in said.promises]
    with matter.of_case(case_id, by=by, now=now) as opened:
        conversation = _write(opened, said, read)
        if typed_as:
            drafts.end(opened, of=typed_as, tab=tab)
        return conversation


def _write(opened: Matter, said: Said, read: Sequence[Heard | None]) -> Conversation:
    if not said.reached and (said.promises or said.questions or said.wishes):
        raise core.NobodySpoken()
    _require_wishes(opened, said)
    row = talking.begin(
        opened,
        channel=said.channel,
        direction=said.direction,
        reached=said.reached,
        notes=said.notes,
    )
    if said.reached:
        calls.hear(opened, next_due=said.next_due)
    talking.end(opened, row, promises=_agree(opened, said, read, row), taken=said.recorded)
    return row


def _agree(opened: Matter, said: Said, read: Sequence[Heard | None], row: Conversation) -> list[int]:
    """The promises, questions and wishes of it; what is agreed is told with the summary, or by itself after a while.

    Answers the promises that were made: a question asked once more is the one that waits already, of its own hour.
    """
    before = {live.pk: live for live in opened.live()}
    is_first = not any(live.nature == Nature.DEED for live in before.values())
    made = []
    for place, (draft, found) in enumerate(zip(said.promises, read, strict=True)):
        with _at(f"promises.{place}"):
            made.append(_promise(opened, draft, found, is_first=is_first))
    for promise in made:
        notice.tell_agreed(opened, promise, wait_seconds=WAITS_SECONDS)
    asked = []
    for place, question in enumerate(said.questions):
        with _at(f"questions.{place}"):
            asked.append(_question(opened, question))
    ids = [promise.pk for promise in made]
    ids += dict.fromkeys(one.promise_id for one in asked if one.promise_id not in before)
    if ids:
        Promise.objects.of(opened.organisation_id).filter(pk__in=ids).update(conversation=row)
    for position, wish in enumerate(said.wishes):
        _wish(opened, row, wish, position=position, made=made)
    return ids


def _promise(opened: Matter, draft: Draft, found: Heard | None, *, is_first: bool) -> Promise:
    """What is promised in one conversation is promised as well; of what was open before it that is asked."""
    if is_first:
        draft = replace(draft, says_replaces=True)
        found = replace(found, draft=replace(found.draft, says_replaces=True)) if found else None
    return making.make_in(opened, draft, heard=found, is_agreed=True)


def _question(opened: Matter, asked: Asked) -> Question:
    return questions.ask_in(
        opened, asked.text, is_theirs=asked.is_theirs, due=asked.due, wait_seconds=WAITS_SECONDS
    )


@contextmanager
def _at(place: str) -> Iterator[None]:
    """A refusal says in its details at which of the things that were said it stands (`promises.1`)."""
    try:
        yield
    except Refused as refused:
        refused.details["place"] = place
        raise


def _wish(opened: Matter, row: Conversation, said: Wished, *, position: int, made: Sequence[Promise]) -> None:
    promise = None
    if said.outcome is Outcome.PROMISED:
        promise = made[said.made].pk if said.made is not None else said.promise
    wish = Wish.objects.of(opened.organisation_id).create(
        conversation=row,
        position=position,
        text=text.clean(said.text),
        answer="" if promise else text.clean(said.answer),
        salt=digest.salt(),
        outcome=str(said.outcome),
        promise_id=promise,
    )
    opened.record(
        events.WishHeard(
            wish=wish.pk,
            conversation=row.pk,
            outcome=wish.outcome,
            digest=digest.of(wish.salt, wish.text, wish.answer),
        ),
        promise=promise,
    )


def _require_wishes(opened: Matter, said: Said) -> None:
    """Each is settled, its promise is there, and its words are clear: the customer reads them in the summary."""
    live = {row.pk for row in opened.live()} if any(wish.promise for wish in said.wishes) else set()
    for wish in said.wishes:
        if wish.promise is not None and wish.promise not in live:
            raise NoSuchThing(promise=str(wish.promise))
    core.require_wishes(
        [
            core.Wish(
                text=wish.text,
                outcome=wish.outcome,
                answer=wish.answer,
                is_kept_by=wish.promise is not None
                or (wish.made is not None and 0 <= wish.made < len(said.promises)),
            )
            for wish in said.wishes
        ]
    )
    for place, wish in enumerate(said.wishes):
        with _at(f"wishes.{place}"):
            require_text(wish.text)
            for words in (wish.text, wish.answer):
                letters.require_clear(opened, words, field="text")
