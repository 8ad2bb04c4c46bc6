"""The words of the desk for states, channels, roles and refusals, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
"""A text of the page, worded now or when it is drawn."""

# state → (tone, word). The tones are the four of the look, or none.
STATES: dict[str, tuple[str, Words]] = {
    # of a promise
    "offered": ("waiting", _("Offered")),
    "countered": ("soon", _("Waiting for us")),
    "waiting": ("waiting", _("Waiting for the customer")),
    "open": ("open", _("Open")),
    "today": ("open", _("Today")),
    "soon": ("soon", _("Due soon")),
    "late": ("late", _("Late")),
    "reported": ("waiting", _("Done, awaiting confirmation")),
    "kept": ("kept", _("Kept")),
    "kept_revised": ("kept", _("Kept at the updated time")),
    "late_told": ("soon", _("Late, told in advance")),
    "late_silent": ("late", _("Late, not told")),
    "released": ("open", _("Released by the customer")),
    "withdrawn": ("open", _("Taken back")),
    "withdrawn_told": ("open", _("Taken back, told")),
    "withdrawn_silent": ("late", _("Taken back, not told")),
    "declined": ("open", _("Declined")),
    "lapsed": ("open", _("Lapsed")),
    # of a case
    "case_open": ("open", _("Open")),
    "case_closed": ("kept", _("Closed")),
    # of a message
    "queued": ("open", _("Waiting to go out")),
    "sending": ("open", _("Going out now")),
    "accepted": ("kept", _("Sent")),
    "delivered": ("kept", _("Delivered")),
    "failed": ("late", _("Failed")),
    "uncertain": ("soon", _("Not certain it went out")),
    "overtaken": ("open", _("No longer needed")),
    "shown_locally": ("open", _("Shown here only")),
    "settled": ("kept", _("Dealt with")),
    "by_hand": ("soon", _("To be sent by hand")),
    "for_knowledge": ("open", _("For your knowledge")),
    "received": ("waiting", _("Received")),
    "unplaced": ("soon", _("Has no case yet")),
    # of somebody whom an incident touches
    "incident_waiting": ("waiting", _("Not told yet")),
    "incident_told": ("kept", _("Was told")),
    "incident_left_out": ("open", _("Left out")),
    "incident_failed": ("late", _("Could not be told")),
    # of a customer and a member
    "active": ("kept", _("Active")),
    "invited": ("waiting", _("Has yet to join")),
    "inactive": ("open", _("Inactive")),
    # of the machine
    "well": ("kept", _("All is well")),
    "behind": ("soon", _("Running behind")),
    "down": ("late", _("Not running")),
    "overdue": ("late", _("Has waited too long")),
}

CHANNELS: dict[str, Words] = {
    "phone": _("by phone"),
    "email": _("by email"),
    "whatsapp": _("on WhatsApp"),
    "sms": _("by text message"),
    "visit": _("in person"),
    "post": _("by post"),
    "portal": _("on the customer's page"),
}

CHANNEL_NAMES: dict[str, Words] = {
    "phone": _("Phone"),
    "email": _("Email"),
    "whatsapp": _("WhatsApp"),
    "sms": _("Text message"),
    "visit": _("In person"),
    "post": _("Post"),
    "portal": _("Customer's page"),
    "local": _("Shown here"),
}

TALKS: dict[str, Words] = {
    "call": _("A call"),
    "meeting": _("A meeting"),
    "chat": _("A chat"),
    "mail": _("An email"),
}

ROLES: dict[str, Words] = {
    "principal": _("Runs the business"),
    "manager": _("Manager"),
    "agent": _("Agent"),
    "partner": _("Partner"),
}


def direction(lang: str) -> str:
    """The direction in which a language is read, for the attribute `dir`."""
    return "rtl" if lang == "he" else "ltr"


def isolated(text: str, *, is_hebrew: bool | None = None) -> str:
    """Typed words inside a sentence of ours, which keep their own direction (U+2066 to U+2069).

    It is that of their first letter, unless it is known: a sentence in English may begin with a name in Hebrew.
    """
    mark = {None: "\u2068", True: "\u2067", False: "\u2066"}[is_hebrew]
    return f"{mark}{text}\u2069" if text else ""


def state(name: str) -> tuple[str, Words]:
    """The tone and the word of a state; a name not known here is shown as it is, without colour."""
    return STATES.get(name, ("open", name))
