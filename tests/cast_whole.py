"""A customer's page that holds everything at once, for the tests of what it costs."""

from __future__ import annotations

from tests import cast, cast_alignment, cast_page, cast_process, cast_scene, cast_signing
from tests.cast import Business, by, of
from teum.actions import alignments, journeys, receipts, ways_to_pay
from teum.core.alignment import Answer
from teum.core.price import Means
from teum.core.said import Said
from teum.core.window import Window
from teum.models import Agreement, Case, Promise

NOW = cast.SUNDAY_1000
LATER = Window(due=cast.WEDNESDAY_1200)


def everything(galil: Business) -> Case:
    """Dana's case of `cast_scene`, in a process, with an agreement in force that she paid a part of, and a change of
    it that waits for her signature.
    """
    made = cast_scene.scene(galil)
    case = of(Case, galil).select_related("customer").get(pk=made.names["case_id"])
    cast_page.full(galil, case)
    process = cast_process.kept(galil)
    journeys.begin(case_id=case.pk, process_id=process.pk, by=by(galil.yael), now=NOW)
    ways = {Means.TRANSFER: Said("בנק הגליל, סניף 12", "Bank of the Galilee, branch 12")}
    ways_to_pay.write(by=by(galil.ruth), ways=ways, now=NOW)
    agreed = in_force(galil, case)
    pay(galil, agreed)
    cast_signing.changed(galil, agreed, now=NOW, visit=Answer(window=LATER))
    return case


def in_force(galil: Business, case: Case) -> Agreement:
    """What both signed in a case."""
    row = cast_alignment.begun_in(galil, case)
    said = alignments.say(alignment_id=row.pk, answers=cast_alignment.ANSWERS, by=by(galil.yael), now=NOW)
    signed = cast_signing.signed(galil, cast_signing.offered(galil, said, now=NOW), now=NOW)
    return cast_signing.countersigned(galil, signed, now=NOW, is_sealed=False)


def pay(galil: Business, agreed: Agreement) -> None:
    """A part of the first payment came."""
    first = of(Promise, galil, pk__in=agreed.promises.values(), debtor="customer").earliest("due")
    receipts.take(
        promise_id=first.pk, by=by(galil.yael), amount=40_000, means=Means.TRANSFER, on=NOW.date(), now=NOW
    )
