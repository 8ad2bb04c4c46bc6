"""Both sides say what they expect; approved once, and promised where it has a time (B1, B2)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import cast
from tests.cast import MONDAY_1000, SUNDAY_1000, TUESDAY_1400, Business, by, of
from tests.cast_alignment import ANSWERS, begun, filled, template
from tests.property.world import World
from teum.actions import alignments, undo
from teum.core import alignment as core
from teum.core.alignment import Answer, Mark
from teum.core.disclosure import How
from teum.core.promise import VagueWindow
from teum.management.rehearsal import guarantees
from teum.models import Alignment, Message, Promise, Question
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


def test_who_does_not_understand_is_answered(galil: Business) -> None:
    row = filled(galil)
    alignments.mark(
        alignment_id=row.pk,
        item="tiles",
        mark=Mark.UNCLEAR,
        counter="אילו אריחים?",
        by=galil.as_customer,
        now=MONDAY_1000,
    )
    asked = of(Question, galil).select_related("asked", "promise").get()
    assert asked.asked.text == "תיקון אריחים לא כלול אילו אריחים?" and asked.promise.state == "open"
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
    with pytest.raises(alignments.AlignmentOpen):
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
