"""Another time that the customer names."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields


class CounterForm(forms.Form):
    """A day and an hour: of its beginning, or where it has none, by which it is due."""

    due_on = fields.day(_("On which day?"))
    due_at = fields.hour(_("At what hour?"))
