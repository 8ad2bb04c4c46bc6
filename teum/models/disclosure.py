"""What customers were told whole, and what they chose."""

from django.db import models

from teum.models.case import Case, Remark
from teum.models.promise import Promise
from teum.models.question import Question
from teum.models.standing import StandingDisclosure
from teum.models.tenancy import MayBeUndone


class Disclosure(MayBeUndone):
    """Something told whole in a case; where there is something to choose, its promise says until when.

    `told` holds all that is shown, in one spelling; `decided` the words by which it was chosen. Nothing is chosen as
    long as that is empty, and what is chosen can be named by nobody but whoever decides.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    promise = models.OneToOneField(Promise, null=True, on_delete=models.PROTECT, related_name="+")
    """The customer's, of their choice; None where nothing is to be chosen."""
    about = models.ForeignKey(Promise, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12)
    told = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="+", db_index=False)
    chosen = models.CharField(max_length=20, default="")
    """The key of the option that was chosen."""
    how = models.CharField(max_length=8, default="")
    decided = models.ForeignKey(Remark, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    objection = models.ForeignKey(
        Question, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The last one of a customer to whom it does matter."""

    standing = models.ForeignKey(
        StandingDisclosure, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The one of the service that was told here."""
    message = models.ForeignKey(
        "teum.Message", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The last one that tells it; None where it was shown in person."""

    class Meta:
        """Found by case."""

        indexes = [models.Index(fields=["organisation", "case", "id"], name="disclosure_by_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["fault", "limitation", "delay", "before_sale"]),
                name="known_disclosure",
            ),
            models.CheckConstraint(
                condition=models.Q(chosen="", how="", decided__isnull=True)
                | models.Q(
                    how__in=["page", "counter", "call", "mail"],
                    decided__isnull=False,
                    promise__isnull=False,
                )
                & ~models.Q(chosen=""),
                name="decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"
