"""What both sides expect: the items that a business goes through, and what was said of them in a case."""

from django.db import models

from teum.core.process import NAME
from teum.models.case import Case
from teum.models.intake import Intake
from teum.models.promise import Promise
from teum.models.service import Service
from teum.models.tenancy import MayBeUndone, OfOrganisation


class AlignmentTemplate(OfOrganisation):
    """The items that are gone through with a customer; `core.alignment.Item` is the value of each."""

    service = models.ForeignKey(
        Service, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """None: offered whatever a case is about."""
    he = models.CharField(max_length=NAME)
    en = models.CharField(max_length=NAME)
    items = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Listed in the order in which they were written; named in both languages."""

        indexes = [models.Index(fields=["organisation", "id"], name="template_of_business")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(he="") & ~models.Q(en=""), name="template_in_both_languages"
            ),
        ]

    def __str__(self) -> str:
        return self.en


class Alignment(MayBeUndone):
    """The items as they were when it began, and what was said and marked of each."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    template = models.ForeignKey(
        AlignmentTemplate, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    promise = models.OneToOneField(Promise, null=True, on_delete=models.PROTECT, related_name="+")
    """The customer's, of their word on it; None until it is shown to them."""
    amends = models.ForeignKey(
        "teum.Agreement", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    """The agreement that is to be changed by it, where one holds."""
    intake = models.ForeignKey(Intake, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    """The form on the site through which it began; None where one of ours began it."""
    items = models.JSONField(default=list)
    lines = models.JSONField(default=dict)
    salt = models.CharField(max_length=32)
    state = models.CharField(max_length=10, default="open")
    version = models.PositiveIntegerField(default=1)
    began_at = models.DateTimeField()
    how = models.CharField(max_length=10, default="", blank=True)
    """How it was approved, as a choice is made (page, counter, call, mail): at a distance, or before one of us."""
    agreed_at = models.DateTimeField(null=True)
    law = models.JSONField(default=dict)
    """What the law fixed on the day on which it was approved: cancelling it goes by that."""

    class Meta:
        """Found by case."""

        indexes = [
            models.Index(fields=["organisation", "case", "id"], name="alignment_by_case"),
            models.Index(
                fields=["organisation", "intake", "began_at"],
                name="alignment_by_form",
                condition=models.Q(intake__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "approved", "dropped", "cancelled"]),
                name="known_alignment",
            )
        ]
