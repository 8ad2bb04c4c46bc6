"""The customer cancels what they approved; what decides about their time is asked only here."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields


class CancelForm(forms.Form):
    """Whether they have longer; neither is asked while everybody may cancel."""

    got_on = fields.day(_("If you received a product after you agreed: on which day?"), required=False)
    is_protected = fields.tick(
        _(
            "One of these is true for me, and I spoke with you before I agreed: I am 65 or older, I have a disability,"
            " or I am a new immigrant"
        ),
    )
