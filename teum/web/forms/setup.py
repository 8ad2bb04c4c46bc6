"""The first visit: one form from nothing to a desk."""

from __future__ import annotations

from datetime import time

from django.utils.translation import gettext_lazy as _

from teum.web.forms import fields
from teum.web.forms.customer import LANGUAGES
from teum.web.forms.hours import Blocks, WeekForm
from teum.web.forms.member import GENDERS

NINE, ONE, FOUR, FIVE, SEVEN = time(9), time(13), time(16), time(17), time(19)
PRESETS: dict[str, Blocks] = {
    "sunday_thursday": dict.fromkeys((6, 0, 1, 2, 3), ((NINE, FIVE),)),
    "with_friday": {**dict.fromkeys((6, 0, 1, 2, 3), ((NINE, FIVE),)), 4: ((NINE, ONE),)},
    "shop": {**dict.fromkeys((6, 0, 1, 2, 3), ((NINE, ONE), (FOUR, SEVEN))), 4: ((NINE, ONE),)},
    "monday_friday": dict.fromkeys(range(5), ((NINE, FIVE),)),
}
ZONES = [
    (name, name)
    for name in (
        "Asia/Jerusalem",
        "Europe/London",
        "Europe/Berlin",
        "America/New_York",
        "America/Los_Angeles",
        "Australia/Sydney",
    )
]


class SetupForm(WeekForm):
    """Organisation, principal, opening hours, mail."""

    organisation = fields.line(
        _("Name of the business"), hint=_("As customers know it; every message begins with it.")
    )
    phone = fields.phone(
        _("Phone of the business"), required=False, hint=_("Shown to customers for questions.")
    )
    language = fields.choice(_("Language"), LANGUAGES, initial="he")
    zone = fields.pick(_("Time zone"), ZONES)
    name = fields.line(_("Your name"), limit=100)
    gender = fields.choice(_("In Hebrew texts"), GENDERS)
    email = fields.email(_("Email, with which you sign in"))
    password = fields.secret(_("Password"), hint=_("At least 10 characters; a short sentence is good."))
    preset = fields.choice(
        _("When are you open?"),
        [
            ("sunday_thursday", _("Sunday to Thursday, 09:00-17:00")),
            ("with_friday", _("Sunday to Thursday, 09:00-17:00, Friday until 13:00")),
            ("shop", _("With an afternoon break: 09:00-13:00 and 16:00-19:00, Friday until 13:00")),
            ("monday_friday", _("Monday to Friday, 09:00-17:00")),
            ("own", _("Other hours")),
        ],
        initial="sunday_thursday",
    )
    mail_url = fields.line(
        _("Mail server"),
        required=False,
        hint=_("For example: smtp://user:password@mail.example.com:587?tls=starttls"),
    )
    mail_from = fields.email(_("Address that messages come from"), required=False)

    @property
    def week_is_open(self) -> bool:
        """Whether the hours day by day are to be seen at once."""
        return self.data.get("preset") == "own" or any(
            name.startswith(("opens_", "closes_")) for name in self.errors
        )

    def hours(self) -> Blocks:
        """The week that was chosen: a preset, or one's own."""
        return PRESETS.get(self.cleaned_data["preset"]) or self.blocks()
