"""Messages as the desk shows them: where they stand, and what to do with one that did not get through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from teum.core.delivery import CALLED, CODE
from teum.queries.message_view import MessageView
from teum.web import acts, fate, inbox, moments, wording
from teum.web.acts import Act
from teum.web.desk import Reader

BY_HAND = ("queued", "failed", "uncertain", "shown_locally")
"""States from which a person may still send it from their own phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    """One message in a list."""

    id: int
    at: datetime
    when: str
    state: str
    url: str
    subject: str
    lang: str
    """That of our words; empty for what came in, which is written in any."""
    dir: str
    by: str
    excerpt: str
    then: str
    acts: tuple[Act, ...]
    who: tuple[str, ...] = ()


def state_of(message: MessageView) -> str:
    """The state that the chip shows; what waits for a hand is no failure."""
    if message.direction == "in":
        return "unplaced" if message.is_unplaced else "received"
    if message.state in ("failed", "uncertain") and not message.is_unsettled:
        return "settled"
    return (
        "by_hand"
        if message.state == "failed" and message.reason == "by_hand" and message.is_unsettled
        else message.state
    )


def line(message: MessageView, reader: Reader, *, phone: str = "", customer: str = "") -> MessageLine:
    """A message as one line."""
    channel = str(wording.CHANNELS.get(message.channel, wording.CHANNEL_NAMES.get(message.channel, "")))
    return MessageLine(
        id=message.id,
        at=message.at,
        when=moments.alone(message.told_at or message.at, zone=reader.zone, now=reader.now),
        state=state_of(message),
        url=reverse("message", args=[message.id]),
        subject=message.subject or gettext("An email without a subject"),
        **reads(message),
        by=channel,
        excerpt=message.text,
        then=then(message, reader),
        acts=tuple(likely(message, phone=phone)),
        who=tuple(part for part in (customer, channel) if part),
    )


def reads(message: MessageView) -> dict[str, str]:
    """The language of a message's words and their direction."""
    if message.direction == "in":
        return {"lang": "", "dir": "auto"}
    return {"lang": message.language, "dir": wording.direction(message.language)}


def then(message: MessageView, reader: Reader) -> str:
    """When a message that waits goes out; what stands with one that needs somebody, and what to do."""
    if message.direction == "in":
        return inbox.then(message)
    if message.state == "queued":
        return fate.leaving(message, reader) if message.customer_id else ""
    if not message.is_unsettled and message.state != "shown_locally":
        return ""
    if message.state == "shown_locally":
        return gettext("No mail server is set, so it was shown here and not sent.")
    if message.customer_id is None and message.state == "uncertain":
        return gettext("It is not certain that the message went out.")
    said = advice(message.kind, to_member=message.customer_id is None)
    if said and message.state == "failed" and message.reason != "by_hand":
        return said
    if message.state == "uncertain":
        return gettext(
            "The connection broke off after sending. Ask the customer whether it arrived before sending it again."
        )
    if message.reason == "by_hand":
        return gettext("It waits to be sent from your own phone, or to be said in a call.")
    if message.reason in CALLED:
        return gettext("It could not be sent in time. Call, and say how it stands now.")
    if message.reason.startswith("content_refused_5"):
        return gettext(
            "The mail server refused what the message says, not the address, which is kept. "
            "Call, and choose “Told on the phone”."
        )
    return gettext(
        "It did not get through, on any of the customer's channels. Call, and choose “Told on the phone”."
    )


def advice(kind: str, *, to_member: bool) -> str:
    """What to do about a letter that did not arrive, where nobody else has to say it; empty for the rest."""
    if to_member and kind not in ABOUT_NO_CASE:
        return gettext(
            "It did not get through. Tell them what it says, and ask whether the address is right."
        )
    return str(ADVICE.get(kind, ""))


def likely(message: MessageView, *, phone: str) -> list[Act]:
    """The likely acts on a message, by one tap each."""
    if message.is_unplaced:
        return [_to_it(message)]
    if message.direction == "in":
        return []
    if message.customer_id is None:
        return [_to_it(message)] if message.is_unsettled else []
    by_hand = [
        Act(
            label=gettext("WhatsApp"),
            url=reverse("message_by_hand", args=[message.id]),
            icon="message",
            post=True,
        )
    ]
    # of one in doubt they are asked first whether it arrived
    usable = by_hand if may_go_by_hand(message, phone) and message.state != "uncertain" else []
    if message.may_be_taken_back:
        back = reverse("message_take_back", args=[message.id])
        return [*usable, Act(label=gettext("Take it back"), url=back, post=True)]
    if message.state == "queued":
        return usable
    if message.is_unsettled:
        calls = [acts.dial(phone)] if phone and not usable else []
        return [*usable, *calls, _to_it(message)][:2]
    return []


def may_go_by_hand(message: MessageView, phone: str) -> bool:
    """Whether one of ours can send its words from their own phone: never a code, which they do not read."""
    return phone.startswith("+") and message.state in BY_HAND and message.kind != CODE


def _to_it(message: MessageView) -> Act:
    return Act(label=gettext("To the message"), url=reverse("message", args=[message.id]))


ABOUT_NO_CASE = ("invite", "outage")
"""Letters to our own people with an advice of their own."""
ADVICE = {
    "invite": _(
        "Is the address right? Set it right in the team's list and invite again, or send the letter once more."
    ),
    "outage": _(
        "It says that the system stood still for a while. Read it here, and see that their address is right."
    ),
    "link": _(
        "The link to their page did not reach them. Set their email address right, and send it once more."
    ),
    "closed": _("They were not told that all is finished. Tell them in a call, or leave it."),
    "copy": _(
        "The file stands on their page. Set their address right and send it once more, or tell them where it is."
    ),
    "code": _("They can ask for another code on their page. See that their address is right."),
    "survey": _("They were not asked how it was. Ask them in a call and record their answer, or leave it."),
    "spent": _("Somebody may be guessing. Call them: the next code can be sent in a day."),
    "unmade": _("It is tried again by itself. Why it fails stands in the log of this system."),
}
"""What to do about a letter that did not arrive and that nobody else has to say, or a file that cannot be made."""
