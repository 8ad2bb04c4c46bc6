"""What is told whole, between what the customer chooses, and their choice."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.disclosure import MOST_PHOTOS, Affects, Kind
from teum.core.upload import PICTURES
from teum.web import wording
from teum.web.forms import fields
from teum.web.forms.promise import PROMISE_CHANNELS

KINDS: list[tuple[str, wording.Words]] = [
    (Kind.FAULT, _("A fault")),
    (Kind.LIMITATION, _("A limitation")),
    (Kind.DELAY, _("A delay")),
    (Kind.BEFORE_SALE, _("Something to know before buying")),
]
AFFECTS: list[tuple[str, wording.Words]] = [
    (Affects.PRICE, _("The price")),
    (Affects.TIME, _("The time")),
    (Affects.SAFETY, _("Safety")),
    (Affects.LOOKS, _("The looks")),
]
OPTIONS: dict[str, wording.Words] = {
    "as_is": _("An option: as it is"),
    "other": _("An option: something else"),
    "third": _("One more option"),
}
"""The options that a member words, by their keys; the ways out are offered by a tick each."""
WAYS_OUT: dict[str, wording.Words] = {
    "do_nothing": _("Leave things as they are"),
    "cancel": _("Cancel, free of charge"),
}
PHOTOS = {f"photo_{place}": f"alt_{place}" for place in range(1, MOST_PHOTOS + 1)}
"""The fields of new photos, each with that of its words."""
CHOSE: list[tuple[str, wording.Words]] = [
    ("counter", _("Here, at the counter")),
    ("call", _("In a call")),
    ("mail", _("In a message")),
]


class DecisionForm(forms.Form):
    """The customer's choice, and the digest of what they saw."""

    option = forms.CharField(
        label=_("What do you choose?"), max_length=20, error_messages={"required": _("Choose one of them.")}
    )
    shown = forms.CharField(max_length=64, widget=forms.HiddenInput)


class TakenForm(DecisionForm):
    """The same, as a member records it."""

    how = fields.choice(_("How did the customer choose?"), CHOSE)
    proof = fields.text(
        _("When and in which words?"),
        required=False,
        rows=2,
        hint=_(
            "Of a call or a message. For example: in a call on 24.11 at 11:20, she takes the other model."
        ),
    )


class MattersForm(forms.Form):
    """Why it does matter to this customer."""

    text = fields.text(
        _("Why does it matter to you?"), hint=_("You will see here who answers you and by when.")
    )


class DisclosureForm(forms.Form):
    """What is told: first what it is, then between what the customer chooses.

    `asked` are fields that are needed though not always: they are not called optional.
    """

    asked = ("channel",)

    kind = fields.choice(_("What is it?"), KINDS)
    about = fields.pick(_("Which promise does it touch?"), required=False)
    what = fields.text(_("What is it, in plain words?"), hint=_("The customer reads this."))
    matters = fields.text(_("Why does it matter, or why not?"), hint=_("The customer reads this."))
    affects = forms.MultipleChoiceField(
        label=_("What does it affect?"),
        choices=AFFECTS,
        widget=forms.CheckboxSelectMultiple,
        error_messages=fields.WRONG,
    )
    found_on = fields.day(_("When was it found?"))
    found_by = fields.line(
        _("By whom was it found?"),
        limit=120,
        required=False,
        hint=_("A person, a team or a supplier. Left empty, it is you."),
    )
    resolved_on = fields.day(_("Expected to be resolved: date"), required=False)
    resolved_at = fields.hour(_("By"), required=False)
    no_date = fields.text(
        _("If there is no such date: why not?"), required=False, rows=2, hint=_("The customer reads this.")
    )
    channel = fields.choice(
        _("How will the customer get what they choose?"),
        PROMISE_CHANNELS,
        required=False,
        hint=_("Needed wherever there is something to choose."),
    )
    recommended = fields.pick(
        _("Which one do you recommend?"),
        [("", _("None")), *((key, OPTIONS[key]) for key in OPTIONS), *WAYS_OUT.items()],
        required=False,
    )
    interest = fields.text(
        _("What do we gain by it?"),
        required=False,
        rows=2,
        hint=_("The customer reads this, so that they can weigh our advice."),
    )
    decide_on = fields.day(_("The customer chooses by: date"), required=False)
    decide_at = fields.hour(_("Hour"), required=False)

    photos = forms.MultipleChoiceField(
        label=_("Photos that are shown"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=fields.WRONG,
    )

    def __init__(
        self,
        *args: object,
        abouts: list[tuple[str, str]],
        photos: Sequence[tuple[str, str]] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._offer_photos(photos)
        about = self.fields["about"]
        assert isinstance(about, forms.ChoiceField)
        about.choices = [("", _("None of them")), *abouts]
        for key in OPTIONS:
            self.fields[f"{key}_what"] = fields.line(_("What is it?"), required=False)
            self.fields[f"{key}_price"] = price()
            self.fields[f"{key}_on"] = fields.day(_("Done by: date"), required=False)
            self.fields[f"{key}_at"] = fields.hour(_("Hour"), required=False)
        for key, label in WAYS_OUT.items():
            self.fields[key] = fields.tick(label)

    def _offer_photos(self, kept: Sequence[tuple[str, str]]) -> None:
        """Those that are in the case already, by a tick each, and room for new ones."""
        photos = self.fields["photos"]
        assert isinstance(photos, forms.MultipleChoiceField)
        photos.choices = list(kept)
        if not kept:
            del self.fields["photos"]
        for photo, alt in PHOTOS.items():
            self.fields[photo] = forms.FileField(
                label=_("A photo"),
                required=False,
                allow_empty_file=True,
                widget=forms.FileInput(attrs={"accept": ",".join(PICTURES)}),
            )
            self.fields[alt] = fields.line(_("What is seen in it?"), limit=300, required=False)


def price() -> forms.DecimalField:
    """A price in shekels; empty where it does not change."""
    wrong = {
        "invalid": _("Write an amount, such as 1790."),
        "min_value": _("Write an amount, such as 1790."),
        "max_digits": _("Write an amount, such as 1790."),
        "max_decimal_places": _("Write an amount, such as 1790."),
    }
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "class": "input-short", "step": "0.01"})
    return forms.DecimalField(
        label=_("Price in ₪"),
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=widget,
        help_text=_("Leave it empty where the price does not change."),
        error_messages=wrong,
    )


class StandingForm(DisclosureForm):
    """What every customer of a service is told: without dates, which are reckoned for each."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, abouts=[], **kwargs)  # type: ignore[arg-type]
        for name in (
            "about",
            "resolved_on",
            "resolved_at",
            "decide_on",
            "decide_at",
            *PHOTOS,
            *PHOTOS.values(),
        ):
            del self.fields[name]
        self.fields["no_date"].label = _("Will it be resolved? Why not, or when?")
        self.fields["no_date"].required = True
        for key in OPTIONS:
            del self.fields[f"{key}_on"], self.fields[f"{key}_at"]
            self.fields[f"{key}_days"] = fields.count(_("Done within business days"))
            self.fields[f"{key}_days"].required = False
