"""A customer's details, and a new case."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web import wording
from teum.web.forms import fields

LANGUAGES = [("he", "עברית"), ("en", "English")]
PREFERRED = [(key, wording.CHANNEL_NAMES[key]) for key in ("email", "phone", "whatsapp", "sms")]


class CustomerForm(forms.Form):
    """Who the customer is and how they like to be reached."""

    name = fields.line(_("Name"))
    phone = fields.phone(_("Phone"), required=False)
    email = fields.email(_("Email"), required=False)
    preferred = fields.choice(_("Preferred channel"), PREFERRED, required=False)
    language = fields.choice(_("Language"), LANGUAGES, initial="he")
    quiet_from = fields.hour(_("Quiet from"), required=False)
    quiet_until = fields.hour(_("until"), required=False)
    keeps_shabbat = forms.BooleanField(
        label=_("No messages on Shabbat and holidays"),
        required=False,
        initial=True,
        help_text=_("From before candle lighting until after havdalah."),
    )
    in_writing = forms.BooleanField(
        label=_("If something goes wrong, write at once, without a call first"),
        required=False,
        help_text=_("Only if the customer asked for it. Otherwise somebody is asked to call first."),
    )


class CaseForm(forms.Form):
    """A new matter, for a known customer or a new one."""

    customer = forms.CharField(required=False, widget=forms.HiddenInput)
    name = fields.line(_("Customer's name"))
    phone = fields.phone(_("Phone"), required=False)
    email = fields.email(_("Email"), required=False)
    title = fields.line(
        _("What is it about?"), limit=300, hint=_("A few words, as the customer would put it.")
    )
    service = fields.pick(_("Product or service"), required=False)

    def __init__(self, *args: object, services: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["service"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Not said")), *services]
        if not services:
            del self.fields["service"]


class ClosingForm(forms.Form):
    """The end of a case."""

    reason = fields.text(_("A word for the record"), required=False, hint=_("The customer does not see it."))


class HandoverForm(forms.Form):
    """Everything moves to somebody who is there."""

    to = fields.pick(_("Who takes over?"))

    def __init__(self, *args: object, members: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["to"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose")), *members] if len(members) > 1 else members
