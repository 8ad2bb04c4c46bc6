"""Guarantee 5, one truth, said so precisely that it can be false."""

from __future__ import annotations

from datetime import UTC, datetime

from tests import cast
from tests.property import fold
from tests.property.world import World
from teum import language
from teum.models import Case, Promise
from teum.queries import rows
from teum.queries.case_view import CaseView, case_view
from teum.queries.promise_view import promise_view


def one_truth(world: World) -> None:
    """Guarantee 5: every promise's row is what its events tell, and its verdict follows from them."""
    for row in world.picture.of(Promise).values():
        facts = world.picture.facts_of(row["id"])
        told = fold.of(facts)
        stands = (
            row["state"],
            row["due"].astimezone(UTC),
            _utc(row["start"]),
            row["owner_id"],
            row["number"],
        )
        assert stands == (told.state, told.due, told.start, told.owner, told.number), (
            f"promise {row['id']}: the row says {stands}, its events {told}"
        )
        rest = (row["answerable_id"], row["version"], row["revisions"], _utc(row["proposed_due"]))
        assert rest == (told.answerable, told.version, told.revisions, told.proposed_due), (
            f"promise {row['id']}: the row says {rest}, its events {told}"
        )
        assert row["verdict"] == fold.verdict(facts), (
            f"promise {row['id']}: {row['verdict']!r} is not its verdict"
        )


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at else None


def same_for_everybody(world: World, case_id: int) -> None:
    """Guarantee 5 on screen: staff, the customer and programs are shown the same state, words and next step."""
    galil = world.stage.galil
    staff = case_view(case_id, by=cast.by(galil.yael), now=world.now)
    theirs = case_view(case_id, by=galil.as_customer, now=world.now)
    assert _shown(staff) == _shown(theirs)
    stored = world.picture.of(Promise)
    for view in staff.promises:
        row = stored[view.id]
        window = rows.window(row["due"], row["start"], row["zone"])
        assert (view.state, view.window, view.verdict) == (row["state"], window, row["verdict"])
        assert view.in_words == language.in_words(window, staff.customer.language, world.now)
    newest = staff.promises[-1]
    assert newest == promise_view(newest.id, by=cast.by(galil.ruth), now=world.now)
    assert staff.state == world.picture.of(Case)[case_id]["state"]
    assert (staff.next is None) == (staff.state == "closed")
    live = {view.id for view in staff.promises if view.is_live}
    assert {end.id for end in staff.open_ends if end.kind == "promise"} == live
    assert staff.state == "open" or not live


def _shown(view: CaseView) -> tuple[object, ...]:
    return view.state, view.version, view.next, view.promises, view.open_ends, view.messages
