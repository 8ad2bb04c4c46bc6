"""Something that a business keeps for its cases, a process or an alignment's items: its name, and for what it is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.said import Said
from teum.web.forms import fields
from teum.web.forms.one_language import OneLanguageForm


class KeptForm(OneLanguageForm):
    """What it is called in both languages, and for what."""

    FIRST = ("he", "en")

    he = fields.line(_("Its name in Hebrew"), limit=80)
    en = fields.line(_("Its name in English"), limit=80)
    service = fields.pick(_("Product or service"), required=False)

    def __init__(self, *args: Any, services: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Every product and service")), *services]
        if not services:
            del self.fields["service"]

    @property
    def name(self) -> Said:
        """In both languages."""
        return Said(self.cleaned_data["he"], self.cleaned_data["en"])


class KeptChangeForm(KeptForm):
    """The same, and whether cases still begin it."""

    is_active = fields.tick(_("Cases may begin it"), hint=_("What has begun already goes on as it is."))
