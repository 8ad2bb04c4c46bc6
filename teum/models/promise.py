"""The promise's rows: the promise, its timers, and what the customer was told of it."""

from typing import ClassVar

from django.db import models

from teum.models.case import Case, Remark
from teum.models.member import Member
from teum.models.tenancy import OfOrganisation


class Promise(OfOrganisation):
    """A commitment of a debtor to a creditor; `core.promise.Promise` is its value."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    answerable = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    nature = models.CharField(max_length=8, default="deed")
    debtor = models.CharField(max_length=12, default="provider")
    channel = models.CharField(max_length=10)
    body = models.TextField()
    """The words as they were typed."""
    what = models.TextField()
    """The words without their time, to stand beside a window that may move."""
    includes = models.JSONField(default=list)
    condition = models.TextField(blank=True)
    condition_due = models.DateTimeField(null=True)
    term = models.CharField(max_length=40, blank=True)
    salt = models.CharField(max_length=32)
    zone = models.CharField(max_length=64)
    start = models.DateTimeField(null=True)
    due = models.DateTimeField()
    original_start = models.DateTimeField(null=True)
    original_due = models.DateTimeField()
    proposed_start = models.DateTimeField(null=True)
    proposed_due = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True)
    state = models.CharField(max_length=10)
    verdict = models.CharField(max_length=16, blank=True)
    version = models.PositiveIntegerField(default=1)
    number = models.PositiveIntegerField(default=0)
    revisions = models.PositiveIntegerField(default=0)
    round = models.PositiveIntegerField(default=0)
    replaces = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    about = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    conversation = models.ForeignKey(
        "teum.Conversation", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """In which it was made, where it was."""
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    stands: ClassVar[models.Q] = ~models.Q(state="undone")

    class Meta:
        """Live promises are found by case, by owner and by due."""

        indexes = [
            models.Index(fields=["organisation", "case", "id"], name="promise_by_case"),
            models.Index(
                fields=["organisation", "owner", "due"],
                condition=models.Q(state__in=["offered", "waiting", "open", "reported"]),
                name="live_by_owner",
            ),
            models.Index(fields=["organisation", "state", "due"], name="promise_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "offered",
                        "waiting",
                        "open",
                        "reported",
                        "kept",
                        "declined",
                        "lapsed",
                        "released",
                        "withdrawn",
                        "undone",
                    ]
                ),
                name="known_state",
            ),
            models.CheckConstraint(
                condition=models.Q(start__isnull=True) | models.Q(start__lte=models.F("due")),
                name="start_before_due",
            ),
            models.CheckConstraint(condition=~models.Q(channel=""), name="channel_said"),
        ]

    def __str__(self) -> str:
        return f"promise {self.pk}"


class Revision(OfOrganisation):
    """A change of a promise's window: from what, to what, and why."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    from_start = models.DateTimeField(null=True)
    from_due = models.DateTimeField()
    start = models.DateTimeField(null=True)
    due = models.DateTimeField()
    remark = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    consent = models.CharField(max_length=9, default="given")
    """given, pending, overtaken, undone."""
    by = models.CharField(max_length=30)
    at = models.DateTimeField()

    class Meta:
        """In the order in which they came."""

        ordering = ["id"]
        indexes = [models.Index(fields=["promise", "id"], name="revision_by_promise")]


class Timer(OfOrganisation):
    """Something that must happen because time passes; only due ones are read."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=8)
    number = models.PositiveIntegerField(default=0)
    fire_at = models.DateTimeField()

    class Meta:
        """One timer a promise, kind and window; read by moment."""

        constraints = [models.UniqueConstraint(fields=["promise", "kind", "number"], name="one_timer_a_step")]
        indexes = [models.Index(fields=["fire_at", "id"], name="timer_by_moment")]


class Telling(OfOrganisation):
    """A word to the customer about one window of a promise; `at` is set once a carrier took it, or at the call."""

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=10)
    """agreed, holding, revised, reported, withdrawn, released, late, closing."""
    message = models.ForeignKey("teum.Message", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        """Found by promise and by message."""

        indexes = [models.Index(fields=["promise", "number"], name="telling_by_promise")]
