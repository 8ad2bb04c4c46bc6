"""A form on a business's site, as its visitor fills it in and as a manager keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from teum.actions.contact import Sender
from teum.core import intake
from teum.core.alignment import Answer, Item
from teum.queries import alignments
from teum.web.forms import fields
from teum.web.forms.alignment_items import ItemsForm
from teum.web.forms.contact import ANSWER_CHANNELS
from teum.web.wording import Words

SAID = "said-"
"""Before the keys of items, so that none of them is taken for a name or a phone."""
WHO = ("name", "channel", "phone", "email")
"""What every form asks, behind its questions."""
LANGUAGES = (("he", _("Hebrew")), ("en", _("English")))


class IntakeForm(ItemsForm):
    """Who it is, how to reach them, and what the template asks of a stranger."""

    before = SAID
    has_ranges = False
    name = fields.line(_("Your name"), limit=200)
    phone = fields.phone(_("Phone"), required=False)
    email = fields.email(_("Email"), required=False)
    channel = fields.choice(
        _("How would you like the answer?"), ANSWER_CHANNELS, initial="phone", required=False
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    """A trap: people never see it, programs fill it in."""
    seal = forms.CharField(required=False, widget=forms.HiddenInput)
    proof = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, items: Sequence[Item], language: str, zone: ZoneInfo, now: datetime, **kwargs: Any
    ) -> None:
        self.items = items
        unsaid = alignments.unsaid(items, lang=language, now=now)
        lines = [replace(line, key=f"{SAID}{line.key}") for line in unsaid]
        super().__init__(*args, lines=lines, zone=zone, vat=0, **kwargs)
        self.order_fields([*(bound.name for bounds in self.questions() for bound in bounds), *WHO])
        self.asked = {
            name for item in items if intake.must_be_said(item) for name in self.names(f"{SAID}{item.key}")
        }

    def names(self, key: str) -> tuple[str, ...]:
        """The fields of an item."""
        return (key,) if key in self.fields else (f"{key}_on", f"{key}_at")

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what no person sees."""
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        """What they want is there, and a way to reach them: the one that they would like best."""
        data = super().clean()
        for name in sorted(self.asked):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, str(fields.WRONG["required"]))
        wanted = "email" if data.get("channel") == "email" else "phone"
        if not data.get(wanted) and wanted not in self.errors:
            self.add_error(wanted, str(fields.WRONG["required"]))
        return data

    def questions(self) -> list[tuple[BoundField, ...]]:
        """The fields of each item, in the order of the template."""
        return [tuple(self[name] for name in self.names(f"{SAID}{item.key}")) for item in self.items]

    def said(self) -> Mapping[str, Answer]:
        """What was filled in, by the keys of the items."""
        return {key.removeprefix(SAID): answer for key, answer in self.answers().items()}

    def sender(self, language: str) -> Sender:
        """Who sends it."""
        data = self.cleaned_data
        return Sender(
            name=data["name"],
            phone=data["phone"],
            email=data["email"],
            prefers=data["channel"] or "phone",
            language=language,
        )


class NewIntakeForm(forms.Form):
    """Of which template, in which language, and who is first in touch."""

    template = fields.pick(_("Whose questions?"))
    language = fields.choice(_("In which language?"), LANGUAGES, initial="he")
    owner = fields.pick(
        _("Who is first in touch?"),
        required=False,
        hint=_("The form promises a first contact by this person, in your hours."),
    )

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], templates: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        anybody: tuple[str, Words] = ("", _("Whoever has the fewest open tasks then"))
        offered: dict[str, list[tuple[str, Words]]] = {"owner": [anybody, *people], "template": [*templates]}
        for name, choices in offered.items():
            if name in self.fields:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)
                field.choices = choices


class IntakeChangeForm(NewIntakeForm):
    """Other questions, another language or owner; on or off."""

    template = None  # type: ignore[assignment]
    asks = forms.MultipleChoiceField(
        label=_("What does it ask?"),
        help_text=_("Best is what somebody can say with whom nobody has spoken yet."),
        widget=forms.CheckboxSelectMultiple,
        error_messages=fields.WRONG,
    )
    is_on = fields.tick(_("The form is on"), hint=_("When it is off, its page says so and names your phone."))

    def __init__(self, *args: Any, items: Sequence[Item], language: str, **kwargs: Any) -> None:
        super().__init__(*args, templates=[], **kwargs)
        asks = self.fields["asks"]
        assert isinstance(asks, forms.MultipleChoiceField)
        asks.choices = [(item.key, item.text.of(language)) for item in items]
        self.order_fields(["asks"])
