"""The outbox: every communication with its delivery state."""

from django.db import models

from teum.models.case import Case
from teum.models.customer import ContactPoint, Customer
from teum.models.member import Member
from teum.models.tenancy import OfOrganisation
from teum.models.upload import Upload

OF_CUSTOMER = ~models.Q(customer=None)
"""Messages with a customer. SQLite takes IS NOT NULL for a range and would read through all that a business has."""


class Carrier(OfOrganisation):
    """What carries a channel of a business, once it was found away: each delivery sees here that it is."""

    channel = models.CharField(max_length=10)
    away_since = models.DateTimeField(null=True)
    """Null where it is back."""
    again_at = models.DateTimeField(null=True)
    """Until then nobody tries it, and what it would carry waits."""
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """One a channel; those that are away are found at once, however many there were."""

        indexes = [
            models.Index(fields=["again_at"], name="carrier_away", condition=models.Q(again_at__isnull=False))
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "channel"], name="one_carrier_a_channel")
        ]


class Message(OfOrganisation):
    """One outgoing or incoming communication on one channel. Texts and addresses are erasable."""

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.ForeignKey(
        ContactPoint, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    upload = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The file that goes along where its channel carries one; its words are true without it."""
    direction = models.CharField(max_length=3, default="out")
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=254, blank=True)
    kind = models.CharField(max_length=12)
    """To the customer: agreed, received, holding, late, revised, reported, withdrawn, update, lapsed, link,
    summary, closing, closed, survey; to a member: ask, remind, manager, outage, invite; by_hand. Of one that came in:
    `core.inbox.Kind`."""
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    salt = models.CharField(max_length=32)
    key = models.CharField(max_length=64, unique=True)
    """The idempotency key towards the carrier."""
    envelope = models.CharField(max_length=64, blank=True, default="")
    """The key of the message with which it left, its own included; empty where it left alone."""
    state = models.CharField(max_length=13, default="queued")
    tried = models.JSONField(default=list)
    """Contact points that were tried before this one, by id."""
    attempts = models.PositiveSmallIntegerField(default=0)
    needed_by = models.DateTimeField(null=True)
    send_at = models.DateTimeField()
    call_by = models.DateTimeField(null=True)
    """Bad news: until then somebody calls first, and the message waits for that; null where none is asked for."""
    may_join_at = models.DateTimeField(null=True)
    """From when on it may leave with another before `send_at`; null where it does not wait for that."""
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=64, blank=True)
    provider_id = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it failed; of one that came in how sure it is who wrote: `core.inbox.Standing`."""
    at = models.DateTimeField()
    """When it was written; `told_at` is when a carrier took it."""
    told_at = models.DateTimeField(null=True)
    undoes = models.JSONField(null=True)
    """By which its act can be undone: its `facts`, first and last, and its `messages`; each of its `promises` with its
    version before and after; `rows` and the `case` as they were, where it changed them; the `drafts` that it ended."""
    settled_at = models.DateTimeField(null=True)
    """When a person dealt with a failure or an uncertainty."""

    class Meta:
        """Due ones are found by their moment, or by when they are needed; the outbox is read newest first."""

        indexes = [
            models.Index(
                fields=["send_at", "id"], condition=models.Q(state="queued"), name="message_to_send"
            ),
            models.Index(
                fields=["needed_by", "send_at", "id"],
                condition=models.Q(state="queued", needed_by__isnull=False),
                name="message_needed",
            ),
            models.Index(fields=["claimed_at"], condition=models.Q(state="sending"), name="message_claimed"),
            models.Index(fields=["organisation", "-id"], name="message_newest"),
            models.Index(fields=["organisation", "case", "-id"], name="message_by_case"),
            models.Index(fields=["organisation", "customer", "-id"], name="message_by_customer"),
            models.Index(
                fields=["organisation", "member", "id"],
                condition=models.Q(state="queued", member__isnull=False),
                name="message_to_member",
            ),
            models.Index(
                fields=["organisation", "id"],
                condition=models.Q(kind="unplaced", settled_at=None),
                name="message_unplaced",
            ),
            # One for each: SQLite finds an index by `state = ?`, and by no list of states.
            models.Index(
                fields=["organisation", "id"],
                condition=models.Q(state="failed", settled_at=None),
                name="message_failed",
            ),
            models.Index(
                fields=["organisation", "id"],
                condition=models.Q(state="uncertain", settled_at=None),
                name="message_uncertain",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "queued",
                        "sending",
                        "accepted",
                        "delivered",
                        "failed",
                        "uncertain",
                        "overtaken",
                        "shown_locally",
                        "received",
                    ]
                ),
                name="known_message_state",
            ),
            models.CheckConstraint(
                condition=models.Q(direction="out") & ~models.Q(state="received")
                | models.Q(direction="in", state="received"),
                name="what_comes_in",
            ),
        ]
