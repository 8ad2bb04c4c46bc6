"""Guarantee 1, nothing vague, said so precisely that it can be false."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from teum import language
from teum.management.rehearsal.guarantees.states import LIVE
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.picture import Row
from teum.management.rehearsal.scene import Scene
from teum.models import Case, Member, Message, Promise


def nothing_vague(scene: Scene) -> Iterator[Violation]:
    """Guarantee 1: every promise has its five answers, and no words that go out name a time that nobody can keep.

    A promise says what and what is included, who (somebody present), by which channel, and an aware window whose
    due lies after its start; its words and every text to a customer hold no vague word in either language.
    """
    picture = scene.picture
    present = {row["id"] for row in picture.of(Member).values() if row["is_active"]}
    for row in picture.of(Promise).values():
        for expected in _lacking(row, present):
            yield Violation(
                guarantee=1, at=scene.now, case=row["case_id"], promise=row["id"], expected=expected
            )
    titles = {row["id"]: row["title"] for row in picture.of(Case).values()}
    for message in picture.of(Message).values():
        if message["customer_id"]:
            said = f"{message['subject']}\n{message['text']}".replace(titles[message["case_id"]], "…")
            if found := _vague(said):
                yield Violation(
                    guarantee=1,
                    at=scene.now,
                    case=message["case_id"],
                    message=message["id"],
                    expected=f"words to a customer without a vague one, not {', '.join(found)}: {said!r}",
                )


def _lacking(row: Row, present: set[int]) -> Iterator[str]:
    answers = {
        "it says what": row["body"].strip() and row["what"].strip(),
        "it says what is included": row["includes"] and all(item.strip() for item in row["includes"]),
        "it has a channel": row["channel"],
        "it is due at an aware moment": row["due"].utcoffset() is not None,
        "it begins before it ends": row["start"] is None or row["start"] <= row["due"],
        "its owner is present": row["state"] not in LIVE or row["owner_id"] in present,
    }
    yield from (expected for expected, is_so in answers.items() if not is_so)
    for words in (row["body"], row["what"], row["condition"], *row["includes"]):
        if found := _vague(words):
            yield f"words without a vague one, not {', '.join(found)}: {words!r}"


@lru_cache(maxsize=100_000)
def _vague(words: str) -> tuple[str, ...]:
    return tuple(found.quote for lang in ("he", "en") for found in language.vague_spans(words, lang))
