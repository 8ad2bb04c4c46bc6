"""Members: an invitation, their details, and a password of one's own."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from teum.web import wording
from teum.web.forms import fields
from teum.web.forms.customer import LANGUAGES

GENDERS = [("f", _("she (יעל תתקשר)")), ("m", _("he (דני יתקשר)"))]
INVITED_ROLES = [(key, wording.ROLES[key]) for key in ("agent", "manager", "partner")]


class InvitationForm(forms.Form):
    """Who joins."""

    name = fields.line(_("Name"), limit=100)
    email = fields.email(_("Email"))
    gender = fields.choice(_("In Hebrew texts"), GENDERS)
    role = fields.choice(_("Role"), INVITED_ROLES, initial="agent")


class MemberForm(forms.Form):
    """A member's details."""

    name = fields.line(_("Name"), limit=100)
    gender = fields.choice(_("In Hebrew texts"), GENDERS)
    phone = fields.phone(_("Phone"), required=False)
    language = fields.choice(_("Language"), LANGUAGES)
    role = fields.choice(
        _("Role"), [(key, wording.ROLES[key]) for key in ("agent", "manager", "principal", "partner")]
    )


class PasswordForm(forms.Form):
    """A password of one's own."""

    password = fields.secret(_("Password"), hint=_("At least 10 characters; a short sentence is good."))
