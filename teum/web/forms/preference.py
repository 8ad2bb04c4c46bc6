"""Which way a customer likes best, and when nothing is sent to them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teum.core import reach
from teum.queries.case_view import CustomerView
from teum.queries.contact_view import ContactView
from teum.web import wording
from teum.web.forms import fields

CALL, WRITE = "call", "write"
BAD_NEWS = [
    (CALL, _("Call me first; if I do not answer, write to me")),
    (WRITE, _("Write to me at once, without a call")),
]
KEY = "prefer"
"""The form's name on the page."""


class PreferenceForm(forms.Form):
    """One of the contacts that they gave; two hours, or none; and how they hear of what goes wrong."""

    first = fields.choice(_("Which way do you like best?"), required=False)
    bad_news = fields.choice(_("And if something is late, or goes wrong?"), BAD_NEWS, required=False)
    quiet_from = fields.hour(_("No messages from"), required=False)
    quiet_until = fields.hour(_("until"), required=False)

    def __init__(self, *args: object, ways: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["first"]
        if isinstance(field, forms.ChoiceField):
            field.choices = ways
        if len(ways) < 2:
            del self.fields["first"]


class AddressForm(forms.Form):
    """Another address in place of one at which nobody was reached."""

    def __init__(self, *args: object, channel: str = "phone", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        is_number = channel in reach.NUMBERS
        self.fields["address"] = (
            fields.phone(_("The right number")) if is_number else fields.email(_("The right email address"))
        )


def form_of(customer: CustomerView, *, data: Any = None) -> PreferenceForm:
    """The form with what is known; addresses are shown in part, as whoever holds the link may look on."""
    working = [point for point in customer.contacts if not point.is_broken]
    initial = {
        "first": str(working[0].id) if working else "",
        "bad_news": WRITE if customer.prefers_writing else CALL,
        "quiet_from": customer.quiet_from,
        "quiet_until": customer.quiet_until,
    }
    form = PreferenceForm(data, ways=_ways(working), initial=initial, auto_id=f"id_%s_{KEY}")
    channels = {point.channel for point in working}
    if "email" in channels and channels & reach.NUMBERS:
        form.fields["first"].help_text = gettext(
            "Anyone who contacts you in person will try that way first. Written messages go to your email."
        )
    else:
        del form.fields["bad_news"]
    return form


def in_writing(said: dict[str, Any]) -> bool | None:
    """Whether bad news is written at once; None where that was not asked or not answered."""
    return said["bad_news"] == WRITE if said.get("bad_news") else None


def _ways(points: Iterable[ContactView]) -> list[tuple[str, str]]:
    return [
        (str(point.id), f"{wording.CHANNEL_NAMES.get(point.channel, point.channel)} {part(point)}".strip())
        for point in points
    ]


def part(point: ContactView) -> str:
    """So much of an address that its owner knows it."""
    if point.channel in reach.NUMBERS:
        return gettext("(ends in %(tail)s)") % {"tail": point.address[-3:]}
    name, _, host = point.address.partition("@")
    return f"({wording.isolated(f'{name[:1]}…@{host}')})" if host else ""
