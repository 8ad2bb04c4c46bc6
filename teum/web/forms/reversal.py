"""A payment that did not come after all: which, why, and by when it is paid again where all of it had come."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.receipt import Why
from teum.web.forms import fields

UNSAID = "unsaid"
"""What was said to have come, with nobody writing down how."""
WHY = [
    (str(Why.BOUNCED), _("It bounced or was stopped, such as a cheque that came back")),
    (str(Why.MISTAKE), _("It was written down by mistake")),
]


class ReversalForm(forms.Form):
    """What did not come after all."""

    receipt = fields.choice(_("Which payment did not come after all?"))
    why = fields.choice(
        _("What happened?"),
        WHY,
        hint=_("The customer reads what happened. Where it was our mistake, the message says so."),
    )
    due_on = fields.day(_("By when is it paid now? Date"))
    due_at = fields.hour(_("Hour"))
    version = fields.version()
    paid = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    """How much had come, in agorot, as the reader saw it."""

    def __init__(
        self, *args: object, came: Sequence[tuple[str, str]], is_again: bool, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.only = came[0][0] if len(came) == 1 else ""
        field = self.fields["receipt"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = came
        for name in ("receipt",) if self.only else ():
            del self.fields[name]
        for name in () if is_again else ("due_on", "due_at"):
            del self.fields[name]

    def see(self, *, version: int, paid: int) -> None:
        """Whoever sends it again has seen how it stands now."""
        self.data = {**{name: self.data[name] for name in self.data}, "version": version, "paid": paid}

    @property
    def receipt_id(self) -> int | None:
        """What of it, by its id; None for what was only said to have come."""
        chosen = self.only or self.cleaned_data["receipt"]
        return None if chosen == UNSAID else int(chosen)
