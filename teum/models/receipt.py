"""Money that came for a payment that was agreed."""

from django.db import models

from teum.core.price import Means
from teum.models.case import Case
from teum.models.promise import Promise
from teum.models.tenancy import MayBeUndone


class Receipt(MayBeUndone):
    """What came: how much (in agorot), how, and on which day. A trigger holds it as it was written down."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.PositiveBigIntegerField()
    means = models.CharField(max_length=8)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """Found by case."""

        indexes = [models.Index(fields=["organisation", "case", "id"], name="receipt_by_case")]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="something_came"),
            models.CheckConstraint(
                condition=models.Q(means__in=[str(means) for means in Means]), name="known_means"
            ),
        ]

    def __str__(self) -> str:
        return f"receipt {self.pk}"
