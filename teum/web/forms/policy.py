"""The numbers of the policy, in people's words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.forms.span import SpanField
from teum.web.wording import Words

MORNING = [(hour, f"{hour:02}:00") for hour in range(12)]
EVENING = [(hour, f"{hour:02}:00") for hour in range(12, 24)]


def _hour(label: Words, choices: list[tuple[int, str]]) -> forms.TypedChoiceField:
    """A full hour of the day."""
    return forms.TypedChoiceField(label=label, choices=choices, coerce=int, error_messages=fields.WRONG)


class PolicyForm(forms.Form):
    """When we ask, speak and wait; each field has the name of its number in `core.policy.Policy`.

    Who is alone is asked nothing about managers and reminders.
    """

    ask_minutes = SpanField(
        _("How long before the time do we ask the owner whether it will be on time?"),
        hint=_("In opening hours: earlier where the business is closed at that moment."),
    )
    hold_minutes = SpanField(
        _("How long before the time do we tell the customer, if nobody acted?"),
        hint=_("Earlier where that would be quiet time. Never after the time itself."),
    )
    manager_minutes = SpanField(
        _("If nobody acted last time either, how long before the owner do we ask the managers?"),
        kept="working minutes",
        hint=_("Early enough for them to call or to hand it over, before the customer hears anything."),
    )
    remind_by_mail = fields.tick(
        _("Remind the owner by email on the morning of the day"),
        hint=_(
            "Their day shows it in any case. No email where the question comes within half an hour of it."
        ),
    )
    word_days = fields.count(
        _("If nobody set a day, within how many business days does the next update come?")
    )
    word_hour = _hour(_("By which hour of that day?"), MORNING + EVENING)
    quiet_until_hour = _hour(_("From which hour may messages go out?"), MORNING)
    quiet_from_hour = _hour(_("Until which hour?"), EVENING)
    first_contact_minutes = SpanField(
        _("Within how long do we call a new customer back?"), kept="working minutes"
    )
    confirm_days = fields.count(
        _("How many business days does a customer have to say that something is missing?"),
        hint=_("After that, and only if they were told so, it counts as kept."),
    )
    voice_minutes = SpanField(
        _("How long do we wait for a call before bad news goes out as a message?"),
        kept="working minutes",
        hint=_(
            "A time that moves or a promise that is taken back: somebody is asked to call with the words ready. "
            "0 sends the message at once."
        ),
    )
    undo_seconds = SpanField(_("For how long can a message be taken back?"), kept="seconds")
    agreed_seconds = SpanField(
        _("How long does the notice of what was agreed wait for more of the same call?"),
        kept="seconds",
        hint=_("What is agreed in one call is told in one message."),
    )

    def __init__(self, *args: Any, is_alone: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("manager_minutes", "remind_by_mail") if is_alone else ():
            del self.fields[name]

    def clean_remind_by_mail(self) -> int:
        """A number like the others."""
        return int(self.cleaned_data["remind_by_mail"])
