"""Guarantee 1, nothing vague, said so precisely that it can be false."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from teum import language
from teum.management.rehearsal.guarantees.states import LIVE
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Case, Member, Message, Promise, Remark


def nothing_vague(scene: Scene) -> Iterator[Violation]:
    """Guarantee 1: every promise has its five answers, and no words that go out name a time that nobody can keep.

    A promise says what and what is included, and who (somebody present); the database itself holds its channel and
    the order of its window. Its words and every text to a customer hold no vague word in either language, but for what
    customers said themselves, which stands as they said it.
    """
    picture = scene.picture
    present = {row["id"] for row in picture.of(Member).values() if row["is_active"]}
    for row in picture.of(Promise).values():
        for kind, expected in _lacking(row, present):
            yield Violation(
                kind=kind, at=scene.now, case=row["case_id"], promise=row["id"], expected=expected
            )
    theirs = defaultdict(list, {row["id"]: [row["title"]] for row in picture.of(Case).values()})
    for remark in picture.of(Remark).values():
        if remark["by"].startswith("customer") and remark["text"].strip():
            theirs[remark["case_id"]].append(remark["text"])
    for message in picture.of(Message).values():
        if message["customer_id"] and message["direction"] == "out":
            said = f"{message['subject']}\n{message['text']}"
            for words in sorted(theirs[message["case_id"]], key=len, reverse=True):
                said = said.replace(words, "…")
            if found := _vague(said):
                yield Violation(
                    kind=Kind.VAGUE_LETTER,
                    at=scene.now,
                    case=message["case_id"],
                    message=message["id"],
                    expected=f"words to a customer without a vague one, not {', '.join(found)}: {said!r}",
                )


def _lacking(row: Row, present: set[int]) -> Iterator[Found]:
    if not (row["body"].strip() and row["what"].strip()):
        yield Kind.SAYS_NOT_WHAT, "it says what"
    if not row["includes"] or not all(item.strip() for item in row["includes"]):
        yield Kind.INCLUDES_NOTHING, "it says what is included"
    if row["state"] in LIVE and row["owner_id"] not in present:
        yield Kind.OWNER_HAS_LEFT, "its owner is present"
    for words in (row["body"], row["what"], row["condition"], *row["includes"]):
        if found := _vague(words):
            yield Kind.VAGUE_PROMISE, f"words without a vague one, not {', '.join(found)}: {words!r}"


@lru_cache(maxsize=100_000)
def _vague(words: str) -> tuple[str, ...]:
    return tuple(found.quote for lang in ("he", "en") for found in language.vague_spans(words, lang))
