"""What the business offers."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields


class ServiceForm(forms.Form):
    """A product or a service."""

    name = fields.line(
        _("What do you offer?"), limit=80, hint=_("For example: a new air conditioner, or a yearly check-up.")
    )


class ServiceChangeForm(ServiceForm):
    """Its name, and whether it is still offered."""

    is_active = fields.tick(
        _("New cases may be about it"), hint=_("The cases that are about it already stay so.")
    )
