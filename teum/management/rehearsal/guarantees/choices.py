"""Nothing is chosen for anybody, and what was chosen is what was shown: said so precisely that it can be false."""

from __future__ import annotations

from collections.abc import Iterator

from teum.core import digest, disclosure, events
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Disclosure, Message, Promise, Remark, Telling, Upload

ENDED_UNMADE = ("declined", "lapsed", "released", "withdrawn")
"""States in which nothing is left to choose; of what is done, they may be asked about what was found since."""


def open_eyes(scene: Scene) -> Iterator[Violation]:
    """Every choice is one act of the customer, or of a member with its proof, of what stood when it was made."""
    told = [fact for fact in scene.picture.counted if isinstance(fact.event, events.DisclosureMade)]
    made = [fact for fact in scene.picture.counted if isinstance(fact.event, events.DecisionMade)]
    for row in scene.picture.of(Disclosure).values():
        shown = [fact for fact in told if _of(fact) == row["id"]]
        chosen = [fact for fact in made if _of(fact) == row["id"]]
        found = *_by_whom(row, chosen), *_of_what(row, shown, chosen, scene), *_in_vain(row, scene)
        for kind, expected in (*found, *_of_nothing(row, scene)):
            yield Violation(
                kind=kind, at=scene.now, case=row["case_id"], promise=row["promise_id"], expected=expected
            )


def _of(fact: Fact) -> int:
    assert isinstance(fact.event, events.DisclosureMade | events.DecisionMade)
    return fact.event.disclosure


def _by_whom(row: Row, chosen: list[Fact]) -> Iterator[Found]:
    """The row says what one fact says, and that fact is the customer's own, or a member's who heard them."""
    said = [
        (fact.event.option, fact.event.how) for fact in chosen if isinstance(fact.event, events.DecisionMade)
    ]
    stands = [(row["chosen"], row["how"])] if row["chosen"] else []
    if said != stands:
        yield (
            Kind.CHOSEN_FOR_THEM,
            f"disclosure {row['id']} to be decided as its facts say, {said}, not {stands}",
        )
    for fact in chosen:
        assert isinstance(fact.event, events.DecisionMade)
        by_them = fact.actor == "customer" and fact.event.how == "page"
        before_us = fact.actor.startswith("member:") and fact.event.how in ("counter", "call", "mail")
        if not (by_them or before_us):
            yield (
                Kind.CHOSEN_FOR_THEM,
                f"a choice of the customer, not one by {fact.actor} as {fact.event.how}",
            )


def _of_what(row: Row, shown: list[Fact], chosen: list[Fact], scene: Scene) -> Iterator[Found]:
    """What stands is what was told last, and a choice names what was told last before it."""
    remark = scene.picture.of(Remark)[row["told_id"]]
    stands = digest.of(remark["salt"], remark["text"])
    digests = [
        (fact.id, fact.event.digest) for fact in shown if isinstance(fact.event, events.DisclosureMade)
    ]
    if not digests or digests[-1][1] != stands:
        yield Kind.SHOWN_NOT_CHOSEN, f"disclosure {row['id']} to show what was told last"
    yield from _photos(row, remark["text"], scene)
    for fact in chosen:
        assert isinstance(fact.event, events.DecisionMade)
        before = [said for at, said in digests if at < fact.id]
        if not before or before[-1] != fact.event.shown:
            yield Kind.SHOWN_NOT_CHOSEN, f"disclosure {row['id']} to be decided on what was told last"
        promised = scene.picture.of(Promise).get(fact.event.made or 0)
        if promised and not any(item in remark["text"] for item in promised["includes"]):
            yield Kind.SHOWN_NOT_CHOSEN, f"promise {promised['id']} to include the option that was shown"


def _in_vain(row: Row, scene: Scene) -> Iterator[Found]:
    """No letter asks for a choice that was made before it began to leave, or that nobody needed any more by then."""
    ended = next((fact.at for fact in scene.picture.facts_of(row["promise_id"] or 0) if _ends(fact)), None)
    if ended is None:
        return
    asked = scene.picture.rows_by(Telling, "promise_id").get(row["promise_id"], [])
    for letter in (scene.picture.of(Message)[one["message_id"]] for one in asked if one["message_id"]):
        if letter["kind"] != "disclosed" or letter["at"] > ended or scene.resent[letter["id"]]:
            continue
        left = min((handed.at for handed in scene.carrier.handed_as(letter["key"])), default=None)
        if left and letter["claimed_at"] and ended < min(left, letter["claimed_at"]):
            yield (
                Kind.SENT_THOUGH_STALE,
                f"no letter {letter['id']} that asks for a choice at {left.isoformat()}, after it had ended",
            )


def _of_nothing(row: Row, scene: Scene) -> Iterator[Found]:
    """What has ended unmade leaves nothing to choose about it."""
    promises = scene.picture.of(Promise)
    choice, about = promises.get(row["promise_id"] or 0), promises.get(row["about_id"] or 0)
    if choice and about and choice["state"] == "open" and about["state"] in ENDED_UNMADE:
        yield (
            Kind.SHOWN_NOT_CHOSEN,
            f"disclosure {row['id']} to ask for no choice about promise {about['id']}, {about['state']}",
        )


def _ends(fact: Fact) -> bool:
    return isinstance(fact.event, events.DecisionMade | events.PromiseReleased)


def _photos(row: Row, told: str, scene: Scene) -> Iterator[Found]:
    """Each photo that is shown is the one that was put into the case; what was erased shows none."""
    for photo in disclosure.read(told).photos if told else ():
        kept = scene.picture.of(Upload).get(photo.upload)
        if kept is None or (kept["case_id"], kept["sha256"]) != (row["case_id"], photo.sha256):
            yield Kind.SHOWN_NOT_CHOSEN, f"disclosure {row['id']} to show the photos that it named"
