"""Record a promise: whole, or refused; nothing half-written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from teum import language
from teum.actions import drafts, findings, matter, tellings, written
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import awaited, choices, notice
from teum.core import digest, permissions, reach, term
from teum.core import promise as core
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.draft import NO_TAB, Tab
from teum.core.permissions import Act
from teum.core.promise import Answers, Condition, Debtor, Findings, Nature
from teum.core.window import Window
from teum.language import Commitment, text
from teum.language.notices import first_contacts
from teum.models import Member, Organisation, Promise, prepared
from teum.queries import rows, telling, terms

_PRESENT = prepared.rows(
    lambda organisation, member: Member.objects.of(organisation).filter(pk=member, is_active=True)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A promise as it was given: words, and the answers that the words do not give.

    `says_replaces` tells whether the question "instead of, or as well?" was answered (`replaces` None: as well).
    `condition_due` belongs to `condition`; `term` runs from it (`3 business days`, `PT24H`).
    `answer_by` makes it an offer that the other side accepts, counters or declines.
    `is_ours`: the product's own words, which no vague word of an organisation may stop.
    """

    body: str
    includes: Sequence[str] = ()
    channel: str | None = None
    owner: int | None = None
    due: datetime | None = None
    start: datetime | None = None
    replaces: int | None = None
    says_replaces: bool = False
    debtor: Debtor = Debtor.PROVIDER
    condition: str = ""
    condition_due: datetime | None = None
    term: str = ""
    answer_by: datetime | None = None
    nature: Nature = Nature.DEED
    about: int | None = None
    round: int = 0
    is_ours: bool = False


def make(
    *, case_id: int, by: Actor, draft: Draft, now: datetime, is_typed: bool = False, tab: Tab = NO_TAB
) -> Promise:
    """Record a promise in a case and tell the customer what was agreed.

    `is_typed`: it is what the member typed about the case, in which `tab`; that draft ends with it.

    Raises `VagueWindow`, `Several`, `Incomplete`, `WindowMismatch` (guarantee 1), the refusals of a window,
    `LaterThanReplaced`, `SignatureNeeded`, `CaseClosed`, `NotAllowed`, `NoSuchThing`.
    """
    permissions.require(by, Act.RECORD)
    organisation = terms.seen(by.organisation_id)
    # Reading words takes a while in which others could write: it is done before the case is locked where it can be.
    heard = hear(draft, organisation=organisation, now=now) if organisation else None
    with matter.of_case(case_id, by=by, now=now) as opened:
        row = make_in(opened, draft, heard=heard)
        notice.tell_agreed(opened, row)
        if is_typed:
            drafts.end(opened, tab=tab)
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What its words say of a draft: the draft filled from them, and the findings that the core decides on.

    `version` is that of the organisation whose calendar and vague words they were read with.
    """

    draft: Draft
    findings: Findings
    what: str
    version: int


def hear(draft: Draft, *, organisation: Organisation, now: datetime) -> Heard:
    """Read the words of a draft by an organisation's terms as they stand in this row."""
    calendar = terms.calendar(organisation)
    words = language.STANDARD if draft.is_ours else terms.vocabulary(organisation)
    draft = replace(
        draft,
        body=text.clean(draft.body),
        includes=_cleaned(draft.includes),
        condition=text.clean(draft.condition),
    )
    analysis = findings.read(draft.body, debtor=draft.debtor, calendar=calendar, now=now, words=words)
    draft = filled(draft, analysis.commitments)
    if draft.condition and draft.condition_due is None:
        draft = replace(
            draft, condition_due=findings.condition_due(draft.condition, calendar=calendar, now=now)
        )
    found = findings.of(
        analysis,
        includes=draft.includes,
        condition=draft.condition,
        calendar=calendar,
        now=now,
        words=words,
    )
    what = language.without_time(draft.body, analysis) or draft.body
    return Heard(draft=draft, findings=found, what=what, version=organisation.version)


def make_in(
    opened: Matter,
    draft: Draft,
    *,
    heard: Heard | None = None,
    is_agreed: bool = False,
    is_again: bool = False,
) -> Promise:
    """Record a promise as part of an act on its case; the act says what the customer is told.

    `heard` is what was read of the draft before; it is read again where the organisation changed meanwhile.
    `is_agreed`: the customer was reached in the act, or it is theirs: a later time than before was agreed with them.
    `is_again`: it takes the place of what counted as done and is not, which stays in the ledger as it ended.
    """
    opened.require_open()
    organisation = opened.case.organisation
    if heard is None or heard.version != organisation.version:
        heard = hear(draft, organisation=organisation, now=opened.now)
    draft = heard.draft
    live = _still_live(opened, draft)
    replaced = None if is_again else _replaced(draft, live)
    owner = _owner(opened, draft)
    salt = digest.salt()
    change = core.make(
        _answers(opened, draft, owner),
        findings=heard.findings,
        has_others=any(row.nature == Nature.DEED for row in live),
        digest=digest.of(salt, draft.body, list(draft.includes), draft.condition),
        now=opened.now,
        # What is promised in place of a first contact is one, and delays nothing.
        replaced=rows.promise(replaced) if replaced and not first_contacts.is_one(replaced.body) else None,
        heard=telling.heard(replaced) if replaced else None,
        is_agreed=is_agreed,
    )
    row = _write(opened, draft, change.promise, owner=owner, salt=salt, what=heard.what)
    opened.record(*change.events, promise=row.pk)
    opened.set_timers(row)
    if replaced:
        tellings.catch_up(opened, replaced)
        proof = opened.remark("proof", draft.body, promise_id=replaced.pk)
        change = core.replace_by(
            rows.promise(replaced), successor=row.pk, digest=digest.of(proof.salt, proof.text)
        )
        opened.apply(replaced, change)
        choices.ask_no_more(opened, replaced)
        tellings.keep(opened, replaced)
    return row


