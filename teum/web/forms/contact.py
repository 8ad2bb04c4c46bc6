"""The public contact form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web import wording
from teum.web.forms import fields

ANSWER_CHANNELS = [(key, wording.CHANNEL_NAMES[key]) for key in ("phone", "whatsapp", "email")]


class ContactForm(forms.Form):
    """Who turns to us, about what, and how they like to be answered."""

    name = fields.line(_("Your name"), limit=200)
    phone = fields.phone(_("Phone"))
    email = fields.email(_("Email"), required=False)
    about = fields.text(_("What is it about?"), rows=4)
    channel = fields.choice(
        _("How would you like the answer?"), ANSWER_CHANNELS, initial="phone", required=False
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    """A trap: people never see it, programs fill it in."""

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what no person sees."""
        return bool(self.data.get("website"))
