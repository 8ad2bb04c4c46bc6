"""What the business can change about itself."""

from __future__ import annotations

from django.conf import settings as installation
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from teum.actions import organisations as actions
from teum.core.refusal import Refused
from teum.queries import business
from teum.web import refusals
from teum.web.answers import see
from teum.web.desk import Reader, desk, page
from teum.web.forms.settings import SettingsForm


@require_http_methods(["GET", "HEAD", "POST"])
@desk
def settings(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Name, phone, language and mail."""
    found = business.details(by=reader.by)
    start = {
        "name": found.name,
        "phone": found.phone,
        "language": found.language,
        "mail_from": found.mail_from,
    }
    form = SettingsForm(
        request.POST if request.method == "POST" else None, initial=start, has_mail=found.has_mail
    )
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, reader)
        except Refused as refused:
            refusals.put(form, refused)
        else:
            flash.success(request, gettext("Saved."))
            return see(reverse("settings"))
    link = f"{installation.BASE_URL}{reverse('contact', args=[reader.slug])}"
    context = {"form": form, "contact_url": link}
    return page(request, reader, "settings.html", context, status=422 if form.errors else 200)


def _save(form: SettingsForm, reader: Reader) -> None:
    data = form.cleaned_data
    actions.change(by=reader.by, name=data["name"], phone=data["phone"], language=data["language"])
    actions.change_mail(by=reader.by, url=data["mail_url"] or None, mail_from=data["mail_from"])
