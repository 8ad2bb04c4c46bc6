"""A file whose seal somebody wants to know of."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields


class ProofForm(forms.Form):
    """One file; what it is and how large is looked at further down, in the file itself."""

    file = forms.FileField(
        label=_("The PDF file"),
        help_text=_("As you received it, up to 10 MB: not a print, a scan or a picture of it."),
        max_length=None,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={**fields.WRONG, "invalid": _("This is still missing.")},
    )
