"""The customer cancels what they approved; what decides about their time is asked only here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields


class CancelForm(forms.Form):
    """Whether they mean all of it; and whether they have longer, which is not asked while everybody may cancel."""

    is_sure = fields.tick(_("Yes, I want to cancel all that we agreed"))

    got_on = fields.day(_("If you received a product after you agreed: on which day?"), required=False)
    is_protected = fields.tick(
        _(
            "One of these is true for me, and I spoke with you before I agreed: I am 65 or older, I have a disability,"
            " or I am a new immigrant"
        ),
    )

    def clean_is_sure(self) -> bool:
        """One stray tap cancels nothing."""
        if not self.cleaned_data["is_sure"]:
            raise forms.ValidationError(_("Please tick that you want to cancel all of it."))
        return True
