"""Disclosures: told whole, chosen by the customer alone; what they chose is promised in the same act (A7, A8)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from teum.actions import letters, matter, tasks, tellings, words
from teum.actions import photos as kept
from teum.actions.letters import Tells
from teum.actions.matter import Matter, NoSuchThing
from teum.actions.promises import awaited, choices, making, notice, unsaid
from teum.actions.promises.making import Draft
from teum.core import digest, events, permissions, updates
from teum.core import disclosure as core
from teum.core import promise as promises
from teum.core import window as windows
from teum.core.actor import Actor
from teum.core.case import After
from teum.core.disclosure import How, Option, Shown, Way
from teum.core.permissions import Act
from teum.core.promise import Debtor, State
from teum.core.window import Window
from teum.language import text as texts
from teum.language.notices import disclosure as notices
from teum.models import Disclosure, Promise, Remark, StandingDisclosure
from teum.queries import rows, sentences


def disclose(
    *,
    case_id: int,
    by: Actor,
    shown: Shown,
    about: int | None = None,
    decide_by: datetime | None = None,
    photos: Collection[int] = (),
    now: datetime,
) -> Disclosure:
    """Tell the customer of a fault, a limitation or a delay, whole; with options, they choose until a moment.

    `about` is the live promise that it touches; `photos` were put into the case before (`photos.keep`). Raises what
    `core.disclosure.require_whole` does, `VagueWindow`, `WindowMismatch`, the refusals of a window, `SignatureNeeded`
    where an option would end a signature that is waited for, `NotPossible` where one would cancel what is done,
    `CaseClosed`, `NotAllowed`, `NoSuchThing`.
    """
    with matter.of_case(case_id, by=by, now=now) as opened:
        permissions.require(by, Act.DISCLOSE)
        shown = replace(shown, photos=kept.shown(opened, photos))
        row = make_in(opened, shown, about=about, decide_by=decide_by)
        tell(opened, row)
        return row


def make_in(
    opened: Matter,
    shown: Shown,
    *,
    about: int | None = None,
    decide_by: datetime | None = None,
    standing: StandingDisclosure | None = None,
) -> Disclosure:
    """Record a disclosure as part of an act, with the customer's promise of their choice where there is one."""
    permissions.require(opened.by, Act.DISCLOSE)
    opened.require_open()
    promised = _promised(opened, about)
    if promised and shown.options:
        awaited.require_no_signature(promised)
    shown = _cleaned(shown, opened)
    _require_tellable(opened, shown, about=promised, decide_by=decide_by)
    choice = _await_choice(opened, decide_by) if shown.options else None
    told = opened.remark("shown", core.written(shown), promise_id=choice.pk if choice else None)
    row = Disclosure.objects.of(opened.organisation_id).create(
        case=opened.case,
        promise=choice,
        about=promised,
        kind=str(shown.kind),
        told=told,
        standing=standing,
    )
    _record(opened, row)
    return row


def correct(
    *, disclosure_id: int, by: Actor, shown: Shown, photos: Collection[int] | None = None, now: datetime
) -> Disclosure:
    """Set right what was told, before anything is chosen of it: who saw the former words is shown these first.

    Its photos stay, unless others are named.
    """
    with of_disclosure(disclosure_id, by=by, now=now) as (opened, row):
        permissions.require(by, Act.DISCLOSE)
        opened.require_open()
        stood = core.read(row.told.text).photos
        shown = replace(shown, photos=stood if photos is None else kept.shown(opened, photos))
        shown = _cleaned(shown, opened)
        if row.promise is None and shown.options:
            raise core.AlreadyDecided(state=str(core.Standing.TOLD))
        if row.promise:
            _require_open(row)
        due = row.promise.due.astimezone(rows.zone(row.promise.zone)) if row.promise else None
        if due and not shown.options:
            raise core.OptionCount(fewest=core.FEWEST, most=core.MOST)
        _require_tellable(opened, shown, about=row.about, decide_by=due)
        opened.keep(row, "told_id", "kind", "message_id")
        row.told = opened.remark("shown", core.written(shown), promise_id=row.promise_id)
        row.kind = str(shown.kind)
        row.save(update_fields=["told", "kind"])
        _record(opened, row)
        tell(opened, row, is_corrected=True)
        return row


def _promised(opened: Matter, about: int | None) -> Promise | None:
    if about is None:
        return None
    found = next((row for row in opened.live() if row.pk == about and row.debtor != Debtor.CUSTOMER), None)
    if found is None:
        raise NoSuchThing(promise=str(about))
    return found


