"""The way of a case through its process, as desk, customer's page and API show it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from teum.core import adoption
from teum.core import expected as coming
from teum.core import process as core
from teum.core.adoption import Held, Known
from teum.core.agreement import State as Agreed
from teum.core.expected import NOTHING_PROMISED, Expected, Promised
from teum.core.process import Passage, Stage
from teum.core.promise import Debtor, Nature, State
from teum.language import stages as words
from teum.models import Agreement, Case, Journey, Promise, prepared
from teum.queries import terms
from teum.queries.promise_view import PromiseView

_PROMISES = prepared.rows(
    lambda organisation, case: Promise.objects.of(organisation).filter(case=case).order_by("id")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """A stage of a case. `state`: `done`, `here`, `ahead` or `skipped`.

    `entered` and `left` are when it really was. `when` says in words when it was, or by when it ends: an estimate from
    what it usually takes, between `earliest` and `latest`, unless `is_promised`, by `promise_id`. One that led to an
    agreement in force is `done`, wherever the case was then.
    """

    number: int
    name: str
    state: str
    actor: str
    who: str
    brings: tuple[str, ...]
    hears: str
    entered: datetime | None
    left: datetime | None
    earliest: datetime | None
    latest: datetime | None
    when: str
    is_promised: bool
    promise_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyView:
    """The stages of a case in order. `here` is the number of the one in which it is, `following` of the next one.

    `place`: the how-manieth of how many steps, as `core.process` counts them. `has_changed`: the process has other
    stages ahead now than the case. `owed` is the promise without which the present stage is not left.
    """

    id: int
    process_id: int
    stages: tuple[StageView, ...]
    here: int | None
    following: int | None
    is_over: bool
    place: tuple[int, int] | None
    has_changed: bool
    owed: int | None


def value(row: Journey, *, case: Case) -> core.Journey:
    """The row as the value that the core decides on."""
    return core.Journey(
        stages=tuple(core.stage(one) for one in row.stages),
        passages=tuple(core.passage(one) for one in row.passages),
        is_agreed=_agreement(case) is not None,
    )


def known(case: Case) -> Known:
    """What is promised in a case, and what of it by the agreement in force."""
    held = [
        Held(
            id=row.pk,
            state=State(row.state),
            begins=row.start,
            due=row.due,
            what=row.what,
            debtor=Debtor(row.debtor),
            nature=Nature(row.nature),
            replaces=row.replaces_id,
        )
        for row in _PROMISES(case.organisation_id, case.pk)
    ]
    return Known(held={one.id: one for one in held}, agreed=_agreed(case))


def _seen(case: Case, promises: Sequence[PromiseView]) -> Known:
    """The same of promises that are at hand."""
    held = [
        Held(
            id=one.id,
            state=State(one.state),
            begins=one.window.start,
            due=one.window.due,
            what=one.what,
            debtor=Debtor(one.debtor),
            nature=Nature(one.nature),
            replaces=one.replaces,
        )
        for one in promises
    ]
    return Known(held={one.id: one for one in held}, agreed=_agreed(case))


def _agreed(case: Case) -> dict[str, int]:
    agreement = _agreement(case)
    return dict(agreement.promises) if agreement else {}


def _agreement(case: Case) -> Agreement | None:
    """The version that holds: while another one is laid before the customer, the one that it is to replace."""
    newest: Agreement | None = case.agreement
    for row in (newest, newest.replaces if newest and newest.replaces_id else None):
        if row and row.state == Agreed.IN_FORCE:
            return row
    return None


def of_case(
    case: Case, promises: Sequence[PromiseView], *, lang: str | None = None, now: datetime
) -> JourneyView | None:
    """How far a case came and what is to come; None where it follows no process. Read with its process."""
    if case.journey is None:
        return None
    return _Drawing(case, case.journey, promises, lang=lang or case.customer.language, now=now).view()


def to_come(case: Case, *, lang: str | None = None) -> str:
    """The stage in which a case is, or that comes next, by name; empty where it is through, or follows no process."""
    journey = value(case.journey, case=case) if case.journey else None
    if journey is None or journey.stands is None:
        return ""
    return journey.stages[journey.stands].name.of(lang or case.customer.language)


def entering(case: Case, made: Sequence[Promise], *, now: datetime) -> tuple[str, str]:
    """Where the case is and about when the rest of its process ends, where one of these was made as it came there.

    Empty where none was; the other is empty too where nothing comes behind.
    """
    journey = value(case.journey, case=case) if case.journey else None
    here = journey.here if journey else None
    if journey is None or here is None or journey.place is None:
        return "", ""
    if all(row.made_at != here.entered for row in made):
        return "", ""
    lang, calendar = case.customer.language, terms.calendar(case.organisation)
    where = words.where(*journey.place, journey.stages[here.stage].name.of(lang), lang)
    promised = adoption.promised(journey, known(case))
    *_, last = coming.expected(journey, calendar=calendar, promised=promised, now=now)
    if last.stage == here.stage:
        return where, ""
    earliest, latest = (at.astimezone(calendar.zone) for at in (last.earliest, last.latest))
    if last.is_promised:
        return where, words.end(latest, lang, now)
    return where, words.rest(earliest, latest, lang, now)


def rhythm(case: Case, promises: Collection[int | None]) -> str:
    """How often one hears while one of these is waited for, as the stage in which it was promised says; else empty."""
    journey = value(case.journey, case=case) if case.journey else None
    here = journey.here if journey else None
    if journey is None or here is None or here.promise is None or here.promise not in promises:
        return ""
    return journey.stages[here.stage].every


class _Drawing:
    """One journey as it is shown."""

    def __init__(
        self, case: Case, row: Journey, promises: Sequence[PromiseView], *, lang: str, now: datetime
    ) -> None:
        self.case, self.row, self.lang, self.now = case, row, lang, now
        self.journey = value(row, case=case)
        calendar = terms.calendar(case.organisation)
        self.zone: ZoneInfo = calendar.zone
        self.known = _seen(case, promises)
        self.promised = adoption.promised(self.journey, self.known)
        self.promises = {one.id: one for one in promises}
        ahead = coming.expected(self.journey, calendar=calendar, promised=self.promised, now=now)
        self.coming = {one.stage: one for one in ahead}
        self.passages = {passage.stage: passage for passage in self.journey.passages}

    def view(self) -> JourneyView:
        here = self.journey.here
        return JourneyView(
            id=self.row.pk,
            process_id=self.row.process_id,
            stages=tuple(self._stage(number, stage) for number, stage in enumerate(self.journey.stages)),
            here=here.stage if here else None,
            following=self.journey.following,
            is_over=self.journey.is_over,
            place=self.journey.place,
            has_changed=self._has_changed(),
            owed=self.known.owed.get(here.promise) if here and here.promise is not None else None,
        )

    def _has_changed(self) -> bool:
        process = self.row.process
        if process.version == self.row.version:
            return False
        return core.may_renew(self.journey, [core.stage(one) for one in process.stages])

    def _stage(self, number: int, stage: Stage) -> StageView:
        passage, expected = self.passages.get(number), self.coming.get(number)
        promised = self.promised.get(number, NOTHING_PROMISED)
        is_here = self.journey.here is not None and self.journey.here.stage == number
        if expected and not is_here:
            passage = None  # the case went back before it: it is to come again
        return StageView(
            number=number,
            name=stage.name.of(self.lang),
            state=self._state(number, passage, expected, is_here=is_here),
            actor=str(stage.actor),
            who=self._who(stage),
            brings=adoption.needed(stage, self.known, lang=self.lang),
            hears=stage.hears.of(self.lang),
            entered=passage.entered.astimezone(self.zone) if passage else None,
            left=passage.left.astimezone(self.zone) if passage and passage.left else None,
            earliest=expected.earliest if expected else None,
            latest=expected.latest if expected else None,
            when=self._when(number, passage, expected, promised),
            is_promised=expected.is_promised if expected else False,
            promise_id=passage.promise if passage else promised.promise,
        )

    def _state(
        self, number: int, passage: Passage | None, expected: Expected | None, *, is_here: bool
    ) -> str:
        if is_here or expected:
            return "here" if is_here else "ahead"
        return "done" if passage or self.journey.is_settled(number) else "skipped"

    def _who(self, stage: Stage) -> str:
        if stage.actor is Debtor.THIRD_PARTY:
            return stage.party.of(self.lang)
        business = self.case.organisation.called(self.lang)
        return self.case.customer.name if stage.actor is Debtor.CUSTOMER else business

    def _when(
        self, number: int, passage: Passage | None, expected: Expected | None, promised: Promised
    ) -> str:
        if passage and passage.left:
            entered, left = (at.astimezone(self.zone) for at in (passage.entered, passage.left))
            return words.past(entered, left, self.lang, self.now)
        if expected is None:
            is_agreed = self.journey.is_settled(number)
            return words.agreed(self.lang) if is_agreed else words.skipped(self.lang)
        if promised.is_kept:
            return words.done_already(self.lang)
        if held := self.promises.get(promised.promise or 0):
            return self._promised(held)
        if expected.takes_longer:
            return words.longer(self.lang)
        earliest, latest = (at.astimezone(self.zone) for at in (expected.earliest, expected.latest))
        return words.ahead(earliest, latest, self.lang, self.now)

    def _promised(self, held: PromiseView) -> str:
        """By when it is promised; while the customer's part comes first, both dates."""
        if held.state == State.WAITING:
            return words.two_dates(held.next_in_words, held.in_words, self.lang)
        return held.next_in_words
