"""The end of a matter: a date that is announced, what is still open or missing, and how it was."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.survey import Gap
from teum.web.forms import fields

GAPS = [
    (str(Gap.WORSE), _("Worse than we agreed")),
    (str(Gap.AS_AGREED), _("As we agreed")),
    (str(Gap.BETTER), _("Better than we agreed")),
]
SCORES = [
    ("5", _("5: very good")),
    ("4", _("4: good")),
    ("3", _("3: fair")),
    ("2", _("2: not good")),
    ("1", _("1: not good at all")),
]


class AnnouncementForm(forms.Form):
    """When the case is closed if nothing comes."""

    close_on = fields.day(_("On which date do we close?"))
    close_at = fields.hour(_("At which hour?"))
    reason = fields.text(_("A word for the record"), required=False, hint=_("The customer does not see it."))


class StillOpenForm(forms.Form):
    """What keeps a matter open that was to be closed."""

    text = fields.text(
        _("What is still open?"), hint=_("A few words are enough. You will see here who answers you by when.")
    )


class ReopeningForm(forms.Form):
    """What is missing in a matter that was closed."""

    missing = fields.text(
        _("What is still missing?"),
        hint=_("A few words are enough. You will see here who takes care of it and by when."),
    )


class SurveyForm(forms.Form):
    """How the customer found it, in their own words where they like."""

    score = fields.choice(_("How good is the result for you?"), SCORES)
    gap = fields.choice(_("And beside what we agreed?"), GAPS, required=False)
    comment = fields.text(_("Would you like to add something?"), required=False)


class HeardSurveyForm(forms.Form):
    """The same, as a member heard it."""

    score = fields.choice(_("How good is the result for the customer?"), SCORES)
    gap = fields.choice(_("And beside what was agreed?"), GAPS, required=False)
    comment = fields.text(_("What did they say?"), required=False)


class AgainForm(forms.Form):
    """Why a customer is asked a second time."""

    reason = fields.text(
        _("Why do we ask a second time?"),
        hint=_(
            "For example: we repaired it after an answer that was not good. The customer does not see it."
        ),
    )
