"""Where a mail that came in may belong: to the letters that it answers, and to whoever has its sender's address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from teum.core import inbox, permissions
from teum.core.actor import Actor
from teum.core.inbox import Kind
from teum.core.permissions import Act
from teum.models import Case, ContactPoint, Incoming, Message, Organisation, Question, Survey, Telling

MOST_CASES = 8
"""So many cases of its sender's are offered for a mail."""
MOST_NAMES = 50
"""So many of the names that a mail gives are looked at."""


def answered(names: Sequence[str]) -> list[Message]:
    """Our letters of these names, as the mail names them: the one that it answers first."""
    asked = names[:MOST_NAMES]
    found = Message.objects.everywhere().filter(key__in=asked, direction="out").select_related("case")
    return sorted(found, key=lambda message: asked.index(message.key))


def of_sender(address: str, *, to: Iterable[str] = ()) -> list[ContactPoint]:
    """Everybody who is known by an address; of the businesses to whose own address the mail went, where it did.

    An address that came by a link which a member ended since is nobody's.
    """
    found = ContactPoint.objects.everywhere().filter(
        channel="email", address=address, customer__erased_at=None, given_on__revoked_at=None
    )
    homes = [one.pk for one in _named(Organisation.objects.all(), to)]
    return list((found.filter(organisation__in=homes) if homes else found).order_by("id"))


def _named(of: Iterable[Organisation], to: Iterable[str]) -> list[Organisation]:
    wanted = set(to)
    return [one for one in of if parseaddr(one.mail_from)[1].lower() in wanted] if wanted else []


def cases_of(points: Iterable[ContactPoint]) -> list[Case]:
    """The cases of those who are known by an address, the newest first."""
    customers = [point.customer_id for point in points]
    return list(Case.objects.everywhere().filter(customer__in=customers).order_by("-id")[:MOST_NAMES])


def last_spoken_of(cases: Iterable[Case]) -> Case | None:
    """Of the open ones that about which we wrote last; None where none is open."""
    listed = {case.pk: case for case in cases if case.state == "open"}
    letters = Message.objects.everywhere().filter(case__in=list(listed), direction="out")
    newest = letters.order_by("-id").values_list("case", flat=True).first()
    return listed.get(newest or 0) or next(iter(listed.values()), None)


def asked_in(letters: Iterable[Message]) -> Question | None:
    """The question of ours that these letters ask, where it is just one that still waits for words or a document."""
    ids = [letter.pk for letter in letters if letter.kind == "asked"]
    told = Telling.objects.everywhere().filter(message__in=ids).values("promise")
    found = Question.objects.everywhere().filter(
        kind__in=("text", "document"), promise__in=told, promise__debtor="customer", promise__state="open"
    )
    listed = list(found[:2]) if ids else []
    return listed[0] if len(listed) == 1 else None


def surveyed_in(letters: Iterable[Message]) -> Survey | None:
    """The question at the end that these letters ask, where it still waits for its answer."""
    cases = {letter.case_id for letter in letters if letter.kind in ("closed", "survey")}
    found = Survey.objects.everywhere().filter(case__in=cases, answered_at=None).order_by("-id")
    return found.first() if len(cases) == 1 else None


def business(to: Iterable[str], points: Iterable[ContactPoint] = ()) -> Organisation | None:
    """Whose a mail is that no letter of ours leads to.

    The one to whose address it went; else the one that knows the sender; else the first that was set up here.
    """
    everybody = list(Organisation.objects.order_by("is_demo", "id"))
    known = {point.organisation_id for point in points}
    theirs = [one for one in everybody if one.pk in known]
    return next(iter([*_named(everybody, to), *theirs, *everybody]), None)


# ── what a person sees of one ──


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a mail brought besides its words, and the cases into which it may go: by id, with their titles."""

    sender_name: str
    files: tuple[str, ...]
    is_cut: bool
    cases: tuple[tuple[int, str], ...]
    may_be_taken_out: bool
    """It may have got into its case by mistake."""
    may_be_moved: bool
    """It is surely its customer's, and may belong to another matter of theirs."""


def brought(message_id: int, *, by: Actor) -> Brought | None:
    """What a mail brought; None for a message of ours. Raises `NotAllowed`."""
    permissions.require(by, Act.SEE_MESSAGES)
    row = Incoming.objects.of(by.organisation_id).filter(message=message_id).select_related("message").first()
    if row is None:
        return None
    message = row.message
    waits = message.kind == Kind.UNPLACED and message.settled_at is None
    is_in_a_case = message.case_id is not None
    may_be_moved = is_in_a_case and inbox.may_be_moved(message.kind, message.reason)
    points = of_sender(message.address) if waits or may_be_moved else []
    mine = [point for point in points if point.organisation_id == by.organisation_id]
    theirs = [point for point in mine if waits or point.customer_id == message.customer_id]
    others = [case for case in cases_of(theirs) if case.pk != message.case_id]
    return Brought(
        may_be_taken_out=is_in_a_case and inbox.may_be_taken_out(message.kind, message.reason),
        may_be_moved=may_be_moved,
        sender_name=row.sender_name,
        files=tuple(row.files),
        is_cut=row.is_cut,
        cases=tuple((case.pk, case.title) for case in others[:MOST_CASES]),
    )
