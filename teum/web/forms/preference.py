"""Which way a customer likes best, and when nothing is sent to them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields


class PreferenceForm(forms.Form):
    """One of the contacts that they gave; two hours, or none."""

    first = fields.choice(_("Which way do you like best?"), required=False)
    quiet_from = fields.hour(_("Nothing from"), required=False)
    quiet_until = fields.hour(_("until"), required=False)

    def __init__(self, *args: object, ways: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["first"]
        if isinstance(field, forms.ChoiceField):
            field.choices = ways
        if len(ways) < 2:
            del self.fields["first"]
