"""A case follows a process: each stage makes its promises, and leaving one needs them ended (A5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, Business, by, of
from tests.property.world import World
from teum.actions import journeys, processes, promises, undo
from teum.core import actor
from teum.core.actor import Actor
from teum.core.permissions import NotAllowed
from teum.core.process import OnItsWay, Said, Stage, StageNotDone
from teum.core.promise import Debtor
from teum.core.refusal import Refused
from teum.management.rehearsal import guarantees
from teum.models import Case, Event, Journey, Message, Process, Promise
from teum.queries import verify
from teum.queries.case_view import case_view

pytestmark = pytest.mark.django_db
SECONDS = timedelta(seconds=9)
SURVEY = Stage(
    name=Said("מדידה", "Measuring"),
    actor=Debtor.PROVIDER,
    low="1 business days",
    high="3 business days",
    promise=Said("אמדוד את המקלחת", "I will measure the shower"),
    includes=Said("מדידה\nצילומים", "Measuring\nPhotos"),
    channel="visit",
)
CHOICE = Stage(
    name=Said("בחירת זכוכית", "Choosing the glass"),
    actor=Debtor.CUSTOMER,
    low="P1D",
    high="P7D",
    promise=Said("לבחור את הזכוכית", "choose the glass"),
    brings=Said("בחירה מהקטלוג", "A choice from the catalogue"),
)
PERMIT = Stage(
    name=Said("אישור העירייה", "The permit"),
    actor=Debtor.THIRD_PARTY,
    party=Said("עיריית כרמיאל", "The municipality of Karmiel"),
    low="P14D",
    high="P42D",
    promise=Said("לתת את האישור", "give the permit"),
    every="P7D",
)
FITTING = Stage(
    name=Said("התקנה", "Fitting"),
    actor=Debtor.PROVIDER,
    low="1 business days",
    high="5 business days",
    promise=Said("אתקין את המקלחון", "I will fit the shower"),
    includes=Said("התקנה", "Fitting"),
    brings=Said("מפתח לדירה", "A key to the flat"),
    within="P5D",
    channel="visit",
)


def as_dana(galil: Business) -> Actor:
    """Dana herself, on her page."""
    return actor.customer(galil.id, galil.dana.pk)


def kept(galil: Business, *stages: Stage) -> Process:
    entry = processes.Entry(name=Said("מקלחון", "Shower"), stages=stages or (SURVEY, CHOICE, PERMIT, FITTING))
    return processes.add(by=by(galil.ruth), entry=entry, now=SUNDAY_1000)


def on_its_way(galil: Business, *stages: Stage) -> Case:
    """Dana's case, in the first stage of the process."""
    opened = cast.case(galil.yael, galil.dana, promise=cast.quote_draft(), now=SUNDAY_1000)
    process = kept(galil, *stages)
    journeys.begin(case_id=opened.pk, process_id=process.pk, by=by(galil.yael), now=SUNDAY_1000)
    return of(Case, galil, pk=opened.pk).select_related("journey").get()


def held(case: Case) -> Promise:
    """What was promised in the stage in which the case is."""
    journey = Journey.objects.of(case.organisation_id).get(case=case)
    return Promise.objects.of(case.organisation_id).get(pk=journey.passages[-1]["promise"])


def test_entering_a_stage_promises_what_it_says_by_when_it_usually_ends(galil: Business) -> None:
    case = on_its_way(galil)
    promise = held(case)
    assert (promise.what, promise.debtor, promise.channel) == ("אמדוד את המקלחת", "provider", "visit")
    assert promise.includes == ["מדידה", "צילומים"]
    assert promise.due == cast.at("2026-11-25 17:00"), "three working days"
    assert "יעל ברק תמדוד את המקלחת" in of(Message, galil, kind="agreed", state="queued").get().text
    assert [e.facts["stage"] for e in of(Event, galil, kind="StageEntered")] == [0]


def test_a_stage_is_left_only_when_what_was_promised_in_it_has_ended(galil: Business) -> None:
    case = on_its_way(galil)
    with pytest.raises(StageNotDone) as refused:
        journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    assert refused.value.details["promises"] == [str(held(case).pk)]
    promises.report(promise_id=held(case).pk, by=by(galil.yael), now=MONDAY_1000)
    promises.confirm(promise_id=held(case).pk, by=as_dana(galil), now=MONDAY_1000)
    journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    assert (held(case).debtor, held(case).due) == ("customer", cast.at("2026-11-30 17:00"))


def test_a_wait_for_others_has_words_on_its_rhythm(world: World, galil: Business) -> None:
    case = on_its_way(galil, PERMIT)
    assert held(case).debtor == "third_party"
    word = of(Promise, galil, nature="update", about=held(case)).get()
    assert word.due == cast.at("2026-11-29 17:00"), "after a week"
    world.until(cast.at("2026-11-29 17:00"))
    assert of(Message, galil, kind="holding").exists()
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_what_waits_for_the_customers_part_starts_when_that_is_there(galil: Business) -> None:
    case = on_its_way(galil, FITTING)
    promise = held(case)
    assert (promise.state, promise.condition) == ("waiting", "מפתח לדירה")
    assert promise.condition_due == cast.at("2026-11-27 17:00")
    promises.meet_condition(promise_id=promise.pk, by=by(galil.yael), now=MONDAY_1000)
    assert held(case).due == cast.at("2026-11-29 17:00"), (
        "five working days from when the key came, Friday is one"
    )


