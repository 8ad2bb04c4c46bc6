"""A newer value of what the law fixes."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.law import SOURCE, Name
from teum.language.law import HUNDREDTHS
from teum.web.forms import fields
from teum.web.wording import Words

NAMES: dict[Name, Words] = {
    Name.VAT: _("VAT, in percent"),
    Name.CANCEL_DAYS: _("Cancelling what was agreed at a distance: days"),
    Name.PROTECTED_MONTHS: _("The same for people whom the law protects further: months"),
    Name.FEE_PERCENT: _("The most that cancelling costs: percent of the price"),
    Name.FEE_MOST: _("The most that cancelling costs: shekels"),
    Name.REFUND_DAYS: _("The refund after cancelling: days"),
}


class FactForm(forms.Form):
    """Which value, how much, since when, and who says so."""

    name = fields.pick(_("What changes?"), [(str(name), words) for name, words in NAMES.items()])
    value = forms.DecimalField(
        label=_("The new value"), max_digits=12, decimal_places=2, min_value=Decimal(0)
    )
    since = fields.day(_("Since which day?"))
    source = fields.line(
        _("Where does it say so?"), limit=SOURCE, hint=_("The law and its section, and who of you read it.")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["value"].widget.attrs |= {"class": "input input-short", "inputmode": "decimal"}

    @property
    def value_kept(self) -> int:
        """The value as it is kept."""
        said: Decimal = self.cleaned_data["value"]
        return int(said * 100) if Name(self.cleaned_data["name"]) in HUNDREDTHS else int(said)
