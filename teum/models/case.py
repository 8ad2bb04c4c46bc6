"""A case: one matter of one customer; with the texts typed about it."""

from typing import ClassVar

from django.db import models

from teum.models.customer import Customer
from teum.models.member import Member
from teum.models.service import Service
from teum.models.tenancy import OfOrganisation


class Case(OfOrganisation):
    """One matter of one customer, from first contact to closing."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    service = models.ForeignKey(
        Service, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """What it is about, where somebody said so."""
    journey = models.ForeignKey(
        "teum.Journey", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The process that it follows, where it follows one."""
    alignment = models.ForeignKey(
        "teum.Alignment", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """What both sides expect, where they go or went through that."""
    agreement = models.ForeignKey(
        "teum.Agreement", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The newest version of what was agreed, unless it came to nothing while an earlier one holds."""
    title = models.CharField(max_length=300)
    salt = models.CharField(max_length=32)
    source = models.CharField(max_length=10, default="desk")
    state = models.CharField(max_length=10, default="open")
    version = models.PositiveIntegerField(default=1)
    files = models.PositiveIntegerField(default=0)
    """How many came to it or were put into it: nobody looks for them where there is none."""
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    stands: ClassVar[models.Q] = ~models.Q(state="undone")

    class Meta:
        """Listed by state and by customer, newest first."""

        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="case_by_state"),
            models.Index(fields=["organisation", "customer", "-id"], name="case_by_customer"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "closed", "undone"]), name="known_case_state"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Remark(OfOrganisation):
    """A text that somebody typed about a case or promise: a reason, a note, a proof, a disclosure. Erasable."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    promise = models.ForeignKey(
        "teum.Promise", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=12)
    """reason, report, dispute, proof, disclosure, closing, call, conversation, update, request, question, mail,
    answer, survey, shown, decision, said."""
    text = models.TextField()
    salt = models.CharField(max_length=32)
    by = models.CharField(max_length=30)
    at = models.DateTimeField()


class Draft(OfOrganisation):
    """What a member typed and has not recorded; kept from the first key on."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    of = models.CharField(max_length=12, default="promise")
    """What it is to become: promise, conversation, summary; or the items of an alignment."""
    fields = models.JSONField(default=dict)
    updated_at = models.DateTimeField()

    class Meta:
        """One draft a member, case and kind."""

        constraints = [models.UniqueConstraint(fields=["member", "case", "of"], name="one_draft_a_kind")]


class Task(OfOrganisation):
    """Something that a named person is asked to do by a moment: confirm or revise, call, look at a failed message."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    promise = models.ForeignKey(
        "teum.Promise", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    message = models.ForeignKey(
        "teum.Message", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    """ask, call, failed, uncertain, told, missing, answered, wrote, decided, standing, declined, cancelled, unmade,
    spent, voided.
    """
    number = models.PositiveIntegerField(default=0)
    due = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    """Calls that reached nobody; `not_before` is when the next one is."""
    not_before = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Once a member, promise, kind and window; the open ones are found by member, promise and message."""

        constraints = [
            models.UniqueConstraint(
                fields=["promise", "kind", "number", "member"],
                condition=models.Q(message__isnull=True),
                name="one_task_a_window",
            ),
            models.UniqueConstraint(
                fields=["message", "kind", "member"],
                condition=models.Q(message__isnull=False),
                name="one_task_a_message",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "member", "due"], condition=models.Q(done_at=None), name="open_tasks"
            ),
            models.Index(
                fields=["organisation", "promise"],
                condition=models.Q(done_at=None),
                name="open_tasks_by_promise",
            ),
            models.Index(
                fields=["organisation", "message"],
                condition=models.Q(done_at=None),
                name="open_tasks_by_message",
            ),
        ]
