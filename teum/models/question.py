"""The questions ledger: which words asked, and which answered."""

from django.db import models

from teum.models.bank import BankQuestion
from teum.models.case import Case, Remark
from teum.models.promise import Promise
from teum.models.tenancy import MayBeUndone


class Question(MayBeUndone):
    """A question of a case; its promise says who must answer by when, and whether it is open.

    `answer` is the last one: a customer whom it did not answer says so, and hears another.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    promise = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Promise, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The promise of which the customer says that they were told otherwise, which waits for the document, which they
    ask to move, or which is theirs and which they say is done."""
    times = models.JSONField(default=list)
    """The windows that the customer named for it, as the ledger holds them."""
    bank = models.ForeignKey(
        BankQuestion, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """Of the bank's, where it was taken from there."""
    kind = models.CharField(max_length=12)
    asked = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="+", db_index=False)
    answer = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_right = models.BooleanField(null=True)
    """Of a read-back that was answered: whether we had understood it right."""

    class Meta:
        """Found by case."""

        indexes = [
            models.Index(fields=["organisation", "case", "id"], name="question_by_case"),
            models.Index(
                fields=["organisation", "about"],
                condition=models.Q(about__isnull=False),
                name="question_about",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["text", "readback", "objection", "document", "move", "done"]),
                name="known_question",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["objection", "move", "done"], about__isnull=False)
                | models.Q(kind="document")
                | models.Q(about__isnull=True) & ~models.Q(kind__in=["objection", "move", "done"]),
                name="objection_about",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="readback") | models.Q(is_right__isnull=True), name="right_readback"
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"
