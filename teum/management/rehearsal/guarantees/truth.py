"""Guarantee 5, one truth, said so precisely that it can be false."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from teum import language
from teum.core import actor
from teum.management.rehearsal import fold
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.picture import Fact, Row
from teum.management.rehearsal.scene import Scene
from teum.models import Case, Member, Promise
from teum.queries import customer_page, public, rows
from teum.queries.case_view import CaseNow, CaseView, case_view
from teum.queries.promise_view import promise_view


def one_truth(scene: Scene) -> Iterator[Violation]:
    """Guarantee 5: every promise's row is what its events tell, and its verdict follows from them."""
    for row in scene.picture.of(Promise).values():
        for kind, expected in _differences(row, scene.picture.facts_of(row["id"])):
            yield Violation(
                kind=kind, at=scene.now, case=row["case_id"], promise=row["id"], expected=expected
            )


def _differences(row: Row, facts: list[Fact]) -> Iterator[Found]:
    try:
        told = fold.of(facts)
    except fold.Impossible as impossible:
        yield Kind.HISTORY_IMPOSSIBLE, f"a possible history, not {impossible}"
        return
    pairs = {
        "state": (row["state"], told.state),
        "due": (row["due"].astimezone(UTC), told.due),
        "start": (_utc(row["start"]), told.start),
        "owner": (row["owner_id"], told.owner),
        "answerable": (row["answerable_id"], told.answerable),
        "number": (row["number"], told.number),
        "version": (row["version"], told.version),
        "revisions": (row["revisions"], told.revisions),
        "proposed due": (_utc(row["proposed_due"]), told.proposed_due),
    }
    for name, (stands, is_told) in pairs.items():
        if stands != is_told:
            yield Kind.ROW_DIFFERS, f"the {name} that its events tell, {is_told}, and its row says {stands}"
    verdict = fold.verdict(facts)
    if row["verdict"] != verdict:
        yield (
            Kind.VERDICT_DIFFERS,
            f"the verdict that its events tell, {verdict}, and its row says {row['verdict']}",
        )


def _utc(at: datetime | None) -> datetime | None:
    return at.astimezone(UTC) if at else None


def same_for_everybody(scene: Scene, case_id: int) -> Iterator[Violation]:
    """Guarantee 5 on screen: staff, the customer and programs are shown the same state, words and next step."""
    for kind, expected in _shown_differently(scene, case_id):
        yield Violation(kind=kind, at=scene.now, case=case_id, expected=expected)


def _shown_differently(scene: Scene, case_id: int) -> Iterator[Found]:
    runs_it = next(
        row["id"]
        for row in scene.picture.of(Member).values()
        if row["role"] == "principal" and row["organisation_id"] == scene.organisation
    )
    member = rows.actor(Member.objects.of(scene.organisation).get(pk=runs_it))
    staff = case_view(case_id, by=member, now=scene.now)
    customer = actor.customer(scene.organisation, scene.picture.of(Case)[case_id]["customer_id"])
    theirs = case_view(case_id, by=customer, now=scene.now)
    if _shown(staff) != _shown(theirs):
        yield Kind.SHOWN_DIFFERENTLY, "staff and customer to be shown the same"
    visit = public.visit(staff.page_path.rpartition("/")[2], now=scene.now)
    if visit and case_id in visit.case_ids:
        page = customer_page.seen(visit, case_id, now=scene.now, lang=visit.language)
        if _stands(page.case) != _stands(staff):
            yield Kind.SHOWN_DIFFERENTLY, "the customer's page to show what staff are shown"
    stored = scene.picture.of(Promise)
    for view in staff.promises:
        row = stored[view.id]
        window = rows.window(row["due"], row["start"], row["zone"])
        if (view.state, view.window, view.verdict) != (row["state"], window, row["verdict"]):
            yield Kind.PROMISE_SHOWN_WRONG, f"promise {view.id} to be shown as it stands"
        if view.in_words != language.in_words(window, staff.customer.language, scene.now):
            yield Kind.WINDOW_WORDED_WRONG, f"promise {view.id} to be shown in the words of its window"
    newest = staff.promises[-1]
    if newest != promise_view(newest.id, by=member, now=scene.now):
        yield Kind.ALONE_LOOKS_DIFFERENT, f"promise {newest.id} to look the same alone and in its case"
    if staff.state != scene.picture.of(Case)[case_id]["state"]:
        yield Kind.CASE_SHOWN_WRONG, "the case to be shown as it stands"
    if (staff.next is None) != (staff.state == "closed"):
        yield Kind.NEXT_STEP_SHOWN_WRONG, "a next step to be shown as long as the case is open"
    live = {view.id for view in staff.promises if view.is_live and view.nature != "closing"}
    if {end.id for end in staff.open_ends if end.kind == "promise"} != live:
        yield Kind.OPEN_ENDS_SHOWN_WRONG, "every live promise to be shown as an open end"


def _stands(view: CaseNow) -> tuple[object, ...]:
    survey = view.survey if view.state == "closed" else None
    return view.state, view.version, view.next, view.promises, view.questions, view.disclosures, survey


def _shown(view: CaseView) -> tuple[object, ...]:
    return *_stands(view), view.open_ends, view.messages
