"""Guarantee 1, nothing vague, said so precisely that it can be false."""

from __future__ import annotations

from functools import lru_cache

from tests.property.guarantees.states import LIVE
from tests.property.world import World
from teum import language
from teum.models import Case, Member, Message, Promise


def nothing_vague(world: World) -> None:
    """Guarantee 1: every promise has its five answers, and no words that go out name a time that nobody can keep.

    A promise says what and what is included, who (somebody present), by which channel, and an aware window whose
    due lies after its start; its words and every text to a customer hold no vague word in either language.
    """
    picture = world.picture
    members = picture.of(Member)
    for row in picture.of(Promise).values():
        name = f"promise {row['id']}"
        assert row["body"].strip() and row["what"].strip(), f"{name} says nothing"
        assert row["includes"] and all(item.strip() for item in row["includes"]), f"{name} includes nothing"
        assert row["channel"], f"{name} has no channel"
        assert row["due"].utcoffset() is not None, f"{name} is due at a naive moment"
        assert row["start"] is None or row["start"] <= row["due"], f"{name} ends before it begins"
        if row["state"] in LIVE:
            assert members[row["owner_id"]]["is_active"], f"{name} is owned by somebody who left"
        for words in (row["body"], row["what"], row["condition"], *row["includes"]):
            assert not _vague(words), f"{name} is vague: {words!r}"
    titles = {row["id"]: row["title"] for row in picture.of(Case).values()}
    for message in picture.of(Message).values():
        if message["customer_id"]:
            said = f"{message['subject']}\n{message['text']}".replace(titles[message["case_id"]], "…")
            assert not _vague(said), f"message {message['id']} is vague: {said!r}"


@lru_cache(maxsize=10_000)
def _vague(words: str) -> tuple[str, ...]:
    return tuple(found.quote for lang in ("he", "en") for found in language.vague_spans(words, lang))
