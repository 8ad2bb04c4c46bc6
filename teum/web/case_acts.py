"""Acts on a case: an update, a call, a closing, a hand-over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import calls, cases, closings, words
from teum.core import window as windows
from teum.language.notices.incident import value
from teum.queries import reader as readers
from teum.queries import remedies, services
from teum.queries.case_view import case_view
from teum.web import act_page, acts, fate, wording
from teum.web.answers import see
from teum.web.closings import still_open
from teum.web.desk import Reader, desk
from teum.web.forms.customer import ClosingForm, HandoverForm
from teum.web.forms.promise import CallForm, UpdateForm
from teum.web.forms.service import CaseServiceForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def update(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """A word to the customer that carries the moment of the next one."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        next_due = windows.aware(datetime.combine(data["due_on"], data["due_at"]), reader.zone)
        return words.give(case_id=case_id, by=reader.by, text=data["text"], next_due=next_due, now=reader.now)

    said = {
        "title": gettext("An update to the customer"),
        "button": gettext("Send the update"),
        "done": gettext("The update is recorded."),
    }
    return act_page.answer(request, reader, case, UpdateForm(act_page.posted(request)), said, do)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def call(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Log a call: whether they were reached, what was said, and when they hear from us next."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        return calls.log(
            case_id=case_id,
            by=reader.by,
            reached=data["reached"] == "yes",
            note=data.get("note") or "",
            next_due=reader.moment(data, "due"),
            now=reader.now,
        )

    said: dict[str, Any] = {
        "title": gettext("A call with %(customer)s") % {"customer": case.customer.name},
        "button": gettext("Record the call"),
        "done": gettext("The call is recorded."),
    }
    if case.customer.phone:
        said["dial"] = acts.dial(case.customer.phone)
    proposed = {name: request.GET.get(name, "") for name in ("due_on", "due_at")}
    return act_page.answer(
        request, reader, case, CallForm(act_page.posted(request), initial=proposed), said, do
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def closing(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Close the case, or see what is still open."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        return cases.close(case_id=case_id, by=reader.by, reason=data.get("reason") or "", now=reader.now)

    ends = still_open(case)
    said: dict[str, Any] = {
        "title": gettext("Close the case"),
        "button": "" if ends else gettext("Close it"),
        "done": gettext("The case is closed."),
        "facts": [*ends, *_offered(case_id, reader)],
    }
    if ends:
        url = reverse("closing_announcement", args=[case_id])
        said["lead"] = gettext("%(case)s. It can be closed once these are finished:") % {
            "case": wording.isolated(case.title)
        }
        said["other"] = acts.Act(label=gettext("The customer does not answer"), url=url)
    return act_page.answer(request, reader, case, ClosingForm(act_page.posted(request)), said, do)


def _offered(case_id: int, reader: Reader) -> list[dict[str, str]]:
    """What the customer was offered for a delay: whoever closes the case sees that they get it."""
    found = remedies.of_case(reader.organisation_id, case_id)
    name, words = gettext("Offered for the delay"), gettext("%(worth)s off what was agreed")
    return [{"name": name, "words": words % {"worth": wording.isolated(value(one))}} for one in found]


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def handover(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Somebody else answers for the case."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    people = [(str(p.pk), p.name) for p in readers.present(reader.organisation_id) if p.pk != case.owner.id]

    def do(data: dict[str, Any]) -> object:
        return cases.assign(case_id=case_id, by=reader.by, owner=int(data["to"]), now=reader.now)

    taker = dict(people).get(request.POST.get("to", ""), "")
    said = {
        "title": gettext("Hand the case over"),
        "button": gettext("Hand over"),
        "done": gettext("Handed over to %(name)s.") % {"name": taker},
    }
    return act_page.answer(
        request, reader, case, HandoverForm(act_page.posted(request), members=people), said, do
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def service(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """What the case is about: said, or set right; what is kept to be told of it is told."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    offered = [(str(one.id), one.name) for one in services.offered(by=reader.by)]

    def do(data: dict[str, Any]) -> object:
        return cases.set_service(case_id=case_id, by=reader.by, service=int(data["service"]), now=reader.now)

    said = {
        "title": gettext("What is this about?"),
        "button": gettext("Set it"),
        "done": gettext(
            "Set. What is to be told of it is told, and what is to be asked stands under the case."
        ),
    }
    now = str(case.service.id) if case.service else ""
    form = CaseServiceForm(act_page.posted(request), services=offered, initial={"service": now})
    return act_page.answer(request, reader, case, form, said, do)


@require_POST
@desk
def reopening(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """A closed matter goes on, with a promise of the next word."""
    closings.reopen(case_id=case_id, by=reader.by, now=reader.now)
    fate.say(request, reader, case_id, gettext("The case is open again."))
    return see(reverse("case", args=[case_id]))
