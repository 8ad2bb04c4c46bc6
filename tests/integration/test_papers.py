"""The files of agreements: what cannot be made keeps nothing else from being made, and somebody hears of it (B2)."""

from __future__ import annotations

from unittest import mock

import pytest

from tests.cast import MONDAY_1000, Business, of
from tests.cast_alignment import filled
from tests.cast_signing import MINUTE, offered
from teum.actions import papers
from teum.core.agreement import HEARD_OF, try_again
from teum.documents.agreement import NoLetter, Sheet
from teum.models import Alignment, Task

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


def test_what_cannot_be_made_keeps_nothing_else_from_being_made(
    galil: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(papers, "AT_ONCE", 2)
    with fails("poison"), mock.patch.object(papers, "once"):
        for _ in range(2):
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
