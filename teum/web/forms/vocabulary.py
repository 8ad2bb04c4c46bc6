"""A vague word of the business's own, and words to try."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.forms.customer import LANGUAGES

KINDS = (
    ("time", _("where no clear time stands beside it")),
    ("hedge", _("wherever it stands: it takes the promise back")),
)


class WordForm(forms.Form):
    """A word or phrase, why it is vague, what to write instead."""

    phrase = fields.line(
        _("Word or phrase"),
        limit=60,
        hint=_("As people write it. Capitals, vowel points and a ו or ש before it make no difference."),
    )
    reason = fields.line(_("Why can nobody rely on it?"), hint=_("Whoever types it reads this."))
    better = fields.line(_("What to write instead?"), hint=_("For example: name the day and the hour"))
    kind = fields.choice(_("Where is it marked?"), KINDS, initial="time")
    language = fields.choice(_("In which language is it?"), LANGUAGES)


class TrialForm(forms.Form):
    """A sentence to try the words on."""

    trial = fields.text(_("Try a sentence"), required=False, rows=2)
