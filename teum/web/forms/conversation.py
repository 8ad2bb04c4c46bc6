"""The conversation box: what was said, and the chips of what could be recorded of it, each by one tap."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web import wording
from teum.web.forms import fields
from teum.web.forms.promise import PROMISE_CHANNELS
from teum.web.wording import Words

DEBTORS: list[tuple[str, Words]] = [
    ("provider", _("We did")),
    ("customer", _("The customer did")),
    ("third_party", _("Somebody else did")),
]


# What a customer promises comes over their page, where nothing else is said.
_THEIR_PAGE = ("portal", wording.CHANNEL_NAMES["portal"])


class ConversationForm(forms.Form):
    """How we spoke, and what was said."""

    channel = fields.choice(_("How did you speak?"), list(wording.TALKS.items()))
    direction = fields.choice(
        _("Who contacted whom?"),
        [("in", _("The customer contacted us")), ("out", _("We contacted the customer"))],
    )
    reached = fields.choice(
        _("Was the customer reached?"), [("yes", _("Yes")), ("no", _("No, nobody answered"))]
    )
    notes = fields.text(
        _("What was said?"),
        required=False,
        rows=6,
        hint=_(
            "As you noted it. What could be recorded of it appears below, and is recorded only where you tick it."
        ),
    )
    next_on = fields.day(_("You said by when they hear from us next: date"), required=False)
    next_at = fields.hour(_("By"), required=False)


class PromiseChip(forms.Form):
    """One promise that the notes seem to hold; recorded only where it is ticked."""

    source = forms.CharField(required=False, widget=forms.HiddenInput, max_length=fields.TEXT_LIMIT)
    take = fields.tick(_("Record this promise"))
    debtor = fields.pick(_("Who promised?"), DEBTORS, required=False)
    owner = fields.pick(_("Who of us sees to it?"), required=False)
    body = fields.text(_("What?"), required=False, rows=1)
    includes = fields.line(
        _("What is included?"), limit=1000, required=False, hint=_("Commas between one thing and the next.")
    )
    channel = fields.pick(
        _("How will the customer get it?"),
        [("", _("Choose")), *PROMISE_CHANNELS, _THEIR_PAGE],
        required=False,
    )
    window = forms.CharField(label=_("By when?"), required=False, max_length=80)
    due_on = fields.day(_("Date"), required=False)
    start_at = fields.hour(_("From (only for a range)"), required=False)
    due_at = fields.hour(_("By"), required=False)
    condition_on = fields.day(_("What must come first, by: date"), required=False)
    condition_at = fields.hour(_("Hour"), required=False)
    replaces = fields.pick(_("Instead of what is already promised, or as well?"), required=False)


class QuestionChip(forms.Form):
    """One question that was not answered at once; recorded only where it is ticked."""

    source = forms.CharField(required=False, widget=forms.HiddenInput, max_length=fields.TEXT_LIMIT)
    take = fields.tick(_("Record this question"))
    asked_by = fields.pick(
        _("Who asks?"),
        [("customer", _("The customer asks us")), ("provider", _("We ask the customer"))],
        required=False,
    )
    text = fields.text(_("In which words?"), required=False, rows=1)
    due_on = fields.day(_("The answer comes: date"), required=False)
    due_at = fields.hour(_("By"), required=False)


class WishRow(forms.Form):
    """One thing that the customer asked for, and what becomes of it."""

    text = fields.line(_("The customer asked for"), limit=300, required=False)
    outcome = fields.pick(_("What becomes of it?"), required=False)
    answer = fields.line(
        _("The answer, or why not"), limit=1000, required=False, hint=_("The customer reads this.")
    )


class SummaryForm(forms.Form):
    """The words of the summary."""

    text = fields.text(
        _("The summary, as the customer reads it"),
        rows=16,
        hint=_("Change what you like; the times that were agreed have to stay."),
    )


class CorrectionForm(forms.Form):
    """What the customer understood otherwise, on their page."""

    text = fields.text(
        _("What did you understand otherwise?"),
        hint=_("You will see here who answers you and by when."),
    )
