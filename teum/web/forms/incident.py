"""An incident: whom it touches, what is told to all of them, and what it does to each one's time."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields

AGOROT = 100
HOUR = 60


class ChoiceForm(forms.Form):
    """By what the promises are found; all that is filled in has to fit."""

    service = fields.pick(_("Product or service"), required=False)
    owner = fields.pick(_("Whose promises"), required=False)
    due_from = fields.day(_("Due from"), required=False)
    due_until = fields.day(_("Due until"), required=False)
    text = fields.line(
        _("Words that appear in it"),
        required=False,
        hint=_("From what was promised, or from the name of the case."),
    )


class WordForm(forms.Form):
    """What is told, in each language that one of them reads, and the rule for their times."""

    what_he = fields.text(_("What happened? In Hebrew"))
    matters_he = fields.text(_("Why it matters to them, or does not. In Hebrew"))
    what_en = fields.text(_("What happened? In English"))
    matters_en = fields.text(_("Why it matters to them, or does not. In English"))
    rule = fields.choice(
        _("What happens to the time that each was promised?"),
        [
            ("shift", _("It moves, for each by as much")),
            ("fixed", _("It moves to one moment, for all of them")),
            ("none", _("Nobody can name a new time yet")),
            ("stays", _("It stays as it is")),
        ],
        initial="shift",
    )
    days = fields.count(_("Moved by working days"))
    hours = fields.count(_("Or by working hours"))
    due_on = fields.day(_("The new date for all"), required=False)
    due_at = fields.hour(_("By"), required=False)
    next_on = fields.day(_("They hear from us again on"), required=False)
    next_at = fields.hour(_("By"), required=False)
    remedy = fields.choice(
        _("Do you offer something for it?"),
        [
            ("no", _("No, nothing")),
            ("percent", _("A discount in percent")),
            ("amount", _("A discount in shekels")),
        ],
        required=False,
    )
    value = fields.count(_("How much?"))
    after = fields.count(
        _("Only to those whose time moves by so many hours or more"),
        hint=_("Left empty, all whose time moves later are offered it."),
    )

    def __init__(self, *args: Any, languages: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in {"he", "en"} - set(languages):
            del self.fields[f"what_{language}"], self.fields[f"matters_{language}"]
        for name in ("days", "hours", "value", "after"):
            self.fields[name].required = False


class IncidentForm(WordForm):
    """The fault itself, and the first word of it."""

    title = fields.line(_("What do you call it?"), limit=120, hint=_("Only you and your team see this name."))
    known_on = fields.day(_("You have known of it since"))
    known_at = fields.hour(_("Known since the hour"))
    found_by = fields.line(_("By whom was it found?"), limit=120, hint=_("A person, a team or a supplier."))
    field_order = ("title", "known_on", "known_at", "found_by")
