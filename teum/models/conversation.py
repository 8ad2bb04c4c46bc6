"""Conversations with customers: what was asked for and what became of it, and the summary that followed."""

from django.db import models

from teum.models.case import Case, Remark
from teum.models.member import Member
from teum.models.message import Message
from teum.models.promise import Promise
from teum.models.question import Question
from teum.models.tenancy import MayBeUndone


class Conversation(MayBeUndone):
    """A call, meeting, chat or mail about a case; the promises that were made in it name it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    channel = models.CharField(max_length=8)
    direction = models.CharField(max_length=3)
    reached = models.BooleanField()
    notes = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_whole = models.BooleanField(null=True)
    """Whether the customer knew all of their matter after it; null where they were not reached."""
    surprises = models.PositiveSmallIntegerField(default=0)
    """About so many promises the customer had to ask us that we owed and had not told them of."""
    at = models.DateTimeField()

    class Meta:
        """Found by case, and newest first for the figures."""

        indexes = [
            models.Index(fields=["organisation", "case", "id"], name="conversation_by_case"),
            models.Index(fields=["organisation", "at"], name="conversation_by_moment"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=["call", "meeting", "chat", "mail"]),
                name="known_conversation",
            ),
            models.CheckConstraint(
                condition=models.Q(direction__in=["in", "out"]), name="conversation_direction"
            ),
            models.CheckConstraint(
                condition=models.Q(reached=True, is_whole__isnull=False)
                | models.Q(reached=False, is_whole__isnull=True),
                name="whole_if_reached",
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Wish(MayBeUndone):
    """One thing that the customer asked for in a conversation: promised, answered or declined, and nothing else.

    `text` and `answer` are erasable.
    """

    conversation = models.ForeignKey(Conversation, on_delete=models.PROTECT, related_name="+", db_index=False)
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    answer = models.TextField(blank=True)
    salt = models.CharField(max_length=32)
    outcome = models.CharField(max_length=8)
    promise = models.ForeignKey(
        Promise, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The promise by which it is kept."""

    class Meta:
        """In the order in which they were said."""

        constraints = [
            models.UniqueConstraint(fields=["conversation", "position"], name="one_wish_a_place"),
            models.CheckConstraint(
                condition=models.Q(outcome="promised", promise__isnull=False)
                | models.Q(outcome__in=["answered", "declined"], promise__isnull=True),
                name="wish_outcome",
            ),
        ]


class Summary(MayBeUndone):
    """What was agreed in a conversation, as the customer was told it; its words are the message's."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    conversation = models.OneToOneField(Conversation, on_delete=models.PROTECT, related_name="+")
    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=9, blank=True)
    """confirmed, corrected; empty while the customer has said neither."""
    question = models.ForeignKey(
        Question, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """What a correction asks of us."""
    answered_at = models.DateTimeField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Found by case."""

        indexes = [models.Index(fields=["organisation", "case", "id"], name="summary_by_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True, question__isnull=True)
                | models.Q(answer="confirmed", answered_at__isnull=False, question__isnull=True)
                | models.Q(answer="corrected", answered_at__isnull=False, question__isnull=False),
                name="summary_answer",
            )
        ]
