"""The question bank: managers keep it, and whoever asks taps one of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from teum.actions import bank as actions
from teum.core import permissions
from teum.core.permissions import Act
from teum.core.refusal import Refused
from teum.queries import bank as queries
from teum.queries import services
from teum.queries.bank import BankView
from teum.queries.case_view import CaseView
from teum.web import fate, ids, refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page, refusal_page
from teum.web.forms.bank import KINDS, PHASES, BankChangeForm, BankForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A question as the list shows it."""

    he: str
    en: str
    kind: str
    service: str
    is_active: bool
    url: str


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def bank(request: HttpRequest, reader: Reader) -> HttpResponse:
    """All of it by phase; a new question is added here."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    form = BankForm(request.POST or None, services=_services(reader))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(by=reader.by, entry=_entry(form), now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Added. From now on it is offered in cases."))
            return see(reverse("bank"))
    every = queries.every(by=reader.by)
    phases = [(words, [_line(one) for one in every if one.phase == phase]) for phase, words in PHASES]
    context = {"form": form, "phases": phases}
    return page(request, reader, "bank.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def bank_question(request: HttpRequest, reader: Reader, bank_id: int) -> HttpResponse:
    """One question: its words, and whether it is still asked."""
    permissions.require(reader.by, Act.MANAGE_SERVICES)
    kept = queries.one(bank_id=bank_id, by=reader.by)
    start = {name: getattr(kept, name) for name in ("he", "en", "kind", "phase", "is_active")}
    start["service"] = str(kept.service.id) if kept.service else ""
    posted = request.POST if request.method == "POST" else None
    form = BankChangeForm(posted, initial=start, services=_services(reader))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(bank_id=bank_id, by=reader.by, entry=_entry(form), now=reader.now)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Saved."))
            return see(reverse("bank"))
    act = {
        "action": request.path,
        "title": kept.said(reader.language),
        "button": gettext("Save"),
        "back_url": reverse("bank"),
        "back_words": gettext("Question bank"),
    }
    return page(request, reader, "act.html", {"form": form, "act": act}, status=422 if form.errors else 200)


@require_POST
@desk
def ask(request: HttpRequest, reader: Reader, case_id: int) -> HttpResponse:
    """Ask the customer one of the bank's questions, in their language."""
    bank_id = ids.read(request.POST.get("bank"))
    if bank_id is None:
        raise Http404
    try:
        actions.ask(case_id=case_id, by=reader.by, bank_id=bank_id, now=reader.now)
    except Refused as refused:
        return refusal_page(request, reader, refused)
    fate.say(request, reader, case_id, gettext("The question is recorded."))
    return see(reverse("case", args=[case_id]))


def chips(case: CaseView, reader: Reader) -> dict[str, object] | None:
    """What the ask form offers by one tap: what fits where the case is now, and the rest of what fits at all."""
    phase, lang = queries.phase_of(case), case.customer.language
    offered = queries.offered(case, by=reader.by)
    if not offered:
        return None
    now = [(one.id, one.said(lang)) for one in offered if one.phase == phase]
    later = [(one.id, one.said(lang)) for one in offered if one.phase != phase]
    return {"url": reverse("bank_ask", args=[case.id]), "now": now, "later": later, "lang": lang}


def _services(reader: Reader) -> list[tuple[str, str]]:
    return [(str(service.id), service.name) for service in services.every(by=reader.by)]


def _entry(form: BankForm) -> actions.Entry:
    said = form.cleaned_data
    return actions.Entry(
        he=said["he"],
        en=said["en"],
        phase=said["phase"],
        kind=said["kind"],
        service=ids.read(said.get("service")),
        is_active=said.get("is_active", True),
    )


def _line(one: BankView) -> Line:
    return Line(
        he=one.he,
        en=one.en,
        kind=str(dict(KINDS)[one.kind]),
        service=one.service.name if one.service else "",
        is_active=one.is_active,
        url=reverse("bank_question", args=[one.id]),
    )


patterns: list[URLPattern] = [
    path("settings/questions", bank, name="bank"),
    path("settings/questions/<id:bank_id>", bank_question, name="bank_question"),
    path("cases/<id:case_id>/bank-questions", ask, name="bank_ask"),
]