def test_the_page_says_where_the_case_is_and_about_when_the_rest_comes(galil: Business) -> None:
    case = on_its_way(galil)
    shown = case_view(case.pk, by=as_dana(galil), now=MONDAY_1000).journey
    assert shown is not None
    assert [stage.state for stage in shown.stages] == ["here", "ahead", "ahead", "ahead"]
    assert shown.stages[0].when == "עד יום רביעי, 25.11, בשעה 17:00" and shown.stages[0].is_promised
    assert shown.stages[1].when == "ההערכה שלנו: מסתיים בין יום שלישי, 24.11 ליום רביעי, 2.12"
    assert shown.stages[1].who == galil.dana.name
    assert shown.stages[2].who == "עיריית כרמיאל"


def test_a_change_of_the_process_moves_no_case_on_its_way(galil: Business) -> None:
    case = on_its_way(galil)
    entry = processes.Entry(name=Said("מקלחון", "Shower"), stages=(FITTING,))
    processes.change(process_id=of(Process, galil).get().pk, by=by(galil.ruth), entry=entry, now=MONDAY_1000)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert shown is not None and len(shown.stages) == 4
    with pytest.raises(OnItsWay):
        journeys.begin(
            case_id=case.pk, process_id=of(Process, galil).get().pk, by=by(galil.yael), now=MONDAY_1000
        )


def test_the_ledger_tells_how_far_a_case_came(galil: Business) -> None:
    case = on_its_way(galil)
    assert verify.verify(rebuild_rows=True).holds
    journey = Journey.objects.of(galil.id).get(case=case)
    journey.passages[0]["stage"] = 2
    journey.save()
    broken = verify.verify(rebuild_rows=True).broken
    assert broken is not None and broken.detail == f"journey {journey.pk}: passages"


def done(galil: Business, case: Case) -> None:
    """What was promised in the present stage is reported and confirmed."""
    row = held(case)
    promises.report(promise_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    promises.confirm(promise_id=row.pk, by=as_dana(galil), now=MONDAY_1000)


def test_what_is_undone_never_began(galil: Business) -> None:
    case = on_its_way(galil)
    message = of(Message, galil, kind="agreed", state="queued").get()
    undo.act(message_id=message.pk, by=by(galil.yael), now=SUNDAY_1000 + SECONDS)
    case = Case.objects.of(galil.id).get(pk=case.pk)
    assert case.journey is None
    assert [row.what for row in of(Promise, galil, case=case)] == [cast.quote_draft().body.split(" עד ")[0]]
    assert verify.verify(rebuild_rows=True).holds


def test_a_stage_entered_too_early_is_undone_and_the_case_is_where_it_was(galil: Business) -> None:
    case = on_its_way(galil)
    done(galil, case)
    journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    message = of(Message, galil, kind="agreed", state="queued").latest("id")
    undo.act(message_id=message.pk, by=by(galil.yael), now=MONDAY_1000 + SECONDS)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert shown is not None and (shown.here, shown.following) == (0, 1)
    assert verify.verify(rebuild_rows=True).holds


def test_a_case_may_go_back_and_ends_its_process_at_the_last_stage(galil: Business) -> None:
    case = on_its_way(galil, SURVEY, CHOICE)
    done(galil, case)
    journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    promises.confirm(promise_id=held(case).pk, by=by(galil.yael), now=MONDAY_1000)
    journeys.enter(case_id=case.pk, stage=0, by=by(galil.yael), now=MONDAY_1000)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert shown is not None and [stage.state for stage in shown.stages] == ["here", "ahead"]
    done(galil, case)
    journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    promises.confirm(promise_id=held(case).pk, by=by(galil.yael), now=MONDAY_1000)
    journeys.finish(case_id=case.pk, by=by(galil.yael), now=MONDAY_1000)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert shown is not None and shown.is_over
    assert verify.verify(rebuild_rows=True).holds


def test_what_is_promised_stays_promised_when_the_case_follows_the_process_no_more(galil: Business) -> None:
    case = on_its_way(galil)
    promise = held(case)
    journeys.follow_no_more(case_id=case.pk, by=by(galil.yael), now=MONDAY_1000)
    assert case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey is None
    assert cast.fresh(promise).state == "open"
    assert verify.verify(rebuild_rows=True).holds


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        (replace(SURVEY, low="4 business days"), "usual_turned"),
        (replace(SURVEY, high="soon"), "unknown_term"),
        (replace(SURVEY, name=Said("מדידה", "")), "stage_incomplete"),
        (replace(SURVEY, hears=Said("נעדכן אותך בהקדם", "We will tell you soon")), "vague_window"),
        (replace(PERMIT, party=Said()), "stage_incomplete"),
        (replace(CHOICE, promise=Said()), "stage_incomplete"),
    ],
)
def test_a_stage_that_is_not_whole_is_refused(galil: Business, stage: Stage, code: str) -> None:
    with pytest.raises(Refused) as refused:
        kept(galil, stage)
    assert refused.value.code == code
    assert not of(Process, galil).exists()


def test_only_managers_keep_processes_and_a_partner_follows_none(galil: Business) -> None:
    entry = processes.Entry(name=Said("א", "A"), stages=(SURVEY,))
    with pytest.raises(NotAllowed):
        processes.add(by=by(galil.yael), entry=entry, now=SUNDAY_1000)
    case = on_its_way(galil)
    with pytest.raises(Refused):
        journeys.enter(case_id=case.pk, stage=1, by=by(galil.sami), now=MONDAY_1000)
