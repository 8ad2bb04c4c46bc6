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


class CaseServiceForm(forms.Form):
    """What a case is about, of what is offered."""

    service = fields.pick(
        _("Product or service"),
        hint=_("What is kept to be told of it is told to the customer. Nothing that was promised changes."),
    )

    def __init__(self, *args: object, services: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        found = self.fields["service"]
        assert isinstance(found, forms.ChoiceField)
        found.choices = [("", _("Choose")), *services]