def require_whole(opened: Matter, draft: Draft) -> None:
    """Refuse a draft that could not be recorded, without recording it: it is only offered as yet."""
    heard = hear(draft, organisation=opened.case.organisation, now=opened.now)
    answers = _answers(opened, heard.draft, _owner(opened, heard.draft))
    core.require_whole(answers, findings=heard.findings, has_others=False)


def _still_live(opened: Matter, draft: Draft) -> list[Promise]:
    """What is live beside it: where people promise something new, no case is closed on a date that was announced."""
    live = opened.live()
    if opened.by.kind == "clock" or draft.nature is Nature.CLOSING:
        return live
    announced = [row for row in live if matter.is_announcement(row)]
    for row in announced:
        opened.let_go(row)
    if announced:
        notice.closes_no_more(opened)
    return [row for row in live if row not in announced]


def _cleaned(includes: Sequence[str]) -> tuple[str, ...]:
    return tuple(item for item in (text.clean(item).strip() for item in includes) if item)


def filled(draft: Draft, commitments: Sequence[Commitment]) -> Draft:
    """Take from the words what the fields do not say: window, channel, condition and its term."""
    if len(commitments) != 1:
        return draft
    said = commitments[0]
    if draft.due is None and said.due:
        draft = replace(draft, start=said.start, due=said.due)
    return replace(
        draft,
        channel=draft.channel or said.channel,
        condition=draft.condition or said.condition or "",
        term=draft.term or said.after_condition or "",
    )


def _answers(opened: Matter, draft: Draft, owner: Member | None) -> Answers:
    must_come_first = draft.condition_due or draft.due
    condition = None
    if draft.condition and must_come_first:
        by = _by_when(opened, must_come_first)
        condition = Condition(due=by, term=term.require(draft.term) if draft.term else None)
    return Answers(
        body=draft.body,
        includes=tuple(draft.includes),
        owner=owner.pk if owner else None,
        channel=draft.channel,
        replaces=draft.replaces,
        says_replaces=draft.says_replaces,
        window=_window(opened, draft),
        condition=condition,
        nature=draft.nature,
        debtor=draft.debtor,
        answer_by=_by_when(opened, draft.answer_by) if draft.answer_by else None,
        lacks_condition_due=bool(draft.condition and not must_come_first),
        about=draft.about,
        round=draft.round,
        reachable=_reachable(opened, draft),
    )


def _reachable(opened: Matter, draft: Draft) -> frozenset[str] | None:
    """Where the customer can be reached; not asked of the product's own words, nor where no address is needed."""
    if draft.is_ours or draft.channel is None or draft.channel in reach.ANYWHERE:
        return None
    return reach.channels(point.channel for point in opened.contacts)


def _by_when(opened: Matter, moment: datetime) -> datetime:
    """A moment ahead, held to what a window's due is held to."""
    return windows.of(due=moment, zone=opened.times.calendar.zone, now=opened.now).due


def _window(opened: Matter, draft: Draft) -> Window | None:
    due = draft.due or draft.condition_due
    if due is None:
        return None
    return windows.of(due=due, start=draft.start, zone=opened.times.calendar.zone, now=opened.now)


def _owner(opened: Matter, draft: Draft) -> Member | None:
    """The one who answers for it: somebody present."""
    owner = draft.owner or opened.by.member_id or opened.case.owner_id
    if owner == opened.case.owner_id and opened.case.owner.is_active:
        return opened.case.owner
    present = _PRESENT.first(opened.organisation_id, owner)
    if draft.owner and not present:
        raise NoSuchThing(owner=str(draft.owner))
    return present


def _replaced(draft: Draft, live: list[Promise]) -> Promise | None:
    if draft.replaces is None:
        return None
    found = next((row for row in live if row.pk == draft.replaces), None)
    if found is None:
        raise NoSuchThing(replaces=str(draft.replaces))
    awaited.require_no_signature(found)
    return found


def _write(
    opened: Matter, draft: Draft, value: core.Promise, *, owner: Member | None, salt: str, what: str
) -> Promise:
    row = Promise(
        organisation_id=opened.organisation_id,
        case=opened.case,
        nature=str(value.nature),
        debtor=str(value.debtor),
        channel=value.channel,
        body=draft.body,
        what=what,
        includes=list(draft.includes),
        condition=draft.condition,
        salt=salt,
        zone=value.window.zone.key,
        original_start=value.window.start,
        original_due=value.window.due,
        replaces_id=value.replaces,
        about_id=value.about,
        round=value.round,
        made_at=opened.now,
    )
    written.write(row, value)
    if owner:  # read already, and the letters and views that follow ask for them
        row.owner = row.answerable = owner
    Promise.objects.add(opened.organisation_id, [row])
    return row
