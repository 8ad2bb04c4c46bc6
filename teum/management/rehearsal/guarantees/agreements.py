"""What both sides agree to (B2), said so precisely that it can be false.

Read from the rows, the facts and the mails; what is owed is counted from what was said, not asked of the core.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from teum.core import digest, events
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Agreement, Member, Message, Promise, Signature, Task, Upload

CODE_GOOD_FOR = timedelta(minutes=15)
LONG_ENOUGH = timedelta(days=1)
"""So long after it is in force its copy was made, where the clock ran."""
WAITS, ENDED_BEFORE = ("offered", "signed"), ("declined", "void")


def agreed_as_signed(scene: Scene) -> Iterator[Violation]:
    """Every agreement says what was laid before both, holds once both agreed, and is promised as it says."""
    histories: dict[int, list[Fact]] = defaultdict(list)
    changes: dict[int, int | None] = {}
    for fact in scene.picture.counted:
        if isinstance(fact.event, events.AlignmentBegun):
            changes[fact.event.alignment] = fact.event.amends
        agreement = getattr(fact.event, "agreement", None)
        if agreement is not None:
            histories[agreement].append(fact)
    for row in scene.picture.of(Agreement).values():
        if row["organisation_id"] != scene.organisation:
            continue
        facts = histories[row["id"]]
        found = (
            *_says(scene, row, facts),
            *_agreed(row, facts),
            *_promised(scene, row, facts),
            *_holds_alone(scene, row, changes.get(row["alignment_id"])),
            *_copied(scene, row, facts),
            *_codes(scene, row, facts),
        )
        for kind, expected in found:
            yield Violation(
                kind=kind, at=scene.now, case=row["case_id"], expected=f"agreement {row['id']} {expected}"
            )


def _says(scene: Scene, row: Row, facts: Sequence[Fact]) -> Iterator[Found]:
    """Its words, its sides, its law and its signatures are those that the ledger knows."""
    parts = [row["form"], row["version"], row["language"], row["items"], row["lines"], row["terms"]]
    said = digest.of(row["salt"], *parts, *(one for one in (row["sides"], row["law"]) if one is not None))
    made = [fact.event.digest for fact in facts if isinstance(fact.event, events.AgreementMade)]
    if made != [said]:
        yield Kind.SIGNED_CHANGED, "to say, whole, what it said when it was laid before both"
    paper = scene.picture.of(Upload).get(row["paper_id"] or 0)
    written = [fact.event for fact in facts if isinstance(fact.event, events.AgreementSigned)]
    stands = [
        (one["side"], _signature(one, paper["sha256"] if paper else ""))
        for one in scene.picture.rows_by(Signature, "agreement_id").get(row["id"], [])
    ]
    if sorted(stands) != sorted((one.side, one.digest) for one in written):
        yield Kind.SIGNED_CHANGED, "to bear the signatures that were given, on the file on which they were"


def _signature(row: Row, sha256: str) -> str:
    at = row["proven_at"].astimezone(UTC).isoformat() if row["proven_at"] else None
    proven = [row["channel"], row["address"], at]
    parts = [row["side"], row["name"], row["strokes"], row["consent"], proven, row["ip"], row["agent"]]
    return digest.of(row["salt"], *parts, sha256)


def _agreed(row: Row, facts: Sequence[Fact]) -> Iterator[Found]:
    """It is in force once both agreed: with one tap, or read, proven and signed by them, and then by us."""
    in_force = next((fact for fact in facts if isinstance(fact.event, events.AgreementInForce)), None)
    if in_force is None:
        if row["promises"] or row["state"] not in (*WAITS, *ENDED_BEFORE, "cancelled"):
            yield Kind.IN_FORCE_UNSIGNED, f"not to be {row['state']} before it was in force"
        return
    signed = {
        fact.event.side: fact
        for fact in facts
        if isinstance(fact.event, events.AgreementSigned) and fact.id < in_force.id
    }
    theirs = signed.get("customer")
    if theirs is None or (row["form"] == "signed" and "provider" not in signed):
        yield Kind.IN_FORCE_UNSIGNED, f"to hold once both agreed, not with {sorted(signed)}"
    elif row["form"] == "signed":
        yield from _read_and_proven(row, [fact for fact in facts if fact.id < theirs.id], theirs)


def _read_and_proven(row: Row, before: Sequence[Fact], theirs: Fact) -> Iterator[Found]:
    read = {fact.event.section for fact in before if isinstance(fact.event, events.AgreementConfirmed)}
    sections = {term["section"] for term in row["terms"]}
    if sections - read:
        yield Kind.IN_FORCE_UNSIGNED, f"to be signed by who read {sorted(sections - read)} as well"
    proven = [fact.at for fact in before if isinstance(fact.event, events.CodeProven)]
    if not proven or theirs.at > proven[-1] + CODE_GOOD_FOR:
        yield Kind.IN_FORCE_UNSIGNED, "to be signed by who had just given a code back"
    if not any(isinstance(fact.event, events.AgreementWritten) for fact in before):
        yield Kind.IN_FORCE_UNSIGNED, "to be signed on a file"


def _promised(scene: Scene, row: Row, facts: Sequence[Fact]) -> Iterator[Found]:
    """All that has a time is promised when it comes into force, for that time, and nothing of it before."""
    named = _timed(row)
    in_force = next((fact for fact in facts if isinstance(fact.event, events.AgreementInForce)), None)
    if in_force:
        promises = scene.picture.of(Promise)
        stand = {pk for pk in row["promises"].values() if pk in promises}
        if missing := len(named) - len(stand):
            yield Kind.DATED_UNPROMISED, f"to have a promise of each time that it names; it lacks {missing}"
        first = [scene.picture.facts_of(pk)[0] for pk in stand]
        made = [one.event for one in first if one.at == in_force.at]
        dues = Counter(event.due for event in made if isinstance(event, events.PromiseMade))
        if dues - Counter(due for _what, due in named):
            yield Kind.DATED_UNPROMISED, "to be promised for the times that it names, not for others"
    until = in_force.at if in_force else scene.now + timedelta(seconds=1)
    known = {
        pk
        for other in scene.picture.rows_by(Agreement, "case_id")[row["case_id"]]
        for pk in other["promises"].values()
    }
    for promise in scene.picture.rows_by(Promise, "case_id").get(row["case_id"], []):
        is_early = row["offered_at"] <= promise["made_at"] < until and promise["id"] not in known
        if is_early and any(promise["includes"] == [what] for what, _due in named):
            yield (
                Kind.PROMISED_UNAGREED,
                f"to be promised once it is in force, and not before as {promise['id']}",
            )


def _timed(row: Row) -> list[tuple[str, datetime]]:
    """What has a time in it, in words, from what was said itself."""
    words = {item["key"]: item["promise"].get(row["language"], "") for item in row["items"]}
    found = []
    for term in row["terms"]:
        answer = (row["lines"].get(term["item"]) or {}).get("answer") or {}
        if window := answer.get("window"):
            found.append((words[term["item"]], datetime.fromisoformat(window["due"])))
        paid = (answer.get("price") or {"payments": ()})["payments"]
        found += [(one["what"], datetime.fromisoformat(one["window"]["due"])) for one in paid]
    return found


def _holds_alone(scene: Scene, row: Row, changes: int | None) -> Iterator[Found]:
    """Of two versions one is in force: the one that it `changes` until the next one is, and then the next one."""
    mine = scene.picture.rows_by(Agreement, "case_id")[row["case_id"]]
    after = [one["state"] for one in mine if one["replaces_id"] == row["id"]]
    if len([one for one in mine if one["replaces_id"] == row["id"] and one["in_force_at"]]) > 1:
        yield Kind.VERSIONS_AT_ODDS, "to be followed by one version, not by two"
    if changes and row["replaces_id"] != changes:
        yield Kind.VERSIONS_AT_ODDS, f"to take the place of {changes}, which it changes"
    if row["state"] == "in_force" and "in_force" in after:
        yield Kind.VERSIONS_AT_ODDS, "to hold no more, for its next version does"
    if row["state"] == "replaced" and not {"in_force", "replaced", "cancelled"} & set(after):
        yield Kind.VERSIONS_AT_ODDS, "to hold, for no other version came into force"


ENDS = (
    events.AgreementDeclined,
    events.AgreementVoided,
    events.AgreementCancelled,
    events.AgreementReplaced,
)


def _copied(scene: Scene, row: Row, facts: Sequence[Fact]) -> Iterator[Found]:
    """Both have the finished file, or whoever answers for it is asked why not; what ended before is sent to nobody."""
    sealed = next((fact for fact in facts if isinstance(fact.event, events.AgreementSealed)), None)
    if sealed:
        if not any(isinstance(fact.event, ENDS) and fact.at <= sealed.at for fact in facts):
            yield from _sent(scene, row, sealed.at)
        return
    in_force = next((fact.at for fact in facts if isinstance(fact.event, events.AgreementInForce)), None)
    if in_force is None or row["state"] != "in_force" or in_force + LONG_ENOUGH > scene.now:
        return
    tasks = scene.picture.rows_by(Task, "case_id").get(row["case_id"], [])
    if not scene.was_away("clock", in_force, scene.now) and not any(one["kind"] == "unmade" for one in tasks):
        yield Kind.COPY_UNSENT, "to be sealed within a day, or to be before somebody"


def _sent(scene: Scene, row: Row, at: datetime) -> Iterator[Found]:
    """The copy was written to the customer, and to who signed for us and is still there."""
    messages = scene.picture.rows_by(Message, "case_id").get(row["case_id"], [])
    copies = [one for one in messages if one["kind"] == "copy" and one["at"] == at]
    if not any(one["customer_id"] for one in copies):
        yield Kind.COPY_UNSENT, "to be sent to the customer once it is sealed"
    members, got = scene.picture.of(Member), {one["member_id"] for one in copies}
    for one in scene.picture.rows_by(Signature, "agreement_id").get(row["id"], []):
        ours = one["member_id"] if one["side"] == "provider" else None
        if ours and ours not in got and members[ours]["is_active"]:
            yield Kind.COPY_UNSENT, "to be sent to who signed it for us as well"


def _codes(scene: Scene, row: Row, facts: Sequence[Fact]) -> Iterator[Found]:
    """A code goes to the address that it proves, and nowhere else."""
    sent = {fact.at: fact.event.contact for fact in facts if isinstance(fact.event, events.CodeSent)}
    for message in scene.picture.rows_by(Message, "case_id").get(row["case_id"], []):
        asked = sent.get(message["at"]) if message["kind"] == "code" else None
        if asked and message["contact_id"] not in (asked, None):
            yield Kind.CODE_TO_ANOTHER, "to be proven by a code that goes where it was asked for"
