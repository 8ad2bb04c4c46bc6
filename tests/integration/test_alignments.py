"""Both sides say what they expect; approved once, and promised where it has a time (B1, B2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1400, Business, by, of
from tests.cast_alignment import ANSWERS, PRICE, WINDOW, all_seen, begun, filled, seen, template
from tests.property.world import World
from teum.actions import alignments, signing, undo
from teum.core import alignment as core
from teum.core.alignment import Answer, Mark
from teum.core.disclosure import How
from teum.core.promise import Incomplete, VagueWindow
from teum.core.window import DuePast
from teum.management.rehearsal import guarantees
from teum.models import Alignment, Message, Promise, Question, Remark, Task
from teum.queries import verify

pytestmark = pytest.mark.django_db
SECONDS = timedelta(seconds=9)


def approve(galil: Business, row: Alignment) -> Alignment:
    return alignments.approve(
        alignment_id=row.pk, by=galil.as_customer, seen=row.version, how=How.PAGE, now=MONDAY_1000
    )


def test_what_was_said_while_talking_is_approved_once_and_promised(galil: Business) -> None:
    row = approve(galil, filled(galil))
    assert row.state == "approved"
    made = of(Promise, galil, made_at=MONDAY_1000).order_by("id")
    assert [(one.debtor, one.what, one.due) for one in made] == [
        ("provider", "אמדוד את המקלחת", TUESDAY_1400),
        ("customer", "לשלם 1,000 ₪ בהעברה בנקאית: מקדמה", TUESDAY_1400),
        ("customer", "לשלם 3,200 ₪ בצ׳ק: יתרה", TUESDAY_1400 + timedelta(days=7)),
    ]
    (letter,) = of(Message, galil, kind="decided")
    assert "יעל ברק תמדוד את המקלחת" in letter.text
    assert "לשלם 1,000 ₪ בהעברה בנקאית: מקדמה עד יום" in letter.text and "בעמוד שלך עד" not in letter.text
    assert verify.verify(rebuild_rows=True).holds


def test_the_customer_is_asked_for_their_word_by_a_time(world: World, galil: Business) -> None:
    row = filled(galil)
    row = alignments.show(alignment_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    assert row.promise is not None and row.promise.debtor == "customer"
    assert "לאשר הכול בלחיצה אחת" in of(Message, galil, kind="asked").get().text
    world.until(MONDAY_1000)
    approve(galil, row)
    assert cast.fresh(row.promise).state == "kept"
    assert [found for hold in guarantees.ALL for found in hold(world)] == []


def test_a_request_that_was_answered_before_it_left_is_not_sent(galil: Business) -> None:
    row = alignments.show(alignment_id=filled(galil).pk, by=by(galil.yael), now=SUNDAY_1000)
    asked = of(Message, galil, kind="asked").get()
    approve(galil, row)
    asked.refresh_from_db()
    assert asked.state == "overtaken"
    assert of(Message, galil, kind="decided", state="queued").count() == 1
    assert verify.verify(rebuild_rows=True).holds


def test_who_does_not_understand_is_answered(galil: Business) -> None:
    row = filled(galil)
    alignments.mark(
        alignment_id=row.pk,
        item="tiles",
        seen=seen(row, "tiles"),
        mark=Mark.UNCLEAR,
        counter="אילו אריחים?",
        by=galil.as_customer,
        now=MONDAY_1000,
    )
    asked = of(Question, galil).select_related("asked", "promise").get()
    assert (
        asked.asked.text == "לא ברור: ״תיקון אריחים לא כלול״. אילו אריחים?" and asked.promise.state == "open"
    )
    with pytest.raises(core.NotAligned):
        approve(galil, Alignment.objects.of(galil.id).get(pk=row.pk))


def test_nothing_vague_is_stated(galil: Business) -> None:
    row = begun(galil)
    said = {"tiles": Answer(text="נחזור אליך בהקדם לגבי האריחים")}
    with pytest.raises(VagueWindow):
        alignments.say(alignment_id=row.pk, answers=said, by=by(galil.yael), now=SUNDAY_1000)
    assert Alignment.objects.of(galil.id).get(pk=row.pk).version == 1


def test_what_stands_there_already_is_said_once(galil: Business) -> None:
    row = filled(galil)
    again = alignments.say(alignment_id=row.pk, answers=ANSWERS, by=by(galil.yael), now=MONDAY_1000)
    assert again.version == row.version


def test_one_is_gone_through_at_a_time(galil: Business) -> None:
    row = begun(galil)
    with pytest.raises(signing.AlignmentOpen):
        alignments.begin(
            case_id=row.case_id, template_id=template(galil).pk, by=by(galil.yael), now=SUNDAY_1000
        )
    alignments.drop(alignment_id=row.pk, by=by(galil.yael), now=SUNDAY_1000)
    alignments.begin(case_id=row.case_id, template_id=template(galil).pk, by=by(galil.yael), now=SUNDAY_1000)
    assert verify.verify(rebuild_rows=True).holds


def test_asking_for_their_word_is_undone(galil: Business) -> None:
    row = filled(galil)
    alignments.show(alignment_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    message = of(Message, galil, kind="asked").get()
    undo.act(message_id=message.pk, by=by(galil.yael), now=MONDAY_1000 + SECONDS)
    assert Alignment.objects.of(galil.id).get(pk=row.pk).promise is None
    assert verify.verify(rebuild_rows=True).holds


def test_the_ledger_tells_what_was_said(galil: Business) -> None:
    row = filled(galil)
    row.lines["wish"]["answer"]["text"] = "אחרת"
    row.save()
    broken = verify.verify(rebuild_rows=True).broken
    assert broken is not None and broken.detail == f"alignment {row.pk}: said"


def shown(galil: Business) -> Alignment:
    """Begun, and shared with Dana before anything was said."""
    return alignments.show(alignment_id=begun(galil).pk, by=by(galil.yael), now=SUNDAY_1000)


def test_behind_the_link_the_customer_says_their_own(galil: Business) -> None:
    row = shown(galil)
    assert "חלק מהסעיפים הם שלך למלא" in of(Message, galil, kind="asked").get().text
    theirs = {key: ANSWERS[key] for key in ("wish", "glass")}
    row = alignments.say(alignment_id=row.pk, answers=theirs, by=galil.as_customer, now=MONDAY_1000)
    assert row.lines["wish"]["by"] == "customer"
    assert of(Task, galil, kind="answered", member=galil.yael).get().promise_id == row.promise_id
    visit = {"visit": ANSWERS["visit"]}
    with pytest.raises(core.NotYourItem):
        alignments.say(alignment_id=row.pk, answers=visit, by=galil.as_customer, now=MONDAY_1000)
    ours = {key: ANSWERS[key] for key in ("visit", "cost")}
    row = alignments.say(alignment_id=row.pk, answers=ours, by=by(galil.yael), now=MONDAY_1000)
    with pytest.raises(core.NotAligned):  # nobody of ours has looked at what she wrote
        approve(galil, row)
    row = alignments.agree(alignment_id=row.pk, seen=all_seen(row), by=by(galil.yael), now=MONDAY_1000)
    assert approve(galil, row).state == "approved"
    assert verify.verify(rebuild_rows=True).holds


def test_what_is_all_said_asks_for_nothing_but_their_word(galil: Business) -> None:
    alignments.show(alignment_id=filled(galil).pk, by=by(galil.yael), now=SUNDAY_1000)
    assert "שלך למלא" not in of(Message, galil, kind="asked").get().text


VAGUE = {"wish": Answer(text="אני צריך את זה בהקדם")}


def test_a_customers_vague_time_is_kept_and_settled_before_we_agree_to_it(galil: Business) -> None:
    row = shown(galil)
    said = VAGUE | {"glass": ANSWERS["glass"]}
    alignments.say(alignment_id=row.pk, answers=said, by=galil.as_customer, now=MONDAY_1000)
    row = alignments.agree(alignment_id=row.pk, seen=all_seen(row), by=by(galil.yael), now=MONDAY_1000)
    assert row.lines["glass"]["marks"]["provider"] == "agreed"
    assert "provider" not in row.lines["wish"]["marks"]
    acts = (
        partial(alignments.agree, seen=all_seen(row)),
        partial(alignments.mark, item="wish", seen=seen(row, "wish"), mark=Mark.AGREED),
    )
    for act in acts:
        with pytest.raises(VagueWindow) as refused:
            act(alignment_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
        assert refused.value.details["field"] == "wish" and refused.value.details["vague"][0]["better"]
    alignments.mark(
        alignment_id=row.pk,
        item="wish",
        seen=seen(row, "wish"),
        mark=Mark.UNCLEAR,
        counter="עד איזה יום?",
        by=by(galil.yael),
        now=MONDAY_1000,
    )
    settled = {"wish": Answer(text="אני צריך את זה עד יום שני, 30.11.2026, בשעה 18:00")}
    alignments.say(alignment_id=row.pk, answers=settled, by=galil.as_customer, now=MONDAY_1000)
    row = alignments.agree(alignment_id=row.pk, seen=all_seen(row), by=by(galil.yael), now=MONDAY_1000)
    assert row.lines["wish"]["marks"]["provider"] == "agreed"
    assert verify.verify(rebuild_rows=True).holds


def test_what_the_customer_wants_is_never_refused_and_worded_before_it_is_taken(galil: Business) -> None:
    row = filled(galil)
    wish = "תיקון של עד ארבעה אריחים כלול, בהקדם"
    row = alignments.mark(
        alignment_id=row.pk,
        item="tiles",
        seen=seen(row, "tiles"),
        mark=Mark.CHANGE,
        counter=wish,
        by=galil.as_customer,
        now=MONDAY_1000,
    )
    assert of(Question, galil).get().asked.text == f"לכתוב ״{wish}״ במקום ״תיקון אריחים לא כלול״"
    with pytest.raises(VagueWindow):
        alignments.take(
            alignment_id=row.pk, item="tiles", seen=seen(row, "tiles"), by=by(galil.yael), now=MONDAY_1000
        )
    ours = "תיקון של עד ארבעה אריחים כלול"
    row = alignments.take(
        alignment_id=row.pk,
        item="tiles",
        seen=seen(row, "tiles"),
        text=ours,
        by=by(galil.yael),
        now=MONDAY_1000,
    )
    assert row.lines["tiles"]["answer"]["text"] == ours
    assert row.lines["tiles"]["marks"] == {"provider": "agreed"}  # other words than hers: she looks again
    assert "הסעיף כתוב עכשיו אחרת" in of(Message, galil, kind="answered").get().text
    assert verify.verify(rebuild_rows=True).holds


def test_the_same_words_are_no_change(galil: Business) -> None:
    row = filled(galil)
    with pytest.raises(Incomplete):
        alignments.mark(
            alignment_id=row.pk,
            item="tiles",
            seen=seen(row, "tiles"),
            mark=Mark.CHANGE,
            counter="תיקון אריחים לא כלול",
            by=galil.as_customer,
            now=MONDAY_1000,
        )


def test_one_item_that_cannot_be_kept_costs_no_other(galil: Business) -> None:
    row = begun(galil)
    said = {"wish": ANSWERS["wish"], "tiles": Answer(text="נחזור אליך בהקדם"), "visit": Answer()}
    refused = alignments.say_each(alignment_id=row.pk, answers=said, by=by(galil.yael), now=SUNDAY_1000)
    assert {key: found.code for key, found in refused.items()} == {
        "tiles": "vague_window",
        "visit": "incomplete",
    }
    row.refresh_from_db()
    assert (
        list(row.lines) == ["wish", "tiles"] and row.lines["wish"]["answer"]["text"] == ANSWERS["wish"].text
    )
    assert verify.verify(rebuild_rows=True).holds


def test_a_time_that_is_over_names_its_item(galil: Business) -> None:
    late = Answer(window=replace(WINDOW, due=SUNDAY_1000 - SECONDS))
    with pytest.raises(DuePast) as refused:
        alignments.say(
            alignment_id=begun(galil).pk, answers={"visit": late}, by=by(galil.yael), now=SUNDAY_1000
        )
    assert refused.value.details["field"] == "visit"


WANTED = "תיקון של עד ארבעה אריחים כלול"


def wanting(galil: Business) -> Alignment:
    """Dana wants the tiles included."""
    row = filled(galil)
    return alignments.mark(
        alignment_id=row.pk,
        item="tiles",
        seen=seen(row, "tiles"),
        mark=Mark.CHANGE,
        counter=WANTED,
        by=galil.as_customer,
        now=MONDAY_1000,
    )


def test_what_the_customer_wants_is_taken_in_their_words_and_answered(galil: Business) -> None:
    row = wanting(galil)
    asked = of(Question, galil).select_related("promise").get()
    assert asked.promise.state == "open"
    row = alignments.take(
        alignment_id=row.pk, item="tiles", seen=seen(row, "tiles"), by=by(galil.yael), now=MONDAY_1000
    )
    assert row.lines["tiles"]["answer"]["text"] == WANTED and row.lines["tiles"]["counter"] == ""
    assert cast.fresh(asked.promise).state == "reported"
    assert f"שינינו לפי מה שכתבת: {WANTED}" in of(Message, galil, kind="answered").get().text
    assert approve(galil, row).state == "approved"
    assert verify.verify(rebuild_rows=True).holds


def test_taking_it_is_undone_whole(galil: Business) -> None:
    row = wanting(galil)
    alignments.take(
        alignment_id=row.pk, item="tiles", seen=seen(row, "tiles"), by=by(galil.yael), now=MONDAY_1000
    )
    message = of(Message, galil, kind="answered").get()
    undo.act(message_id=message.pk, by=by(galil.yael), now=MONDAY_1000 + SECONDS)
    again = Alignment.objects.of(galil.id).get(pk=row.pk)
    assert again.lines["tiles"]["counter"] == WANTED and again.lines["tiles"]["answer"] is None
    assert of(Question, galil).select_related("promise").get().promise.state == "open"
    assert verify.verify(rebuild_rows=True).holds


def test_nobody_takes_what_was_not_wanted(galil: Business) -> None:
    row = filled(galil)
    with pytest.raises(core.NothingToTake):
        alignments.take(
            alignment_id=row.pk, item="tiles", seen=seen(row, "tiles"), by=by(galil.yael), now=SUNDAY_1000
        )


def test_what_stood_there_before_is_not_lost(galil: Business) -> None:
    row = filled(galil)
    other = {"wish": Answer(text="מקלחון בלי מסגרת"), "glass": Answer(option=0)}
    alignments.say(alignment_id=row.pk, answers=other, by=galil.as_customer, now=MONDAY_1000)
    assert [one.text for one in of(Remark, galil, kind="said").order_by("id")] == [
        "לפני השינוי: מה חשוב לך? מקלחון שקל לנקות",
        "לפני השינוי: איזו זכוכית? חלבית",
    ]
    price = replace(PRICE, total=100_000, payments=PRICE.payments[:1])
    cost = {"cost": Answer(price=price)}
    alignments.say(alignment_id=row.pk, answers=cost, by=by(galil.yael), now=MONDAY_1000)
    last = of(Remark, galil, kind="said").latest("id").text
    assert "4,200 ₪" in last and "יתרה עד יום שלישי, 1.12" in last
    assert verify.verify(rebuild_rows=True).holds
