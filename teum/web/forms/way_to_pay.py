"""How a business is paid: a few words for each means, in both languages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.price import Means
from teum.core.said import Said
from teum.core.way_to_pay import LONGEST
from teum.web.forms import fields
from teum.web.wording import Words

LANGUAGES: tuple[tuple[str, Words], ...] = (("he", _("In Hebrew")), ("en", _("In English")))
HINTS: dict[Means, Words] = {
    Means.TRANSFER: _("The bank, the branch and the account, and in whose name it is."),
    Means.APP: _("The number to which one pays, and in whose name it is."),
    Means.CARD: _("The link at which one pays, or the number to call."),
    Means.CHEQUE: _("To whom it is made out, and where it is handed over or sent."),
    Means.CASH: _("Where it is paid, and to whom."),
}


class WaysToPayForm(forms.Form):
    """Two fields for each means; what is left empty is not told."""

    def __init__(self, *args: Any, ways: dict[Means, Said], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for means in HINTS:
            for lang, label in LANGUAGES:
                field = fields.line(label, limit=LONGEST, required=False)
                field.widget = forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST})
                field.initial = ways.get(means, Said()).of(lang)
                self.fields[f"{means}_{lang}"] = field

    @property
    def said(self) -> dict[Means, Said]:
        """What was written for each means."""
        data = self.cleaned_data
        return {means: Said(data[f"{means}_he"], data[f"{means}_en"]) for means in HINTS}
