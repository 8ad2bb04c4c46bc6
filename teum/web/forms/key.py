"""A key for programs."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields


class KeyForm(forms.Form):
    """A new key."""

    name = fields.line(
        _("Which program will use it?"), limit=100, hint=_("For example: the shop's order system")
    )
