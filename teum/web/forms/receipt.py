"""Money that came: how much, when and how; and what comes next where that was all."""

from __future__ import annotations

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.forms.means import MEANS
from teum.web.forms.promise import NextStepForm
from teum.web.forms.shekels import agorot

_WRONG = {
    "required": _("Write an amount, such as 1790."),
    "invalid": _("Write an amount, such as 1790."),
    "min_value": _("Write an amount above nothing."),
    "max_digits": _("Write an amount, such as 1790."),
    "max_decimal_places": _("Write an amount, such as 1790."),
}


class ReceiptForm(NextStepForm):
    """What came; all that is left of the payment stands there already."""

    amount = forms.DecimalField(
        label=_("How much came, in ₪?"),
        min_value=0.01,
        max_digits=11,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "class": "input-short", "step": "0.01"}),
        help_text=_("Where only a part came, write that: the rest stays due."),
        error_messages=_WRONG,
    )
    on = fields.day(_("On which day did it come?"))
    means = fields.pick(_("How was it paid?"), MEANS)
    version = fields.version()
    paid = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    """How much had come, in agorot, as the reader saw it: a part changes no version."""

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today
        self.fields["after"].required = False  # a part ends nothing

    def see(self, *, version: int, paid: int) -> None:
        """Whoever sends it again has seen how it stands now."""
        self.data = {**{name: self.data[name] for name in self.data}, "version": version, "paid": paid}

    def clean_on(self) -> date:
        """What is still to come has not come."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(
                _("This day is still to come. Write the day on which the money came.")
            )
        return on

    @property
    def agorot(self) -> int:
        """How much came, as it is kept."""
        return agorot(self.cleaned_data["amount"])