def _cleaned(shown: Shown, opened: Matter) -> Shown:
    """Its words tidied, and every window held to what a promise's is held to."""
    options = tuple(
        replace(option, what=texts.line(option.what), window=_window(opened, option.window))
        for option in shown.options
    )
    return replace(
        shown,
        what=texts.clean(shown.what).strip(),
        matters=texts.clean(shown.matters).strip(),
        found_by=texts.line(shown.found_by),
        no_date=texts.clean(shown.no_date).strip(),
        interest=texts.clean(shown.interest).strip(),
        zone=opened.times.calendar.zone,
        window=_window(opened, shown.window),
        options=options,
    )


def _window(opened: Matter, window: Window | None) -> Window | None:
    if window is None:
        return None
    return windows.of(due=window.due, start=window.start, zone=opened.times.calendar.zone, now=opened.now)


def _require_tellable(
    opened: Matter, shown: Shown, *, about: Promise | None, decide_by: datetime | None
) -> None:
    """Refuse what is not whole, is vague, or could not be promised if it were chosen (guarantee 1)."""
    core.require_whole(shown, decide_by=decide_by, stands=about is not None)
    told = [window for window in (shown.window, *(option.window for option in shown.options)) if window]
    for field in ("what", "matters", "no_date", "interest"):
        letters.require_clear(opened, getattr(shown, field), field=field, told=told)
    for option in shown.options:
        if about and option.way is Way.CANCEL:  # what is done already cannot be cancelled any more
            promises.after(State(about.state), "release")
        own = [option.window] if option.window else []
        letters.require_clear(opened, option.what, field=f"options.{option.key}", told=own)
        if option.promises:
            making.require_whole(opened, _draft(opened, option, about=about))


def _await_choice(opened: Matter, decide_by: datetime | None) -> Promise:
    body, item = notices.CHOICE[opened.case.customer.language]
    draft = Draft(
        body=body,
        includes=(item,),
        channel="portal",
        owner=opened.by.member_id,
        due=decide_by,
        debtor=Debtor.CUSTOMER,
        says_replaces=True,
        is_ours=True,
    )
    return making.make_in(opened, draft)


def _record(opened: Matter, row: Disclosure) -> None:
    made = events.DisclosureMade(
        disclosure=row.pk,
        kind_of=row.kind,
        digest=shown_digest(row.told),
        about=row.about_id,
    )
    opened.record(made, promise=row.promise_id)


def shown_digest(told: Remark) -> str:
    """What a choice names: the digest of all that is shown."""
    return digest.of(told.salt, told.text)


def tell(opened: Matter, row: Disclosure, *, is_corrected: bool = False) -> None:
    """Write to the customer all that is shown."""
    choice = row.promise
    letter = notices.disclosed(
        party=letters.party(opened),
        shown=core.read(row.told.text),
        decide_by=choice.due.astimezone(rows.zone(choice.zone)) if choice else None,
        is_corrected=is_corrected,
    )
    tells = [Tells(promise=choice.pk, number=choice.number, what="agreed")] if choice else []
    is_unsaid = row.message is not None and letters.replace(opened, row.message)
    is_bad_news = row.kind in core.BAD_NEWS and (is_unsaid or not is_corrected)
    answer_by = choice.due if choice else None
    row.message = letters.queue(
        opened, "disclosed", letter, tells=tells, answer_by=answer_by, is_bad_news=is_bad_news
    )
    row.save(update_fields=["message"])


@contextmanager
def of_disclosure(disclosure_id: int, *, by: Actor, now: datetime) -> Iterator[tuple[Matter, Disclosure]]:
    """Lock a disclosure's case for an act on it."""
    mine = Disclosure.objects.of(by.organisation_id).filter(pk=disclosure_id)
    case_id = mine.values_list("case", flat=True).first()
    if case_id is None:
        raise NoSuchThing(disclosure=str(disclosure_id))
    with matter.of_case(case_id, by=by, now=now) as opened:
        row = mine.select_related("told", "promise", "promise__owner", "about", "about__owner").get()
        row.case = opened.case
        for promise in (row.promise, row.about):
            if promise:
                promise.case = opened.case
        yield opened, row


def _require_open(row: Disclosure) -> Promise:
    state = State(row.promise.state) if row.promise else None
    core.require_open(core.standing(state, is_decided=row.decided_id is not None))
    assert row.promise
    return row.promise


