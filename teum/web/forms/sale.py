"""At the counter: what the customer chooses, and who they are."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.forms.customer import LANGUAGES
from teum.web.forms.disclosure import DecisionForm


class ChoiceForm(DecisionForm):
    """A choice of one thing that is told; where nothing can be chosen, only that it was shown."""

    def __init__(self, *args: object, chooses: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not chooses:
            del self.fields["option"]


class PersonForm(forms.Form):
    """Who stands at the counter."""

    name = fields.line(_("Name"))
    phone = fields.phone(_("Phone"), required=False)
    email = fields.email(_("E-mail"), required=False)
    language = fields.choice(_("Language"), LANGUAGES)
