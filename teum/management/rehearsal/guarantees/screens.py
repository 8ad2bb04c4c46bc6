"""Guarantee 5 on screen: the desk, the customer's page and the API say the same of a case, and it is as it stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, cast

from teum import language
from teum.api import answers
from teum.core import actor
from teum.core.actor import Actor
from teum.core.window import Window
from teum.management.rehearsal.guarantees.violation import Violation
from teum.management.rehearsal.kinds import Found, Kind
from teum.management.rehearsal.scene import Scene
from teum.models import Case, Member, Promise
from teum.queries import customer_page, public, rows
from teum.queries.case_view import CaseNow, CaseView, case_view
from teum.queries.promise_view import promise_view


def same_for_everybody(scene: Scene, case_id: int) -> Iterator[Violation]:
    """Staff, the customer and programs are shown the same state, words and next step, and these are the rows'."""
    by = _runs_it(scene)
    staff = case_view(case_id, by=by, now=scene.now)
    found = (*_to_the_customer(scene, staff), *_to_programs(staff), *_as_it_stands(scene, staff, by))
    for kind, expected in found:
        yield Violation(kind=kind, at=scene.now, case=case_id, expected=expected)


def _runs_it(scene: Scene) -> Actor:
    found = next(
        row["id"]
        for row in scene.picture.of(Member).values()
        if row["role"] == "principal" and row["organisation_id"] == scene.organisation
    )
    return rows.actor(Member.objects.of(scene.organisation).get(pk=found))


# ── the customer ──


def _to_the_customer(scene: Scene, staff: CaseView) -> Iterator[Found]:
    """Behind the link stands what staff are shown; where none opens, behind the next one would."""
    if not staff.page_path:
        customer = actor.customer(scene.organisation, staff.customer.id)
        if _stands(case_view(staff.id, by=customer, now=scene.now)) != _stands(staff):
            yield Kind.SHOWN_DIFFERENTLY, "staff and customer to be shown the same"
        return
    visit = public.visit(_token(staff.page_path), now=scene.now)
    if visit is None or staff.id not in visit.case_ids:
        yield Kind.LINK_OPENS_NOT, "the link that staff are shown to open the case"
        return
    page = customer_page.seen(visit, staff.id, now=scene.now, lang=visit.language)
    if _stands(page.case) != _stands(staff):
        yield Kind.SHOWN_DIFFERENTLY, "the customer's page to show what staff are shown"


def _token(path: str) -> str:
    """What opens a page, of a link that may name one of several cases as well."""
    return path.partition("?")[0].rpartition("/")[2]


def _stands(view: CaseNow) -> tuple[object, ...]:
    survey = view.survey if view.state == "closed" else None
    told = view.disclosures, view.summaries
    return view.state, view.version, view.next, view.promises, view.questions, told, view.files, survey


# ── programs ──


def _to_programs(staff: CaseView) -> Iterator[Found]:
    """The API's answer, as it goes out, says what staff and customer are shown."""
    said = json.loads(answers.send(answers.case(staff)).content)
    for name, shown in _shown_of(staff).items():
        if (read := _read(name, said[name])) != shown:
            yield Kind.API_SAYS_OTHERWISE, f"the API to say of {name} what is shown, {shown}, and not {read}"


def _shown_of(view: CaseView) -> dict[str, Any]:
    """What people go by, each as a program would have to read it."""
    step = view.next
    return {
        "state": view.state,
        "version": view.version,
        "next": step and (step.promise_id, step.awaits, step.due, step.in_words, step.sentence),
        "promises": [
            (
                one.id,
                one.state,
                one.verdict,
                one.window,
                one.proposed,
                one.in_words,
                one.sentence,
                one.is_late,
            )
            for one in view.promises
        ],
        "questions": [
            (one.id, one.standing, one.answer if one.answered_at else "", one.due) for one in view.questions
        ],
        "summaries": [(one.id, one.state, one.text, one.is_awaited) for one in view.summaries],
        "disclosures": [(one.id, one.standing, one.digest, one.chosen, one.due) for one in view.disclosures],
        "files": [(one.id, one.name) for one in view.files],
        "survey": view.survey and (view.survey.id, view.survey.score, view.survey.gap),
        "open_ends": [(one.kind, one.id, one.due) for one in view.open_ends],
        "messages": [(one.id, one.state, one.text) for one in view.messages],
    }


def _read(name: str, said: Any) -> Any:
    """What a program reads under a name of the answer."""
    read = _READ.get(name)
    if read is None or said is None:
        return said
    return [read(one) for one in said] if isinstance(said, list) else read(said)


_READ: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "next": lambda one: (
        int(one["promise"]),
        one["awaits"],
        _at(one["due"]),
        one["in_words"],
        one["sentence"],
    ),
    "promises": lambda one: (
        int(one["id"]),
        one["state"],
        one["verdict"] or "",
        _window(one["window"]),
        _window(one["proposed"]),
        one["in_words"],
        one["sentence"],
        one["is_late"],
    ),
    "questions": lambda one: (int(one["id"]), one["state"], one["answer"] or "", _at(one["due"])),
    "summaries": lambda one: (int(one["id"]), one["state"], one["text"], one["is_awaited"]),
    "disclosures": lambda one: (
        int(one["id"]),
        one["state"],
        one["shown"],
        one["chosen"] or "",
        _at(one["decide_by"]),
    ),
    "files": lambda one: (int(one["id"]), one["name"]),
    "survey": lambda one: (int(one["id"]), one["score"], one["gap"] or ""),
    "open_ends": lambda one: (one["kind"], int(one["id"]), _at(one["due"])),
    "messages": lambda one: (int(one["id"]), one["state"], one["text"]),
}


def _at(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _window(said: dict[str, str | None] | None) -> Window | None:
    return Window(due=cast(datetime, _at(said["due"])), start=_at(said["start"])) if said else None


# ── the rows ──


def _as_it_stands(scene: Scene, staff: CaseView, by: Actor) -> Iterator[Found]:
    stored = scene.picture.of(Promise)
    for view in staff.promises:
        row = stored[view.id]
        window = rows.window(row["due"], row["start"], row["zone"])
        if (view.state, view.window, view.verdict) != (row["state"], window, row["verdict"]):
            yield Kind.PROMISE_SHOWN_WRONG, f"promise {view.id} to be shown as it stands"
        if view.in_words != language.in_words(window, staff.customer.language, scene.now):
            yield Kind.WINDOW_WORDED_WRONG, f"promise {view.id} to be shown in the words of its window"
    newest = staff.promises[-1]
    if newest != promise_view(newest.id, by=by, now=scene.now):
        yield Kind.ALONE_LOOKS_DIFFERENT, f"promise {newest.id} to look the same alone and in its case"
    if staff.state != scene.picture.of(Case)[staff.id]["state"]:
        yield Kind.CASE_SHOWN_WRONG, "the case to be shown as it stands"
    if (staff.next is None) != (staff.state == "closed"):
        yield Kind.NEXT_STEP_SHOWN_WRONG, "a next step to be shown as long as the case is open"
    live = {view.id for view in staff.promises if view.is_live and view.nature != "closing"}
    if {end.id for end in staff.open_ends if end.kind == "promise"} != live:
        yield Kind.OPEN_ENDS_SHOWN_WRONG, "every live promise to be shown as an open end"
