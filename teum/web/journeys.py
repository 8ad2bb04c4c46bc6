"""The process of a case at the desk: where it is, the next stage, and what comes with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import journeys as actions
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.queries import processes, stage_entries
from teum.queries import reader as readers
from teum.queries.case_view import CaseView, case_view
from teum.queries.journeys import JourneyView, StageView
from teum.queries.processes import ProcessView
from teum.queries.promise_view import PromiseView
from teum.queries.stage_entries import EntryView
from teum.web import act_page, fate, ids, wording
from teum.web.answers import see
from teum.web.desk import Reader, desk, refusal_page
from teum.web.forms.process import JourneyForm, StageEnterForm
from teum.web.next_step import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A stage as the line draws it; `state` as CSS knows it, empty for one that is to come."""

    words: str
    state: str
    when: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The process of a case: its line, and what can be done with it."""

    steps: tuple[Step, ...]
    next: str
    next_url: str
    held: str
    held_url: str
    """What is to be reported before the case goes on, and where."""
    finish_url: str
    leave_url: str
    renew_url: str


def card(case: CaseView, reader: Reader) -> Card | None:
    """What the case's page shows of it; None where it follows none."""
    journey = case.journey
    if journey is None:
        return None
    may = case.state == "open" and reader.may(Act.RECORD)
    following = journey.stages[journey.following] if journey.following is not None else None
    held = _held(case)
    return Card(
        steps=steps(journey),
        next=following.name if following and may else "",
        next_url=reverse("stage_new", args=[case.id]) if may else "",
        held=held.what if held and may else "",
        held_url=reverse("promise", args=[held.id]) if held else "",
        finish_url=reverse("stage_end", args=[case.id])
        if may and journey.here is not None and held is None
        else "",
        leave_url=reverse("journey_end", args=[case.id]) if may else "",
        renew_url=reverse("journey_renew", args=[case.id]) if may and journey.has_changed else "",
    )


def _held(case: CaseView) -> PromiseView | None:
    """What holds the case in its stage until it is reported."""
    owed = case.journey.owed if case.journey else None
    return next((one for one in case.promises if one.id == owed), None)


def _entries(found: Sequence[EntryView]) -> list[dict[str, str]]:
    """Each stage with what it would promise."""
    return [{"name": wording.isolated(one.name), "words": _entry(one)} for one in found]


def _entry(entry: EntryView) -> str:
    said = {"what": wording.isolated(entry.what), "when": entry.when}
    if entry.is_held:
        return gettext("Promised already, and it stays as it is: %(what)s, %(when)s.") % said
    if not entry.what:
        return gettext("The customer is promised a word, %(when)s.") % said
    promised = gettext("The customer is promised, and told: %(what)s, %(when)s.") % said
    if not entry.needs:
        return promised
    first = {"needs": wording.isolated(", ".join(entry.needs)), "when": entry.needs_when}
    return " ".join([gettext("Needed from the customer first: %(needs)s, %(when)s.") % first, promised])


def may_follow(case: CaseView, reader: Reader) -> bool:
    """Whether there is a process that the case may begin."""
    is_free = case.journey is None or case.journey.is_over
    return is_free and reader.may(Act.RECORD) and bool(processes.offered(case, by=reader.by))


def steps(journey: JourneyView) -> tuple[Step, ...]:
    """All its stages, in order; of one that was left out that is said."""
    return tuple(_step(stage) for stage in journey.stages)


def _step(stage: StageView) -> Step:
    to_come = stage.state in ("here", "ahead")
    lines = (
        [gettext("Acting: %(who)s") % {"who": stage.who}] if to_come and stage.actor == "third_party" else []
    )
    if to_come and stage.brings:
        lines.append(gettext("Needed for this: %(what)s") % {"what": ", ".join(stage.brings)})
    if stage.state == "here" and stage.hears:
        lines.append(stage.hears)
    return Step(
        words=stage.name,
        state="" if stage.state == "ahead" else stage.state,
        when=stage.when,
        lines=tuple(lines),
    )


