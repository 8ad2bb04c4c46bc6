"""Take a form once: whoever sends it again is led where it led before, and nothing is made anew (guarantee 4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from teum.models import SentForm

KEY = "once"
"""The field in which a form carries the key that it was shown with; a draft is shown with its own."""
A_TAP = timedelta(seconds=5)
"""What is sent again within this time is the same tap, also where the page filled something in meanwhile."""


def take(*, form: str, content: str, act: Callable[[], str], now: datetime) -> str:
    """Act and keep where it led, in one transaction; or say where it led before.

    `form` and `content` are digests: of the form as it was shown to its sender, of what stands in it. `act` says where
    it led, or nothing where nothing was done, so that the form can be sent again. Nothing is said where it has acted.
    Two at once: the unique form makes the second wait for the first. Whoever goes back and writes something else into
    a form means another thing, and it acts.
    """
    with transaction.atomic():
        values = {"content": content, "sent_at": now}
        _, is_first = SentForm.objects.get_or_create(form=form, defaults=values)
        row = SentForm.objects.select_for_update(no_key=True).get(form=form)
        if not is_first and (row.content == content or now - row.sent_at < A_TAP):
            return row.led
        led = act()
        if led:
            SentForm.objects.filter(form=form).update(led=led, **values)
        elif is_first:
            row.delete()
        return ""
