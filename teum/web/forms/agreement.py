"""Signing: a code, a name, a drawing where somebody draws one, and the sentence that is agreed to."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.agreement import Section, Strokes
from teum.core.agreement.value import LONGEST_NAME
from teum.web.forms import fields

LONGEST_DRAWING = 60_000
FARTHEST = 100_000
"""So far from the corner a point of a drawing may be."""


class SectionForm(forms.Form):
    """Which section was read."""

    section = forms.ChoiceField(choices=[(str(one), str(one)) for one in Section])


class ContactForm(forms.Form):
    """Where the one-time code goes."""

    contact = forms.IntegerField(min_value=1)


class DrawnField(forms.CharField):
    """A signature that was drawn: lines of points as JSON; what is none is as if nothing was drawn."""

    def __init__(self) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, max_length=LONGEST_DRAWING)

    def clean(self, value: Any) -> Strokes | None:
        """The lines, or None."""
        said = super().clean(value)
        try:
            lines = tuple(tuple((_place(x), _place(y)) for x, y in line) for line in json.loads(said or "[]"))
        except (ValueError, TypeError, ArithmeticError, RecursionError):
            return None
        return lines or None


def _place(said: Any) -> float:
    """A number that a screen can have; also what is none at all (`NaN`) is refused."""
    place = float(said)
    if not abs(place) <= FARTHEST:
        raise ValueError
    return place


class SignForm(forms.Form):
    """The customer signs."""

    code = fields.line(_("The code that you got"), hint=_("Six figures"))
    name = fields.line(_("Your full name"), hint=_("Typing it here is your signature"))
    drawn = DrawnField()
    consent = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(inputmode="numeric", autocomplete="one-time-code", dir="ltr")
        self.fields["name"].widget.attrs.update(autocomplete="name", maxlength=LONGEST_NAME)


class CountersignForm(forms.Form):
    """A member signs for the business."""

    name = fields.line(_("Your full name"), hint=_("Typing it here is the signature of the business"))
    consent = fields.tick(_("I sign in the name of the business"))

    def __init__(self, *args: Any, consent: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if consent:
            self.fields["consent"].label = consent
        self.fields["name"].widget.attrs.update(maxlength=LONGEST_NAME)


class ReasonForm(forms.Form):
    """Why we take it back."""

    why = fields.text(_("Why do you take it back?"), hint=_("The customer reads it as you write it"), rows=2)


class DeclineForm(forms.Form):
    """What does not suit the customer; nobody has to say."""

    reason = fields.text(_("What does not suit you?"), required=False, rows=2)