def _members(reader: Reader) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in readers.present(reader.organisation_id)]


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def journey_new(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """A case begins to follow a process."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    views = processes.offered(case, by=reader.by)
    offered = [(str(one.id), one.name.of(reader.language)) for one in views]

    def do(data: dict[str, Any]) -> object:
        return actions.begin(
            case_id=case_id,
            process_id=ids.read(data["process"]) or 0,
            by=reader.by,
            owner=ids.read(data["owner"]),
            now=reader.now,
        )

    said = {
        "facts": [_offer(one, case, reader) for one in views],
        "title": gettext("Follow a process"),
        "button": gettext("Begin"),
        "done": gettext("The process has begun. The customer sees its stages on their page."),
    }
    form = JourneyForm(
        act_page.posted(request),
        processes=offered,
        members=_members(reader),
        initial={"owner": str(case.owner.id)},
    )
    return act_page.answer(request, reader, case, form, said, do)


def _offer(process: ProcessView, case: CaseView, reader: Reader) -> dict[str, str]:
    """A process with its stages, and what its first one would promise."""
    first = stage_entries.begins(case, process, by=reader.by, lang=reader.language, now=reader.now)
    names = " · ".join(stage.name.of(reader.language) for stage in process.stages)
    return {
        "name": wording.isolated(process.name.of(reader.language)),
        "words": f"{wording.isolated(names)}. {_entry(first)}",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def stage_new(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """A case enters a stage: the one that follows, unless another is chosen."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    stages = case.journey.stages if case.journey else ()
    following = case.journey.following if case.journey else None
    choices = [(str(stage.number), stage.name) for stage in stages if stage.state != "here"]

    def do(data: dict[str, Any]) -> object:
        return actions.enter(
            case_id=case_id,
            stage=int(data["stage"]),
            by=reader.by,
            owner=ids.read(data["owner"]),
            due=reader.moment(data, "due"),
            now=reader.now,
        )

    held = _held(case)
    waits = {
        "name": gettext("First, report what was promised in this stage"),
        "words": held.what if held else "",
        "url": reverse("promise", args=[held.id]) if held else "",
    }
    entries = stage_entries.ahead(case, by=reader.by, lang=reader.language, now=reader.now)
    said = {
        "facts": [*([waits] if held else []), *_entries(entries)],
        "title": gettext("The next stage"),
        "lead": gettext("What each stage promises, where the case goes there now:"),
        "button": gettext("Go to the stage"),
        "done": gettext("The case is in its next stage, and what that promises is promised."),
    }
    form = StageEnterForm(
        act_page.posted(request),
        stages=choices,
        members=_members(reader),
        initial={"stage": str(following) if following is not None else "", "owner": str(case.owner.id)},
    )
    groups = (
        Group(fields=(form["stage"], form["owner"])),
        Group(
            fields=(form["due_on"], form["due_at"]),
            legend=gettext("By when"),
            hint=gettext("Where nothing is written: the time that stands beside the stage above."),
            is_line=True,
        ),
    )
    return act_page.answer(request, reader, case, form, said, do, groups)


@require_POST
@desk
def stage_end(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """The stage is over."""
    actions.finish(case_id=case_id, by=reader.by, now=reader.now)
    fate.say(request, reader, case_id, gettext("The stage is over."))
    return see(reverse("case", args=[case_id]))


@require_POST
@desk
def journey_renew(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """The stages ahead are those of the process as it is now."""
    try:
        actions.renew(case_id=case_id, by=reader.by, now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    said = gettext("The stages ahead are those of the process now. What was promised stays promised.")
    fate.say(request, reader, case_id, said)
    return see(reverse("case", args=[case_id]))


@require_POST
@desk
def journey_end(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """The case follows its process no longer."""
    actions.follow_no_more(case_id=case_id, by=reader.by, now=reader.now)
    said = gettext("The case follows no process now. What was promised stays promised.")
    fate.say(request, reader, case_id, said)
    return see(reverse("case", args=[case_id]))


patterns: list[URLPattern] = [
    path("cases/<id:case_id>/process", journey_new, name="journey_new"),
    path("cases/<id:case_id>/process/renewed", journey_renew, name="journey_renew"),
    path("cases/<id:case_id>/process/ended", journey_end, name="journey_end"),
    path("cases/<id:case_id>/stages", stage_new, name="stage_new"),
    path("cases/<id:case_id>/stages/ended", stage_end, name="stage_end"),
]
