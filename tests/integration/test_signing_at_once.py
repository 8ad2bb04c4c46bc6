"""Many sign at the same time: nothing is lost, and of two that sign the same one, one wins and the other is told (B2)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import connections

from tests import cast_alignment
from tests.cast import MONDAY_1000, SUNDAY_1000, Business, by, case, of, quote_draft
from tests.cast_signing import MINUTE, offered, read, signed
from teum.actions import agreements, alignments, papers, signing
from teum.core.refusal import Refused
from teum.models import Agreement, Promise, Signature
from teum.queries import verify

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = int(os.environ.get("SIGNED_AT_ONCE", "12"))
"""`make soak` says 100."""
LATER = MONDAY_1000 + 5 * MINUTE


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    """What became of each: nothing to say, or the code with which it was refused."""

    def alone(act: Callable[[], object]) -> str:
        try:
            act()
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(alone, acts))


def waiting_for_us(galil: Business, count: int) -> list[Agreement]:
    """So many that Dana has signed, each in a case of its own; the files are short, as another test draws real ones."""
    kept = cast_alignment.template(galil)
    with (
        mock.patch.object(papers.sheets, "draw", return_value=b"%PDF-1.7 to sign %%EOF"),
        mock.patch.object(signing, "proven", return_value={}),
    ):
        return [_signed(galil, kept.pk) for _ in range(count)]


def _signed(galil: Business, template: int) -> Agreement:
    opened = case(galil.yael, galil.dana, promise=quote_draft(), now=SUNDAY_1000)
    begun = alignments.begin(case_id=opened.pk, template_id=template, by=by(galil.yael), now=SUNDAY_1000)
    said = alignments.say(
        alignment_id=begun.pk, answers=cast_alignment.ANSWERS, by=by(galil.yael), now=SUNDAY_1000
    )
    row = offered(galil, said)
    read(galil, row)
    return agreements.sign(
        agreement_id=row.pk, name="דנה פרץ", consents=True, by=galil.as_customer, now=MONDAY_1000 + MINUTE
    )


def ours(galil: Business, row: Agreement) -> Callable[[], object]:
    return lambda: agreements.sign(
        agreement_id=row.pk, name="יעל ברק", consents=True, by=by(galil.yael), now=LATER
    )


def test_many_different_ones_are_signed_at_once_and_nothing_is_lost(galil: Business) -> None:
    rows = waiting_for_us(galil, AT_ONCE)
    assert at_once([ours(galil, row) for row in rows]) == [""] * AT_ONCE
    assert of(Agreement, galil, state="in_force").count() == AT_ONCE
    assert of(Signature, galil).count() == 2 * AT_ONCE
    assert of(Promise, galil, made_at=LATER, nature="deed").count() == 3 * AT_ONCE
    assert verify.verify(rebuild_rows=True).holds


def test_of_two_that_sign_the_same_one_wins_and_the_other_is_told(galil: Business) -> None:
    row = signed(galil)
    said = at_once([ours(galil, row)] * 8)
    assert Counter(said) == {"": 1, "already_signed": 7}
    assert of(Signature, galil, side="provider").count() == 1
    assert of(Promise, galil, made_at=LATER, nature="deed").count() == 3
    assert verify.verify(rebuild_rows=True).holds
