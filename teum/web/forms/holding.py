"""The words that there is still no answer, and the moment of the next one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from teum.web import wording
from teum.web.forms import fields


class HoldingForm(forms.Form):
    """Sent by a tap on the moment."""

    text = fields.text(_("What will the customer be told?"), rows=4)
    next_due = forms.CharField(label=_("When does the next update come?"), error_messages=fields.WRONG)

    def __init__(self, *args: Any, lang: str, **options: Any) -> None:
        super().__init__(*args, **options)
        # The words are the customer's language, whatever the page's is.
        self.fields["text"].widget.attrs |= {"lang": lang, "dir": wording.direction(lang)}

    def clean_next_due(self) -> datetime:
        """A moment with its offset."""
        try:
            at = datetime.fromisoformat(self.cleaned_data["next_due"])
        except ValueError as error:
            raise ValidationError(fields.WRONG["required"]) from error
        if at.tzinfo is None:
            raise ValidationError(fields.WRONG["required"])
        return at
