"""Lets time pass for one organisation: its timers fire and its messages leave at the moments at which they were due."""

from datetime import datetime

from teum.actions import messages, timers
from teum.models import Message, Timer


def until(organisation_id: int, moment: datetime) -> None:
    """Fire timers and show messages in the order of their moments, up to `moment`."""
    while True:
        timer = (
            Timer.objects.of(organisation_id).filter(fire_at__lte=moment).order_by("fire_at", "id").first()
        )
        message = (
            Message.objects.of(organisation_id)
            .filter(state="queued", send_at__lte=moment)
            .order_by("send_at", "id")
            .first()
        )
        if message and (timer is None or message.send_at <= timer.fire_at):
            _leave(message)
        elif timer:
            timers.fire(timer, now=timer.fire_at)
        else:
            return


def _leave(message: Message) -> None:
    rows = Message.objects.of(message.organisation_id).filter(pk=message.pk)
    rows.update(state="sending", claimed_at=message.send_at)
    messages.mark_shown(message.pk, counts=True, now=message.send_at)
