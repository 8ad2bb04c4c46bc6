"""A file, as a customer sends it; and a document that a member asks for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.upload import ENDINGS
from teum.web.forms import fields

ACCEPTED = ",".join(ENDINGS)


class UploadForm(forms.Form):
    """One file; what it is and how large is looked at further down, in the file itself."""

    file = forms.FileField(
        label=_("A picture or a file"),
        help_text=_(
            "PDF, JPEG, PNG, WebP or HEIC, up to 10 MB. On a phone you can take a picture right here."
        ),
        max_length=None,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={**fields.WRONG, "invalid": _("This is still missing.")},
    )


class HandoutForm(UploadForm):
    """A file for the customer, and what it is."""

    text = fields.line(
        _("What is it?"),
        limit=300,
        hint=_("As the customer reads it, for example: the quote for the kitchen."),
    )


class DocumentForm(forms.Form):
    """Which document the customer is asked for."""

    text = fields.line(
        _("Another document"),
        limit=300,
        hint=_("As the customer reads it, for example: the signed order form."),
    )
    about = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
