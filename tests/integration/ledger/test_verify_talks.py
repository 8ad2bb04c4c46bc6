"""`teum verify --rebuild` names the conversation, summary or choice that says other than its events."""

from __future__ import annotations

from typing import Any

import pytest

from tests import cast
from tests.cast import MONDAY_1000, Business, by, of
from tests.cast_disclosure import shower
from tests.integration.test_conversations import CALL_BACK, talk
from teum.actions import disclosures, objections, summaries
from teum.actions.conversations import Asked, Wished
from teum.core.conversation import Outcome
from teum.core.disclosure import How
from teum.models import Conversation, Disclosure, Promise, Remark, Summary, Wish
from teum.models.tenancy import OfOrganisation
from teum.queries.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(galil: Business) -> Business:
    """A conversation with all that comes of one, its summary confirmed, and a choice that was made."""
    opened = cast.case(galil.yael, galil.dana)
    row = talk(
        galil,
        opened.pk,
        now=MONDAY_1000,
        promises=[CALL_BACK],
        questions=[Asked(text="באיזה צבע יהיה המזגן?", is_theirs=True)],
        wishes=[Wished(text="לדבר עם היבואן", outcome=Outcome.PROMISED, made=0)],
    )
    sent = summaries.send(conversation_id=row.pk, by=by(galil.yael), now=MONDAY_1000)
    summaries.confirm(summary_id=sent.pk, by=by(galil.yael), now=MONDAY_1000)
    made = of(Promise, galil, conversation=row, nature="deed").earliest("id")
    chosen = disclosures.disclose(
        case_id=opened.pk,
        by=by(galil.yael),
        shown=shower(),
        about=made.pk,
        decide_by=cast.TUESDAY_1400,
        now=MONDAY_1000,
    )
    objections.object_to(disclosure_id=chosen.pk, by=galil.as_customer, text="לי זה מפריע", now=MONDAY_1000)
    disclosures.decide(
        disclosure_id=chosen.pk,
        by=by(galil.yael),
        option="other",
        shown=disclosures.shown_digest(chosen.told),
        how=How.COUNTER,
        now=MONDAY_1000,
    )
    assert verify(rebuild_rows=True).holds
    return galil


@pytest.mark.parametrize(
    ("model", "change", "detail"),
    [
        (Disclosure, {"chosen": "as_is"}, "chosen"),
        (Disclosure, {"how": "page"}, "how"),
        (Disclosure, {"kind": "fault"}, "kind"),
        (Disclosure, {"about": None}, "about"),
        (Disclosure, {"objection": None}, "objection"),
        (Disclosure, {"chosen": "", "how": "", "decided": None}, "chosen, how, decided"),
        (Summary, {"answer": "", "answered_at": None}, "answer, answered_at"),
        (Summary, {"answered_at": cast.SUNDAY_1000}, "answered_at"),
        (Wish, {"outcome": "declined", "promise": None}, "outcome, promise"),
        (Conversation, {"direction": "out"}, "direction"),
        (Promise, {"conversation": None}, "promises"),
    ],
)
def test_a_row_that_says_other_than_its_events_is_named(
    told: Business, model: type[OfOrganisation], change: dict[str, Any], detail: str
) -> None:
    of(model, told).update(**change)
    assert verify().holds, "without --rebuild rows are not compared"
    found = verify(rebuild_rows=True).broken
    named = "conversation" if model is Promise else model.__name__.lower()
    assert found and found.what == "row_differs" and found.detail.startswith(f"{named} ")
    assert found.detail.endswith(f": {detail}")


def test_other_words_than_were_shown_or_said_are_named(told: Business) -> None:
    row = of(Disclosure, told).get()
    other = of(Remark, told, case=row.case_id).exclude(pk__in=[row.told_id, row.decided_id])[0]
    for name in ("told", "decided"):
        of(Disclosure, told).update(**{name: other})
        found = verify(rebuild_rows=True).broken
        assert found and found.detail == f"disclosure {row.pk}: {name}"
        of(Disclosure, told).update(**{name: getattr(row, name)})


def test_a_disclosure_that_is_gone_is_named(told: Business) -> None:
    row = of(Disclosure, told).get()
    gone = row.pk
    of(Disclosure, told).delete()
    found = verify(rebuild_rows=True).broken
    assert found and (found.what, found.detail) == ("row_missing", f"disclosure {gone}")
    row.pk = gone + 1
    row.save(force_insert=True)
    found = verify(rebuild_rows=True).broken
    assert found and found.what == "row_missing", "another row is not the one that is gone"


def test_erased_words_count_as_erased(told: Business) -> None:
    of(Remark, told).update(text="", salt="")
    assert verify(rebuild_rows=True).holds
