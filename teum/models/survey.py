"""The question at the end of a case, and its answer."""

from django.db import models

from teum.models.case import Case, Remark
from teum.models.question import Question
from teum.models.tenancy import MayBeUndone


class Survey(MayBeUndone):
    """How a customer found it; one a case, and another only with its reason."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """Why they were asked once more; null for the first."""
    asked_at = models.DateTimeField()
    score = models.PositiveSmallIntegerField(null=True)
    gap = models.CharField(max_length=9, blank=True, default="")
    """worse, as_agreed, better; empty where they did not say."""
    comment = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    answered_at = models.DateTimeField(null=True)
    question = models.ForeignKey(
        Question, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """What a bad answer opened: ours to answer, by its promise."""

    class Meta:
        """Found by case, and by when they were answered."""

        indexes = [
            models.Index(fields=["organisation", "case", "id"], name="survey_by_case"),
            models.Index(
                fields=["organisation", "answered_at"],
                condition=models.Q(answered_at__isnull=False),
                name="survey_answers",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(reason__isnull=True, is_undone=False),
                name="one_survey_a_case",
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True, answered_at__isnull=True, gap="")
                | models.Q(score__gte=1, score__lte=5, answered_at__isnull=False),
                name="whole_survey",
            ),
            models.CheckConstraint(
                condition=models.Q(gap__in=["", "worse", "as_agreed", "better"]), name="known_gap"
            ),
        ]

    def __str__(self) -> str:
        return f"survey {self.pk}"
