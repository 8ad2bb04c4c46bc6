"""A business's form on any site: the one page that others may frame, the script that puts it there, its answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from csp.decorators import csp_replace
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from teum.actions import intakes as actions
from teum.actions.intakes import Origin
from teum.core import intake as core
from teum.core.refusal import Refused
from teum.now import now
from teum.queries import intakes as queries
from teum.queries import public as visits
from teum.queries.intakes import IntakeView, Open
from teum.web import limits, public, refusals
from teum.web.answers import see
from teum.web.forms.intake import IntakeForm
from teum.web.wording import Words

SCRIPT = Path(__file__).resolve().parent.parent / "static" / "js" / "embed.js"
_SALT = "teum.intake"
AGAIN: dict[str, Words] = {
    "soon": gettext_lazy(
        "This came back faster than a person writes. Look over it, and send it once more. All of it is still here."
    ),
    "old": gettext_lazy(
        "This page was open for more than a day. Look over it, and send it once more. All of it is still here."
    ),
}


def _framed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that any site may frame; no cookie stands behind it, so that nothing is done in anybody's name."""
    shown: Callable[..., HttpResponse] = csp_replace({"frame-ancestors": ["*"]})(view)  # type: ignore[assignment]
    return csrf_exempt(xframe_options_exempt(shown))


@_framed
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, slug: str, form_key: str) -> HttpResponse:
    """What the template asks of a stranger; the answer is a concrete window and a link."""
    opened = queries.opened(slug, form_key)
    if opened is None:
        return _closed(request, slug)
    translation.activate(opened.form.language)
    at = now()
    form = _form(opened, request.POST if request.method == "POST" else None, at)
    if request.method != "POST":
        return _page(request, opened, form, at)
    if form.is_trapped:
        return see(request.path)
    if not form.is_valid() or (again := _again(form, opened.form, at)):
        if form.is_valid():
            form.add_error(None, str(AGAIN[again]))
        return _page(request, opened, form, at, status=422)
    try:
        received = actions.receive(
            organisation_id=opened.business.id,
            key=form_key,
            who=form.sender(opened.form.language),
            answers=form.said(),
            origin=Origin(
                place=limits.home(request), seal=form.cleaned_data["seal"], proof=form.cleaned_data["proof"]
            ),
            now=at,
        )
    except Refused as refused:
        form.put(refused)
        return _page(request, opened, form, at, status=refusals.status(refused))
    return see(reverse("intake_answer", args=[slug, form_key, received.path.rpartition("/")[2]]))


def _form(opened: Open, data: object, at: datetime) -> IntakeForm:
    return IntakeForm(
        data,
        items=opened.form.items,
        language=opened.form.language,
        zone=opened.business.zone,
        now=at,
    )


def _page(
    request: HttpRequest, opened: Open, form: IntakeForm, at: datetime, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "name": opened.form.name.of(opened.form.language),
        "seal": _kept(form, opened.form, at) or seal(opened.form, at),
        "bits": core.PROOF_BITS,
        "is_framed": True,
        "language_url": "",
    }
    return public.page(request, opened.business, "intake.html", context, status=status)


def _closed(request: HttpRequest, slug: str) -> HttpResponse:
    """It is off, or there never was one: whom to call instead."""
    business = visits.business(slug)
    if business is None:
        raise Http404
    translation.activate(business.language)
    return public.page(request, business, "intake_closed.html", {"language_url": ""}, status=404)


@_framed
@require_safe
def answer(request: HttpRequest, slug: str, form_key: str, token: str) -> HttpResponse:
    """Who will be in touch, how and when."""
    visit = visits.visit(token, now=now())
    if visit is None or visit.business.slug != slug:
        raise Http404
    translation.activate(visit.language)
    received = public.received(visit, token, lang=visit.language)
    context = {"answer": received, "is_framed": True, "language_url": ""}
    return public.page(request, visit.business, "intake_answer.html", context)


@require_safe
def script(request: HttpRequest, slug: str, form_key: str) -> HttpResponse:
    """Puts the form where it stands on any site, and keeps it as high as it is."""
    said = HttpResponse(SCRIPT.read_bytes(), content_type="text/javascript; charset=utf-8")
    said["Cache-Control"] = "public, max-age=3600"
    said["Cross-Origin-Resource-Policy"] = "cross-origin"
    return said


# ── when it was opened ──


def seal(form: IntakeView, at: datetime) -> str:
    """The moment at which a form was opened, which only we can write."""
    return signing.dumps([form.key, at.timestamp()], salt=_SALT)


def _opened_at(said: str, form: IntakeView) -> datetime | None:
    try:
        key, moment = signing.loads(said, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return datetime.fromtimestamp(moment, UTC) if key == form.key else None


def _again(form: IntakeForm, view: IntakeView, at: datetime) -> str:
    """Why they are asked to send it once more; nothing where all is well."""
    opened_at = _opened_at(form.cleaned_data["seal"], view)
    if opened_at is None or core.is_too_old(opened_at, now=at):
        return "old"
    return "soon" if core.is_too_soon(opened_at, now=at) else ""


def _kept(form: IntakeForm, view: IntakeView, at: datetime) -> str:
    """The seal that the form came with, while it holds."""
    said = form.data.get("seal", "") if form.is_bound else ""
    opened_at = _opened_at(said, view) if said else None
    return said if opened_at and not core.is_too_old(opened_at, now=at) else ""


patterns: list[URLPattern] = [
    path("in/<slug:slug>/<slug:form_key>", intake, name="intake"),
    path("in/<slug:slug>/<slug:form_key>/embed.js", script, name="intake_script"),
    path("in/<slug:slug>/<slug:form_key>/received/<str:token>", answer, name="intake_answer"),
]
