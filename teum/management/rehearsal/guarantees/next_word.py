"""What a letter says of the next word is what is promised: said so precisely that it can be false (guarantee 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import lru_cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from teum.core import events
from teum.core.promise import Nature
from teum.core.window import Window
from teum.language.wording import in_words
from teum.management.rehearsal import fold
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Message

SPEAKS = ("holding", "late", "update")
"""Letters that say by when the customer hears again."""
STILL = ("open", "reported")
"""States of a word that is still to come, or of which a letter is on its way that it was given."""
DONE = ("זה נעשה בינתיים.", "It is done now.", "העניין הזה הסתיים בינתיים.", "This has ended meanwhile.")
"""Where nothing is waited for any more, there is no next word."""


def next_word_is_promised(scene: Scene) -> Iterator[Violation]:
    """A letter that says when the customer hears again says a moment by which a word is promised to them.

    It is still to come as the letter reaches them, or they hear of us by then all the same.
    """
    words = _words(scene)
    for row in scene.picture.of(Message).values():
        if row["kind"] not in SPEAKS or not row["customer_id"] or not row["text"]:
            continue
        promised = sorted(_promised(scene, row, words[row["case_id"]]))
        said = row["text"].casefold()
        if not any(words in said for at in promised for words in _in_words(row, at)) and not _is_done(row):
            yield Violation(
                kind=Kind.NEXT_WORD_MISTOLD,
                at=scene.now,
                case=row["case_id"],
                message=row["id"],
                expected=f"the next word by one of {[str(at) for at in promised]}, not {row['text']!r}",
            )


def _words(scene: Scene) -> defaultdict[int | None, list[Fact]]:
    """How each word of a case was promised, by case; also one that was undone with the letter that named it."""
    found: defaultdict[int | None, list[Fact]] = defaultdict(list)
    for fact in scene.picture.facts:
        if isinstance(fact.event, events.PromiseMade) and fact.event.nature == Nature.UPDATE:
            found[fact.case].append(fact)
    return found


def _promised(scene: Scene, row: Row, words: Iterable[Fact]) -> set[datetime]:
    """The moments by which words were promised in the case when it was written, and which lay ahead of it then."""
    found: set[datetime] = set()
    for made in words:
        assert isinstance(made.event, events.PromiseMade) and made.promise is not None
        facts = scene.picture.facts_of(made.promise)
        dues = (getattr(fact.event, "due", None) for fact in facts if fact.at <= row["at"])
        ahead = {due for due in dues if due is not None and due > row["at"]}
        if not ahead:
            continue
        zone = ZoneInfo(made.event.zone)
        ahead = {due.astimezone(zone) for due in ahead}
        found |= (
            ahead if _is_to_come(scene, row, facts) else {at for at in ahead if _is_heard_by(scene, row, at)}
        )
    return found


def _is_to_come(scene: Scene, row: Row, facts: list[Fact]) -> bool:
    """Whether the word was still promised once a carrier had taken the letter.

    A later letter may keep it in the same moment, and so may what the customer does on their page.
    """
    told_at = row["told_at"]
    if told_at is None or not scene.carrier.taken_at(row["key"]):
        return True
    past = list(takewhile(lambda fact: fact.at <= told_at and not _ends_it_for_them(fact, row), facts))
    return not past or fold.of(past).state in STILL


def _ends_it_for_them(fact: Fact, row: Row) -> bool:
    told = fact.event
    is_later = isinstance(told, events.PromiseTold) and told.message is not None and told.message > row["id"]
    return is_later or fact.actor == "customer"


def _is_heard_by(scene: Scene, row: Row, at: datetime) -> bool:
    """Whether they heard of us after the letter, or in it, and by that moment, where that lay ahead and is over."""
    if not row["told_at"] < at <= scene.now:
        return True
    others = scene.picture.rows_by(Message, "case_id")[row["case_id"]]
    later = (one["told_at"] for one in others if one["id"] > row["id"] and one["told_at"])
    return any(row["told_at"] <= told_at <= at for told_at in later)


def _in_words(row: Row, at: datetime) -> Iterator[str]:
    return (_worded(at, row["language"], now).casefold() for now in (row["at"], row["told_at"] or row["at"]))


@lru_cache(maxsize=10_000)
def _worded(at: datetime, lang: str, now: datetime) -> str:
    return in_words(Window(due=at), lang, now)


def _is_done(row: Row) -> bool:
    return any(words in row["text"] for words in DONE)
