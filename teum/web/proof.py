"""The public page that says what the seal of a file proves; nothing of the file is kept."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from teum.core.rate import Limit
from teum.core.refusal import Refused
from teum.core.upload import MOST_BYTES, TooLarge
from teum.now import now
from teum.queries import proof as queries
from teum.queries import public as businesses
from teum.queries.proof import Outcome, ProofView
from teum.queries.public import Business
from teum.web import files, limits, moments, public, refusals
from teum.web.forms.proof import ProofForm
from teum.web.limits import Limiter
from teum.web.wording import Words

ZONE = ZoneInfo("Asia/Jerusalem")
"""In which moments are told where there are several businesses here, or none yet."""
LOOKS = Limiter(Limit(a_second=1 / 6, burst=20))
"""Files that come from one address."""
SAID: dict[Outcome, tuple[str, Words, Words]] = {
    Outcome.WHOLE: (
        "kept",
        _("The file is whole: not one byte has changed since it was sealed here."),
        _("Who signed it, how and when, stands on its last pages, which the seal covers too."),
    ),
    Outcome.ADDED: (
        "soon",
        _("Something was added to this file after it was sealed."),
        _(
            "What the seal covers has not changed, but the file may show something else now. Rely on the copy that"
            " was sent to you when it was sealed."
        ),
    ),
    Outcome.CHANGED: (
        "late",
        _("This file was changed after it was sealed."),
        _("Do not rely on it. Rely on the copy that was sent to you when it was sealed."),
    ),
    Outcome.UNSEALED: (
        "soon",
        _("This file has no seal of ours."),
        _(
            "It may come from somebody else, be saved anew or printed to a file, or have a seal that was damaged."
            " That says nothing of what is written in it: only that it cannot be proven here."
        ),
    ),
    Outcome.NO_PDF: (
        "soon",
        _("This is not a PDF file."),
        _("What is sealed here is always a PDF. A picture, a scan or a print of it carries no seal."),
    ),
}
"""Of each outcome how it looks, what is said, and what it means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the page says of a file."""

    look: str
    sentence: str
    meaning: str
    about: str
    signer: str
    sealed: str
    stamped: str
    stamper: str
    zone: str
    sha256: str
    size: str


@csrf_exempt  # it looks at a file and changes nothing; so that a file that is too long is refused unread
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Send a file, and read what its seal proves."""
    business = businesses.business()
    if business:
        public.speak(request, business.language)
    if request.method != "POST":
        return _page(request, business, ProofForm())
    place = limits.home(request)
    if wait := LOOKS.wait_seconds(place):
        return _too_many(request, business, math.ceil(wait))
    LOOKS.count(place)
    if files.is_too_long(request):
        return _page(request, business, _refused(ProofForm({}), TooLarge(most=MOST_BYTES)), status=413)
    form = ProofForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, business, form, status=422)
    try:
        found = queries.look(form.cleaned_data["file"].read())
    except Refused as refused:
        return _page(request, business, _refused(form, refused), status=422)
    return _page(request, business, ProofForm(), found=_found(found, business.zone if business else ZONE))


def _refused(form: ProofForm, refused: Refused) -> ProofForm:
    form.errors.clear()
    refusals.put(form, refused)
    return form


def _too_many(request: HttpRequest, business: Business | None, seconds: int) -> HttpResponse:
    form = ProofForm({})
    form.errors.clear()
    again = ngettext(
        "Many files came from here. Please send this one again in a second.",
        "Many files came from here. Please send this one again in %(seconds)d seconds.",
        seconds,
    )
    form.add_error(None, again % {"seconds": seconds})
    answer = _page(request, business, form, status=429)
    answer["Retry-After"] = str(seconds)
    return answer


def _page(
    request: HttpRequest,
    business: Business | None,
    form: ProofForm,
    *,
    found: Found | None = None,
    status: int = 200,
) -> HttpResponse:
    name = business.called(moments.lang()) if business else ""
    context = {"form": form, "found": found, "organisation_name": name}
    answer = render(request, "verify.html", context, status=status)
    answer["Cache-Control"] = "no-store, private"
    return answer


def _found(view: ProofView, zone: ZoneInfo) -> Found:
    look, sentence, meaning = SAID[view.outcome]
    return Found(
        look=look,
        sentence=str(sentence),
        meaning=str(meaning),
        about=view.about,
        signer=view.signer,
        sealed=_at(view.sealed_at, zone),
        stamped=_at(view.stamped_at, zone),
        stamper=view.stamper,
        zone=zone.key,
        sha256=view.sha256,
        size=files.size(view.size),
    )


def _at(moment: datetime | None, zone: ZoneInfo) -> str:
    return moments.at(moment, zone=zone, now=now()) if moment else ""


patterns: list[URLPattern] = [path("verify", verify, name="verify")]
