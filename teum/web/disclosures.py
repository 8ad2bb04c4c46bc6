"""Disclosures of a case at the desk: tell whole, and record what the customer chose before you."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import disclosures as actions
from teum.actions import tasks
from teum.core import window as windows
from teum.core.disclosure import Affects, How, Kind, Option, Shown, Way
from teum.core.refusal import Missing, Refused
from teum.core.window import Window
from teum.language.notices import disclosure as notices
from teum.queries import disclosure_view
from teum.queries.case_view import CaseView, case_view
from teum.queries.day_item import DayItem
from teum.queries.disclosure_view import DisclosureView
from teum.web import act_page, acts, disclosure, fate, moments, photos, refusals, wording
from teum.web.acts import Act
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.disclosure import Card
from teum.web.forms.disclosure import OPTIONS, WAYS_OUT, DisclosureForm, TakenForm
from teum.web.next_step import Group
from teum.web.wording import Words


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
        return on_fields(
            lambda: actions.disclose(
                case_id=case_id,
                by=reader.by,
                shown=shown(data, reader, lang=case.customer.language),
                about=int(data["about"]) if data["about"] else None,
                decide_by=_moment(data, "decide", reader),
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
    return act_page.answer(request, reader, case, form, said, do, groups=_groups(form))


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def correction(request: HttpRequest, reader: Reader, disclosure_id: int) -> HttpResponse:
    """Set right what was told, before anything is chosen."""
    case, view = opened(disclosure_id, reader)
    if view.shown is None:
        raise Missing(disclosure=str(disclosure_id))

    def do(data: dict[str, Any]) -> object:
        return on_fields(
            lambda: actions.correct(
                disclosure_id=disclosure_id,
                by=reader.by,
                shown=shown(data, reader, lang=case.customer.language),
                photos=photos.chosen(data),
                now=reader.now,
            )
        )

    said = {
        "title": gettext("Set right what was told"),
        "button": gettext("Tell it anew"),
        "done": gettext("The customer is told anew."),
    }
    initial = {**filled_in(view.shown), "about": str(view.about or "")}
    form = photos.form(request, reader, case.id, abouts=_abouts(case), initial=initial)
    for name in ("about", "decide_on", "decide_at"):
        del form.fields[name]
    return act_page.answer(request, reader, case, form, said, do, groups=_groups(form))


def opened(disclosure_id: int, reader: Reader) -> tuple[CaseView, DisclosureView]:
    case_id = disclosure_view.case_of(disclosure_id, by=reader.by)
    if case_id is None:
        raise Missing(disclosure=str(disclosure_id))
    case = case_view(case_id, by=reader.by, now=reader.now, lang=reader.language)
    return case, disclosure_view.require(case.disclosures, disclosure_id)


def _abouts(case: CaseView) -> list[tuple[str, str]]:
    ours = [p for p in case.live if p.nature == "deed" and p.debtor != "customer"]
    return [(str(p.id), f"{p.what} ({p.in_words})") for p in ours]


# ── what the form says ──


def shown(data: dict[str, Any], reader: Reader, *, lang: str) -> Shown:
    """What is told; `lang` is that of those who read it."""
    return Shown(
        kind=Kind(data["kind"]),
        what=data["what"],
        matters=data["matters"],
        affects=tuple(Affects(it) for it in data["affects"]),
        found_on=data["found_on"],
        found_by=data["found_by"] or reader.name,
        zone=reader.zone,
        window=_window(data, "resolved", reader),
        no_date=data["no_date"],
        options=options(data, reader, lang=lang),
        recommended=data["recommended"],
        interest=data["interest"],
    )


def options(data: dict[str, Any], reader: Reader, *, lang: str) -> tuple[Option, ...]:
    """What was worded, and the ways out that are ticked; none where nothing was worded."""
    worded = [
        Option(
            key=key,
            way=Way.AS_IS if key == "as_is" else Way.OTHER,
            what=data[f"{key}_what"],
            price=_agorot(data[f"{key}_price"]),
            window=_window(data, key, reader),
            channel=data["channel"],
        )
        for key in OPTIONS
        if data[f"{key}_what"]
    ]
    ways_out = [
        Option(
            key=key, way=Way(key), what=notices.WAYS_OUT[Way(key)][lang], price=0 if key == "cancel" else None
        )
        for key in WAYS_OUT
        if data[key]
    ]
    return (*worded, *ways_out) if worded else ()


def _agorot(price: Decimal | None) -> int | None:
    return None if price is None else int(price * 100)


def _moment(data: dict[str, Any], name: str, reader: Reader) -> datetime | None:
    on, at = data.get(f"{name}_on"), data.get(f"{name}_at")
    return windows.aware(datetime.combine(on, at), reader.zone) if on and at else None


def _window(data: dict[str, Any], name: str, reader: Reader) -> Window | None:
    due = _moment(data, name, reader)
    return Window(due=due) if due else None


def filled_in(shown: Shown) -> dict[str, Any]:
    """What was told, as the form asks for it."""
    said: dict[str, Any] = {
        "kind": str(shown.kind),
        "what": shown.what,
        "matters": shown.matters,
        "affects": [str(it) for it in shown.affects],
        "found_on": shown.found_on,
        "found_by": shown.found_by,
        "no_date": shown.no_date,
        "recommended": shown.recommended,
        "interest": shown.interest,
        "photos": [str(photo.upload) for photo in shown.photos],
        "channel": next((option.channel for option in shown.options if option.channel), ""),
        **_initial_window("resolved", shown.window),
    }
    for option in shown.options:
        if option.key in WAYS_OUT:
            said[option.key] = True
        else:
            price = Decimal(option.price) / 100 if option.price is not None else None
            said |= {f"{option.key}_what": option.what, f"{option.key}_price": price}
            said |= _initial_window(option.key, option.window)
    return said


def _initial_window(name: str, window: Window | None) -> dict[str, Any]:
    return {f"{name}_on": window.due.date(), f"{name}_at": window.due.time()} if window else {}


def _groups(form: DisclosureForm) -> tuple[Group, ...]:
    """What it is and when it is over; what is rarely needed is folded: photos, and all that makes a choice of it."""

    def group(*names: str, legend: Words = "", hint: Words = "") -> Group:
        found = tuple(form[name] for name in names if name in form.fields)
        return Group(fields=found, legend=legend, hint=hint, is_line=any(it.endswith("_on") for it in names))

    choices = [
        *(
            group(f"{key}_what", f"{key}_price", f"{key}_on", f"{key}_at", legend=label)
            for key, label in OPTIONS.items()
        ),
        Group(
            fields=tuple(form[key] for key in WAYS_OUT),
            legend=gettext("The customer may also"),
            hint=gettext("At least one of the two, wherever there is something to choose."),
        ),
        group("channel", "recommended", "interest"),
        group("decide_on", "decide_at", legend=gettext("Until when does the customer choose?")),
    ]
    listed = [
        Group(fields=tuple(form[it] for it in FIRST if it in form.fields)),
        group("resolved_on", "resolved_at", legend=gettext("When is it expected to be resolved?")),
        group("no_date"),
        Group(legend=gettext("Photos"), inner=tuple(photos.groups(form))),
        Group(
            legend=gettext("Options to choose from"),
            hint=gettext(
                "With prices and times, side by side. Without them the customer is told, and chooses nothing."
            ),
            inner=tuple(it for it in choices if it.fields),
        ),
    ]
    return tuple(it for it in listed if it.fields or it.inner)


FIRST = ("kind", "about", "what", "matters", "affects", "found_on", "found_by")
FIELDS = {"decide_by": "decide_on"}
PARTS = {"due": "on", "days": "days"}


def on_fields(act: Any) -> object:
    """Where the refusal is about an option, it is said on the field of the form that words it."""
    try:
        return act()
    except Refused as refused:
        missing = [_field(str(name)) for name in refused.details.get("missing", ())]
        if missing:
            refused.details["missing"] = missing
        if refused.details.get("field"):
            refused.details["field"] = _field(str(refused.details["field"]))
        raise


def _field(name: str) -> str:
    _, _, option = name.partition("options.")
    if not option:
        return FIELDS.get(name, name)
    key, _, part = option.partition(".")
    if part == "channel":  # the form asks it once, for whatever is chosen
        return part
    return f"{key}_{PARTS.get(part, 'what')}"


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
