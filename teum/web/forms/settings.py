"""What the business can change about itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.forms.customer import LANGUAGES

EXAMPLE = "smtp://user:password@mail.example.com:587?tls=starttls"
"""How a mail server is written."""


class SettingsForm(forms.Form):
    """The business's name, language and mail."""

    name = fields.line(_("Name of the business"))
    phone = fields.phone(_("Phone of the business"), required=False)
    language = fields.choice(_("Language"), LANGUAGES)
    mail_url = fields.line(_("Mail server"), required=False)
    mail_from = fields.email(_("Address that messages come from"), required=False)

    def __init__(self, *args: Any, has_mail: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mail = self.fields["mail_url"]
        mail.widget.attrs |= {"placeholder": EXAMPLE, "dir": "ltr"}
        mail.help_text = (
            gettext("One is set. Leave this empty to keep it.") if has_mail else gettext("None is set yet.")
        )
