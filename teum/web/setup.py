"""The first visit: one form, and the desk is open."""

from __future__ import annotations

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from teum.actions import organisations as actions
from teum.actions.members import Person
from teum.actions.organisations import Hours
from teum.core.refusal import Refused
from teum.now import now
from teum.queries import reader as readers
from teum.web import refusals
from teum.web.answers import see
from teum.web.desk import language_of
from teum.web.forms.hours import initial
from teum.web.forms.setup import PRESETS, SetupForm
from teum.web.hours import stored


@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """Organisation, principal, opening hours, mail. Once there is a business, the way in is to sign in."""
    if readers.is_set_up():
        return redirect("account_login")
    language = language_of(request, translation.get_language() or "he")
    translation.activate(language)
    start = {
        **initial(PRESETS["sunday_thursday"]),
        "language": language,
        "gender": "f",
        "zone": "Asia/Jerusalem",
    }
    form = SetupForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            _make(form)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            user = authenticate(
                request, email=form.cleaned_data["email"], password=form.cleaned_data["password"]
            )
            if user is not None:
                login(request, user)
            return see("/")
    return render(request, "setup.html", {"form": form}, status=422 if form.errors else 200)


def _make(form: SetupForm) -> None:
    data = form.cleaned_data
    person = Person(
        name=data["name"],
        email=data["email"],
        gender=data["gender"],
        language=data["language"],
        password=data["password"],
    )
    actions.make(
        name=data["organisation"],
        principal=person,
        hours=Hours(week=stored(form.hours())),
        zone=data["zone"],
        language=data["language"],
        phone=data["phone"],
        mail_url=data["mail_url"],
        mail_from=data["mail_from"],
        now=now(),
    )
