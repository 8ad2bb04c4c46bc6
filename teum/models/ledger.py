"""The ledger: append-only facts, and the seals that chain them. Triggers in the database hold both."""

from django.db import models

from teum.models.tenancy import OfOrganisation


class Event(OfOrganisation):
    """One append-only fact: ids and digests only. Ids are plain numbers, so that no erasure can reach in here."""

    kind = models.CharField(max_length=24)
    case = models.BigIntegerField(null=True)
    promise = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=30)
    at = models.DateTimeField()
    facts = models.JSONField()

    class Meta:
        """Read by promise and by case."""

        indexes = [
            models.Index(
                fields=["promise", "id"], condition=models.Q(promise__isnull=False), name="event_by_promise"
            ),
            models.Index(fields=["case", "id"], condition=models.Q(case__isnull=False), name="event_by_case"),
        ]


class Seal(OfOrganisation):
    """The place of an event in its organisation's chain."""

    event = models.BigIntegerField(unique=True)
    position = models.BigIntegerField()
    seal = models.CharField(max_length=64)

    class Meta:
        """A place is taken once."""

        constraints = [models.UniqueConstraint(fields=["organisation", "position"], name="one_event_a_place")]


class Head(OfOrganisation):
    """The end of an organisation's chain, signed with the installation's key: seals behind it cannot go unnoticed.

    There from the organisation's first moment on, at place 0.
    """

    position = models.BigIntegerField()
    seal = models.CharField(max_length=64)
    signature = models.CharField(max_length=64)

    class Meta:
        """A chain has one end."""

        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_head_a_chain")]


class Pulse(models.Model):
    """The last sign of life of a loop (`clock`, `delivery`), or of the `broker` that took messages."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()
    lag_seconds = models.FloatField(default=0)
    was_away_since = models.DateTimeField(null=True)


class Outage(OfOrganisation):
    """A time in which no clock ran, and in which something of this organisation passed; its managers were told."""

    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        """Found by its end."""

        indexes = [models.Index(fields=["organisation", "until"], name="outage_by_end")]
