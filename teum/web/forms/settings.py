"""What the business can change about itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.forms.customer import LANGUAGES


class SettingsForm(forms.Form):
    """The business's name, language and mail."""

    name = fields.line(_("Name of the business"))
    phone = fields.phone(_("Phone of the business"), required=False)
    language = fields.choice(_("Language"), LANGUAGES)
    mail_url = fields.line(
        _("Mail server"),
        required=False,
        hint=_(
            "Leave it empty to keep what is set. For example: smtp://user:password@mail.example.com:587?tls=starttls"
        ),
    )
    mail_from = fields.email(_("Address that messages come from"), required=False)
