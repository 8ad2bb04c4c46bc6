"""The files of agreements: what cannot be made keeps nothing else from being made, and somebody hears of it (B2)."""

from __future__ import annotations

from unittest import mock

import pytest

from tests.cast import MONDAY_1000, Business, by, of
from tests.cast_alignment import filled
from tests.cast_signing import MINUTE, countersigned, offered, signed
from tests.integration.test_agreements import LATER
from teum.actions import agreement_ends, cancellations, papers
from teum.core.agreement import HEARD_OF, try_again
from teum.documents import sealing, store
from teum.documents.agreement import NoLetter, Sheet
from teum.models import Agreement, Alignment, Message, Task
from teum.queries import agreement_paper, verify

pytestmark = pytest.mark.django_db


def fails(title: str) -> mock._patch[object]:
    """Nothing with this title can be drawn."""

    def drawn(sheet: Sheet) -> bytes:
        if sheet.title == title:
            raise NoLetter("?")
        return b"%PDF-1.7 another %%EOF"

    return mock.patch.object(papers.sheets, "draw", side_effect=drawn)


def retitled(row: Alignment, title: str) -> Alignment:
    row.case.title = title
    row.case.save(update_fields=["title"])
    return row


def test_what_cannot_be_made_keeps_nothing_else_from_being_made(galil: Business) -> None:
    with fails("poison"), mock.patch.object(papers, "once"):
        for _ in range(papers.AT_ONCE):
            offered(galil, retitled(filled(galil), "poison"))
        last = offered(galil, filled(galil))
    with fails("poison"):
        assert papers.once(MONDAY_1000) == 0
        assert papers.once(MONDAY_1000) == 1
    last.refresh_from_db()
    assert last.paper is not None


def test_it_is_tried_again_later_and_later_and_its_owner_hears_of_it(galil: Business) -> None:
    with mock.patch.object(papers, "once"):
        row = offered(galil)
    now = MONDAY_1000
    with fails(row.case.title):
        for failures in range(1, HEARD_OF + 1):
            assert not of(Task, galil, kind="unmade").exists()
            papers.once(now)
            assert papers.waiting(now) == []
            now += try_again(failures=failures)
            assert papers.waiting(now) == [(galil.id, row.pk, False)]
    assert now - MONDAY_1000 == 7 * MINUTE
    asked = of(Task, galil, kind="unmade").get()
    assert (asked.member, asked.done_at) == (galil.yael, None)
    assert papers.once(now) == 1
    asked.refresh_from_db()
    row.refresh_from_db()
    assert (asked.done_at, row.failures) == (now, None)


def ended(galil: Business, how: str) -> Agreement:
    """An agreement that came to nothing, before anything of it was sealed."""
    row = signed(galil) if how == "void" else offered(galil)
    if how == "void":
        agreement_ends.void(agreement_id=row.pk, reason="טעות במחיר", by=by(galil.yael), now=LATER)
    else:
        agreement_ends.decline(agreement_id=row.pk, reason="יקר", by=galil.as_customer, now=LATER)
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("how", "act"), [("declined", "ההסכם כפי שהוא לא מתאים ללקוח"), ("void", "ההסכם בוטל לפני שנכנס")]
)
def test_what_ended_before_it_was_sealed_is_sealed_with_what_happened_and_sent_to_nobody(
    galil: Business, how: str, act: str
) -> None:
    row = ended(galil, how)
    papers.once(LATER)
    row.refresh_from_db()
    assert (row.state, row.sealed is not None) == (how, True)
    assert row.sealed is not None
    assert sealing.check(store.read(galil.id, row.sealed.path)).holds
    assert row.sealed.name.startswith("הסכם שלא נכנס לתוקף")
    assert agreement_paper.about(row).startswith("הסכם שלא נכנס לתוקף"), (
        "nor does its seal call it an agreement"
    )
    told = agreement_paper.evidence(row)
    assert told.acts[-1].what.startswith(act) and told.kind.startswith("לא נכנס לתוקף")
    assert not of(Message, galil, kind="copy").exists()
    assert papers.waiting(LATER) == []
    assert verify.verify(rebuild_rows=True).holds


def test_what_was_cancelled_before_its_file_was_sealed_is_sealed_as_it_was_signed(galil: Business) -> None:
    row = countersigned(galil, signed(galil), is_sealed=False)
    cancellations.cancel(alignment_id=row.alignment_id, by=galil.as_customer, now=LATER)
    papers.once(LATER)
    row.refresh_from_db()
    assert (row.state, row.sealed is not None) == ("cancelled", True)
    assert [act.what for act in agreement_paper.evidence(row).acts][-2:] == [
        "ההסכם נכנס לתוקף",
        "מה שסוכם בוטל",
    ]
    assert not of(Message, galil, kind="copy").exists()
