"""Incidents: one fault that touches many promises, what was said of it, and how far each word has come."""

from django.db import models

from teum.models.case import Case
from teum.models.member import Member
from teum.models.message import Message
from teum.models.promise import Promise
from teum.models.tenancy import OfOrganisation

NAME = 120


class Incident(OfOrganisation):
    """One fault: since when it is known, and who found it. Its name stays with us."""

    title = models.CharField(max_length=NAME)
    found_by = models.CharField(max_length=NAME)
    known_at = models.DateTimeField()
    chosen = models.JSONField(default=dict)
    """The query by which its promises were chosen."""
    salt = models.CharField(max_length=32)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        """Listed newest first."""

        indexes = [models.Index(fields=["organisation", "-id"], name="incident_newest")]

    def __str__(self) -> str:
        return self.title


class IncidentWord(OfOrganisation):
    """What is told to all that it touches, by one rule; a draft until `started_at`, a person's yes.

    Nobody is told before `tells_at`: until then the yes can be undone.
    """

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="words", db_index=False)
    number = models.PositiveSmallIntegerField()
    texts = models.JSONField()
    """By language: `what` happened, and why it `matters` or does not."""
    salt = models.CharField(max_length=32)
    rule = models.CharField(max_length=6)
    days = models.PositiveSmallIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    start = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    next_due = models.DateTimeField(null=True)
    remedy_kind = models.CharField(max_length=7, blank=True, default="")
    remedy_value = models.PositiveIntegerField(default=0)
    remedy_after_minutes = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    tells_at = models.DateTimeField(null=True)

    class Meta:
        """In order, and one draft at a time."""

        constraints = [
            models.UniqueConstraint(fields=["incident", "number"], name="one_word_a_number"),
            models.UniqueConstraint(
                fields=["incident"], condition=models.Q(started_at__isnull=True), name="one_draft_an_incident"
            ),
            models.CheckConstraint(
                condition=models.Q(rule__in=["shift", "fixed", "none", "stays"]), name="known_incident_rule"
            ),
            models.CheckConstraint(
                condition=models.Q(remedy_kind="", remedy_value=0)
                | models.Q(remedy_kind__in=["percent", "amount"], remedy_value__gte=1),
                name="whole_remedy",
            ),
            models.CheckConstraint(
                condition=models.Q(started_at__isnull=True, tells_at__isnull=True)
                | models.Q(
                    started_at__isnull=False, tells_at__isnull=False, tells_at__gte=models.F("started_at")
                ),
                name="told_after_its_yes",
            ),
        ]


class Affected(OfOrganisation):
    """A promise that a word goes to: its window then, its own new one, and what became of it.

    `number` is the window's that was seen when the word was written; `remedy_value` is 0 where none is offered.
    """

    word = models.ForeignKey(IncidentWord, on_delete=models.PROTECT, related_name="affected", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    from_start = models.DateTimeField(null=True)
    from_due = models.DateTimeField()
    start = models.DateTimeField(null=True)
    due = models.DateTimeField(null=True)
    remedy_value = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=8, default="waiting")
    reason = models.CharField(max_length=40, blank=True, default="")
    allowed_at = models.DateTimeField(null=True)
    """From when the customer may be written to, as it was when the telling began; null in a draft."""
    message = models.ForeignKey(
        Message, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    told_at = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(null=True)
    """From knowing to telling."""

    class Meta:
        """Each promise once a word; what waits is found in its order, and a message's by the message."""

        constraints = [
            models.UniqueConstraint(fields=["word", "promise"], name="one_telling_a_promise"),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "written", "told", "left_out", "failed"]),
                name="known_affected_state",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    state="told", told_at__isnull=False, seconds__isnull=False, message__isnull=False
                )
                | models.Q(told_at__isnull=True, seconds__isnull=True) & ~models.Q(state="told"),
                name="told_with_its_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["allowed_at", "id"],
                condition=models.Q(state="waiting", allowed_at__isnull=False),
                name="affected_in_turn",
            ),
            models.Index(
                fields=["organisation", "message"],
                condition=models.Q(state="written"),
                name="affected_by_message",
            ),
        ]
