"""Who the business is by law."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.core.firm import LONGEST, LONGEST_NUMBER, Firm, Kind
from teum.web.forms import fields
from teum.web.wording import Words

KINDS: tuple[tuple[str, Words], ...] = (
    ("", _("Not chosen yet")),
    (str(Kind.COMPANY), _("Company")),
    (str(Kind.LICENSED), _("Licensed dealer")),
    (str(Kind.EXEMPT), _("Exempt dealer, who adds no VAT")),
    (str(Kind.PARTNERSHIP), _("Partnership")),
    (str(Kind.ASSOCIATION), _("Association")),
)


class FirmForm(forms.Form):
    """How it is registered, and how it is called and found."""

    kind = fields.pick(_("How is the business registered?"), KINDS, required=False)
    number = fields.line(
        _("Number in the register"),
        limit=LONGEST_NUMBER,
        required=False,
        hint=_(
            "In Israel nine digits; a dealer's is the number of their identity card, "
            "with a zero before it where it has one."
        ),
    )
    legal_name = fields.line(
        _("Name in the register"),
        limit=LONGEST,
        required=False,
        hint=_("Only if it differs from the name that customers know."),
    )
    address = fields.line(_("Address of the business"), limit=LONGEST, required=False)
    name_en = fields.line(
        _("Name of the business in English"),
        limit=LONGEST,
        required=False,
        hint=_("Customers who read English read this one."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["number"].widget.attrs |= {
            "dir": "ltr",
            "inputmode": "numeric",
            "class": "input input-short",
        }
        self.fields["name_en"].widget.attrs |= {"dir": "ltr", "lang": "en"}

    @property
    def firm(self) -> Firm:
        """What was written."""
        data = self.cleaned_data
        return Firm(
            kind=Kind(data["kind"]) if data["kind"] else None,
            legal_name=data["legal_name"],
            number=data["number"],
            address=data["address"],
            name_en=data["name_en"],
        )
