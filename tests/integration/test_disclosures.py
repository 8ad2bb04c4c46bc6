"""Disclosures and decisions: nothing is chosen without the customer, and what was chosen is what was shown (A7, A8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1400, Business, by, fresh, of, promise_of, quote
from tests.cast_disclosure import AS_IS, CANCEL, FLAW, MATTERS, NOTHING, OTHER, shower
from tests.property.world import World
from teum.actions import disclosures, objections, promises
from teum.actions.promises.steps import Next
from teum.core.disclosure import How, Shown
from teum.core.refusal import Refused
from teum.management.rehearsal import guarantees
from teum.models import Case, Disclosure, Event, Message, Promise, Task
from teum.queries.case_view import case_view
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], object]) -> str:
    """The code of the refusal of an act."""
    with pytest.raises(Refused) as found:
        act()
    return found.value.code


def letters(business: Business, kind: str) -> list[Message]:
    """What was written to the customer, of a kind, in order."""
    return list(of(Message, business, kind=kind, customer__isnull=False).order_by("id"))


def tell(business: Business, row: Promise, shown: Shown | None = None, **said: Any) -> Disclosure:
    """Yael tells Dana of the flaw, and asks her to choose until Tuesday at two."""
    return disclosures.disclose(
        case_id=row.case_id,
        by=by(business.yael),
        shown=shown or shower(),
        **{"decide_by": TUESDAY_1400, "now": SUNDAY_1000, **said},
    )


def stands(row: Disclosure) -> str:
    """The digest of what is shown."""
    return disclosures.shown_digest(row.told)


def fresh_choice(row: Disclosure) -> Promise:
    """The promise of the choice as it stands."""
    assert row.promise
    return fresh(row.promise)


def broken(world: World) -> list[object]:
    """What is wrong with the guarantees."""
    return [found for hold in guarantees.ALL for found in hold(world)]


def choose(business: Business, row: Disclosure, option: str = "other", **said: Any) -> Disclosure:
    """Dana chooses on her page."""
    values = {"by": business.as_customer, "shown": stands(row), "how": How.PAGE, "now": MONDAY_1000, **said}
    return disclosures.decide(disclosure_id=row.pk, option=option, **values)


def test_it_is_told_whole_and_nothing_is_chosen(galil: Business) -> None:
    row = tell(galil, quote(galil))
    (told,) = letters(galil, "disclosed")
    for words in (FLAW, "המראה, המחיר", "רות כהן", "1,490 ₪", "1,790 ₪", "ללא עלות", "ההמלצה שלנו: דגם אחר"):
        assert words in told.text
    assert "עד יום שלישי, 24.11, בשעה 14:00" in told.text and "לא נבחר שום דבר במקומך" in told.text
    assert row.promise and (row.promise.debtor, row.promise.state) == ("customer", "open")
    assert (row.chosen, row.decided) == ("", None)


def test_the_dearer_one_is_chosen_with_open_eyes(galil: Business) -> None:
    row = choose(galil, tell(galil, quote(galil)))
    made = promise_of(row.case)
    assert (made.includes, made.due, made.channel) == (
        ["דגם אחר, בלי פגם"],
        OTHER.window and OTHER.window.due,
        "visit",
    )
    assert row.promise and fresh(row.promise).state == "kept"
    (told,) = letters(galil, "decided")
    assert "זו הבחירה שלך: דגם אחר, בלי פגם" in told.text and "תבצע את מה שבחרת" in told.text
    assert not [it for it in letters(galil, "agreed") if "תבצע את מה שבחרת" in it.text], "one line, once"
    decision = of(Event, galil, kind="DecisionMade").get()
    shown = of(Event, galil, kind="DisclosureMade").get().facts["digest"]
    assert (decision.facts["shown"], decision.facts["made"]) == (shown, made.pk)
    assert of(Task, galil, kind="decided", member=galil.yael, done_at=None).exists()
    assert verify().broken is None


def test_what_is_chosen_takes_the_place_of_what_it_is_about(galil: Business) -> None:
    agreed = quote(galil)
    choose(galil, tell(galil, agreed, about=agreed.pk))
    assert fresh(agreed).state == "released"
    assert promise_of(agreed.case).replaces_id == agreed.pk


def test_cancelling_ends_it_with_the_choice_as_its_proof(galil: Business) -> None:
    agreed = quote(galil)
    choose(galil, tell(galil, agreed, about=agreed.pk), "cancel")
    decision = of(Event, galil, kind="DecisionMade").get()
    released = of(Event, galil, kind="PromiseReleased", promise=agreed.pk).get()
    assert released.facts["digest"] == decision.facts["digest"]
    assert Case.objects.of(galil.id).get().state == "closed"
    assert verify().broken is None


def test_doing_nothing_leaves_what_was_agreed(galil: Business) -> None:
    agreed = quote(galil)
    choose(galil, tell(galil, agreed, shower(options=(OTHER, NOTHING)), about=agreed.pk), "do_nothing")
    assert fresh(agreed).state == "open"
    assert Case.objects.of(galil.id).get().state == "open"


def test_silence_is_never_consent(world: World, galil: Business) -> None:
    agreed = quote(galil)
    row = tell(galil, agreed)
    promises.report(promise_id=agreed.pk, by=by(galil.yael), now=SUNDAY_1000)
    promises.confirm(promise_id=agreed.pk, by=galil.as_customer, now=SUNDAY_1000)
    world.until(TUESDAY_1400 + timedelta(days=3))
    row.refresh_from_db()
    assert (row.chosen, row.decided) == ("", None)
    assert of(Task, galil, kind="call", promise=row.promise, done_at=None).exists()
    assert of(Event, galil, kind="PromiseMissed", promise=row.promise_id).exists()
    assert of(Promise, galil, nature="update", case=row.case).exists(), "and they hear from us"
    assert not of(Event, galil, kind="DecisionMade").exists()


def test_who_saw_other_words_is_shown_these_first(galil: Business) -> None:
    row = tell(galil, quote(galil))
    before = stands(row)
    dearer = shower(options=(AS_IS, replace(OTHER, price=199_000), CANCEL))
    disclosures.correct(disclosure_id=row.pk, by=by(galil.yael), shown=dearer, now=MONDAY_1000)
    assert refused(lambda: choose(galil, row, shown=before)) == "shown_changed"
    row = Disclosure.objects.of(galil.id).select_related("told").get()
    assert "תיקנו את מה שסיפרנו" in letters(galil, "disclosed")[-1].text
    choose(galil, row)
    assert refused(lambda: choose(galil, row)) == "already_decided"
    correct = lambda: disclosures.correct(  # noqa: E731
        disclosure_id=row.pk, by=by(galil.yael), shown=shower(), now=MONDAY_1000
    )
    assert refused(correct) == "already_decided"
    assert verify().broken is None


def test_only_the_customer_chooses_or_a_member_with_proof(galil: Business) -> None:
    row = tell(galil, quote(galil))
    member = by(galil.yael)
    assert refused(lambda: choose(galil, row, by=member)) == "proof_needed"
    assert refused(lambda: choose(galil, row, by=member, how=How.CALL)) == "proof_needed"
    assert refused(lambda: choose(galil, row, by=galil.as_clock)) == "not_allowed"
    assert refused(lambda: choose(galil, row, by=by(galil.sami), how=How.COUNTER)) == "not_found"
    assert refused(lambda: choose(galil, row, by=galil.as_whom(galil.john))) == "not_found"
    assert refused(lambda: choose(galil, row, "")) == "no_such_option"
    assert (
        refused(lambda: promises.report(promise_id=row.promise_id, by=member, now=MONDAY_1000))
        == "choice_needed"
    )
    assert (
        refused(lambda: promises.confirm(promise_id=row.promise_id, by=member, now=MONDAY_1000))
        == "choice_needed"
    )
    said = "בשיחה ביום שני ב-10:00: דנה בחרה בדגם האחר"
    choose(galil, row, by=member, how=How.CALL, proof=said)
    assert case_view(row.case_id, by=member, now=MONDAY_1000).disclosures[0].said == said


def test_the_database_holds_no_half_decision(galil: Business) -> None:
    row = tell(galil, quote(galil))
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.of(galil.id).filter(pk=row.pk).update(chosen="other")
    told = tell(galil, promise_of(row.case), shower(options=(), recommended=""), decide_by=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.of(galil.id).filter(pk=told.pk).update(
            chosen="other", how="page", decided=told.told
        )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"what": "הזכוכית תוחלף בהקדם"}, "vague_window"),
        ({"no_date": "נחליף את הזכוכית עד יום חמישי בשעה 9:00"}, "window_mismatch"),
        ({"options": (AS_IS, replace(OTHER, what="דגם אחר, יגיע בקרוב"), CANCEL)}, "vague_window"),
    ],
)
def test_what_is_told_is_never_vague(galil: Business, said: dict[str, Any], code: str) -> None:
    row = quote(galil)
    assert refused(lambda: tell(galil, row, shower(**said))) == code
    assert not of(Disclosure, galil).exists()


def test_a_choice_that_is_let_go_of_is_asked_for_no_more(galil: Business) -> None:
    row = tell(galil, quote(galil))
    promises.release(promise_id=row.promise_id, by=by(galil.yael), after=Next(), now=MONDAY_1000)
    (shown,) = case_view(row.case_id, by=by(galil.yael), now=MONDAY_1000).disclosures
    assert shown.standing == "dropped"
    assert refused(lambda: choose(galil, row)) == "already_decided"


def test_what_waits_asks_for_no_choice_that_nobody_needs_and_still_tells_the_flaw(
    world: World, galil: Business
) -> None:
    agreed = quote(galil)
    row = tell(galil, agreed, about=agreed.pk)
    promises.report(promise_id=agreed.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert fresh_choice(row).state == "released"
    asking, unasked = letters(galil, "disclosed")
    assert (asking.state, unasked.state) == ("overtaken", "queued")
    assert FLAW in unasked.text and MATTERS in unasked.text
    assert (
        "אפשר לבחור" not in unasked.text and "לבחירתך" not in unasked.text and OTHER.what not in unasked.text
    )
    world.until(TUESDAY_1400)
    assert letters(galil, "disclosed")[-1].state == "accepted"
    assert broken(world) == []


def test_nor_where_the_choice_itself_is_let_go_of(galil: Business) -> None:
    row = tell(galil, quote(galil))
    promises.release(promise_id=row.promise_id, by=by(galil.yael), after=Next(), now=SUNDAY_1000)
    asking, unasked = letters(galil, "disclosed")
    assert asking.state == "overtaken" and "לבחירתך" not in unasked.text


def test_what_was_chosen_before_the_letter_left_is_not_asked_for_after_it(galil: Business) -> None:
    row = tell(galil, quote(galil))
    choose(galil, row, now=SUNDAY_1000)
    assert [letter.state for letter in letters(galil, "disclosed")] == ["overtaken"], "they have seen it"


def test_what_was_set_right_before_it_left_is_told_once(galil: Business) -> None:
    row = tell(galil, quote(galil))
    disclosures.correct(
        disclosure_id=row.pk, by=by(galil.yael), shown=shower(what="שריטה קטנה"), now=SUNDAY_1000
    )
    assert [letter.state for letter in letters(galil, "disclosed")] == ["overtaken", "queued"]


def test_what_is_done_already_is_not_offered_to_be_cancelled(galil: Business) -> None:
    agreed = quote(galil)
    promises.report(promise_id=agreed.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert refused(lambda: tell(galil, agreed, about=agreed.pk)) == "not_possible"
    row = tell(galil, agreed, shower(options=(OTHER, NOTHING)), about=agreed.pk)
    promises.confirm(promise_id=agreed.pk, by=galil.as_customer, now=SUNDAY_1000)
    choose(galil, row)
    assert promise_of(agreed.case).replaces_id is None, "beside it"


def test_whom_it_matters_to_is_answered_and_a_manager_is_asked(galil: Business) -> None:
    row = tell(galil, quote(galil))
    text = "לי זה דווקא מפריע, כי המקלחון מול הדלת"
    object_ = lambda: objections.object_to(  # noqa: E731
        disclosure_id=row.pk, by=galil.as_customer, text=text, now=MONDAY_1000
    )
    question = object_()
    assert question.promise.debtor == "provider" and object_().pk == question.pk
    assert of(Task, galil, kind="standing", promise=question.promise).count() == 1
    assert of(Event, galil, kind="DisclosureObjected").count() == 1
