"""A case follows a process: each stage makes its promises, and leaving one needs them ended (A5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests import cast, cast_alignment, cast_page
from tests.cast import MONDAY_1000, SUNDAY_1000, Business, by, of
from tests.cast_process import CHOICE, FITTING, PERMIT, SURVEY, done, held, kept, on_its_way
from tests.property.world import World
from teum.actions import alignments, cases, journeys, processes, promises, undo
from teum.actions.journeys import ProcessUnchanged
from teum.core import undo as undone
from teum.core.case import OpenEnds
from teum.core.disclosure import How
from teum.core.permissions import NotAllowed
from teum.core.process import OnItsWay, Stage, StageGone, StageNotDone
from teum.core.refusal import Refused
from teum.core.said import Said
from teum.management.rehearsal import guarantees
from teum.models import Case, Event, Journey, Message, Process, Promise
from teum.queries import verify
from teum.queries.case_view import case_view
from teum.queries.journeys import JourneyView

pytestmark = pytest.mark.django_db
SECONDS = timedelta(seconds=9)


def test_entering_a_stage_promises_what_it_says_by_when_it_usually_ends(galil: Business) -> None:
    case = on_its_way(galil)
    promise = held(case)
    assert (promise.what, promise.debtor, promise.channel) == ("אמדוד את המקלחת", "provider", "visit")
    assert promise.includes == ["מדידה", "צילומים"]
    assert promise.due == cast.at("2026-11-25 17:00"), "three working days"
    assert "יעל ברק תמדוד את המקלחת" in of(Message, galil, kind="agreed", state="queued").get().text
    assert [e.facts["stage"] for e in of(Event, galil, kind="StageEntered")] == [1]


def test_a_stage_is_left_when_what_was_promised_in_it_is_reported(galil: Business) -> None:
    case = on_its_way(galil)
    with pytest.raises(StageNotDone) as refused:
        journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    assert refused.value.details["promises"] == [str(held(case).pk)]
    measured = held(case)
    promises.report(promise_id=measured.pk, by=by(galil.yael), now=MONDAY_1000)
    journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    promises.dispute(promise_id=measured.pk, note="לא נמדד", by=galil.as_customer, now=MONDAY_1000)
    assert cast.fresh(measured).state == "open", "the customer can still object"
    assert (held(case).debtor, held(case).due) == ("customer", cast.at("2026-11-30 17:00"))


def test_a_stage_is_not_left_while_what_replaced_its_promise_is_open(galil: Business) -> None:
    case = on_its_way(galil)
    draft = cast.quote_draft(body="אמדוד את המקלחת", replaces=held(case).pk)
    new = promises.make(case_id=case.pk, by=by(galil.yael), draft=draft, now=MONDAY_1000)
    with pytest.raises(StageNotDone) as refused:
        journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    assert refused.value.details["promises"] == [str(new.pk)]


AGREED = replace(SURVEY, item="visit")
QUOTE = replace(CHOICE, name=Said("אישור ההצעה", "Approving the quote"), is_before_agreement=True)
PAID = replace(FITTING, brings=Said("מקדמה\nמפתח לדירה", "A deposit\nA key to the flat"), parts=("cost", ""))


def test_an_agreement_and_its_process_promise_everything_once(galil: Business) -> None:
    case = on_its_way(galil, QUOTE, AGREED, PAID)
    row = cast_alignment.begun_in(galil, case)
    said = alignments.say(
        alignment_id=row.pk, answers=cast_alignment.ANSWERS, by=by(galil.yael), now=SUNDAY_1000
    )
    alignments.approve(
        alignment_id=row.pk,
        by=by(galil.yael),
        seen=said.version,
        how=How.COUNTER,
        proof="יחד",
        now=SUNDAY_1000,
    )
    first, second, third = shown(galil, case).stages
    assert (first.state, first.promise_id) == ("done", held(case).pk)
    assert cast.fresh(held(case)).state == "kept", "approving is no longer asked for"
    assert (second.state, second.is_promised) == ("ahead", True)
    assert (second.earliest, second.when) == (cast.TUESDAY_1400, "עד יום שלישי, 24.11, בשעה 14:00")
    agreed = of(Promise, galil, what="אמדוד את המקלחת").get()
    journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    assert held(case).pk == of(Promise, galil, what="אמדוד את המקלחת").get().pk == agreed.pk
    assert third.brings == ("מפתח לדירה",)
    promises.report(promise_id=agreed.pk, by=by(galil.yael), now=MONDAY_1000)
    journeys.enter(case_id=case.pk, stage=2, by=by(galil.yael), now=MONDAY_1000)
    assert held(case).condition == "מפתח לדירה", "the deposit has its own date in the agreement"
    here = shown(galil, case).stages[2]
    assert here.when.startswith("מה שנחוץ ממך: עד") and "השלב מסתיים עד" in here.when, "both dates"
    assert verify.verify(rebuild_rows=True).holds


def test_an_open_promise_in_the_words_of_a_stage_is_not_made_twice(galil: Business) -> None:
    case = on_its_way(galil, PERMIT, SURVEY)
    promise = promises.make(
        case_id=case.pk, by=by(galil.yael), draft=cast.quote_draft(body="אמדוד את המקלחת"), now=SUNDAY_1000
    )
    promises.report(promise_id=held(case).pk, by=by(galil.yael), now=MONDAY_1000)
    journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    assert held(case).pk == promise.pk


def shown(galil: Business, case: Case) -> JourneyView:
    found = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert found is not None
    return found


def test_a_wait_for_others_has_words_on_its_rhythm(world: World, galil: Business) -> None:
    case = on_its_way(galil, PERMIT)
    assert held(case).debtor == "third_party"
    word = of(Promise, galil, nature="update", about=held(case)).get()
    assert word.due == cast.at("2026-11-29 17:00"), "after a week"
    world.until(cast.at("2026-11-29 17:00"))
    said = " ".join(of(Message, galil, kind="holding").values_list("text", flat=True))
    assert "אנחנו עדיין מחכים: עיריית כרמיאל תיתן את ההיתר." in said, "we speak of them, and not of us"
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_what_others_do_not_do_in_time_is_said_of_them_on_the_page_as_well(galil: Business) -> None:
    case = on_its_way(galil, PERMIT)
    late = cast.at("2027-03-01 10:00")
    view = case_view(case.pk, by=galil.as_customer, now=late)
    found = next(one for one in view.promises if one.id == held(case).pk)
    assert "המועד הזה עבר, וזה עוד לא קרה." in found.sentence
    assert "מתנצלים" not in found.sentence and "עמדנו" not in found.sentence


def test_what_waits_for_the_customers_part_starts_when_that_is_there(galil: Business) -> None:
    case = on_its_way(galil, FITTING)
    promise = held(case)
    assert (promise.state, promise.condition) == ("waiting", "מפתח לדירה")
    assert promise.condition_due == cast.at("2026-11-27 13:00"), "Friday is short"
    promises.meet_condition(promise_id=promise.pk, by=by(galil.yael), now=MONDAY_1000)
    assert held(case).due == cast.at("2026-11-29 17:00"), (
        "five working days from when the key came, Friday is one"
    )


def test_the_page_says_where_the_case_is_and_about_when_the_rest_comes(galil: Business) -> None:
    case = on_its_way(galil)
    shown = case_view(case.pk, by=galil.as_customer, now=MONDAY_1000).journey
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


def test_the_letter_of_what_was_agreed_says_where_they_are_and_about_when_the_rest_ends(
    galil: Business,
) -> None:
    case = on_its_way(galil)
    told = of(Message, galil, kind="agreed", state="queued").get().text.split("\n\n")
    assert told[0] == "מזגני הגליל: מזגן לסלון, שלב 2 מתוך 6: מדידה. זה מה שסיכמנו:"
    assert "תמדוד את המקלחת" in told[2]
    assert told[3] == (
        "ההערכה שלנו: התהליך כולו יסתיים בין יום רביעי, 9.12 ליום שלישי, 19.1.2027. זו הערכה, ולא הבטחה."
    )
    done(galil, case)
    journeys.enter(case_id=case.pk, stage=3, by=by(galil.yael), now=MONDAY_1000)
    told = of(Message, galil, kind="agreed", state="queued").latest("id").text.split("\n\n")
    assert told[0].endswith("שלב 5 מתוך 6: התקנה. זה מה שסיכמנו:"), "those left out are counted"
    assert not any("הערכה" in line for line in told), "nothing comes behind the last one"


def test_what_is_agreed_later_in_a_stage_says_nothing_of_it(galil: Business) -> None:
    case = on_its_way(galil)
    cast_page.deliver(SUNDAY_1000 + timedelta(minutes=30))
    promises.make(
        case_id=case.pk, by=by(galil.yael), draft=cast.quote_draft(body="אשלח לך תמונה"), now=MONDAY_1000
    )
    assert "שלב" not in of(Message, galil, kind="agreed", state="queued").get().text


def test_a_stage_in_which_only_a_word_is_promised_is_said_as_well(galil: Business) -> None:
    on_its_way(galil, replace(SURVEY, promise=Said(), includes=Said()), FITTING)
    told = of(Message, galil, kind="agreed", state="queued").get().text
    assert "שלב 2 מתוך 4: מדידה." in told and "זו הערכה, ולא הבטחה" in told


CHECK = replace(FITTING, name=Said("בדיקה", "A check"))


def changed(galil: Business, *stages: Stage) -> None:
    """The manager writes the process anew."""
    entry = processes.Entry(name=Said("מקלחון", "Shower"), stages=stages)
    processes.change(process_id=of(Process, galil).get().pk, by=by(galil.ruth), entry=entry, now=MONDAY_1000)


def test_a_case_takes_the_new_stages_over_when_asked_and_keeps_where_it_is(galil: Business) -> None:
    case = on_its_way(galil)
    promise = held(case)
    changed(galil, PERMIT, replace(SURVEY, high="9 business days"), FITTING, CHECK)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert shown is not None and shown.has_changed
    journeys.renew(case_id=case.pk, by=by(galil.yael), now=MONDAY_1000)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert shown is not None and not shown.has_changed
    assert [(stage.name, stage.state) for stage in shown.stages] == [
        ("מדידה", "here"),
        ("התקנה", "ahead"),
        ("בדיקה", "ahead"),
    ]
    assert cast.fresh(promise).due == promise.due, "what is promised stays promised"
    with pytest.raises(ProcessUnchanged):
        journeys.renew(case_id=case.pk, by=by(galil.yael), now=MONDAY_1000)
    assert verify.verify(rebuild_rows=True).holds


def test_a_case_whose_stage_is_no_more_stays_as_it_is(galil: Business) -> None:
    case = on_its_way(galil)
    changed(galil, replace(SURVEY, name=Said("מדידה", "A survey")), FITTING)
    with pytest.raises(StageGone):
        journeys.renew(case_id=case.pk, by=by(galil.yael), now=MONDAY_1000)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert shown is not None and len(shown.stages) == 4
    assert not shown.has_changed, "what would be refused is not offered"


def test_a_new_name_of_the_process_changes_nothing_for_its_cases(galil: Business) -> None:
    case = on_its_way(galil)
    changed(galil, SURVEY, CHOICE, PERMIT, FITTING)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert shown is not None and not shown.has_changed


def test_what_was_passed_before_the_case_went_back_is_told_of_no_other_stage(galil: Business) -> None:
    case = on_its_way(galil, SURVEY, CHOICE, FITTING)
    done(galil, case)
    journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    promises.confirm(promise_id=held(case).pk, by=by(galil.yael), now=MONDAY_1000)
    journeys.enter(case_id=case.pk, stage=0, by=by(galil.yael), now=MONDAY_1000)
    changed(galil, SURVEY, CHECK, FITTING)
    journeys.renew(case_id=case.pk, by=by(galil.yael), now=MONDAY_1000)
    done(galil, case)
    journeys.enter(case_id=case.pk, stage=2, by=by(galil.yael), now=MONDAY_1000)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).journey
    assert shown is not None and [stage.state for stage in shown.stages] == ["done", "skipped", "here"]
    assert verify.verify(rebuild_rows=True).holds
    journey = Journey.objects.of(galil.id).get(case=case)
    journey.stages = journey.stages[:2]
    journey.save()
    broken = verify.verify(rebuild_rows=True).broken
    assert broken is not None and broken.detail == f"journey {journey.pk}: stages"


def test_what_came_before_the_new_stages_were_taken_over_is_undone_no_more(galil: Business) -> None:
    case = on_its_way(galil)
    message = of(Message, galil, kind="agreed", state="queued").get()
    changed(galil, SURVEY, FITTING)
    journeys.renew(case_id=case.pk, by=by(galil.yael), now=SUNDAY_1000)
    with pytest.raises(undone.TooLate):
        undo.act(message_id=message.pk, by=by(galil.yael), now=SUNDAY_1000 + SECONDS)
    assert verify.verify(rebuild_rows=True).holds


def test_the_ledger_tells_how_far_a_case_came(galil: Business) -> None:
    case = on_its_way(galil)
    assert verify.verify(rebuild_rows=True).holds
    journey = Journey.objects.of(galil.id).get(case=case)
    journey.passages[0]["stage"] = 2
    journey.save()
    broken = verify.verify(rebuild_rows=True).broken
    assert broken is not None and broken.detail == f"journey {journey.pk}: passages"


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


def alone(galil: Business, *stages: Stage) -> Case:
    """A case in which nothing is promised but what its process promises."""
    case = on_its_way(galil, *stages)
    quote = of(Promise, galil, case=case).earliest("id")
    promises.report(promise_id=quote.pk, by=by(galil.yael), now=SUNDAY_1000)
    promises.confirm(promise_id=quote.pk, by=galil.as_customer, now=SUNDAY_1000)
    return case


def test_a_case_with_stages_to_come_is_not_closed_by_what_was_done_in_one(galil: Business) -> None:
    case = alone(galil, SURVEY, FITTING)
    done(galil, case)
    shown = case_view(case.pk, by=by(galil.yael), now=MONDAY_1000)
    assert shown.state == "open" and shown.next is not None, "a word is promised, until the next stage begins"
    assert [(end.kind, end.what) for end in shown.open_ends if end.kind == "stage"] == [("stage", "מדידה")]
    with pytest.raises(OpenEnds):
        cases.close(case_id=case.pk, by=by(galil.yael), now=MONDAY_1000)
    journeys.follow_no_more(case_id=case.pk, by=by(galil.yael), now=MONDAY_1000)
    assert not [
        end for end in case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).open_ends if end.kind == "stage"
    ]


def test_whoever_receives_what_the_customer_owed_need_not_name_the_next_step(galil: Business) -> None:
    case = alone(galil, CHOICE, FITTING)
    promises.confirm(promise_id=held(case).pk, by=by(galil.yael), now=MONDAY_1000)
    assert case_view(case.pk, by=by(galil.yael), now=MONDAY_1000).next is not None
    journeys.enter(case_id=case.pk, stage=1, by=by(galil.yael), now=MONDAY_1000)
    assert held(case).state == "waiting"


def test_while_somebody_else_is_waited_for_the_clock_keeps_the_stages_rhythm(
    world: World, galil: Business
) -> None:
    case = on_its_way(galil, PERMIT)
    world.until(cast.at("2026-12-14 09:00"))
    words = of(Promise, galil, nature="update", about=held(case)).order_by("due")
    assert [word.due for word in words][:3] == [
        cast.at("2026-11-29 17:00"),
        cast.at("2026-12-06 17:00"),
        cast.at("2026-12-13 17:00"),
    ], "a word a week, and not one a day"
    assert [found for hold in guarantees.ALL for found in hold(world)] == []