def decide(
    *,
    disclosure_id: int,
    by: Actor,
    option: str,
    shown: str,
    how: How,
    proof: str = "",
    now: datetime,
) -> Disclosure:
    """The customer chose, or a member records that they did; what was chosen is promised, or what was agreed ends.

    `shown` is the digest of what they saw. Raises `ShownChanged`, `NoSuchOption`, `AlreadyDecided`, `ProofNeeded`,
    `DuePast` where the option's time is over, `NotPossible` where what it would cancel is done, `SignatureNeeded`,
    `NotAllowed`, `NoSuchThing`.
    """
    with of_disclosure(disclosure_id, by=by, now=now) as (opened, row):
        permissions.require(by, Act.DECIDE)
        decide_in(opened, row, option=option, shown=shown, how=how, proof=texts.clean(proof).strip())
        return row


def decide_in(opened: Matter, row: Disclosure, *, option: str, shown: str, how: How, proof: str = "") -> None:
    """Record a choice as part of an act."""
    core.require_how(how, by_customer=opened.by.kind == "customer", proof=proof)
    choice = _require_open(row)
    chosen = core.choose(core.read(row.told.text), option, seen=shown, stands=shown_digest(row.told))
    tellings.catch_up(opened, choice)
    remark = opened.remark("decision", proof or chosen.what, promise_id=choice.pk)
    opened.keep(row, "chosen", "how", "decided_id")
    row.chosen, row.how, row.decided = chosen.key, str(how), remark
    row.save(update_fields=["chosen", "how", "decided"])
    draft = _draft(opened, chosen, about=row.about) if chosen.promises else None
    made = making.make_in(opened, draft, is_agreed=True) if draft else None
    decision = events.DecisionMade(
        disclosure=row.pk,
        option=chosen.key,
        shown=shown,
        how=str(how),
        digest=digest.of(remark.salt, remark.text),
        made=made.pk if made else None,
    )
    opened.record(decision, promise=choice.pk)
    if row.message:  # who chose has seen it
        letters.replace(opened, row.message)
    _settle_choice(opened, choice)
    tells = _cancel(opened, row.about, remark) if chosen.way is Way.CANCEL else []
    _confirm(opened, chosen, made, tells)
    if opened.by.kind == "customer":
        due = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
        tasks.ask(opened, choice.owner, "decided", due=due, promise=choice)
    after = opened.settle_next_step(wants_close=False, has_next=made is not None, why="decided", asks=False)
    if after is After.NEEDS_UPDATE:
        words.promise_next(opened)


def _draft(opened: Matter, option: Option, *, about: Promise | None) -> Draft:
    """What is promised where an option is chosen: in the product's words, and with all that it includes."""
    assert option.window
    owner = about.owner if about and about.owner.is_active else opened.case.owner
    can_end = about is not None and State(about.state) in promises.LIFE["release"]
    return Draft(
        body=notices.CHOSEN[opened.case.customer.language],
        includes=(option.what,),
        channel=option.channel,
        owner=owner.pk if owner.is_active else None,
        start=option.window.start,
        due=option.window.due,
        replaces=about.pk if about and can_end else None,
        says_replaces=True,
        is_ours=True,
    )


def _settle_choice(opened: Matter, choice: Promise) -> None:
    """What was awaited of the customer is there."""
    until = updates.answer_by(calendar=opened.times.calendar, policy=opened.times.policy, now=opened.now)
    opened.apply(choice, promises.receive(rows.promise(choice), answer_by=until, now=opened.now))
    notice.leave_out(opened, choice)
    tasks.done(opened, promise=choice, kinds=("call", "ask"))


def _cancel(opened: Matter, about: Promise | None, remark: Remark) -> list[Tells]:
    """They let go of what it is about; the words of the choice are the proof. Raises `NotPossible` where it is done."""
    if about is None or State(about.state) in promises.FINAL - {State.KEPT}:  # or ended otherwise
        return []
    awaited.require_no_signature(about)
    tellings.catch_up_before_its_end(opened, about)
    sealed = digest.of(remark.salt, remark.text)
    by_creditor = opened.by.kind == "customer"
    opened.apply(
        about,
        promises.release(rows.promise(about), by_creditor=by_creditor, proof=remark.text, digest=sealed),
    )
    choices.ask_no_more(opened, about)
    unsaid.say_no_more(opened, about)
    tells = [Tells(promise=about.pk, number=about.number, what="released"), *words.about(opened, about)]
    tellings.keep(opened, about)
    tasks.done(opened, promise=about, kinds=("call", "told"))
    return tells


def _confirm(opened: Matter, chosen: Option, made: Promise | None, tells: list[Tells]) -> None:
    """One line says what was chosen and what comes of it."""
    sentence = sentences.of_promise(made, opened.case, now=opened.now) if made else ""
    letter = notices.decided(party=letters.party(opened), option=chosen, sentence=sentence)
    agreed = [Tells(promise=made.pk, number=made.number, what="agreed")] if made else []
    letters.queue(opened, "decided", letter, tells=[*tells, *agreed])
