"""Disclosures of a case at the desk: tell whole, and record what the customer chose before you."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import disclosures as actions
from teum.actions import tasks
from teum.core.disclosure import How
from teum.core.refusal import Missing, Refused
from teum.queries import disclosure_view
from teum.queries.case_view import CaseView, case_view
from teum.queries.day_item import DayItem
from teum.queries.disclosure_view import DisclosureView
from teum.web import act_page, acts, disclosure, disclosure_form, fate, moments, photos, refusals, wording
from teum.web.acts import Act
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.disclosure import Card
from teum.web.forms.disclosure import TakenForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A disclosure as the case's page draws it."""

    card: Card
    heading: str
    said: str
    decide_url: str
    correct_url: str


def told(case: CaseView, reader: Reader) -> list[Told]:
    """The open ones first, then the newest."""
    listed = sorted(case.disclosures, key=lambda it: (not it.is_open, -it.id))
    return [_told(view, case, reader) for view in listed]


def _told(view: DisclosureView, case: CaseView, reader: Reader) -> Told:
    customer = wording.isolated(case.customer.name)
    words = {"customer": customer, "window": view.in_words}
    heading = gettext("Told.")
    if view.is_open:
        heading = gettext("%(customer)s chooses %(window)s. Until then nothing is chosen.") % words
    elif view.decided_at:
        words["at"] = moments.at(view.decided_at, zone=reader.zone, now=reader.now)
        heading = gettext("%(customer)s chose %(at)s.") % words
    return Told(
        card=disclosure.card(view, now=reader.now),
        heading=heading,
        said=view.said if view.how in ("call", "mail") else "",
        decide_url=reverse("decision", args=[view.id]) if view.is_open else "",
        correct_url=reverse("disclosure_correction", args=[view.id]) if view.is_open else "",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def new_disclosure(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Tell the customer of something, whole."""
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)

    def do(data: dict[str, Any]) -> object:
        return disclosure_form.on_fields(
            lambda: actions.disclose(
                case_id=case_id,
                by=reader.by,
                shown=disclosure_form.shown(data, reader, lang=case.customer.language),
                about=int(data["about"]) if data["about"] else None,
                decide_by=reader.moment(data, "decide"),
                photos=photos.chosen(data),
                now=reader.now,
            )
        )

    said = {
        "title": gettext("Something the customer should know"),
        "button": gettext("Tell the customer"),
        "done": gettext("The customer is told."),
    }
    today = reader.now.astimezone(reader.zone).date()
    initial = {"do_nothing": True, "cancel": True, "found_on": today, "found_by": reader.name}
    form = photos.form(request, reader, case_id, abouts=_abouts(case), initial=initial)
    return act_page.answer(request, reader, case, form, said, do, groups=disclosure_form.groups(form))


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def correction(request: HttpRequest, reader: Reader, disclosure_id: int) -> HttpResponse:
    """Set right what was told, before anything is chosen."""
    case, view = opened(disclosure_id, reader)
    if view.shown is None:
        raise Missing(disclosure=str(disclosure_id))

    def do(data: dict[str, Any]) -> object:
        return disclosure_form.on_fields(
            lambda: actions.correct(
                disclosure_id=disclosure_id,
                by=reader.by,
                shown=disclosure_form.shown(data, reader, lang=case.customer.language),
                photos=photos.chosen(data),
                now=reader.now,
            )
        )

    said = {
        "title": gettext("Set right what was told"),
        "button": gettext("Tell it anew"),
        "done": gettext("The customer is told anew."),
    }
    initial = {**disclosure_form.filled_in(view.shown), "about": str(view.about or "")}
    form = photos.form(request, reader, case.id, abouts=_abouts(case), initial=initial)
    for name in ("about", "decide_on", "decide_at"):
        del form.fields[name]
    return act_page.answer(request, reader, case, form, said, do, groups=disclosure_form.groups(form))


def opened(disclosure_id: int, reader: Reader) -> tuple[CaseView, DisclosureView]:
    case_id = disclosure_view.case_of(disclosure_id, by=reader.by)
    if case_id is None:
        raise Missing(disclosure=str(disclosure_id))
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    return case, disclosure_view.require(case.disclosures, disclosure_id)


def _abouts(case: CaseView) -> list[tuple[str, str]]:
    ours = [p for p in case.live if p.nature == "deed" and p.debtor != "customer"]
    return [(str(p.id), f"{p.what} ({p.in_words})") for p in ours]


# ── what was chosen ──


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def decision(request: HttpRequest, reader: Reader, disclosure_id: int) -> HttpResponse:
    """Record what the customer chose; the screen can be turned to them."""
    case, view = opened(disclosure_id, reader)
    form = TakenForm(act_page.posted(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.decide(
                disclosure_id=disclosure_id,
                by=reader.by,
                option=said["option"],
                shown=said["shown"],
                how=How(said["how"]),
                proof=said["proof"],
                now=reader.now,
            )
        except Refused as refused:
            refusals.put(form, refused)
            case, view = opened(disclosure_id, reader)
        else:
            fate.say(request, reader, case.id, gettext("The choice is recorded."))
            return see(reverse("case", args=[case.id]))
    context = {"case": case, "card": disclosure.card(view, now=reader.now), "form": form}
    return page(request, reader, "disclosure.html", context, tab="cases", status=422 if form.errors else 200)


def acts_of(item: DayItem, calls: list[Act]) -> list[Act]:
    """A choice that is awaited, or came; or whether to tell it to everybody."""
    seen = []
    if item.task_id and item.kind in tasks.SEEN:
        seen = [Act(label=gettext("Seen"), url=reverse("task_seen", args=[item.task_id]), post=True)]
    if item.kind == "decided":
        return seen
    if item.kind == "standing":
        url = reverse("standing_service", args=[item.disclosure_id])
        return [Act(label=gettext("Tell it to everybody"), url=url), *seen]
    dial = [acts.dial(item.phone)] if item.phone and item.kind == "waiting" else []
    url = reverse("decision", args=[item.disclosure_id])
    return [Act(label=gettext("The customer chose"), url=url), *calls, *dial][:2]


patterns: list[URLPattern] = [
    path("cases/<id:case_id>/disclosures", new_disclosure, name="disclosure_new"),
    path("disclosures/<id:disclosure_id>/corrections", correction, name="disclosure_correction"),
    path("disclosures/<id:disclosure_id>/decisions", decision, name="decision"),
]
