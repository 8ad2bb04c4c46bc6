"""Few messages: what leaves together to one customer, and what can wait for that (DOMAIN.md, rules of the word).

A message that waits leaves earlier with any other to the same customer, and at its own moment in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from teum.core import delivery, updates
from teum.core.quiet import Quiet

LEFT = 0.25
"""So much of the time until it is needed is left when what waited leaves."""
GATHERING = timedelta(minutes=2)
"""What the clock says waits so long at most for what else it must say to the same customer in this pass."""


# ── what can wait ──


ROUTINE = ("reminder", "update", "closed", "survey")
"""Kinds of messages among which there are some that can wait."""


def is_routine(kind: str, *, tells: bool) -> bool:
    """Whether it can wait for tomorrow where the customer had a message today: a reminder, a word that moves nothing,
    that all is finished and how it was.

    All others tell a time that is new or has changed, answer what the customer did or asked, or ask them something
    while their time to answer runs. An update that `tells` of promises names the next moment for them: a changed time.
    """
    return kind in ROUTINE and (kind != "update" or not tells)


def waits_until(until: datetime, *, needed_by: datetime | None, now: datetime) -> datetime | None:
    """`until`, or None where the message cannot wait for it.

    What is needed by a moment leaves while a good part of the time is left, and never in the last minutes, in which
    it goes ahead of others (guarantees 3 and 4).
    """
    if needed_by is None:
        return until
    in_time = needed_by - until >= (needed_by - now) * LEFT and until + delivery.GOES_AHEAD <= needed_by
    return until if in_time else None


def day_of(at: datetime, zone: ZoneInfo) -> datetime:
    """When the day of a moment began."""
    return datetime.combine(at.astimezone(zone).date(), time(0), tzinfo=zone)


def tomorrow(quiet: Quiet, now: datetime) -> datetime:
    """The first moment of another day at which the customer may be written to."""
    following = now.astimezone(quiet.zone).date() + timedelta(days=1)
    return quiet.next_allowed(datetime.combine(following, time(0), tzinfo=quiet.zone))


def rests_until(quiet: Quiet, *, needed_by: datetime | None, now: datetime) -> datetime | None:
    """Until when a message that has waited for long rests; None where it leaves now.

    It was written for a moment at which its customer may be written to; what kept it may have ended in the night, or on
    Shabbat.
    """
    allowed = quiet.next_allowed(now)
    is_urgent = needed_by is not None and now < needed_by < allowed + updates.DELIVERY
    return None if allowed <= now or is_urgent else allowed


# ── what leaves together ──


TO_OUR_OWN = ("manager", "ask")
"""Kinds of letters to one of ours of which several leave together, each kind for itself: they tell what has been said
to customers, or ask before it is."""
MOST_TO_OUR_OWN = 30
"""More than so many are several letters: nobody reads a longer one, and it is laid out while a claim is fresh."""
ALONE = ("code",)
"""Kinds that somebody asked for this minute: they take nothing along that has time yet, or waits for a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """A message to one reader that waits or is in the air; `to` is where it goes, and in which language.

    `may_join`: it waits, and may leave now if another does. `may_be_passed`: it holds back nothing that cannot take it
    along (`may_be_passed`). `is_theirs`: another delivery has it by now, or is about to. `may_pass`: it waits for none
    of those, for it is needed soon.
    """

    id: int
    case: int | None
    to: tuple[str, ...]
    may_join: bool
    may_be_passed: bool = False
    is_theirs: bool = False
    may_pass: bool = False


def may_be_passed(kind: str, *, is_untried: bool) -> bool:
    """Whether what waits for another, which is tomorrow's at the latest, holds back nothing that goes another way.

    What waits by choice moves no time, and a day is too long for what does. What was asked of a carrier waits for that,
    and whatever its kind holds back what was written after it, for minutes.
    """
    return kind in ROUTINE and is_untried


def together(under_way: Iterable[UnderWay], leads: Set[int]) -> list[list[int]]:
    """What leaves in one envelope with each of `leads`, which leave now: the ids of each envelope, in order.

    `under_way` is all that is on its way to one reader. What joins passes nothing of its case that stays behind; what
    leads was found free to leave, and stays as well where another delivery has since taken one before it.
    """
    listed = sorted(under_way, key=lambda message: message.id)
    found: dict[tuple[str, ...], list[int]] = {m.to: [] for m in listed if m.id in leads}
    passed: set[int | None] = set()
    theirs: set[int | None] = set()
    for message in listed:
        joins = message.may_join and message.to in found and message.case not in passed
        is_free = message.may_pass or message.case not in theirs
        if is_free if message.id in leads else joins:
            found[message.to].append(message.id)
        elif not message.may_be_passed:
            passed.add(message.case)
            theirs |= {message.case} if message.is_theirs else set()
    return [ids for ids in found.values() if not leads.isdisjoint(ids)]


MOST_ATTACHED_BYTES = 5 * 2**20
"""Of all files in one envelope: servers take ten, and a file grows by a third on its way."""


def take_along(sizes: Iterable[int]) -> list[bool]:
    """Which files of one envelope go along, in their order; of one that is too large the reader has the link."""
    found, room = [], MOST_ATTACHED_BYTES
    for size in sizes:
        found.append(size <= room)
        room -= size if size <= room else 0
    return found


def leaves_files(*, files: int, is_permanent: bool, blames_address: bool) -> bool:
    """Whether what was refused for good is sent once more without its files: some servers take none, or no large ones.

    The words lead to where they lie.
    """
    return files > 0 and is_permanent and not blames_address


def comes_apart(*, parts: int, is_permanent: bool, blames_address: bool, is_ours: bool) -> bool:
    """Whether what was refused for good, or could not be laid out (`is_ours`), is sent once more, each part for itself.

    Before anything is given up: where it is not the address that is refused it is the words, and one part's do not sink
    the rest.
    """
    return parts > 1 and (is_ours or (is_permanent and not blames_address))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A message in an envelope, as its place in it is found."""

    case: int | None
    kind: str
    needed_by: datetime | None


GRAVITY = {"late": 2, "withdrawn": 1, "no_date": 1, "proposed": 1, "revised": 1}
"""Kinds of which the reader must know before they open it; all others weigh nothing."""


def in_order(parts: Sequence[Part]) -> list[int]:
    """The places of an envelope's parts, in which they were written: what is late first, routine last.

    Between them the case that is needed soonest comes first. Within a case they stay as they were written.
    """
    urgency: dict[int | None, tuple[bool, bool, bool, float, int]] = {}
    for place, part in enumerate(parts):
        late = part.kind == "late"  # of which all is needed now: the oldest was written first
        by = part.needed_by.timestamp() if part.needed_by and not late else 0.0
        mine = (part.kind in ROUTINE, not late, part.needed_by is None, by, place)
        urgency[part.case] = min(urgency.get(part.case, mine), mine)
    return sorted(range(len(parts)), key=lambda place: (urgency[parts[place].case], place))


def gravest(kinds: Sequence[str]) -> int:
    """The place of the part of one case under whose subject all of them leave: of the gravest, the last."""
    return max(range(len(kinds)), key=lambda place: (GRAVITY.get(kinds[place], 0), place))
