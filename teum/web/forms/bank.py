"""A question of the bank."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.wording import Words

PHASES: tuple[tuple[str, Words], ...] = (
    ("before", _("before anything was done")),
    ("during", _("while the work goes on")),
    ("end", _("at the end")),
)
KINDS: tuple[tuple[str, Words], ...] = (("text", _("A question")), ("document", _("A document")))


class BankForm(forms.Form):
    """What is asked, in both languages, and when it is offered."""

    kind = fields.choice(_("What is asked for?"), KINDS, initial="text")
    he = fields.line(_("In Hebrew"), limit=300)
    en = fields.line(_("In English"), limit=300)
    phase = fields.choice(_("When is it asked?"), PHASES, initial="before")
    service = fields.pick(_("Product or service"), required=False)

    def __init__(self, *args: object, services: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["service"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Every product and service")), *services]
        if not services:
            del self.fields["service"]


class BankChangeForm(BankForm):
    """The same, and whether it is still asked."""

    is_active = fields.tick(_("It is still asked"), hint=_("What was asked already stays as it was asked."))
