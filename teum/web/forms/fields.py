"""Fields that several forms share, drawn and worded the same way everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.wording import Words

WRONG: dict[str, Words] = {
    "required": _("This is still missing."),
    "max_length": _("This is too long: %(limit_value)d letters fit here, and there are %(show_value)d."),
    "min_value": _("The smallest number possible here is %(limit_value)s."),
    "max_value": _("The largest number possible here is %(limit_value)s."),
    "invalid_choice": _("This is not among the choices any more."),
}
"""What a field says is wrong, in the house's own words."""
TEXT_LIMIT = 10_000
PASSWORD_LEAST = 10


def line(
    label: Words, *, limit: int = 200, hint: Words = "", required: bool = True, initial: str = ""
) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label,
        max_length=limit,
        help_text=hint,
        required=required,
        initial=initial,
        error_messages=WRONG,
    )


def text(label: Words, *, hint: Words = "", required: bool = True, rows: int = 3) -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(
        attrs={"rows": rows, "dir": "auto"}
    )  # read as it is written, in a page of either language
    return forms.CharField(
        label=label,
        max_length=TEXT_LIMIT,
        help_text=hint,
        required=required,
        widget=widget,
        error_messages=WRONG,
    )


def email(label: Words, *, hint: Words = "", required: bool = True) -> forms.EmailField:
    """An e-mail address."""
    wrong = {**WRONG, "invalid": _("This does not look like an email address, such as dana@example.com.")}
    return forms.EmailField(
        label=label, max_length=254, help_text=hint, required=required, error_messages=wrong
    )


def phone(label: Words, *, hint: Words = "", required: bool = True) -> forms.CharField:
    """A phone number; whether it can be dialled is checked further down."""
    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "dir": "ltr"})
    return forms.CharField(
        label=label, max_length=40, help_text=hint, required=required, widget=widget, error_messages=WRONG
    )


def choice(
    label: Words,
    choices: Iterable[tuple[Any, Words]] = (),
    *,
    hint: Words = "",
    required: bool = True,
    initial: str | None = None,
) -> forms.ChoiceField:
    """One of a few, by one tap."""
    return forms.ChoiceField(
        label=label,
        choices=list(choices),
        help_text=hint,
        required=required,
        initial=initial,
        widget=forms.RadioSelect,
        error_messages=WRONG,
    )


def pick(
    label: Words, choices: Iterable[tuple[Any, Words]] = (), *, hint: Words = "", required: bool = True
) -> forms.ChoiceField:
    """One of many, from a list."""
    return forms.ChoiceField(
        label=label, choices=list(choices), help_text=hint, required=required, error_messages=WRONG
    )


def count(label: Words, *, hint: Words = "") -> forms.IntegerField:
    """How many of something."""
    wrong = {**WRONG, "invalid": _("Write a whole number.")}
    widget = forms.NumberInput(attrs={"min": 0, "inputmode": "numeric", "class": "input-short"})
    return forms.IntegerField(label=label, help_text=hint, widget=widget, error_messages=wrong)


def day(label: Words, *, required: bool = True, hint: Words = "") -> forms.DateField:
    """A date."""
    wrong = {**WRONG, "invalid": _("This is not a date.")}
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages=wrong,
    )


def hour(label: Words, *, required: bool = True, hint: Words = "") -> forms.TimeField:
    """An hour of the day."""
    wrong = {**WRONG, "invalid": _("This is not an hour, such as 14:00.")}
    return forms.TimeField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S"],
        error_messages=wrong,
    )


def tick(label: Words, *, hint: Words = "") -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


def secret(label: Words, *, hint: Words = "") -> forms.CharField:
    """A new password."""
    wrong = {**WRONG, "min_length": _("This password is too short: at least 10 characters are needed.")}
    return forms.CharField(
        label=label,
        min_length=PASSWORD_LEAST,
        max_length=200,
        help_text=hint,
        strip=False,
        error_messages=wrong,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def version() -> forms.IntegerField:
    """The version of what the reader saw, so that a change made meanwhile is not overwritten."""
    return forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
