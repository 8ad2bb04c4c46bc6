"""Money that came for a payment that was agreed, and what of it did not come after all."""

from django.db import models

from teum.core.price import Means
from teum.core.receipt import Why
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


class Reversal(MayBeUndone):
    """What was written down did not come after all. A trigger holds it as it was written down."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        """Found by what it takes back; that is taken back once."""

        indexes = [models.Index(fields=["organisation", "case", "id"], name="reversal_by_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt"], condition=models.Q(is_undone=False), name="one_reversal_a_receipt"
            ),
            models.CheckConstraint(
                condition=models.Q(why__in=[str(why) for why in Why]), name="known_reversal"
            ),
        ]

    def __str__(self) -> str:
        return f"reversal {self.pk}"
