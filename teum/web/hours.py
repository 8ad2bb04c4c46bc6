"""Opening hours and the days unlike the others."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import organisations as actions
from teum.actions.organisations import Hours
from teum.core.refusal import Refused
from teum.core.working_time import Block, DayChoice
from teum.queries import business
from teum.queries.business import SpecialDayView
from teum.web import moments, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.hours import Blocks, HoursForm, initial


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def hours(request: HttpRequest, reader: Reader) -> HttpResponse:
    """The week, how the country's days are kept, and single days."""
    found = business.hours(by=reader.by, now=reader.now)
    week = {day: tuple((block.opens, block.closes) for block in blocks) for day, blocks in found.week.items()}
    start: dict[str, Any] = {**initial(week), **{kind: str(choice) for kind, choice in found.kinds.items()}}
    form = HoursForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and "remove" in request.POST:
        return _remove(request, reader)
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, reader)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Saved. What was promised already stays as it was told."))
            return see(reverse("hours"))
    context = {"form": form, "hours": {"days": [_day(day, reader) for day in found.days]}}
    return page(request, reader, "hours.html", context, status=422 if form.errors else 200)


def _remove(request: HttpRequest, reader: Reader) -> HttpResponse:
    try:
        on = date.fromisoformat(request.POST["remove"])
    except ValueError:
        return see(reverse("hours"))
    actions.drop_special_day(by=reader.by, on=on)
    flash.success(request, gettext("The day is kept as its weekday again."))
    return see(reverse("hours"))


def _save(form: HoursForm, reader: Reader) -> None:
    data = form.cleaned_data
    kinds = {kind: DayChoice(data[kind]) for kind in ("holidays", "eves", "chol_hamoed", "memorial_days")}
    actions.change_hours(by=reader.by, hours=Hours(week=stored(form.blocks()), **kinds), now=reader.now)
    if data.get("day_on"):
        opens, closes = data.get("day_opens"), data.get("day_closes")
        blocks = (Block(opens, closes),) if opens and closes else ()
        actions.set_special_day(
            by=reader.by, on=data["day_on"], blocks=blocks, name=data.get("day_name") or "", now=reader.now
        )


def stored(week: Blocks) -> dict[int, tuple[Block, ...]]:
    """A week of a form as the house keeps it."""
    return {day: tuple(Block(opens, closes) for opens, closes in blocks) for day, blocks in week.items()}


def _day(day: SpecialDayView, reader: Reader) -> dict[str, Any]:
    hours_ = [
        gettext("%(from)s to %(until)s") % {"from": f"{b.opens:%H:%M}", "until": f"{b.closes:%H:%M}"}
        for b in day.blocks
    ]
    return {
        "key": day.on.isoformat(),
        "date": moments.day(day.on, now=reader.now),
        "name": day.name_he if moments.lang() == "he" else day.name_en,
        "open": ", ".join(hours_) or gettext("Not open"),
        "is_own": day.is_own,
    }
