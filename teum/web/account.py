"""Signing in: what the library says, in the house's own words."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Says what is wrong and what to do. Django finds it by its name (`ACCOUNT_ADAPTER`)."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This email address and this password do not go together."),
        "too_many_login_attempts": _(
            "There were several wrong attempts in a row. Please try again in five minutes, or choose a new password."
        ),
    }
