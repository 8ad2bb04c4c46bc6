"""Another time that the customer names, and one that we offer instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.counter import MOST_NAMED
from teum.web.forms import fields
from teum.web.forms.promise import WindowFields


class CounterForm(forms.Form):
    """A day and an hour: of its beginning, or where it has none, by which it is due."""

    due_on = fields.day(_("On which day?"))
    due_at = fields.hour(_("At what time?"))


class _Begins(forms.MultipleChoiceField):
    """Moments; one that was offered when the page was drawn is taken as well as one that is offered now."""

    def valid_value(self, value: str) -> bool:
        return moment(value) is not None


def moment(value: str) -> datetime | None:
    """A moment as a form carries it; None where it is none."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.utcoffset() is not None else None


class MoveForm(forms.Form):
    """Times that would suit: some of those that we can keep, a day and an hour of their own, or both.

    `offered` are the moments at which those begin; `words` says a moment as the window that begins then.
    """

    begins = _Begins(
        label=_("Which of these would suit you?"),
        required=False,
        help_text=_("You may choose up to three."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This time can no longer be chosen. Please choose another one.")},
    )
    due_on = fields.day(_("Or on another day"), required=False)
    due_at = fields.hour(_("From what time on?"), required=False)

    def __init__(
        self, *args: Any, offered: Sequence[datetime], words: Callable[[datetime], str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        said = self["begins"].value() or [] if self.is_bound else []
        sent = [at for at in map(moment, said) if at and at not in offered]
        begins = self.fields["begins"]
        assert isinstance(begins, forms.MultipleChoiceField)
        begins.choices = [(at.isoformat(), words(at)) for at in (*sent, *offered)]
        if not begins.choices:
            del self.fields["begins"]

    def clean(self) -> dict[str, Any]:
        """Half a moment says which half is missing; nothing at all is no wish."""
        said = super().clean() or {}
        on, at = said.get("due_on"), said.get("due_at")
        is_nothing = not (said.get("begins") or on or at or self.errors)
        if is_nothing or (at and not on and "due_on" not in self.errors):
            self.add_error("due_on", fields.WRONG["required"])
        if is_nothing or (on and not at and "due_at" not in self.errors):
            self.add_error("due_at", fields.WRONG["required"])
        if len(said.get("begins") or []) + bool(on and at) > MOST_NAMED:
            self.add_error("begins", _("You may choose up to three."))
        return said


class OfferForm(WindowFields):
    """Another time instead of those that were asked for, and why."""

    window = forms.CharField(label=_("Time"), required=False, max_length=80)
    reason = fields.text(
        _("Why does the time that they asked for not suit?"),
        required=False,
        hint=_("The customer reads this."),
    )
