"""The customer cancels what they approved; what decides about their time is asked only here."""

from __future__ import annotations

from datetime import date

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


class HeardForm(forms.Form):
    """A member heard it from the customer: how and why, and on which day, from which all times are counted."""

    proof = fields.text(
        _("How did they say so, and why?"),
        hint=_("For example: in a call at 11:20; they are moving house."),
    )
    asked_on = fields.day(_("On which day did they say so?"))
    got_on = fields.day(_("If they received a product after they agreed: on which day?"), required=False)
    is_protected = fields.tick(
        _(
            "One of these is true for them, and they spoke with us before they agreed: 65 or older, "
            "a disability, or a new immigrant"
        ),
    )

    def __init__(self, *args: object, today: date, is_past: bool, has_longer: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.today = today
        if not is_past:
            del self.fields["got_on"]
        if not (is_past and has_longer):
            del self.fields["is_protected"]

    def clean_asked_on(self) -> date:
        """They have said so."""
        on: date = self.cleaned_data["asked_on"]
        if on > self.today:
            raise forms.ValidationError(_("This day is still to come. Write the day on which they said so."))
        return on
